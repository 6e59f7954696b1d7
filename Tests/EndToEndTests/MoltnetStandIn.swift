import Foundation
import TestSupport

/// A Moltnet server that reads its file only when it is started, and a node that does the same: starting is copying a
/// file, and the server answers from its copy.
///
/// Its reader of the file knows lines of the form that `moltnet init` writes, and nothing else.
final class MoltnetStandIn: Sendable {
    let home: TemporaryHome
    private let server: WebStandIn

    static let restartServer = "cp Moltnet running; echo server >> log"
    static let restartNode = "cp MoltnetNode node-running; echo node >> log"

    /// Makes the files and starts both; `isOld` is a server before v0.1.3, which tells a node nothing of the network.
    init(isOld: Bool = false) throws {
        let home = try TemporaryHome()
        self.home = home
        server = try WebStandIn { request in MoltnetStandIn.answer(request, home, isOld: isOld) }
        let made = try Run.molecule("moltnet", "init", "--host", "127.0.0.1:\(server.port)", home: home)
        guard made.status == 0 else { throw POSIXError(.EIO) }
        _ = try Run.shell("\(MoltnetStandIn.restartServer); \(MoltnetStandIn.restartNode); : > log", home: home)
    }

    /// The requests so far.
    var requests: [WebStandIn.Request] { server.requests }
    /// Its address.
    var url: String { server.url }

    /// Rotates, unattended.
    func rotate(_ id: String, _ options: String...) throws -> Run {
        try Run.molecule(
            ["moltnet", "rotate", "--id", id, "--wait", "5s", "--yes"] + options, home: home)
    }

    /// The values of an id in a file.
    func values(_ id: String, in file: String = "Moltnet") -> [String] {
        MoltnetStandIn.tokens(home, file).filter { $0.id == id }.map(\.value)
    }

    /// What the server says to a value on its network.
    func status(_ value: String?) -> Int? { RawRequest.status(of: "/v1/network", at: url, token: value) }

    private struct Token {
        var id: String
        var value = ""
        var scopes: [String] = []
    }

    private static func tokens(_ home: TemporaryHome, _ file: String) -> [Token] {
        var tokens: [Token] = []
        for line in ((try? home.read(file)) ?? "").split(separator: "\n") {
            let words = line.split(whereSeparator: { " \"[],:".contains($0) }).map(String.init)
            if line.hasPrefix("    - id:") { tokens.append(Token(id: words[2])) }
            if line.hasPrefix("      value:"), !tokens.isEmpty { tokens[tokens.count - 1].value = words[1] }
            if line.hasPrefix("      scopes:"), !tokens.isEmpty {
                tokens[tokens.count - 1].scopes = Array(words.dropFirst())
            }
        }
        return tokens
    }

    private static func answer(_ request: WebStandIn.Request, _ home: TemporaryHome, isOld: Bool) -> WebStandIn.Answer {
        func refusal(_ status: Int, _ code: String, _ text: String) -> WebStandIn.Answer {
            .init(status, "{\"code\":\"\(code)\",\"error\":\"\(text)\",\"request_id\":\"req_0123456789abcdef\"}")
        }
        guard let header = request.headers["authorization"], header.hasPrefix("Bearer ") else {
            return refusal(401, "unauthorized", "authorization required")
        }
        let tokens = tokens(home, "running")
        guard let token = tokens.first(where: { $0.value == header.dropFirst(7) }) else {
            return refusal(401, "unauthorized", "invalid token")
        }
        switch request.target {
        case "/v1/network":
            let wanted = ["observe", "pair"] + (isOld ? [] : ["admin", "attach"])
            guard token.scopes.contains(where: wanted.contains) else { return refusal(403, "forbidden", "forbidden") }
            return .init(200, "{\"id\":\"shared_lab\",\"name\":\"shared_lab\",\"version\":\"0.1.13\"}")
        case "/v1/agents/alpha", "/v1/agents/beta":
            guard token.scopes.contains("observe") else { return refusal(403, "forbidden", "forbidden") }
            let node = (try? home.read(request.target.hasSuffix("beta") ? "beta-running" : "node-running")) ?? ""
            let isConnected = tokens.contains { $0.scopes.contains("attach") && node.contains($0.value) }
            return .init(200, isOld ? "{\"id\":\"alpha\"}" : "{\"id\":\"alpha\",\"connected\":\(isConnected)}")
        default: return .init(307)
        }
    }
}
