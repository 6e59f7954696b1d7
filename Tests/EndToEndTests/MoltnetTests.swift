import Foundation
import TestSupport
import Testing

/// The commands about Moltnet's files that ask no server.
@Suite(.blocking) struct MoltnetTests {
    @Test func `init makes three private files, and shows no token`() throws {
        let home = try TemporaryHome()
        let run = try Run.molecule("moltnet", "init", "--host", "lab.example.com", home: home)
        #expect(run.status == 0, "\(run.error)")
        let lines = try home.read("moltnet-tokens.env").split(separator: "\n")
        #expect(lines.map { $0.prefix { $0 != "=" } } == ["OPERATOR_TOKEN", "ATTACHMENT_TOKEN", "PAIRING_TOKEN"])
        let values = lines.compactMap { $0.split(separator: "=").last.map(String.init) }
        #expect(Set(values).count == 3)
        #expect(values.allSatisfy { $0.count == 64 && $0.allSatisfy(\.isHexDigit) })
        let (server, node) = (try home.read("Moltnet"), try home.read("MoltnetNode"))
        for value in values {
            #expect(server.contains("value: \"\(value)\""))
            #expect(!(run.output + run.error).contains(value))
        }
        #expect(node.contains("token: \"\(values[1])\"") && !node.contains(values[0]) && !node.contains(values[2]))
        #expect(node.contains("base_url: \"https://lab.example.com\""))
        for name in ["moltnet-tokens.env", "Moltnet", "MoltnetNode"] {
            let mode = try FileManager.default.attributesOfItem(atPath: home.file(name))[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
        let check = try Run.molecule("moltnet", "check", home: home)
        #expect(check.status == 0 && check.output == "", "\(check.output)\(check.error)")
        // None is written where one is there.
        try FileManager.default.removeItem(atPath: home.file("Moltnet"))
        #expect(try Run.molecule("moltnet", "init", home: home).status == 7)
        #expect(!FileManager.default.fileExists(atPath: home.file("Moltnet")))
    }

    @Test func `a network that is tried on this machine is reached from no other`() throws {
        let home = try TemporaryHome()
        #expect(try Run.molecule("moltnet", "init", "--host", "localhost:8787", home: home).status == 0)
        #expect(try home.read("Moltnet").contains("listen_addr: \"127.0.0.1:8787\"\n"))
        #expect(try home.read("MoltnetNode").contains("base_url: \"http://localhost:8787\""))
    }

    @Test(arguments: ["a b", "http://x", "x/y", "user@x", "", "x\"y"])
    func `init takes a host and nothing else`(host: String) throws {
        let home = try TemporaryHome()
        #expect(try Run.molecule("moltnet", "init", "--host", host, home: home).status == 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == [])
    }

    @Test func `check ends with 10 for files others can get at, 2 for what Moltnet refuses, 6 for none`() throws {
        let home = try TemporaryHome()
        #expect(try Run.molecule("moltnet", "check", home: home).status == 6)
        #expect(try Run.molecule("moltnet", "init", home: home).status == 0)
        #expect(chmod(home.file("Moltnet"), 0o644) == 0)
        let open = try Run.molecule("moltnet", "check", "-o", "json", home: home)
        #expect(open.status == 10)
        #expect(open.output.contains("\"code\": \"mode\"") && open.output.contains("chmod 600 \(home.file("Moltnet"))"))
        #expect(try Run.molecule("moltnet", "check", "--repair", home: home).status == 0)
        #expect(try Run.molecule("moltnet", "check", home: home).status == 0)
        try home.write("Moltnet", try home.read("Moltnet").replacingOccurrences(of: "[pair]", with: "[peer]"))
        let refused = try Run.molecule("moltnet", "check", home: home)
        #expect(refused.status == 2)
        #expect(refused.output.contains("Moltnet:29\tunknown-scope"))
        #expect(try Run.molecule("moltnet", "check", "absent", home: home).status == 6)
    }

    @Test func `check looks at the file that the server would use`() throws {
        let home = try TemporaryHome()
        try FileManager.default.createDirectory(
            atPath: home.file("lab"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        #expect(try Run.molecule("moltnet", "init", "--directory", "lab", home: home).status == 0)
        try home.write("moltnet.yaml", "version: moltnet.v1\nauth: {mode: basic}\n")
        #expect(try Run.molecule("moltnet", "check", home: home).status == 2)
        let environment = ["MOLTNET_CONFIG": home.file("lab/Moltnet")]
        let named = try Run.molecule("moltnet", "check", home: home, environment: environment)
        #expect(named.status == 0)
        #expect(named.error.contains("lab/Moltnet: MOLTNET_CONFIG"))
        #expect(try Run.molecule("moltnet", "check", "lab", home: home).status == 0)
        let other = try Run.molecule("moltnet", "check", "moltnet.yaml", home: home, environment: environment)
        #expect(other.error.contains("MOLTNET_CONFIG names another file"))
    }

    @Test func `tokens list tells what each is for, and no value`() throws {
        let home = try TemporaryHome()
        #expect(try Run.molecule("moltnet", "init", home: home).status == 0)
        let run = try Run.molecule("moltnet", "tokens", "list", home: home)
        let rows = run.output.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
        #expect(rows.map { $0[0] } == ["operator-main", "attachment-alpha", "inbound-pairing"])
        #expect(rows.map { $0[1] } == ["operator", "attachment", "pairing"])
        #expect(rows.map { $0[6] } == ["-", home.file("MoltnetNode"), "-"])
        #expect(rows.allSatisfy { $0[4].count == 8 && $0[5] == "-" })
        try home.write("Moltnet", try home.read("Moltnet"), mode: 0o644)
        #expect(try Run.molecule("moltnet", "tokens", "list", home: home).status == 10)
    }
}
