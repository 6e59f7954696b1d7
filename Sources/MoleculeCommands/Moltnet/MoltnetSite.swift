import HostSystem
import Keyfile
import Moltnet

/// Moltnet's files, as a verb works with them.
struct MoltnetSite {
    let path: String
    let server: MoltnetServerDocument

    /// Reads the server's file: the one named, or the one that the server would use.
    init(_ config: String?, in world: World) throws(Failure) {
        path = try MoltnetSite.path(config, in: world)
        server = MoltnetServerDocument(try MoltnetSite.document(path))
    }

    static func discovery(in world: World) -> MoltnetDiscovery {
        MoltnetDiscovery(environment: world.environment, directory: world.workingDirectory)
    }

    private static func path(_ config: String?, in world: World) throws(Failure) -> String {
        if let config { return world.absolute(config) }
        guard let found = discovery(in: world).server else {
            throw .explained(
                "There is no server file here, and a server started here would let everyone in.",
                hint: "Name it with --config FILE, or make one: molecule moltnet init", .notFound)
        }
        return found.path
    }

    /// Reads a private configuration file.
    static func document(_ path: String) throws(Failure) -> YAMLDocument {
        let bytes: [UInt8]
        do { bytes = try PrivateFile(path: path).read(limit: YAMLDocument.limit) } catch { throw .file(error) }
        do { return try YAMLDocument(bytes) } catch {
            throw .explained(
                "Line \(error.line) of \(path) \(error.reason).",
                hint: "Write it in the plain form that molecule moltnet init shows.", .usage)
        }
    }

    /// The name of the key entry that keeps a token's values.
    func keyName(_ id: String) throws(Failure) -> KeyName {
        let text = "moltnet.\(server.networkID ?? "local").\(id)"
        let plain = text.unicodeScalars.map { scalar -> Character in
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            return isPlain || "._-".unicodeScalars.contains(scalar) ? Character(scalar) : "-"
        }
        guard let name = KeyName(String(plain)) else {
            throw .usage(
                .init("The token's id makes no name for a key entry.", hint: "Name one with --key NAME."))
        }
        return name
    }
}
