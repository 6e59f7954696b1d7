import Foundation
import Synchronization
import TestSupport
import Testing

/// What a run says of statuses that it has not seen.
@Suite(.blocking) struct FleetTruthTests {
    /// A tenant of two workspaces that says yes to everything, and shows the status it is told to.
    private final class Tenant: Sendable {
        private final class Statuses: Sendable {
            let before: String
            let after: Mutex<String>
            let hasChanged = Atomic(false)

            init(_ before: String, _ after: String) {
                self.before = before
                self.after = Mutex(after)
            }

            func answer(_ request: WebStandIn.Request) -> WebStandIn.Answer {
                guard request.method == "GET" else {
                    hasChanged.store(true, ordering: .relaxed)
                    return .init(200, #"{"status":"ok","paused_count":1}"#)
                }
                let status = hasChanged.load(ordering: .relaxed) ? after.withLock { $0 } : before
                let items = (1...2).map { #"{"id":"\#(Fleet.id($0))","name":"w\#($0)","status":"\#(status)"}"# }
                return .init(200, "[\(items.joined(separator: ","))]")
            }
        }

        private let statuses: Statuses
        let server: WebStandIn

        /// `before` is what is shown until the first change has come, `after` what is shown then.
        init(_ before: String, after: String) throws {
            let statuses = Statuses(before, after)
            self.statuses = statuses
            server = try WebStandIn { statuses.answer($0) }
        }

        func show(_ status: String) { statuses.after.withLock { $0 = status } }
        var changes: Int { server.requests.count { $0.method == "POST" } }
        var lists: Int { server.requests.count { $0.method == "GET" } }
    }

    private func start(_ tenant: Tenant, _ home: TemporaryHome, _ words: String...) throws -> Background {
        try Background(
            Binary.molecule, ["workspaces"] + words + ["--api-url", tenant.server.url, "--yes", "-o", "json"],
            environment: home.environment.merging(["ADMIN_TOKEN": Fixture.token]) { $1 }, directory: home.path)
    }

    private func results(_ run: Run) -> [String] { run.jsonLines.compactMap { $0["result"] as? String } }

    @Test func `a pause that is waited for counts when the list shows it`() throws {
        let home = try TemporaryHome()
        let liar = try Tenant("online", after: "online")
        let refuted = try start(liar, home, "pause", "--all", "--wait", "2s").end()
        #expect(refuted.status == 8, "\(refuted.error)")
        #expect(results(refuted) == ["failed", "failed"])
        #expect(refuted.output.contains("is online and not paused yet"), "\(refuted.output)")
        let honest = try Tenant("online", after: "paused")
        let seen = try start(honest, home, "pause", "--all", "--wait", "60s").end()
        #expect(seen.status == 0, "\(seen.error)")
        #expect(results(seen) == ["paused", "paused"])
        #expect(honest.lists >= 2, "the selection and a look")
    }

    @Test(arguments: [["hibernate"], ["resume", "--wait", "60s"], ["pause", "--wait", "60s"]])
    func `an interrupt leaves what nobody has seen to the command that continues`(_ words: [String]) throws {
        let home = try TemporaryHome()
        let (before, meanwhile, wanted) =
            switch words[0] {
            case "hibernate": ("online", "hibernating", "hibernated")
            case "resume": ("paused", "provisioning", "online")
            default: ("online", "online", "paused")
            }
        let tenant = try Tenant(before, after: meanwhile)
        let running = try Background(
            Binary.molecule, ["workspaces"] + words + ["--all", "--yes", "-o", "json", "--api-url", tenant.server.url],
            environment: home.environment.merging(["ADMIN_TOKEN": Fixture.token]) { $1 }, directory: home.path)
        // A look after both changes: both are answered.
        #expect(running.until { _ in tenant.changes == 2 && tenant.lists >= 2 }, "\(running.error)")
        running.signal(SIGINT)
        let run = running.end()
        #expect(run.status == 130, "\(run.error)")
        #expect(results(run) == ["asked", "asked"])
        #expect(run.summary["done"] as? Int == 0)
        #expect(run.summary["not_followed"] as? Int == 2)
        let file = try #require(run.summary["retry_file"] as? String)
        tenant.show(wanted)
        let changes = tenant.changes
        let again = try start(tenant, home, words[0], "--retry-failed", file).end()
        #expect(again.status == 0, "\(again.error)")
        #expect(tenant.changes == changes, "it only looks")
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `a restart that nobody has followed is not begun anew`() throws {
        let home = try TemporaryHome()
        let tenant = try Tenant("online", after: "provisioning")
        let running = try start(tenant, home, "restart", "--all", "--wait", "60s")
        #expect(running.until { _ in tenant.changes == 2 && tenant.lists >= 2 }, "\(running.error)")
        running.signal(SIGINT)
        let run = running.end()
        #expect(run.status == 130, "\(run.error)")
        #expect(run.jsonLines.allSatisfy { $0["detail"] as? String == "nobody waited for its status" })
        #expect(results(run) == ["restarted", "restarted"])
        #expect(run.summary["retry_file"] is NSNull)
    }

    @Test func `a run ends when the server goes away while its limit is waited for`() throws {
        let options = Fleet.logging(
            "--rate-limit", "5", "--rate-window", "3s", "--workspaces", "40", "--team-size", "1")
        let fleet = try Fleet("tenant-2026-05", options: options)
        let running = try Background.molecule(
            "workspaces", "pause", "--all", "--yes", "-o", "json", "--api-url", fleet.platform.url, home: fleet.home,
            environment: ["ADMIN_TOKEN": "root-token"])
        #expect(running.until { _ in (try? fleet.requests().count) ?? 0 >= 5 }, "\(running.error)")
        fleet.platform.stop()
        let run = running.end(deadline: 90)
        #expect(run.status == 8, "\(run.error)")
        #expect(run.jsonLines.count == 40, "each has come to something")
    }
}
