import Foundation
import Glibc
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `Refusals of secrets rotate` {
    struct Value: Sendable, CustomTestStringConvertible {
        let value: String
        let reason: String
        var testDescription: String { reason }
    }

    static let values = [
        Value(value: RotateFixture.old, reason: "value is the one that is to be replaced"),
        Value(
            value: "whsec_" + "0123456789abcdef01234567",
            reason: "value has the shape of STRIPE_WEBHOOK_SECRET, not of GRAFANA_TOKEN"),
        Value(value: "sk_live_" + "0123456789abcdef01234567", reason: "value has the shape of STRIPE_API_KEY"),
        Value(value: "gtok_0123456789", reason: "it does not begin with tok_"),
        Value(value: "tok_1", reason: "it is shorter than 8 bytes"),
        Value(value: "tok_" + String(repeating: "x", count: 80), reason: "it is longer than 64 bytes"),
        Value(value: "tok_0123 456789", reason: "it has a space or tab at byte 9"),
        Value(value: "tok_0123\n456789", reason: "it has a line break at byte 9"),
        Value(value: "", reason: "is empty"),
    ]

    @Test(arguments: values) func `a value that cannot be the secret is refused before anything begins`(
        _ value: Value
    ) throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        let run = try fixture.rotate("--from-stdin", "--yes", input: value.value)
        #expect(run.status == 2 && run.error.contains(value.reason), "\(run.error)")
        #expect(value.value.isEmpty || !run.error.contains(value.value))
        #expect(names(in: fixture.home.rotations).filter { $0.hasPrefix("r-") } == [])
        #expect(!names(in: fixture.home.path).contains("taken"))
    }

    @Test func `an issuer that accepts anyone proves nothing`() throws {
        let fixture = try RotateFixture()
        fixture.service.set { $0.isOpen = true }
        try fixture.runbook()
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new)
        #expect(
            run.status == 12 && run.error.contains("accepts anyone: it answers 200 to no value at all"), "\(run.error)")
        #expect(try fixture.value() == RotateFixture.old)
        // A value is not sent to whoever takes anything.
        #expect(!fixture.service.requests.contains { $0.headers["authorization"]?.contains(RotateFixture.new) == true })
    }

    @Test func `a service that is down is no verdict`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook([
            "proofs": [["kind": "bearer", "settings": ["url": "http://127.0.0.1:1/"]]], "origin": "http://127.0.0.1:1",
        ])
        let run = try fixture.rotate("--key", "other", "--from-stdin", "--yes", input: RotateFixture.new)
        #expect(run.status == 8 && run.error.contains("nothing listens at its address"), "\(run.error)")
    }

    @Test func `a proof that would send the value elsewhere is refused`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook(["proofs": [["kind": "bearer", "settings": ["url": "http://127.0.0.1:1/"]]]])
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new)
        #expect([2, 7].contains(run.status) && !names(in: fixture.home.path).contains("taken"), "\(run.error)")
        #expect(names(in: fixture.home.rotations).filter { $0.hasPrefix("r-") } == [])
    }

    @Test func `a destination that cannot be used is told in the plan, and nothing begins`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook(["destinations": ["exec:cat > taken", "env-file:absent.env"]])
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new)
        #expect(
            run.status == 6 && run.error.contains("absent.env: not ok: there is no environment file"), "\(run.error)")
        #expect(run.error.contains("Nothing has been changed."))
        #expect(!names(in: fixture.home.path).contains("taken"))
        let dry = try fixture.rotate("--dry-run", "-o", "json")
        #expect(dry.status == 6)
        #expect(try dry.document()["checks"]?.items?.last?["ok"] == .bool(false))
    }

    @Test func `a key entry of another kind, or bound elsewhere, is refused`() throws {
        let fixture = try RotateFixture(key: nil)
        try fixture.runbook()
        let add = { (kind: String, origin: String, name: String) in
            try fixture.molecule(
                "keys", "add", name, "--kind", kind, "--origin", origin, "--from-stdin", input: "tok_0123456789")
        }
        #expect(try add("admin-token", fixture.service.url, "one").status == 0)
        let kind = try fixture.rotate("--key", "one", "--yes")
        #expect(kind.status == 2 && kind.error.contains("not a service's secret"), "\(kind.error)")
        #expect(try add("service-secret", "https://elsewhere.example.com", "two").status == 0)
        let origin = try fixture.rotate("--key", "two", "--yes")
        #expect(
            origin.status == 7 && origin.error.contains("is bound to https://elsewhere.example.com"), "\(origin.error)")
    }

    @Test(arguments: [("runbook.json", mode_t(0o666)), ("runbook.json", 0o660), ("books", 0o777)])
    func `a runbook that others can change is not carried out`(_ place: String, _ mode: mode_t) throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        #expect(mkdir(fixture.home.file("books"), 0o700) == 0)
        let path = place == "books" ? "books/runbook.json" : "runbook.json"
        if place == "books" { try fixture.home.write(path, fixture.home.read("runbook.json")) }
        #expect(chmod(fixture.home.file(place), mode) == 0)
        let run = try Run.molecule(
            "secrets", "rotate", "GRAFANA_TOKEN", "--runbook", path, "--from-stdin", "--yes", home: fixture.home,
            input: RotateFixture.new)
        #expect(run.status == 10 && run.error.contains("next: "), "\(run.error)")
        #expect(!FileManager.default.fileExists(atPath: fixture.home.file("taken")))
    }

    @Test func `a runbook that is about another secret, is none, or is not there`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        let other = try fixture.molecule("secrets", "rotate", "OTHER_TOKEN", "--runbook", "runbook.json")
        #expect(other.status == 2 && other.error.contains("is the runbook of GRAFANA_TOKEN"))
        try fixture.home.write("bad.json", "{}")
        let bad = try fixture.molecule("secrets", "rotate", "GRAFANA_TOKEN", "--runbook", "bad.json")
        #expect(bad.status == 2 && bad.error.contains("molecule secrets runbook check bad.json"), "\(bad.error)")
        let absent = try fixture.molecule("secrets", "rotate", "GRAFANA_TOKEN")
        #expect(absent.status == 6 && absent.error.contains("There is no runbook of that name"))
    }

    @Test func `settings that are missing are named`() throws {
        let fixture = try RotateFixture()
        let run = try fixture.molecule("secrets", "rotate", "NEON_API_KEY", "--yes")
        #expect(run.status == 2 && run.error.contains("control_plane_store"), "\(run.error)")
    }

    @Test func `secrets that are never rotated say why`() throws {
        let fixture = try RotateFixture()
        let redis = try fixture.molecule("secrets", "rotate", "TENANT_REDIS_URL", "--yes")
        #expect(redis.status == 3 && redis.error.contains("TENANT_REDIS_URL is not rotated."), "\(redis.error)")
        let nothing = try fixture.molecule("secrets", "rotate", "GITHUB_TOKEN", "-o", "json")
        #expect(nothing.status == 0)
        #expect(try nothing.document()["outcome"]?.text == "nothing-to-do")
    }

    @Test func `a requirement is affirmed in so many words, and --yes is none of them`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook([
            "requirements": [["name": "told-everybody", "question": "Does everybody know?"]],
            "reasons": ["leak", "move"],
        ])
        let noReason = try fixture.rotate(
            "--from-stdin", "--yes", "--affirm", "told-everybody", input: RotateFixture.new)
        #expect(noReason.status == 3 && noReason.error.contains("is rotated for a reason alone: leak or move"))
        let wrong = try fixture.rotate("--from-stdin", "--yes", "--reason", "boredom", input: RotateFixture.new)
        #expect(wrong.status == 3 && wrong.error.contains("--reason leak"))
        let silent = try fixture.rotate("--from-stdin", "--yes", "--reason", "leak", input: RotateFixture.new)
        #expect(silent.status == 3 && silent.error.contains("This has to be affirmed first: Does everybody know?"))
        #expect(silent.error.contains("--affirm told-everybody"))
        let unknown = try fixture.rotate("--yes", "--reason", "leak", "--affirm", "told-nobody")
        #expect(unknown.status == 2 && unknown.error.contains("has no requirement called 'told-nobody'"))
        #expect(names(in: fixture.home.rotations).filter { $0.hasPrefix("r-") } == [])
        let run = try fixture.rotate(
            "--from-stdin", "--yes", "--reason", "leak", "--affirm", "told-everybody", input: RotateFixture.new)
        #expect(run.status == 3 && run.error.contains("waits at retire"), "\(run.error)")
    }

    @Test func `a plan that touches one of coupled places is refused with what would break`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook([
            "secret": "FLY_API_TOKEN",
            "shape": ["prefixes": ["FlyV1 "], "minimum_length": 8, "maximum_length": 64, "form": "words"],
        ])
        let run = try fixture.molecule("secrets", "rotate", "FLY_API_TOKEN", "--runbook", "runbook.json", "--yes")
        #expect(run.status == 3 && run.error.contains("lives in 2 places that must change together"), "\(run.error)")
        #expect(run.error.contains("publishing fails without an alarm"))
        let same = [
            "control_plane_store=env-file:a.env", "ci_store=env-file:a.env", "fly_api_url=https://api.machines.dev",
            "fly_app=x",
        ]
        let twice = try Run.molecule(
            ["secrets", "rotate", "FLY_API_TOKEN", "--yes", "--old-id", "t1"] + same.flatMap { ["--setting", $0] },
            home: fixture.home)
        #expect(twice.status == 3 && twice.error.contains("and this plan changes 1"), "\(twice.error)")
    }

    @Test func `only a setting that is one plain word goes into a command`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook([
            "settings": [["name": "file", "summary": "where it goes", "example": "taken"]],
            "destinations": ["exec:cat > ${file}"],
        ])
        let run = try fixture.rotate("--setting", "file=a; touch b", "--yes")
        #expect(run.status == 2 && run.error.contains("more than one plain word for a shell"), "\(run.error)")
        #expect(!names(in: fixture.home.path).contains("b"))
    }

    @Test func `two rotations of one secret are not begun`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        #expect(try fixture.rotate("--yes").status == 3)
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new)
        #expect(run.status == 7 && run.error.contains("is unfinished"), "\(run.error)")
    }

    @Test func `a value is not brought where none is asked for`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook([
            "source": ["kind": "command", "settings": ["command": "echo tok_0123456789", "summary": "mints"]]
        ])
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new)
        #expect(run.status == 2 && run.error.contains("is not brought along"), "\(run.error)")
    }
}
