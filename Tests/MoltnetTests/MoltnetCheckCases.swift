import Foundation
import TestSupport
import Testing

@testable import Moltnet

/// Files of Moltnet's with one thing wrong, and what must be found.
struct CheckCase: Sendable, CustomTestStringConvertible {
    let code: MoltnetFinding.Code
    /// The line that must be told; 0 for none.
    let line: Int
    var server: String?
    var node: String?
    var environment: [String: String] = [:]
    /// Whatever else is made in the home.
    var prepare: @Sendable (TemporaryHome) throws -> Void = { _ in }

    var testDescription: String { "\(code.rawValue) on line \(line)" }
}

/// One case at least for everything that can be found.
extension MoltnetCheckTests {
    static let first = String(repeating: "a1", count: 32)
    static let second = String(repeating: "b2", count: 32)

    /// A server file without a flaw, whose tokens begin on line 6.
    static func server(
        auth: String = "mode: bearer",
        tokens: String =
            "    - id: op\n      value: \"\(first)\"\n      scopes: [observe, write, admin]\n    - id: alpha\n      value: \"\(second)\"\n      scopes: [attach, write]\n      agents: [alpha]\n",
        more: String = ""
    ) -> String {
        "version: moltnet.v1\nnetwork: {id: lab}\nauth:\n  \(auth)\n  tokens:\n\(tokens)\(more)"
    }

    static func entry(
        _ id: String = "id: x", _ value: String = "value: \(String(repeating: "c3", count: 32))",
        _ scopes: String = "scopes: [write]", _ more: String = ""
    ) -> String {
        let lines = [id, value, scopes, more].filter { !$0.isEmpty }
        return "    - " + lines.joined(separator: "\n      ") + "\n"
    }

    /// A node file without a flaw, whose connection begins on line 2.
    static func node(
        _ token: String = "token: \(second)", address: String = "https://moltnet.example.com", network: String = "lab",
        more: String = "", attachment: String = "agent: {id: alpha}"
    ) -> String {
        """
        version: moltnet.node.v1
        moltnet:
          base_url: \(address)
          network_id: \(network)
          \(token)
        \(more)attachments:
          - \(attachment)

        """
    }

    static let cases: [CheckCase] =
        fileCases + refusedCases + silentCases + nodeCases

    private static let fileCases: [CheckCase] = [
        CheckCase(code: .missing, line: 0, prepare: { _ in }),
        CheckCase(
            code: .symbolicLink, line: 0,
            prepare: { home in
                try home.write("real", server())
                try FileManager.default.createSymbolicLink(
                    atPath: home.file("Moltnet"), withDestinationPath: home.file("real"))
            }),
        CheckCase(code: .mode, line: 0, prepare: { try $0.write("Moltnet", server(), mode: 0o640) }),
        CheckCase(code: .mode, line: 0, prepare: { try $0.write("Moltnet", server(), mode: 0o700) }),
        CheckCase(
            code: .hardLinks, line: 0, server: server(),
            prepare: { home in
                try FileManager.default.linkItem(atPath: home.file("Moltnet"), toPath: home.file("other"))
            }),
        CheckCase(
            code: .kind, line: 0,
            prepare: {
                try FileManager.default.createDirectory(atPath: $0.file("Moltnet"), withIntermediateDirectories: true)
            }),
        CheckCase(code: .kind, line: 0, prepare: { #expect(mkfifo($0.file("Moltnet"), 0o600) == 0) }),
        CheckCase(code: .directory, line: 0, server: server(), prepare: { #expect(chmod($0.path, 0o777) == 0) }),
        CheckCase(
            code: .looseCopy, line: 0, server: server(), prepare: { try $0.write("Moltnet~", "", mode: 0o644) }),
        CheckCase(
            code: .looseCopy, line: 0, server: server(), prepare: { try $0.write(".Moltnet.swp", "", mode: 0o640) }),
        CheckCase(
            code: .looseCopy, line: 0, server: server(),
            prepare: { try $0.write("moltnet-tokens.env", "", mode: 0o644) }),
    ]

    private static let refusedCases: [CheckCase] = [
        CheckCase(code: .syntax, line: 2, server: "version: moltnet.v1\nauth: &a {}\n"),
        CheckCase(code: .unknownKey, line: 13, server: server(more: "tokens: []\n")),
        CheckCase(
            code: .unknownKey, line: 9, server: server(tokens: entry("id: x", "value: y", "scopes: [pair]", "note: z"))),
        CheckCase(code: .wrongKind, line: 8, server: server(tokens: entry("id: x", "value: y", "scopes: pair"))),
        CheckCase(code: .wrongKind, line: 1, server: "a: b\n"),
        CheckCase(code: .version, line: 1, server: "version: moltnet.v2\nauth: {mode: none}\n"),
        CheckCase(code: .authMode, line: 4, server: server(auth: "mode: basic")),
        CheckCase(code: .registration, line: 4, server: server(auth: "agent_registration: yes\n  mode: bearer")),
        CheckCase(code: .noTokens, line: 2, server: "network: {id: lab}\nauth: {mode: bearer}\n"),
        CheckCase(code: .missingValue, line: 6, server: server(tokens: entry("id: x", "scopes: [write]", ""))),
        CheckCase(code: .missingValue, line: 7, server: server(tokens: entry("id: x", "value: null"))),
        CheckCase(code: .missingScopes, line: 8, server: server(tokens: entry("id: x", "value: y", "scopes: []"))),
        CheckCase(code: .unknownScope, line: 8, server: server(tokens: entry("id: x", "value: y", "scopes: [read]"))),
        CheckCase(
            code: .agentTwice, line: 13,
            server: server(
                tokens: entry("id: x", "value: y", "scopes: [attach]", "agents: [a]")
                    + entry("id: z", "value: w", "scopes: [attach]", "agents: [a]"))),
        CheckCase(
            code: .agentID, line: 9,
            server: server(tokens: entry("id: x", "value: y", "scopes: [attach]", "agents: [\"a b\"]"))),
        CheckCase(code: .pairing, line: 13, server: server(more: "pairings: [{token: \(first)}]\n")),
    ]

    private static let silentCases: [CheckCase] = [
        CheckCase(code: .authOff, line: 4, server: server(auth: "mode: none")),
        CheckCase(code: .authOff, line: 4, server: server(auth: "public_read: true")),
        CheckCase(code: .duplicateID, line: 9, server: server(tokens: entry() + entry("id: x", "value: \(first)"))),
        CheckCase(code: .duplicateValue, line: 10, server: server(tokens: entry() + entry("id: y"))),
        CheckCase(code: .noID, line: 6, server: server(tokens: entry("id: \" \""))),
        CheckCase(code: .noAgents, line: 8, server: server(tokens: entry("id: x", "value: y", "scopes: [attach]"))),
        CheckCase(
            code: .mixedScopes, line: 8, server: server(tokens: entry("id: x", "value: y", "scopes: [pair, admin]"))),
        CheckCase(code: .shortValue, line: 7, server: server(tokens: entry("id: x", "value: short"))),
        CheckCase(code: .placeholder, line: 7, server: server(tokens: entry("id: x", "value: ${OPERATOR_TOKEN}"))),
        CheckCase(code: .placeholder, line: 5, node: node("token: paste-attachment-token-here")),
        CheckCase(code: .agentToken, line: 7, server: server(tokens: entry("id: x", "value: magt_v1_\(first)"))),
        CheckCase(
            code: .plainHTTP, line: 13,
            server: server(more: "pairings: [{id: p, remote_base_url: http://far.example.com, token: \(first)}]\n")),
        CheckCase(
            code: .environmentOverrides, line: 13,
            server: server(more: "pairings: [{id: p, remote_base_url: https://far.example.com, token: \(first)}]\n"),
            environment: ["MOLTNET_PAIRINGS_JSON": "[]"]),
        CheckCase(
            code: .tracked, line: 0, server: server(),
            prepare: { home in
                let run = try Run.shell("git init -q . && git add Moltnet", home: home)
                try #require(run.status == 0, "\(run.error)")
            }),
        CheckCase(
            code: .linkedDirectory, line: 0,
            prepare: { home in
                try FileManager.default.createDirectory(
                    atPath: home.file("real"), withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
                try home.write("real/Moltnet", server())
                try FileManager.default.createSymbolicLink(
                    atPath: home.file("link"), withDestinationPath: home.file("real"))
            }),
    ]

    private static let nodeCases: [CheckCase] = [
        CheckCase(code: .connection, line: 3, node: node(address: "moltnet.example.com")),
        CheckCase(code: .connection, line: 2, node: "moltnet: {base_url: https://x.example.com}\n".inNode),
        CheckCase(code: .authMode, line: 6, node: node(more: "  auth_mode: basic\n")),
        CheckCase(code: .staticToken, line: 5, node: node(more: "  auth_mode: open\n")),
        CheckCase(code: .tokenNotSent, line: 6, node: node(more: "  auth_mode: none\n")),
        CheckCase(code: .severalSources, line: 5, node: node(more: "  token_env: T\n")),
        CheckCase(code: .plainHTTP, line: 3, node: node(address: "http://moltnet.example.com")),
        CheckCase(code: .tokenFile, line: 5, node: node("token_path: absent")),
        CheckCase(
            code: .tokenFile, line: 5, node: node("token_path: token"),
            prepare: { try $0.write("token", second, mode: 0o644) }),
        CheckCase(
            code: .tokenFile, line: 5, node: node("token_path: token"), prepare: { try $0.write("token", "\n") }),
        CheckCase(
            code: .unknownKey, line: 8,
            node: node(attachment: "agent: {id: alpha}\n    rooms: [{id: general, read: all}]")),
        CheckCase(code: .agentID, line: 7, node: node(attachment: "agent: {id: \"-a\"}")),
        CheckCase(code: .operatorInNode, line: 5, server: server(), node: node("token: \(first)")),
        CheckCase(
            code: .unknownNodeValue, line: 5, server: server(),
            node: node("token: \(String(repeating: "d4", count: 32))")),
        CheckCase(code: .networkMismatch, line: 4, server: server(), node: node(network: "other")),
        CheckCase(code: .agentMismatch, line: 7, server: server(), node: node(attachment: "agent: {id: beta}")),
        CheckCase(
            code: .agentMismatch, line: 7, server: server(),
            node: node("token_path: token", attachment: "agent: {id: beta}"),
            prepare: { try $0.write("token", second + "\n") }),
    ]
}

extension String {
    /// A node file of this connection alone.
    fileprivate var inNode: String { "version: moltnet.node.v1\n\(self)attachments: []\n" }
}
