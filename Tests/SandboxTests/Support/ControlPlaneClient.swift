import Glibc
import JSON
import Testing

@testable import Sandbox

/// Talks to a control plane with one credential.
struct ControlPlaneClient {
    let server: SandboxServer
    var headers: [String] = []

    /// The three credentials, and none.
    static let admin = ["Authorization: Bearer right-admin"]
    static let provision = ["Authorization: Bearer right-provision"]
    static let session = ["Cookie: mcp_session=right-session"]

    func with(_ headers: [String]) -> ControlPlaneClient { ControlPlaneClient(server: server, headers: headers) }

    /// `METHOD target`, as rows have it.
    func call(_ request: String, _ body: String? = nil, headers more: [String] = []) throws -> WireResponse {
        let parts = request.split(separator: " ", maxSplits: 1)
        return try server.call(String(parts[0]), String(parts[1]), headers: headers + more, body: body)
    }

    /// The answer's body, when the status is the one expected.
    @discardableResult
    func json(
        _ request: String, _ body: String? = nil, _ status: Int = 200, headers: [String] = [],
        _ location: SourceLocation = #_sourceLocation
    ) throws -> JSONValue {
        let answer = try call(request, body, headers: headers)
        #expect(answer.status == status, "\(request): \(answer.body)", sourceLocation: location)
        return try answer.json
    }

    /// The status and the error of a refusal.
    func refusal(_ request: String, _ body: String? = nil, headers: [String] = []) throws -> String {
        let answer = try call(request, body, headers: headers)
        return "\(answer.status) \(try answer.json["error"]?.text ?? "")"
    }

    /// Makes an organisation as its user and waits until its server runs.
    func create(_ slug: String, _ location: SourceLocation = #_sourceLocation) throws {
        try with(Self.session).json(
            "POST /api/v1/orgs", #"{"slug":"\#(slug)","name":"\#(slug)"}"#, 201, location)
        let end = Monotonic.seconds + 5
        while try status(slug) != "running", Monotonic.seconds < end { usleep(10_000) }
        #expect(try status(slug) == "running", sourceLocation: location)
    }

    func status(_ slug: String) throws -> String? {
        try with(Self.session).json("GET /api/v1/orgs/\(slug)/provision-status")["status"]?.text
    }

    func adminToken(_ slug: String) throws -> String {
        try #require(try with(Self.admin).json("GET /api/v1/admin/orgs/\(slug)/admin-token")["admin_token"]?.text)
    }
}

/// A control plane with its three credentials, fast enough for tests.
func withControlPlane(
    _ variables: String =
        "CP_ADMIN_API_TOKEN=right-admin\nPROVISION_SHARED_SECRET=right-provision\nMOLECULE_SESSION_COOKIE=right-session\n",
    _ configure: (inout SandboxConfiguration) -> Void = { _ in }, _ body: (ControlPlaneClient) throws -> Void
) throws {
    try withGuardedSandbox {
        $0.surface = .controlPlane
        $0.provisioningSeconds = 0.05
        $0.timeScale = 0.001
        configure(&$0)
    } _: { server, directory in
        try directory.write(variables, to: "env")
        server.reload()
        try body(ControlPlaneClient(server: server))
    }
}
