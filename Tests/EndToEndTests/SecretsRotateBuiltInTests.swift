import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `The built-in runbooks` {
    struct Pasted: Sendable, CustomTestStringConvertible {
        let secret: String
        let old: String
        let new: String
        let options: @Sendable (String) -> [String]
        var testDescription: String { secret }
    }

    static let pasted = [
        Pasted(
            secret: "NEON_API_KEY", old: "napi_" + "oldoldoldoldoldold1", new: "napi_" + "newnewnewnewnewnew2",
            options: { ["--setting", "neon_api_url=\($0)", "--setting", "neon_project=quiet-lake-1"] }),
        Pasted(
            secret: "RESEND_API_KEY", old: "re_" + "oldoldoldold1", new: "re_" + "newnewnewnew2",
            options: { ["--setting", "resend_api_url=\($0)"] }),
        Pasted(
            secret: "STRIPE_API_KEY", old: "sk_test_" + "oldoldoldoldold1", new: "sk_live_" + "newnewnewnewnew2",
            options: { ["--setting", "stripe_api_url=\($0)"] }),
    ]

    @Test(arguments: pasted) func `a pasted key is deployed, proven, and its predecessor seen dead`(
        _ key: Pasted
    ) throws {
        let world = try BuiltIn(accepting: [key.old, key.new])
        try world.add(key.secret, key.old)
        let run = try world.rotate(key.secret, key.options(world.service.url) + ["--from-stdin"], input: key.new)
        #expect(run.status == 3 && run.error.contains("waits at retire"), "\(run.error)")
        #expect(world.deployed(key.secret) == key.new)
        if key.secret == "STRIPE_API_KEY" {
            #expect(
                run.error.contains("Warning: The new value begins with sk_live_, and the one it replaces with sk_test_")
            )
        }
        world.service.set { $0.accepted = [key.new] }
        let end = try world.resume("--done", "retire")
        #expect(end.status == 0, "\(end.error)")
        #expect(try world.value(key.secret) == key.new)
        let calls = world.programs.calls
        #expect(!calls.contains { $0.words.joined().contains(key.new) || $0.environment.contains(key.new) })
    }

    @Test func `the database's address is rotated for a reason, after it was tried`() throws {
        let world = try BuiltIn()
        let url = world.service.url
        let new = "postgresql://cp:new-pass@db.example.com/cp"
        try world.add("DATABASE_URL", "postgresql://cp:old-pass@db.example.com/cp")
        let options = [
            "--setting", "control_plane_url=\(url)", "--setting", "control_plane_status_url=\(url)/cp/status",
            "--reason", "leak", "--affirm", "connection-tested", "--from-stdin",
        ]
        let run = try world.rotate("DATABASE_URL", options, input: new)
        #expect(run.status == 0, "\(run.error)")
        #expect(world.deployed("DATABASE_URL") == new)
        #expect(run.error.contains("This secret has one value"))
    }

    @Test func `the sender of mail is rotated when its domain is verified and a mail has come`() throws {
        let world = try BuiltIn()
        let new = "Molecule AI <noreply@mail.example.com>"
        let settings = ["--setting", "control_plane_url=\(world.service.url)", "--from-stdin"]
        let refused = try world.rotate("RESEND_FROM_EMAIL", settings, input: new)
        #expect(refused.status == 3 && refused.error.contains("--affirm domain-verified"), "\(refused.error)")
        let run = try world.rotate("RESEND_FROM_EMAIL", settings + ["--affirm", "domain-verified"], input: new)
        #expect(run.status == 3 && run.error.contains("waits at verify:1"), "\(run.error)")
        #expect(world.deployed("RESEND_FROM_EMAIL") == new)
        let end = try world.resume("--done", "verify:1")
        #expect(end.status == 0, "\(end.error)")
        #expect(try world.value("RESEND_FROM_EMAIL") == new)
    }

    @Test func `a webhook's secret is proven by signed events, and its overlap is waited for`() throws {
        let world = try BuiltIn()
        let (old, new) = ("whsec_" + "oldoldoldoldoldold1", "whsec_" + "newnewnewnewnewnew2")
        try world.add("STRIPE_WEBHOOK_SECRET", old)
        let file = world.programs.file("fly/\(BuiltIn.app)/deployed/STRIPE_WEBHOOK_SECRET")
        world.service.set { $0.webhookFile = file }
        let run = try world.rotate(
            "STRIPE_WEBHOOK_SECRET", ["--setting", "control_plane_url=\(world.service.url)", "--from-stdin"], input: new
        )
        #expect(run.status == 8, "\(run.error)")
        #expect(run.error.contains("waits at retire: the old value ends at"))
        #expect(run.error.contains("24 h 0 min from now") || run.error.contains("23 h 59 min from now"), "\(run.error)")
        #expect(run.error.contains("molecule rotations resume r-"))
        #expect(try world.value("STRIPE_WEBHOOK_SECRET") == new)
        #expect(try world.resume().status == 8, "nothing has changed")
        let signed = world.service.requests.filter { $0.headers["stripe-signature"] != nil }
        #expect(signed.count >= 9, "random, former and new, three rounds each")
        #expect(
            Set(world.service.requests.filter { $0.method == "POST" }.map(\.body)).count
                == world.service.requests.filter { $0.method == "POST" }.count)
        #expect(!signed.contains { String(decoding: $0.body, as: UTF8.self).contains(new) })
        // Deleted in the dashboard before its time.
        #expect(try world.resume("--done", "retire").status == 0)
    }

    @Test func `a webhook that does not check signatures proves nothing`() throws {
        let world = try BuiltIn()
        world.service.set { $0.isOpen = true }
        let run = try world.rotate(
            "STRIPE_WEBHOOK_SECRET", ["--setting", "control_plane_url=\(world.service.url)", "--from-stdin"],
            input: "whsec_" + "newnewnewnewnewnew2")
        #expect(run.status == 12 && run.error.contains("accepts anyone: it takes an unsigned event"), "\(run.error)")
    }

    @Test func `the encryption key is rotated when it is compromised, by somebody who knows what is lost`() throws {
        let world = try BuiltIn()
        world.service.set { $0.organizations = ["acme": "Acme", "globex": "Globex"] }
        let name = "SECRETS_ENCRYPTION_KEY"
        try world.add(name, String(repeating: "ab", count: 32))
        let settings = ["--setting", "control_plane_url=\(world.service.url)", "--cp-url", world.service.url]
        func attempt(_ options: String...) throws -> Run { try world.rotate(name, settings + options) }
        for options in [
            [], ["--compromised"], ["--compromised", "--reason", "leak"], ["--reason", "leak", "--tenants", "2"],
        ] {
            let run = try world.rotate(name, settings + options)
            #expect(
                run.status == 3 && run.error.contains("rotated only when its value is known to others"), "\(run.error)")
        }
        let whole = ["--compromised", "--reason", "the backup was stolen"]
        let wrongCount = try world.rotate(name, settings + whole + ["--tenants", "3", "--confirm", name])
        #expect(wrongCount.status == 3 && wrongCount.error.contains("lists 2 tenants, not 3"), "\(wrongCount.error)")
        let unnamed = try world.rotate(name, settings + whole + ["--tenants", "2"])
        #expect(unnamed.status == 3 && unnamed.error.contains("has to be typed"), "\(unnamed.error)")
        let misnamed = try world.rotate(name, settings + whole + ["--tenants", "2", "--confirm", "OTHER"])
        #expect(misnamed.status == 3 && misnamed.error.contains("--confirm does not name"), "\(misnamed.error)")
        let affirmations = ["--affirm", "tenants-listed", "--affirm", "tenants-will-be-provisioned-again"]
        let unaffirmed = try world.rotate(name, settings + whole + ["--tenants", "2", "--confirm", name])
        #expect(unaffirmed.status == 3 && unaffirmed.error.contains("has to be affirmed"), "\(unaffirmed.error)")
        #expect(world.deployed(name) == String(repeating: "ab", count: 32))
        let run = try world.rotate(name, settings + whole + ["--tenants", "2", "--confirm", name] + affirmations)
        #expect(
            run.status == 3 && run.error.contains("waits at verify:1: Provision every tenant again"), "\(run.error)")
        let new = try #require(world.deployed(name))
        #expect(new.count == 64 && new.allSatisfy { $0.isHexDigit } && new != String(repeating: "ab", count: 32))
        #expect(try world.resume("--done", "verify:1").error.contains("waits at retire"))
        #expect(try world.resume("--done", "retire").status == 0)
        #expect(try world.value(name) == new)
    }

    @Test func `a deploy token goes to both of its places, is proven on both sides, and its predecessor is revoked`()
        throws
    {
        let world = try BuiltIn()
        let tokens = "fly/\(BuiltIn.app)/tokens"
        let old = "FlyV1 fm2_the-old-token-of-these-tests-0123456789"
        try world.programs.write("\(tokens)/old1/name", "the old token")
        try world.programs.write("\(tokens)/old1/value", old)
        try world.programs.add(repository: "acme/platform")
        try world.add("FLY_API_TOKEN", old)
        let directory = world.programs.file(tokens)
        world.service.set { $0.tokens = directory }
        let settings = [
            "ci_store=github:acme/platform", "fly_api_url=\(world.service.url)", "fly_app=\(BuiltIn.app)",
            "publish_repository=acme/platform", "publish_workflow=publish.yml",
        ].flatMap { ["--setting", $0] }
        let without = try world.rotate("FLY_API_TOKEN", settings)
        #expect(without.status == 3 && without.error.contains("flyctl tokens list -a \(BuiltIn.app), then --old-id ID"))
        let mistyped = try world.rotate("FLY_API_TOKEN", settings + ["--old-id", "nosuch"])
        #expect(mistyped.status == 6 && mistyped.error.contains("Nothing has been changed"), "\(mistyped.error)")
        #expect(names(in: world.home.rotations).filter { $0.hasPrefix("r-") } == [])
        let dry = try world.rotate("FLY_API_TOKEN", settings + ["--old-id", "old1", "--dry-run"])
        #expect(dry.status == 0 && dry.error.contains("retire: found: token old1, called 'the old token', works"))
        #expect(dry.error.contains("verify:0: found: no value at all and a random one are refused"), "\(dry.error)")
        for step in ["deploy:0", "verify:1"] { #expect(dry.error.contains("\(step): not known: "), "\(dry.error)") }
        let run = try world.rotate("FLY_API_TOKEN", settings + ["--old-id", "old1"])
        #expect(run.status == 0, "\(run.error)")
        let new = try world.value("FLY_API_TOKEN")
        #expect(new.hasPrefix("FlyV1 fm2_") && new != old)
        #expect(world.deployed("FLY_API_TOKEN") == new)
        #expect(world.programs.read("github/acme/platform/secrets/FLY_API_TOKEN") == new)
        #expect(world.programs.read("\(tokens)/old1/revoked") != nil)
        let words = world.programs.calls.map { $0.words.prefix(3).joined(separator: " ") }
        let order = ["flyctl secrets set", "gh secret set", "gh workflow run", "flyctl tokens revoke"]
        #expect(order.compactMap { words.firstIndex(of: $0) } == order.compactMap { words.firstIndex(of: $0) }.sorted())
        #expect(order.allSatisfy(words.contains), "\(words)")
    }

    @Test func `a revocation that can never be done is ended by somebody's word`() throws {
        let world = try BuiltIn()
        let tokens = "fly/\(BuiltIn.app)/tokens"
        try world.programs.write("\(tokens)/old1/name", "the old token")
        try world.programs.add(repository: "acme/platform")
        let directory = world.programs.file(tokens)
        world.service.set { $0.tokens = directory }
        try world.programs.set(.refuses, .flyctl, "tokens-revoke")
        let settings = [
            "ci_store=github:acme/platform", "fly_api_url=\(world.service.url)", "fly_app=\(BuiltIn.app)",
        ].flatMap { ["--setting", $0] }
        let run = try world.rotate("FLY_API_TOKEN", settings + ["--old-id", "old1"])
        #expect(run.status == 8 && run.error.contains("stopped at retire"), "\(run.error)")
        #expect(run.error.contains("--done retire"), "\(run.error)")
        #expect(try world.resume().status == 8)
        let end = try world.resume("--done", "retire")
        #expect(end.status == 0 && end.error.contains("Warning: nothing here confirms"), "\(end.error)")
        let journal = try #require(names(in: world.home.rotations).first { $0.hasPrefix("r-") })
        let text = try String(contentsOfFile: "\(world.home.rotations)/\(journal)", encoding: .utf8)
        #expect(text.contains("somebody said that it is ended"))
    }

    @Test func `a file cannot loosen the stance of a built-in runbook`() throws {
        let world = try BuiltIn()
        let name = "SECRETS_ENCRYPTION_KEY"
        let shown = try world.molecule("secrets", "runbook", "show", name, "-o", "json")
        let document = try shown.document()
        let members =
            try #require(document.members).filter { !["stance", "reason", "danger"].contains($0.name) }
            + [.init("stance", "rotate"), .init("danger", "high")]
        try world.home.write("copy.json", JSONValue.object(members).compact)
        let run = try world.rotate(
            name,
            [
                "--runbook", world.home.file("copy.json"), "--setting", "control_plane_url=\(world.service.url)",
                "--dry-run",
            ])
        #expect(run.status == 3 && run.error.contains("rotated only when its value is known to others"), "\(run.error)")
    }

    @Test func `a workflow that fails stops the rotation before the old token is revoked`() throws {
        let world = try BuiltIn()
        let tokens = "fly/\(BuiltIn.app)/tokens"
        try world.programs.write("\(tokens)/old1/name", "the old token")
        try world.programs.add(repository: "acme/platform")
        try world.programs.write("github/acme/platform/conclusion", "failure")
        let directory = world.programs.file(tokens)
        world.service.set { $0.tokens = directory }
        let settings = [
            "ci_store=github:acme/platform", "fly_api_url=\(world.service.url)", "fly_app=\(BuiltIn.app)",
            "publish_repository=acme/platform", "publish_workflow=publish.yml",
        ].flatMap { ["--setting", $0] }
        let run = try world.rotate("FLY_API_TOKEN", settings + ["--old-id", "old1"])
        #expect(run.status == 12 && run.error.contains("of publish.yml ended as failure"), "\(run.error)")
        #expect(world.programs.read("\(tokens)/old1/revoked") == nil)
    }
}
