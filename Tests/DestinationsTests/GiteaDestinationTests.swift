import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Rotation
import Synchronization
import Testing

@testable import Destinations

/// A Gitea server in memory.
private final class FakeGitea: Transport {
    private let state = Mutex((secrets: [String: String](), requests: [HTTPRequest]()))
    /// What it answers in place of its work.
    let fault: Int?
    /// Whether a write is answered and forgotten.
    let lies: Bool

    init(fault: Int? = nil, lies: Bool = false) {
        self.fault = fault
        self.lies = lies
    }

    var secrets: [String: String] { state.withLock { $0.secrets } }
    var requests: [HTTPRequest] { state.withLock { $0.requests } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        state.withLock { $0.requests.append(request) }
        if let fault {
            return HTTPResponse(status: fault, headers: [:], body: Array("{\"message\":\"new-value\"}".utf8))
        }
        let path = request.target.prefix { $0 != "?" }
        guard path.hasPrefix("/api/v1/repos/owner/repo/actions/secrets") else {
            return HTTPResponse(status: 404, headers: [:], body: [])
        }
        let headers = ["content-type": "application/json;charset=utf-8"]
        if request.method == .put {
            let name = String(path.split(separator: "/").last ?? "")
            let value = request.body.flatMap { try? JSONValue.parse($0) }?["data"]?.text
            if !lies { state.withLock { $0.secrets[name] = value } }
            return HTTPResponse(status: 201, headers: [:], body: [])
        }
        // One a page.
        let page = Int(request.target.split(separator: "=").last ?? "") ?? 1
        let names = secrets.keys.sorted().dropFirst(page - 1).prefix(1)
        let list = JSONValue.array(names.map { ["name": .string($0), "created_at": "2026-01-01T00:00:00Z"] })
        return HTTPResponse(status: 200, headers: headers, body: Array(list.compact.utf8))
    }
}

@Suite struct GiteaDestinationTests {
    private func gitea(_ server: FakeGitea, _ variable: String = "NEW_SECRET") throws -> GiteaDestination {
        let origin = try Origin("https://git.example")
        return GiteaDestination(repository: "owner/repo", variable: variable) { () throws(StepFailure) in
            do {
                return try GiteaServer(
                    transport: server, origin: origin, token: secret("gitea-token"), deadline: .seconds(5))
            } catch { throw StepFailure(.refused, "the token is none") }
        }
    }

    @Test func `a secret is set, and the list names it`() async throws {
        let server = FakeGitea()
        let destination = try gitea(server)
        #expect(try await destination.inspect() == "the repository at https://git.example does not have NEW_SECRET")
        #expect(try await destination.holds(secret("a \"b\"\nc")) == false)
        try await gitea(server, "ANOTHER").put(secret("x"))
        try await destination.put(secret("a \"b\"\nc"))
        try await destination.put(secret("a \"b\"\nc"))
        #expect(server.secrets == ["ANOTHER": "x", "NEW_SECRET": "a \"b\"\nc"])
        #expect(try await destination.holds(secret("a \"b\"\nc")) == nil, "on the second page of the list")
        for request in server.requests {
            #expect(request.credential?.origin.text == "https://git.example")
            #expect(!request.target.contains("gitea-token"))
        }
    }

    @Test func `a server that stores nothing is noticed by its list`() async throws {
        let destination = try gitea(FakeGitea(lies: true))
        try await destination.put(secret("new-value"))
        #expect(try await destination.holds(secret("new-value")) == false)
    }

    @Test(arguments: [
        (401, "does not take the token"), (403, "does not let the token"), (404, "knows nothing of it"),
        (429, "has had too many requests"),
        (302, "sends callers elsewhere"), (500, "is in trouble (500)"),
        (422, "answered 422"),
    ])
    func `a refusal is told in our own words`(_ status: Int, _ words: String) async throws {
        let destination = try gitea(FakeGitea(fault: status))
        for attempt in 0...1 {
            let failure = await stepFailure { () async throws(StepFailure) in
                if attempt == 0 {
                    _ = try await destination.inspect()
                } else {
                    try await destination.put(secret("new-value"))
                }
            }
            #expect(failure?.reason.contains(words) == true, "\(failure?.reason ?? "no failure")")
            #expect(failure?.reason.contains("new-value") == false)
            switch failure?.kind {
            case .unauthenticated?: #expect(status == 401)
            case .forbidden?: #expect(status == 403)
            case .rateLimited?: #expect(status == 429)
            case .missing?: #expect(status == 404)
            case .unavailable?: #expect(status == 500)
            default: #expect([302, 422].contains(status))
            }
        }
    }

    @Test func `an impossible name or value never reaches the server`() async throws {
        let server = FakeGitea()
        let named = try gitea(server, "GITEA_TOKEN")
        #expect(isRefused(await stepFailure { () async throws(StepFailure) in _ = try await named.inspect() }))
        let destination = try gitea(server)
        #expect(isRefused(await stepFailure { () async throws(StepFailure) in try await destination.put(secret("")) }))
        #expect(server.requests.isEmpty)
    }
}
