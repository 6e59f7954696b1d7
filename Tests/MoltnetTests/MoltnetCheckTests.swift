import Foundation
import TestSupport
import Testing

@testable import Moltnet

@Suite("The check of Moltnet's files")
struct MoltnetCheckTests {
    private static func findings(_ example: CheckCase, in home: TemporaryHome) throws -> [MoltnetFinding] {
        if let server = example.server { try home.write("Moltnet", server) }
        if let node = example.node { try home.write("MoltnetNode", node) }
        try example.prepare(home)
        var names = [example.server, nil].compactMap { $0 == nil ? nil : "Moltnet" }
        if example.node != nil { names.append("MoltnetNode") }
        if example.code == .linkedDirectory { names = ["link/Moltnet"] }
        if names.isEmpty { names = ["Moltnet"] }
        return MoltnetCheck(names.map { home.file($0) }, environment: example.environment).findings()
    }

    @Test("finds each thing on its line", arguments: cases)
    func finds(example: CheckCase) throws {
        let home = try TemporaryHome()
        let findings = try MoltnetCheckTests.findings(example, in: home)
        let found = findings.filter { $0.code == example.code }
        #expect(found.contains { ($0.line ?? 0) == example.line }, "\(findings)")
        for finding in findings {
            // Neither values nor empty sentences.
            let text = finding.reason + finding.repair
            #expect(![MoltnetCheckTests.first, MoltnetCheckTests.second, "magt_v1_"].contains { text.contains($0) })
            #expect(!finding.reason.isEmpty && !finding.repair.isEmpty && !finding.reason.hasSuffix("."))
        }
    }

    @Test("has a case for everything it can find")
    func complete() {
        // Made by hand elsewhere: another user's file needs root, and so does one that cannot be read.
        let apart: Set<MoltnetFinding.Code> = [.owner, .unreadable, .workspaceCopy]
        let missing = Set(MoltnetFinding.Code.allCases).subtracting(MoltnetCheckTests.cases.map(\.code))
        #expect(missing == apart)
    }

    @Test("tells of the copy that a node keeps in an agent's workspace")
    func workspace() throws {
        let home = try TemporaryHome()
        try FileManager.default.createDirectory(
            atPath: home.file("work/.moltnet"), withIntermediateDirectories: true)
        try home.write("work/.moltnet/config.json", "{}", mode: 0o644)
        let attachment =
            "agent: {id: alpha}\n    runtime:\n      kind: codex\n      workspace_path: \(home.file("work"))"
        try home.write("MoltnetNode", MoltnetCheckTests.node(attachment: attachment))
        let findings = MoltnetCheck([home.file("MoltnetNode")], environment: [:]).findings()
        #expect(findings.map(\.code) == [.workspaceCopy])
        #expect(findings.first?.line == 10)
        #expect(findings.first?.repair == "chmod 600 \(home.file("work/.moltnet/config.json"))")
    }

    @Test("takes a client's file for what it is, and only its tokens for what may be wrong")
    func client() throws {
        let home = try TemporaryHome()
        func findings(_ token: String, mode: Int = 0o600) throws -> [MoltnetFinding.Code] {
            let text = """
                {"version": "moltnet.client.v1", "agent": {"name": "alpha"}, "attachments": [
                  {"member_id": "alpha", "network_id": "lab", "base_url": "https://lab.example.com",
                   "auth": {"mode": "bearer", "token": "\(token)"}}]}
                """
            try home.write("config.json", text, mode: mode)
            return MoltnetCheck([home.file("config.json")], environment: [:]).findings().map(\.code)
        }
        #expect(try findings(MoltnetCheckTests.first) == [])
        #expect(try findings("short") == [.shortValue])
        #expect(try findings(MoltnetCheckTests.first, mode: 0o644) == [.mode])
    }

    @Test("tells every variable that replaces something in the file", arguments: MoltnetDiscovery.overrides.map(\.0))
    func overrides(name: String) throws {
        let home = try TemporaryHome()
        let more =
            "pairings: [{id: p, remote_base_url: https://far.example.com, token: \(MoltnetCheckTests.first)}]\nserver: {listen_addr: \":1\"}\n"
        try home.write("Moltnet", MoltnetCheckTests.server(more: more))
        let found = MoltnetCheck([home.file("Moltnet")], environment: [name: "x"]).findings()
        #expect(found.map(\.code) == [.environmentOverrides] && found[0].reason.contains(name), "\(found)")
        #expect(MoltnetCheck([home.file("Moltnet")], environment: [name: ""]).findings().isEmpty)
    }

    @Test("reads the words for truth that Moltnet's reader keeps", arguments: ["true", "yes", "on", "\"yes\"", "Y"])
    func truth(word: String) throws {
        let text = try YAMLDocument(Array("auth: {mode: bearer, public_read: \(word)}\n".utf8))
        #expect(MoltnetServerDocument(text).isPublic)
        let other = try YAMLDocument(Array("auth: {mode: bearer, public_read: off, x: \"true\"}\n".utf8))
        #expect(other.truth(of: other.root["auth"]?["public_read"]) == false)
        #expect(other.truth(of: other.root["auth"]?["x"]) == nil)
    }

    @Test("tells a file that is too long as that")
    func tooLong() throws {
        let home = try TemporaryHome()
        try home.write("Moltnet", String(repeating: "# long\n", count: 200_000))
        let findings = MoltnetCheck([home.file("Moltnet")], environment: [:]).findings()
        #expect(findings.map(\.code) == [.unreadable] && findings[0].reason.contains("1 MiB"), "\(findings)")
    }

    @Test("puts the modes of token files and of copies right too")
    func repairedElsewhere() throws {
        let home = try TemporaryHome()
        try FileManager.default.createDirectory(atPath: home.file("work/.moltnet"), withIntermediateDirectories: true)
        let loose = ["token", "MoltnetNode~", "work/.moltnet/config.json"]
        for name in loose { try home.write(name, MoltnetCheckTests.second, mode: 0o644) }
        let attachment =
            "agent: {id: alpha}\n    moltnet: {token: \(MoltnetCheckTests.second)}\n    runtime:\n      workspace_path: \(home.file("work"))"
        try home.write("MoltnetNode", MoltnetCheckTests.node("token_path: token", attachment: attachment))
        let findings = MoltnetCheck([home.file("MoltnetNode")], environment: [:]).findings(repair: true)
        #expect(
            Set(findings.filter(\.isRepaired).map(\.code)) == [.tokenFile, .looseCopy, .workspaceCopy], "\(findings)")
        for name in loose { #expect(MoltnetFile(home.file(name)).status?.mode == 0o600, "\(name)") }
    }

    @Test("finds nothing in files without a flaw")
    func clean() throws {
        let home = try TemporaryHome()
        try home.write("Moltnet", MoltnetCheckTests.server())
        try home.write("MoltnetNode", MoltnetCheckTests.node())
        let findings = MoltnetCheck([home.file("Moltnet"), home.file("MoltnetNode")], environment: [:]).findings()
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test("leaves the mode of a file without a secret alone, as Moltnet does")
    func withoutSecret() throws {
        let home = try TemporaryHome()
        try home.write("MoltnetNode", MoltnetCheckTests.node("token_env: TOKEN"), mode: 0o644)
        #expect(MoltnetCheck([home.file("MoltnetNode")], environment: [:]).findings().isEmpty)
    }

    @Test("puts a mode right, and nothing behind a link")
    func repair() throws {
        let home = try TemporaryHome()
        try home.write("Moltnet", MoltnetCheckTests.server(), mode: 0o644)
        let findings = MoltnetCheck([home.file("Moltnet")], environment: [:]).findings(repair: true)
        #expect(findings.map(\.isRepaired) == [true])
        #expect(MoltnetCheck([home.file("Moltnet")], environment: [:]).findings().isEmpty)
        #expect(chmod(home.file("Moltnet"), 0o644) == 0)
        try FileManager.default.createSymbolicLink(
            atPath: home.file("link"), withDestinationPath: home.file("Moltnet"))
        let linked = MoltnetCheck([home.file("link")], environment: [:]).findings(repair: true)
        #expect(Set(linked.map(\.code)) == [.symbolicLink, .mode])
        #expect(linked.allSatisfy { !$0.isRepaired })
        #expect(MoltnetFile(home.file("Moltnet")).status?.mode == 0o644)
    }

    @Test(
        "knows which addresses are near",
        arguments: [
            ("http://localhost:8787", true), ("http://10.1.2.3", true), ("http://172.31.0.1", true),
            ("http://172.32.0.1", false), ("http://192.168.1.1:80/x", true), ("http://100.100.0.1", true),
            ("http://100.128.0.1", false), ("http://moltnet", true), ("http://8.8.8.8", false),
            ("http://[fd00::1]:8787", true), ("http://[2001:db8::1]", false), ("http://a.internal", true),
            ("http://10.0.0.1@far.example.com", false), ("https://far.example.com", true),
        ])
    func near(address: String, isNear: Bool) {
        let finding = MoltnetTextCheck.address(address, what: "It", "x", line: 1)
        #expect((finding == nil) == isNear)
    }
}
