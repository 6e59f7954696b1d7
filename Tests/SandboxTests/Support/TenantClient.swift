import Foundation
import JSON
import Testing

@testable import Sandbox

typealias Release = SandboxConfiguration.TenantRelease
typealias Mode = SandboxConfiguration.DeploymentMode

/// A model of May that the platform pays for, so that a workspace with it starts without credentials.
let platformModel = "anthropic/claude-sonnet-4-6"

/// One request and what is to come back; `nil` for a body that is not looked at.
struct Row {
    let request: String
    var body: String?
    let status: Int
    var answer: String?

    init(_ request: String, _ body: String?, _ status: Int, _ answer: String? = nil) {
        self.request = request
        self.body = body
        self.status = status
        self.answer = answer
    }

    init(_ request: String, _ status: Int, _ answer: String? = nil) { self.init(request, nil, status, answer) }

    /// A row whose answer is an ordinary error.
    init(_ request: String, _ body: String?, _ status: Int, error: String) {
        self.init(request, body, status, JSONValue.object([.init("error", .string(error))]).compact)
    }

    init(_ request: String, _ status: Int, error: String) { self.init(request, nil, status, error: error) }
}

/// Talks to a tenant server as one caller.
struct TenantClient {
    let server: SandboxServer
    var bearer: String? = "right-token"

    /// `METHOD target`, as rows have it.
    func call(_ request: String, _ body: String? = nil, headers: [String] = []) throws -> WireResponse {
        let parts = request.split(separator: " ", maxSplits: 1)
        return try server.call(String(parts[0]), String(parts[1]), bearer: bearer, headers: headers, body: body)
    }

    /// The answer's body, when the status is the one expected.
    @discardableResult
    func json(
        _ request: String, _ body: String? = nil, _ status: Int = 200, headers: [String] = [],
        _ location: SourceLocation = #_sourceLocation
    ) throws -> JSONValue {
        let answer = try call(request, body, headers: headers)
        #expect(answer.status == status, "\(request): \(answer.body)", sourceLocation: location)
        return try JSONValue.parse(Array(answer.body.utf8))
    }

    /// Walks a table in order; bodies are compared as JSON, with order and spelling.
    func walk(_ rows: [Row], _ location: SourceLocation = #_sourceLocation) throws {
        for row in rows {
            let answer = try call(row.request, row.body)
            let note = Comment(rawValue: "\(row.request) \(row.body ?? "")")
            #expect(answer.status == row.status, note, sourceLocation: location)
            guard let expected = row.answer else { continue }
            #expect(answer.unescaped == expected, note, sourceLocation: location)
        }
    }

    func status(of id: String) throws -> String? {
        try json("GET /workspaces/\(id)?include_removed=true")["status"]?.text
    }

    /// Makes a workspace that starts and returns its id.
    func create(_ name: String, _ more: String = "") throws -> String {
        let model = #","runtime":"claude-code","model":"\#(platformModel)""#
        return try #require(
            try json("POST /workspaces", #"{"name":"\#(name)"\#(model)\#(more)}"#, 201)["id"]?.text)
    }

    /// Waits for a status, up to two seconds.
    func wait(for status: String, of id: String, _ location: SourceLocation = #_sourceLocation) throws {
        let end = Monotonic.seconds + 2
        while try self.status(of: id) != status, Monotonic.seconds < end { usleep(5_000) }
        #expect(try self.status(of: id) == status, sourceLocation: location)
    }

    func events(of id: String? = nil) throws -> [String] {
        try json("GET /events" + (id.map { "/\($0)" } ?? "")).items?.compactMap { $0["event_type"]?.text } ?? []
    }

    func mintWorkspaceToken(_ id: String) throws -> String {
        try #require(try json("POST /workspaces/\(id)/tokens", nil, 201)["auth_token"]?.text)
    }

    func mintOrgKey(_ name: String = "ci") throws -> (id: String, text: String, prefix: String) {
        let answer = try json("POST /org/tokens", #"{"name":"\#(name)"}"#)
        return (
            try #require(answer["id"]?.text), try #require(answer["auth_token"]?.text),
            try #require(answer["prefix"]?.text)
        )
    }

    func with(bearer: String?) -> TenantClient { TenantClient(server: server, bearer: bearer) }
}

extension WireResponse {
    /// The body without the escapes that Go puts into strings.
    var unescaped: String {
        body.replacing("\\u003c", with: "<").replacing("\\u003e", with: ">").replacing("\\u0026", with: "&")
    }

    var json: JSONValue {
        get throws { try JSONValue.parse(Array(body.utf8)) }
    }
}

/// A tenant server with an admin token, fast enough for tests.
func withTenant(
    _ release: Release, _ mode: Mode = .docker, _ configure: (inout SandboxConfiguration) -> Void = { _ in },
    _ body: (TenantClient) throws -> Void
) throws {
    try withGuardedSandbox {
        $0.surface = .tenant
        $0.tenantRelease = release
        $0.deploymentMode = mode
        $0.provisioningSeconds = 0.03
        $0.timeScale = 0.001
        configure(&$0)
    } _: { server, _ throws in
        try body(TenantClient(server: server))
    }
}

/// The same without one.
func withOpenTenant(
    _ release: Release, _ configure: (inout SandboxConfiguration) -> Void = { _ in },
    _ body: (TenantClient) throws -> Void
) throws {
    try withTenant(release, .docker) {
        $0.environmentFile = nil
        configure(&$0)
    } _: {
        try body($0.with(bearer: nil))
    }
}
