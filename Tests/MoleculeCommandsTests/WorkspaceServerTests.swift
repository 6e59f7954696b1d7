import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Synchronization
import Testing

@testable import MoleculeCommands

/// Answers that no sandbox gives, since it takes two clients or a broken engine to get them.
@Suite struct WorkspaceServerTests {
    private static let id = "6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11"

    /// Gives prepared answers, one after the other.
    private final class Script: Transport {
        private let answers: Mutex<[(Int, JSONValue)]>

        init(_ answers: [(Int, JSONValue)]) { self.answers = Mutex(answers) }

        func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
            let next = answers.withLock { answers in answers.isEmpty ? nil : answers.removeFirst() }
            guard let (status, body) = next else { throw .notSent(.connectionRefused) }
            return HTTPResponse(
                status: status, headers: ["content-type": "application/json"], body: Array(body.compact.utf8))
        }
    }

    private func server(_ answers: (Int, JSONValue)...) throws -> WorkspaceServer {
        var settings = Settings()
        settings.address = "http://localhost:1"
        let script = Script(answers)
        let environment = ["ADMIN_TOKEN": "root-token", "HOME": "/nonexistent"]
        let world = World(
            environment: environment, workingDirectory: "/", executable: "/nonexistent",
            output: Output(settings: settings, environment: environment), settings: settings, makeTransport: { script },
            ask: { _, _ throws(Terminal.PromptFailure) in [] }, isInterrupted: { false })
        return try WorkspaceServer([], in: world)
    }

    private func workspace(_ status: String) -> JSONValue {
        ["id": .string(Self.id), "name": "atlas", "status": .string(status)]
    }

    /// What a delete that is answered like this ends with.
    private func deletion(_ status: Int, _ body: JSONValue) async throws -> Failure? {
        let deletion = WorkspaceDeletion(isCascading: false, purges: false, erasesData: false)
        let server = try server((status, body))
        do throws(Failure) {
            _ = try await deletion.run(Models.Workspace(workspace("online")), Self.id, on: server)
            return nil
        } catch { return error }
    }

    @Test func `a delete that could not stop everything is partial`() async throws {
        let failure = try await deletion(
            500, ["error": "workspace marked removed, but 2 stop call(s) failed", "stop_failures": 2])
        #expect(failure?.status == .partial)
        #expect(failure?.message.contains("2 of what it runs on could not be stopped") == true)
    }

    @Test func `what changed between question and delete is told and not deleted`() async throws {
        let renamed = try await deletion(
            400, ["error": "destructive_action_requires_confirmation", "workspace_name": "atlas2"])
        #expect(renamed?.status == .conflict)
        #expect(renamed?.message == "Workspace 'atlas' is called 'atlas2' now; nothing was deleted.")
        let children = try await deletion(
            409, ["status": "confirmation_required", "children": [["id": "x", "name": "late"]]])
        #expect(children?.status == .conflict)
        #expect(children?.hint?.contains("--cascade") == true)
    }

    @Test func `a budget that someone else changed meanwhile is told`() async throws {
        func periods(_ hourly: JSONValue, _ daily: JSONValue) -> JSONValue {
            ["periods": ["hourly": ["limit": hourly], "daily": ["limit": daily]]]
        }
        let server = try server((200, periods(1, 2)), (200, periods(5, 2)), (200, periods(5, nil)))
        do throws(Failure) {
            _ = try await server.setBudget(Models.Workspace(workspace("online")), Self.id, ["hourly": 5])
            Issue.record("the difference went unseen")
        } catch {
            #expect(error.status == .unverified)
            #expect(error.message.contains("daily is none and should be $0.02"))
        }
    }

    @Test func `a pause that did not last is no success`() async throws {
        let server = try server((200, ["status": "paused", "paused_count": 1]), (200, workspace("online")))
        do throws(Failure) {
            _ = try await WorkspaceLifecycle(server: server, patience: nil).pause(Self.id)
            Issue.record("the status went unseen")
        } catch {
            #expect(error.status == .unverified)
        }
    }

    @Test func `a restart that has nothing to restart says so`() async throws {
        let server = try server((200, workspace("awaiting_agent")), (200, ["status": "noop", "runtime": "external"]))
        let outcome = try await WorkspaceLifecycle(server: server, patience: .seconds(60))
            .restart(Self.id, revives: false, resets: false)
        #expect(outcome.result == "nothing to restart")
    }
}
