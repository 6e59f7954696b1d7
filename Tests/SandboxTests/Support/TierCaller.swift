import JSON
import ManagementAPI
import Testing

@testable import Sandbox

/// Calls the operations of the contract at one server with chosen credentials, and tells whether it was let in.
struct TierCaller {
    /// What became of a request at the gates.
    enum Verdict: Equatable {
        case admitted
        /// 401, or 403 for what is known and may not.
        case refused
        /// Not an answer of the operation at all, such as of a route that is not there; with the answer.
        case strange(String)
    }

    let server: SandboxServer
    /// The host to name; the server's own address unless given.
    var host: String?
    /// What is sent with every request, so that it finds its server.
    var routing: [String] = []
    /// The right value of every scheme here, or one that is right elsewhere.
    var values: [SecurityScheme: String]
    /// The workspace whose routes are called.
    var workspace = atlas

    /// Calls an operation with the credentials of some schemes; `altered` gives each a value that nobody has.
    func verdict(_ operation: Operation, _ schemes: [SecurityScheme], altered: Bool = false) throws -> Verdict {
        try send(operation, schemes.map { header($0, altered: altered) })
    }

    /// Sees to it that the workspace's token is one that lives: some operations restart the workspace, which ends its
    /// tokens.
    mutating func renewWorkspaceToken() throws {
        if try verdict(Operations.tenantListWorkspaceTokens, [.workspaceToken]) == .admitted { return }
        let answer = try server.call(
            "POST", "/workspaces/\(workspace)/tokens", bearer: values[.adminToken],
            headers: host == nil ? routing : ["X-Molecule-Org-Slug: acme"])
        values[.workspaceToken] = try #require(try answer.json["auth_token"]?.text)
    }

    private func send(_ operation: Operation, _ headers: [String]) throws -> Verdict {
        let body = operation.id == "tenantPutPluginAllowlist" ? #"{"plugins":[],"enabled_by":"a test"}"# : ""
        let client = try WireClient(port: server.port)
        let lines =
            [
                "\(operation.method.rawValue) \(target(operation)) HTTP/1.1",
                "Host: \(host ?? "127.0.0.1"):\(server.port)", "Connection: close",
                "Content-Length: \(body.utf8.count)",
            ] + routing + headers
        client.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
        let answer = try client.receive()
        switch answer.status {
        case 401, 403: return .refused
        case 404 where !answer.body.hasPrefix("{"): return .strange("404 \(answer.body.prefix(80))")
        case 300...399: return .strange("\(answer.status)")
        default: return .admitted
        }
    }

    private func header(_ scheme: SecurityScheme, altered: Bool) -> String {
        let value = values[scheme] ?? "not-there"
        let sent = altered ? String(value.dropLast()) + (value.hasSuffix("x") ? "y" : "x") : value
        switch scheme.header {
        case "Authorization": return "Authorization: Bearer \(sent)"
        case "Cookie": return "Cookie: mcp_session=\(sent)"
        case let name: return "\(name): \(sent)"
        }
    }

    /// The path with something in its placeholders: what is there for those that read, or belong to one workspace, and
    /// what is not there for those that would take it away.
    private func target(_ operation: Operation) -> String {
        let isSafe = operation.retry == .safe
        var path = operation.path
        for parameter in operation.parameters where parameter.place == .path {
            let value =
                switch parameter.name {
                case "slug": isSafe ? "acme" : "nobody-here"
                case "id", "workspace_id", "workspaceId":
                    isSafe || operation.authClass == "workspace" || operation.tags == ["plugins"]
                        ? workspace : unknownID
                default: unknownID
                }
            path = path.replacing("{\(parameter.name)}", with: value)
        }
        return path
    }
}
