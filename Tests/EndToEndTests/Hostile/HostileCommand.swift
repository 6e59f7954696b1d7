import Foundation
import TestSupport

/// A command that is run against a hostile server, and which of its requests that server is hostile to.
enum HostileCommand: String, CaseIterable {
    /// A read: its one request.
    case list
    /// A change: the request that makes the key; what the command asks before and after gets a good answer.
    case mint
    /// The first question of a verification, which carries no token.
    case door
    /// The last question of a verification, which carries the token; what stands before it gets a good answer.
    case verify
    /// A read of the control plane: its one request.
    case tenants

    /// The credential that the command has.
    static let token = "credential-of-the-hostile-server-tests"

    /// The words of the command for a server.
    func words(_ url: String) -> [String] {
        switch self {
        case .list: ["workspaces", "list", "--api-url", url]
        case .mint: ["org", "tokens", "mint", "--name", "ci", "--api-url", url]
        case .door, .verify: ["admin-token", "verify", "--api-url", url]
        case .tenants: ["tenants", "list", "--cp-url", url]
        }
    }

    /// The variable of the credential.
    var variable: String { self == .tenants ? "CP_ADMIN_API_TOKEN" : "ADMIN_TOKEN" }

    /// The answer to what the server is not hostile to; `nil` when it is hostile.
    func goodAnswer(to request: HostileServer.Request) -> (status: String, body: String)? {
        switch self {
        case .list, .door, .tenants: nil
        case .mint: request.startLine.hasPrefix("POST ") ? nil : ("200 OK", "{\"count\":0,\"tokens\":[]}")
        case .verify:
            request.field("Authorization") == "Bearer \(HostileCommand.token)"
                ? nil : ("401 Unauthorized", "{\"error\":\"admin auth required\"}")
        }
    }
}
