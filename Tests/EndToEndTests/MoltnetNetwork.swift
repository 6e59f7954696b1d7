import Foundation
import JSON
import TestSupport

/// A Moltnet server and a node in processes of their own, each kept running as a service manager would: whoever ends one
/// gets a new one, which reads its file anew.
///
/// What is no business of the program's lies under `stand-ins`.
final class MoltnetNetwork {
    static let operatorToken = String(repeating: "0a1b2c3d", count: 8)
    static let attachmentToken = String(repeating: "4e5f6071", count: 8)
    static let pairingToken = String(repeating: "8293a4b5", count: 8)
    static let values = [operatorToken, attachmentToken, pairingToken]

    let home: TemporaryHome
    let name: String
    private let release: String
    private var keepers: [Background] = []
    private(set) var url = ""

    /// The server's file and the node's.
    var config: String { "\(name)" }
    var nodeFile: String { "\(name)Node" }

    /// Starts a server with a file of one token of each kind.
    init(
        _ home: TemporaryHome, _ release: String = "v0.1.13", name: String = "Moltnet", text: String? = nil
    ) throws {
        self.home = home
        self.name = name
        self.release = release
        try FileManager.default.createDirectory(
            atPath: home.file("stand-ins"), withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try home.write(config, text ?? MoltnetNetwork.server())
        // A port that is free now; each start takes the same one.
        try start("server", "sandbox serve --surface moltnet --config '\(home.file(config))' --release \(release)")
        url = try home.read(file("server.out")).split(separator: "\n").first.map(String.init) ?? ""
    }

    deinit {
        for what in ["server", "node"] {
            try? FileManager.default.removeItem(atPath: home.file(file("\(what).keep")))
            if let pid = pid(what) { kill(pid, SIGTERM) }
        }
        for keeper in keepers { _ = keeper.end(deadline: 10) }
    }

    /// Starts the node, with a file of its own.
    func startNode(_ token: String = MoltnetNetwork.attachmentToken) throws {
        try home.write(nodeFile, MoltnetNetwork.node(url, token))
        try start("node", "sandbox node --release \(release) '\(home.file(nodeFile))'")
    }

    /// The shell command that restarts the server or the node, and waits for the new one.
    func restart(_ what: String) -> String { "sh '\(home.file(file("restart-\(what)")))'" }

    /// Restarts it now.
    func restartNow(_ what: String) throws {
        let run = try Run.shell(restart(what), home: home)
        guard run.status == 0 else { throw KillFailure("\(what) could not be restarted: \(run.error)") }
    }

    /// The status of the server's description of the network.
    func status(_ token: String?) -> Int { RawRequest.status(of: "/v1/network", at: url, token: token) }

    /// Whether the server knows a value, which a node's own need not be shown the network for.
    func knows(_ token: String?) -> Bool { [200, 403].contains(status(token)) }

    /// Whether the node's agent is attached, or, where the version does not tell that, has been since the server's start.
    var isConnected: Bool {
        let answer = WebCall(url, "/v1/agents/alpha", token: MoltnetNetwork.operatorToken)
        return answer.status == 200 && !answer.body.contains("\"connected\":false")
    }

    /// The processes as they are.
    func pid(_ what: String) -> Int32? {
        (try? home.read(file("\(what).pid"))).flatMap { Int32($0.trimmingCharacters(in: .newlines)) }
    }

    private func file(_ part: String) -> String { "stand-ins/\(name).\(part)" }

    /// A program that is started again whenever it ends, at the port it had first.
    private func start(_ what: String, _ words: String) throws {
        let base = home.file("stand-ins/\(name).\(what)")
        try home.write(
            file("keep-\(what)"),
            """
            #!/bin/sh
            listen=
            while [ -e '\(base).keep' ]; do
              molecule \(words) $listen --pid-file '\(base).pid' --for 5m -q >>'\(base).out' 2>>'\(base).err'
              url=$(head -n 1 '\(base).out')
              [ -n "$url" ] && listen="--listen ${url#http://}"
              sleep 0.02
            done

            """)
        try home.write(
            file("restart-\(what)"),
            """
            #!/bin/sh
            old=$(cat '\(base).pid' 2>/dev/null)
            [ -n "$old" ] && kill "$old" 2>/dev/null
            for i in $(seq 1 500); do
              new=$(cat '\(base).pid' 2>/dev/null)
              [ -n "$new" ] && [ "$new" != "$old" ] && exit 0
              sleep 0.02
            done
            echo 'it did not come back' >&2
            exit 1

            """)
        try home.write(file("\(what).keep"), "")
        keepers.append(
            try Background(
                "/bin/sh", [home.file(file("keep-\(what)"))], environment: home.environment, directory: home.path))
        guard Wait.until(20, { self.pid(what) != nil }) else {
            let error = (try? home.read(file("\(what).err"))) ?? ""
            throw KillFailure("the \(what) did not start: \(error)")
        }
    }
}

/// The files.
extension MoltnetNetwork {
    /// A server's file, as somebody keeps it by hand; `more` are further entries of tokens, `end` what follows.
    static func server(attachment: String = attachmentToken, more: String = "", end: String = "") -> String {
        """
        # Kept by hand.
        version: moltnet.v1
        network: {id: shared_lab, name: "Shared Lab"}   # as the nodes have it
        server:
          listen_addr: ":8787"
        auth:
          mode: bearer
          tokens:
            - id: operator-main
              value: '\(operatorToken)'
              scopes: [observe, write, admin]
            - id: attachment-alpha
              value: "\(attachment)"   # the other machine's
              scopes: [attach, write]
              agents: [alpha]
        \(more)    - id: inbound-pairing
              value: \(pairingToken)
              scopes:
              - pair
        rooms:
          - id: general
        \(end)
        """
    }

    /// A node's file.
    static func node(_ url: String, _ token: String) -> String {
        """
        version: moltnet.node.v1
        moltnet:
          base_url: "\(url)"
          network_id: shared_lab
          token: "\(token)"  # of the server's file
        attachments:
          - agent: {id: alpha, name: Alpha}
            runtime: {kind: codex}

        """
    }

    /// The value of the last entry of an id in a server's file, read without the code under test.
    static func value(of id: String, in text: String) -> String? {
        let lines = text.split(separator: "\n")
        guard let place = lines.lastIndex(where: { $0.hasSuffix("- id: \(id)") }), place + 1 < lines.count else {
            return nil
        }
        return value(in: lines[place + 1])
    }

    /// The value of a node's file.
    static func nodeValue(in text: String) -> String? {
        text.split(separator: "\n").first { $0.hasPrefix("  token: ") }.flatMap { value(in: $0) }
    }

    private static func value(in line: Substring) -> String? {
        line.split { !$0.isHexDigit }.map(String.init).first { $0.count == 64 }
    }
}
