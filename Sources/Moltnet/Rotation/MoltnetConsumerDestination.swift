import HostSystem
import Keyfile
import Rotation

/// A file of someone who uses a token: a node's, a bridge's or a client's configuration, or the server file of a partner
/// with its pairings.
///
/// A token is found by its value, wherever such files have one, and in the files that `token_path` names.
public struct MoltnetConsumerDestination: Destination {
    /// What a plan calls such a place, before the colon.
    public static let kind = "moltnet-node"

    private let file: MoltnetConfiguration
    private let id: String
    private let versions: @Sendable () throws(StepFailure) -> MoltnetVersions

    /// The file at `path`, which has the token of `id`.
    public init(path: String, id: String, versions: @escaping @Sendable () throws(StepFailure) -> MoltnetVersions) {
        file = MoltnetConfiguration(path: path)
        self.id = id
        self.versions = versions
    }

    /// `moltnet-node:PATH#ID`.
    public var name: String { MoltnetConsumerDestination.name(path: file.path, id: id) }

    /// What a plan calls the token of an id in a file.
    public static func name(path: String, id: String) -> String { "\(kind):\(path)#\(id)" }

    /// The file in what `name` gives, if it is that of a token of this id.
    public static func path(in name: String, id: String) -> String? {
        guard name.hasPrefix("\(kind):"), name.hasSuffix("#\(id)") else { return nil }
        return String(name.dropFirst(kind.utf8.count + 1).dropLast(id.count + 1))
    }

    /// What it does.
    public var statement: String { "replaces the token wherever \(file.path) has it, and no other byte" }

    /// The file must be private and understood, and have the token.
    public func inspect() async throws(StepFailure) -> String {
        let text = try file.read()
        let versions = try versions()
        let places = places(in: text).filter { versions.knows($0.value) }
        let files = try tokenFiles(in: text).filter { versions.knows($0.value) }
        guard !places.isEmpty || !files.isEmpty else { throw absent }
        try file.requireReplaceable()
        let lines = places.map { "line \($0.scalar.line)" } + files.map(\.file.path)
        return "\(lines.joined(separator: ", ")) \(lines.count == 1 ? "has" : "have") it"
    }

    /// Whether the file has the value, and none that it replaces.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        let text = try file.read()
        let versions = try versions()
        let values = places(in: text).map(\.value) + (try tokenFiles(in: text)).map(\.value)
        let known = values.filter { $0.matches(value) || !versions.known.isEmpty && versions.knows($0) }
        return !known.isEmpty && known.allSatisfy { $0.matches(value) }
    }

    /// Puts the value wherever the file has a known one.
    public func put(_ value: Secret) async throws(StepFailure) {
        let versions = try versions()
        var count = 0
        try file.edit { text throws(StepFailure) in
            var text = text
            count = places(in: text).filter { $0.value.matches(value) }.count
            while let place = places(in: text).first(where: { !$0.value.matches(value) && versions.knows($0.value) }) {
                text = try value.reveal { bytes throws(StepFailure) in
                    do throws(YAMLDefect) {
                        return try YAMLDocument(try text.replacing(place.scalar, with: bytes))
                    } catch {
                        throw file.failure(error)
                    }
                }
                count += 1
            }
            return text.bytes
        }
        for place in try tokenFiles(in: try file.read()) where versions.knows(place.value) {
            if !place.value.matches(value) { try write(value, to: place.file) }
            count += 1
        }
        if count == 0 { throw absent }
    }

    /// Whether the token lies in a file of its own, which a running node reads again before its server does.
    public var usesTokenFile: Bool {
        get throws(StepFailure) {
            let versions = try versions()
            return try tokenFiles(in: try file.read()).contains { versions.knows($0.value) }
        }
    }

    private var absent: StepFailure {
        StepFailure(
            .conflict, "\(file.path) does not have the token that is replaced",
            hint: "See which files have it: molecule moltnet tokens list --node \(file.path)")
    }

    private func write(_ value: Secret, to file: PrivateFile) throws(StepFailure) {
        do throws(FileFailure) {
            try value.reveal { bytes throws(FileFailure) in try file.write(bytes + [0x0A]) }
        } catch { throw StepFailure(error) }
    }

    /// The tokens in the text.
    private func places(in text: YAMLDocument) -> [(scalar: YAMLScalar, value: Secret)] {
        holders(in: text).compactMap { holder in
            guard let node = holder["token"], let scalar = node.scalar, let value = text.secret(of: node) else {
                return nil
            }
            return (scalar, value)
        }
    }

    /// The tokens in files of their own.
    private func tokenFiles(in text: YAMLDocument) throws(StepFailure) -> [(file: PrivateFile, value: Secret)] {
        var found: [(file: PrivateFile, value: Secret)] = []
        for holder in holders(in: text) {
            // Only the first source that is configured counts.
            guard text.secret(of: holder["token"]) == nil, (text.text(of: holder["token_env"]) ?? "").isEmpty,
                let name = text.text(of: holder["token_path"]), !name.isEmpty
            else { continue }
            let place = MoltnetTokenFile(name, beside: file.path)
            do throws(FileFailure) {
                let secretFile = try PrivateFile(path: place.path)
                _ = try secretFile.read()
                if let value = place.value { found.append((secretFile, value)) }
            } catch { throw StepFailure(error) }
        }
        return found
    }

    /// The mappings that may have a token: the connection's, those of attachments, and pairings.
    private func holders(in text: YAMLDocument) -> [YAMLNode] {
        let attachments = text.root["attachments"]?.items ?? []
        return [text.root["moltnet"]].compactMap { $0 } + attachments.compactMap { $0["moltnet"] }
            + attachments.compactMap { $0["auth"] } + (text.root["pairings"]?.items ?? [])
    }
}
