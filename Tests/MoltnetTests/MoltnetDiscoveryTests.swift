import TestSupport
import Testing

@testable import Moltnet

@Suite("Which files Moltnet would use")
struct MoltnetDiscoveryTests {
    @Test("are those in its variables, else the first of the usual names")
    func order() throws {
        let home = try TemporaryHome()
        func found(_ environment: [String: String] = [:]) -> [String?] {
            let discovery = MoltnetDiscovery(environment: environment, directory: home.path)
            return [discovery.server?.path, discovery.node?.path]
        }
        #expect(found() == [nil, nil])
        for (server, node) in zip(MoltnetDiscovery.serverNames, MoltnetDiscovery.nodeNames).reversed() {
            try home.write(server, "")
            try home.write(node, "")
            #expect(found() == [home.file(server), home.file(node)])
        }
        // A variable counts whether its file is there or not.
        #expect(
            found(["MOLTNET_CONFIG": "/srv/absent", "MOLTNET_NODE_CONFIG": "sub/node"])
                == ["/srv/absent", home.file("sub/node")])
        #expect(found(["MOLTNET_CONFIG": ""]) == [home.file("Moltnet"), home.file("MoltnetNode")])
    }
}
