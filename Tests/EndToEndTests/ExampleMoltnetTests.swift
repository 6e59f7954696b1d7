import Foundation
import TestSupport
import Testing

/// The examples about Moltnet: with a server and a node that a service manager keeps running.
@Suite(.blocking) struct ExampleMoltnetTests {
    private func examples(_ words: String) throws -> [String] {
        let found = try ExampleTests.examples().filter { $0.contains(words) }
        try #require(!found.isEmpty)
        return found
    }

    @Test func `the files that init writes are found right`() throws {
        let home = try TemporaryHome()
        try FileManager.default.createDirectory(atPath: home.file("lab"), withIntermediateDirectories: true)
        for example in try examples("molecule moltnet init") {
            let run = try Run.shell(example, home: home)
            #expect(run.status == 0, "\(example)\n\(run.error)")
        }
        #expect(try Run.shell("molecule moltnet check && cd lab && molecule moltnet check", home: home).status == 0)
    }

    @Test func `the examples work in a network`() throws {
        let home = try TemporaryHome()
        let former =
            "    - id: operator-old\n      value: '\(String(repeating: "c6d7e8f9", count: 8))'\n      scopes: [observe]\n"
        let network = try MoltnetNetwork(home, text: MoltnetNetwork.server(more: former))
        try network.startNode()
        for (name, script) in [
            (
                "systemctl",
                "case $2 in moltnet) \(network.restart("server"));; *) \(network.restart("node"));; esac"
            ), ("ssh", "cat >/dev/null"),
        ] {
            try FileManager.default.createDirectory(atPath: home.file("bin"), withIntermediateDirectories: true)
            try home.write("bin/\(name)", "#!/bin/sh\n\(script)\n", mode: 0o755)
        }
        // Further nodes of the network, elsewhere.
        for name in ["agents", "other"] {
            try FileManager.default.createDirectory(atPath: home.file(name), withIntermediateDirectories: true)
            try home.write("\(name)/MoltnetNode", try home.read("MoltnetNode"))
        }
        let environment = ["CI": "1", "PATH": "\(home.file("bin")):\(home.environment["PATH"] ?? "")"]
        try home.write("moltnet-tokens.env", "OPERATOR_TOKEN=\(MoltnetNetwork.operatorToken)\n")
        let node = try examples("molecule sandbox node").map { "\($0) --for 1s" }
        // The operator's token is what everything else is looked at with.
        let lines = (try examples("molecule moltnet").filter { !$0.contains("init") }) + node
        let last = lines.filter { $0.contains("operator-main") }.sorted {
            !$0.contains("--new-id") && $1.contains("--new-id")
        }
        for example in lines.filter({ !$0.contains("operator-main") }) + last {
            if !example.contains("operator-main") { #expect(Wait.until(60) { network.isConnected }) }
            let line = example.replacing("https://moltnet.example.com", with: network.url)
            // The port is any free one, so it is not that of the file.
            let isAsking = line.contains("rotate")
            let address =
                (line.contains("verify") && !line.contains("--url")) || isAsking ? " --url \(network.url)" : ""
            if isAsking {
                let asked = try Run.shell(line + address, home: home, environment: environment)
                #expect(asked.status == 3, "\(line)\n\(asked.output)\n\(asked.error)")
            }
            let run = try Run.shell(
                line + address + (isAsking ? " --yes" : ""), home: home, environment: environment, deadline: 120)
            // A new id waits until somebody says that all have it.
            #expect(run.status == (line.contains("--new-id") ? 3 : 0), "\(line)\n\(run.output)\n\(run.error)")
        }
    }
}
