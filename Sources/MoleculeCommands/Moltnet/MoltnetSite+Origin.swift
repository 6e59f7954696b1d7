import CommandTree
import Keyfile
import ManagementAPI
import Moltnet

/// Where the server of a file is asked; every verb asks the same one.
extension MoltnetSite {
    /// What verbs that ask the server take for its address.
    static let addressOption = Option.value(
        "url", Value("URL", .text), variable: "MOLTNET_BASE_URL",
        "The server's address; without it that of the first node file that is named, else the one that the server's file has it listen at."
    )

    /// The address that was given, else that of the first node file that has one, else the one that the file has.
    func origin(_ address: String?, nodes: [String], in world: World) throws(Failure) -> Origin {
        if let address { return try Origin.parse(address, source: "The server's address") }
        for path in nodes {
            let node = MoltnetNodeDocument(try MoltnetSite.document(world.absolute(path)))
            // A partner's server file has no such address.
            guard let address = node.address, !address.isEmpty else { continue }
            do { return try Origin(address) } catch .plainHTTP {
                // A private network's address takes no token from here, and this machine's own does.
                continue
            } catch { return try Origin.parse(address, source: "moltnet.base_url in \(path)") }
        }
        return try MoltnetSite.listening(server, path)
    }

    /// The address at which a server with this file is asked on this machine.
    static func listening(_ server: MoltnetServerDocument, _ path: String) throws(Failure) -> Origin {
        let address = server.listenAddress.flatMap { $0.isEmpty ? nil : $0 } ?? ":8787"
        guard let colon = address.lastIndex(of: ":") else {
            throw .usage(UsageError("server.listen_addr in \(path) has no port.", hint: "Pass --url URL."))
        }
        let host = address[..<colon]
        let isEverywhere = ["", "0.0.0.0", "[::]"].contains(host)
        return try Origin.parse(
            "http://\(isEverywhere ? "127.0.0.1" : host)\(address[colon...])", source: "server.listen_addr in \(path)")
    }
}
