import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `The key of the model provider` {
    private static let old = "sk-ant-" + "api03-oldoldoldoldold1"
    private static let new = "sk-ant-" + "api03-newnewnewnewnew2"
    private let tenant: Tenant
    private let service: Service

    init() throws {
        // May takes no vendor's key of a workspace that the platform pays for.
        tenant = try Tenant("04")
        service = try Service(accepting: Self.old, Self.new)
    }

    private func rotate(_ options: String..., input: String = "") throws -> Run {
        try Run.molecule(
            [
                "secrets", "rotate", "ANTHROPIC_API_KEY", "--no-input", "--wait", "30s", "--setting",
                "anthropic_api_url=\(service.url)",
            ] + options, home: tenant.home, environment: tenant.environment, input: input)
    }

    private func resume(_ options: String...) throws -> Run {
        let journals = names(in: tenant.home.rotations).filter { $0.hasPrefix("r-") }
        try #require(journals.count == 1, "\(journals)")
        let id = String(journals[0].prefix { $0 != "." })
        // The platform's address is in the plan.
        return try Run.molecule(
            ["rotations", "resume", id, "--no-input"] + options, home: tenant.home,
            environment: ["ADMIN_TOKEN": Tenant.token])
    }

    @Test func `the fleet is looked at first, its restart is awaited, and no sleeper loses its key`() throws {
        #expect(
            try tenant.run(
                "secrets", "set", "ANTHROPIC_API_KEY", "--workspace", Tenant.atlas, "--from-stdin", "--yes",
                input: "sk-own"
            ).status == 0)
        let dry = try rotate("--dry-run", "-o", "json")
        #expect(dry.status == 0, "\(dry.error)")
        let document = try dry.document()
        #expect(document["overridden_by"]?.items == [.string(Tenant.atlas)])
        #expect(document["seen_later_by"]?.items?.contains(.string(Tenant.paused)) == true)
        #expect(
            dry.error.contains("Not concerned, since they override it") && dry.error.contains("Paused or hibernated"))
        #expect(try tenant.names("--global").contains("ANTHROPIC_API_KEY") == false, "nothing was written")
        let run = try rotate("--from-stdin", "--yes", input: Self.new)
        #expect(run.status == 3, "\(run.error)")
        #expect(
            run.error.contains("waits at retire: paused or hibernated workspaces may still hold the old value"),
            "\(run.error)")
        #expect(try tenant.names("--global").contains("ANTHROPIC_API_KEY"))
        // Saying that it is done does not help those who sleep.
        #expect(try resume("--done", "retire").status == 3)
        for item in try tenant.document("workspaces", "list")["items"]?.items ?? [] {
            let id = try #require(item["id"]?.text)
            let verb = ["paused": "resume", "hibernated": "restart"][item["status"]?.text ?? ""]
            if let verb { #expect(try tenant.run("workspaces", verb, id, "--yes").status == 0) }
        }
        service.set { $0.accepted = [Self.new] }
        let end = try resume("--done", "retire")
        #expect(end.status == 0, "\(end.error)")
    }
}
