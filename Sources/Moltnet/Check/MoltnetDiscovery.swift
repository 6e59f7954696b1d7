import Glibc

/// Which files a server and a node would really use.
public struct MoltnetDiscovery: Sendable {
    /// A file and why it is the one.
    public struct Found: Sendable, Equatable {
        /// Its path.
        public let path: String
        /// What led to it, such as `MOLTNET_CONFIG`.
        public let source: String
    }

    private let environment: [String: String]
    private let directory: String

    /// The variable that names the server file.
    public static let serverVariable = "MOLTNET_CONFIG"
    /// The variable that names the node file.
    public static let nodeVariable = "MOLTNET_NODE_CONFIG"
    /// The variables that replace something in the server file, and what.
    public static let overrides = [
        ("MOLTNET_PAIRINGS_JSON", "the pairings"), ("MOLTNET_NETWORK_ID", "network.id"),
        ("MOLTNET_LISTEN_ADDR", "server.listen_addr"),
    ]
    /// The names of a server file, the first of which that is there counts.
    public static let serverNames = ["Moltnet", "moltnet.yaml", "moltnet.yml", "moltnet.json"]
    /// The names of a node file.
    public static let nodeNames = ["MoltnetNode", "moltnet-node.yaml", "moltnet-node.yml", "moltnet-node.json"]

    /// Looks in a directory, which server and node would be started in.
    public init(environment: [String: String], directory: String) {
        self.environment = environment
        self.directory = directory
    }

    /// The server file; `nil` when there is none, and then the server lets everyone in.
    public var server: Found? { find(MoltnetDiscovery.serverVariable, MoltnetDiscovery.serverNames) }

    /// The node file.
    public var node: Found? { find(MoltnetDiscovery.nodeVariable, MoltnetDiscovery.nodeNames) }

    private func find(_ variable: String, _ names: [String]) -> Found? {
        if let path = environment[variable], !path.isEmpty {
            return Found(path: path.hasPrefix("/") ? path : "\(directory)/\(path)", source: variable)
        }
        for name in names where access("\(directory)/\(name)", F_OK) == 0 {
            return Found(path: "\(directory)/\(name)", source: "the first of \(names.joined(separator: ", "))")
        }
        return nil
    }
}
