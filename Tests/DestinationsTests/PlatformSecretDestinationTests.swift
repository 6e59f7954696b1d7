import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Rotation
import Synchronization
import Testing

@testable import Destinations

/// The secrets of a platform in memory.
private final class FakeSecrets: Transport {
    enum Mode: Sendable {
        case works
        case lies
        /// Stores, and the answer is lost.
        case loses
        /// Stores nothing, and no answer comes.
        case dies
        case refuses
    }

    private let state = Mutex((value: String?.none, writes: 0, mode: Mode.works))

    var value: String? { state.withLock { $0.value } }
    var writes: Int { state.withLock { $0.writes } }
    func set(_ mode: Mode) { state.withLock { $0.mode = mode } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let headers = ["content-type": "application/json"]
        guard request.method == .put else {
            let (value, writes) = state.withLock { ($0.value, $0.writes) }
            let scope: JSONValue = request.target.hasPrefix("/workspaces") ? "workspace" : "global"
            let item: JSONValue = [
                "key": "NEW_SECRET", "scope": scope, "has_value": true, "created_at": "2026-01-01T00:00:00Z",
                "updated_at": .string("2026-01-01T00:00:0\(writes)Z"),
            ]
            let list = JSONValue.array(value == nil ? [] : [item])
            return HTTPResponse(status: 200, headers: headers, body: Array(list.compact.utf8))
        }
        let mode = state.withLock { $0.mode }
        if mode == .refuses { return HTTPResponse(status: 403, headers: headers, body: Array("{}".utf8)) }
        if mode == .works || mode == .loses {
            let value = request.body.flatMap { try? JSONValue.parse($0) }?["value"]?.text
            state.withLock { state in
                state.value = value
                state.writes += 1
            }
        }
        if mode == .loses || mode == .dies { throw .outcomeUnknown(.connectionLost) }
        return HTTPResponse(status: 200, headers: headers, body: Array("{\"status\":\"saved\"}".utf8))
    }
}

@Suite struct PlatformSecretDestinationTests {
    private static let id = "6f1d2c3b-4a5e-4f60-8b7c-000000000001"
    private let server = FakeSecrets()

    private func destination(_ workspace: String? = nil) throws -> PlatformSecretDestination {
        let origin = try Origin("https://a.example")
        let credentials = CredentialSet(
            [FoundCredential(kind: .adminToken, secret: secret("token"), origin: nil, source: "ADMIN_TOKEN")],
            organizationID: nil, organizationSlug: nil)
        return PlatformSecretDestination(
            workspace: workspace, key: "NEW_SECRET",
            platform: PlatformAccess(
                client: { [server] () throws(StepFailure) in
                    ManagementClient(transport: server, origin: origin, credentials: credentials, deadline: .seconds(5))
                }, explain: { _, operation in StepFailure(.refused, operation.id) }))
    }

    @Test(arguments: [nil, id]) func `a secret is written, and the time in the list confirms it`(_ id: String?)
        async throws
    {
        let destination = try destination(id)
        #expect(destination.statement.contains("restarts"))
        #expect(try await destination.inspect() == "https://a.example does not have NEW_SECRET yet")
        #expect(try await destination.holds(secret("new-value")) == false)
        try await destination.put(secret("new-value"))
        #expect(try await destination.holds(secret("new-value")) == true)
        #expect(try await destination.holds(secret("old-value")) == nil)
        #expect(server.value == "new-value")
        #expect(try await self.destination(id).holds(secret("new-value")) == nil, "another process cannot tell")
    }

    @Test func `a lost answer is made up for by the list, so that nothing is written twice`() async throws {
        let destination = try destination()
        server.set(.loses)
        try await destination.put(secret("new-value"))
        #expect(try await destination.holds(secret("new-value")) == true)
        #expect(server.writes == 1)
        server.set(.dies)
        let failure = await stepFailure { () async throws(StepFailure) in try await destination.put(secret("newer")) }
        #expect(failure?.reason == "tenantPutGlobalSecret")
    }

    @Test func `a platform that stores nothing, or says no, is noticed`() async throws {
        let destination = try destination()
        server.set(.lies)
        let lie = await stepFailure { () async throws(StepFailure) in try await destination.put(secret("x")) }
        #expect(lie?.reason == "the platform said that NEW_SECRET was stored, but does not list it")
        server.set(.refuses)
        let refusal = await stepFailure { () async throws(StepFailure) in try await destination.put(secret("x")) }
        #expect(refusal?.reason == "tenantPutGlobalSecret" && server.writes == 0)
    }
}
