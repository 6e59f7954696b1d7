import Foundation
import TestSupport

/// A node's token at a Moltnet server, moved while the server takes both values or in one window; server and node are
/// really restarted.
final class MoltnetScene: KillScene {
    let key = "moltnet.shared_lab.attachment-alpha"
    let old = MoltnetNetwork.attachmentToken
    let overlaps: Bool
    private let home: TemporaryHome
    private let network: MoltnetNetwork

    init(_ home: TemporaryHome, overlaps: Bool) throws {
        self.home = home
        self.overlaps = overlaps
        network = try MoltnetNetwork(home)
        try network.startNode()
        guard Wait.until(20, { [network] in network.isConnected }) else { throw KillFailure("the node did not attach") }
        let added = try Run.molecule(
            "keys", "add", key, "--kind", "service-secret", "--origin", network.url, "--from-stdin", home: home,
            input: old)
        guard added.status == 0 else { throw KillFailure("the entry could not be made: \(added.error)") }
    }

    let foreign = ["stand-ins/"]

    var rotation: [String] {
        let restarts =
            overlaps
            ? ["--overlap", "--then", network.restart("server"), "--then-node", network.restart("node")]
            : ["--then", "\(network.restart("server")) && \(network.restart("node"))"]
        return [
            "moltnet", "rotate", "--id", "attachment-alpha", "--config", network.config, "--node", network.nodeFile,
            "--wait", "20s", "--yes",
        ] + restarts
    }

    var places: [KillPlace] {
        let (home, network) = (home, network)
        let inFile = { () -> String? in
            let text = try? home.read(network.config)
            return text.flatMap { MoltnetNetwork.value(of: "attachment-alpha", in: $0) }
        }
        var server = KillPlace(holds: inFile, start: old)
        if overlaps {
            // In between there are two entries, one behind the other.
            let old = old
            server.deployed = { inFile().flatMap { network.knows($0) ? $0 : network.knows(old) ? old : nil } }
        } else {
            server.file = (network.config, { MoltnetNetwork.server(attachment: $0) })
        }
        let node = KillPlace(
            holds: { (try? home.read(network.nodeFile)).flatMap { MoltnetNetwork.nodeValue(in: $0) } }, start: old,
            isUsed: overlaps, file: (network.nodeFile, { MoltnetNetwork.node(network.url, $0) }))
        return [server, node]
    }

    /// A service manager that was told to restart has done so after a moment.
    func settle() throws {
        let isUp = Wait.until(10) { [network] in network.status(nil) == 401 }
        guard isUp else { throw KillFailure("the server did not come up again") }
    }

    func accepts(_ value: String?) -> Bool { network.knows(value) }
}
