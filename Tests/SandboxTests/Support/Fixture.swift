import Foundation
import JSON
import Testing

@testable import Sandbox

/// A directory of its own that goes away with the test.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "/sandbox-tests-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // What cannot be removed is left to the system's cleaning of temporary files.
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    }

    func text(of name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }
}

/// Starts a sandbox, runs the body, and stops it whatever happens.
func withSandbox(
    _ configure: (inout SandboxConfiguration) -> Void = { _ in }, _ body: (SandboxServer) throws -> Void
) throws {
    var configuration = SandboxConfiguration()
    configuration.idleTimeout = 5
    configure(&configuration)
    let server = try SandboxServer(configuration)
    try server.start()
    defer { server.stop() }
    try body(server)
}

/// The same with an environment file that sets `ADMIN_TOKEN` to `right-token`.
func withGuardedSandbox(
    _ configure: (inout SandboxConfiguration) -> Void = { _ in },
    _ body: (SandboxServer, TemporaryDirectory) throws -> Void
) throws {
    let directory = try TemporaryDirectory()
    try directory.write("ADMIN_TOKEN=right-token\n", to: "env")
    try withSandbox {
        $0.environmentFile = directory.file("env")
        configure(&$0)
    } _: {
        try body($0, directory)
    }
}

extension SandboxServer {
    /// One request on a connection of its own.
    func call(
        _ method: String, _ target: String, bearer: String? = nil, headers: [String] = [], body: String? = nil
    ) throws -> WireResponse {
        let client = try WireClient(port: port)
        var lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1:\(port)"] + headers
        if let bearer { lines.append("Authorization: Bearer \(bearer)") }
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        client.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
        return try client.receive(toHead: method == "HEAD")
    }

    /// The status of each workspace by id, as the list has it.
    func statuses(bearer: String? = nil) throws -> [String: String] {
        let answer = try call("GET", "/admin/workspaces", bearer: bearer)
        let items = try #require(try JSONValue.parse(Array(answer.body.utf8))["workspaces"]?.items)
        return Dictionary(
            uniqueKeysWithValues: items.map { ($0["id"]?.text ?? "", $0["status"]?.text ?? "") })
    }
}

let atlas = Workspace.seedID(1)
let research = Workspace.seedID(2)
let writer = Workspace.seedID(3)
let translator = Workspace.seedID(4)
let reports = Workspace.seedID(5)
let billing = Workspace.seedID(6)
let unknownID = "00000000-0000-4000-8000-000000000000"

let securityHeaders = [
    "Content-Security-Policy: default-src 'self'", "Permissions-Policy: camera=(), microphone=(), geolocation=()",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Strict-Transport-Security: max-age=31536000; includeSubDomains", "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
]
