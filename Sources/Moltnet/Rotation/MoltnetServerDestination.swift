import Keyfile
import Rotation

/// The entry of one id in a server file: its value is replaced in place, or, with an overlap, a second entry of the same
/// id, or of a new one, stands behind it until the old one is dropped.
public struct MoltnetServerDestination: Destination {
    /// What a plan calls such a place, before the colon.
    public static let kind = "moltnet-server"

    private let file: MoltnetConfiguration
    private let id: String
    private let newID: String?
    private let overlaps: Bool
    private let versions: @Sendable () throws(StepFailure) -> MoltnetVersions

    /// How the server is made to read its file again.
    public let deployment: (any Deployment)?

    /// The entry of `id` in the file at `path`; the one that takes its place has `newID` where that is given.
    public init(
        path: String, id: String, newID: String? = nil, overlaps: Bool, deployment: (any Deployment)?,
        versions: @escaping @Sendable () throws(StepFailure) -> MoltnetVersions
    ) {
        file = MoltnetConfiguration(path: path)
        self.id = id
        self.newID = newID
        self.overlaps = overlaps
        self.deployment = deployment
        self.versions = versions
    }

    /// `moltnet-server:PATH#ID`.
    public var name: String { MoltnetServerDestination.name(path: file.path, id: id) }

    /// What a plan calls the entry of an id in a file.
    public static func name(path: String, id: String) -> String { "\(kind):\(path)#\(id)" }

    /// What it does.
    public var statement: String {
        overlaps
            ? "adds a second entry with the id '\(newID ?? id)' behind the first, so that the server takes both values"
            : "replaces the value under the id '\(id)' and no other byte"
    }

    /// The file must be private and understood, and have the entry.
    public func inspect() async throws(StepFailure) -> String {
        let text = try file.read()
        let versions = try versions()
        let token = try token(in: text, versions)
        let probe = Array(repeating: UInt8(ascii: "a"), count: 64)
        _ = try edited(text, token, to: probe, isAdding: overlaps)
        try file.requireReplaceable()
        return "line \(token.line) has it"
    }

    /// Reads the entries back.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        let values = entries(in: try file.read()).map(\.value)
        let isThere = values.contains { $0?.matches(value) == true }
        // With an overlap the new value stands beside the old one, and the old one alone.
        let isOld = try versions().isOld(value)
        return overlaps && !isOld ? isThere : isThere && values.count == 1
    }

    /// Only what can stand in every quoting style is put there.
    public func defect(of value: Secret) -> String? {
        let isPrintable = value.reveal { bytes in !bytes.isEmpty && bytes.allSatisfy { (0x21...0x7E).contains($0) } }
        return isPrintable ? nil : "has characters that no header can carry"
    }

    /// Puts a value there.
    public func put(_ value: Secret) async throws(StepFailure) {
        if let refusal = refusal(of: value) { throw refusal }
        let versions = try versions()
        try file.edit { text throws(StepFailure) in
            let entries = entries(in: text)
            let isNew = overlaps && !versions.isOld(value)
            if entries.contains(where: { $0.value?.matches(value) == true }) {
                return isNew ? text.bytes : try dropped(text, except: value, versions)
            }
            let token = try token(in: text, versions)
            return try value.reveal { bytes throws(StepFailure) in
                try edited(text, token, to: bytes, isAdding: isNew)
            }
        }
    }

    /// Drops every entry of the id that has a known value other than this one, which must be there.
    public func drop(except value: Secret) throws(StepFailure) {
        let versions = try versions()
        try file.edit { text throws(StepFailure) in
            guard entries(in: text).contains(where: { $0.value?.matches(value) == true }) else {
                throw StepFailure(.conflict, "\(file.path) does not have the value that is to stay")
            }
            return try dropped(text, except: value, versions)
        }
    }

    /// Whether an entry with another known value stands beside the one with this.
    public func isOverlapping(beside value: Secret) throws(StepFailure) -> Bool {
        let versions = try versions()
        return entries(in: try file.read()).contains { isDroppable($0, except: value, versions) }
    }

    private func entries(in text: YAMLDocument) -> [MoltnetToken] {
        MoltnetServerDocument(text).tokens.filter { $0.id == id || newID != nil && $0.id == newID }
    }

    /// The one entry that is changed.
    private func token(in text: YAMLDocument, _ versions: MoltnetVersions) throws(StepFailure) -> MoltnetToken {
        let entries = entries(in: text)
        guard let token = entries.first else {
            throw StepFailure(
                .missing, "\(file.path) has no token with the id '\(id)'", hint: "molecule moltnet tokens list")
        }
        if let second = entries.dropFirst().first {
            throw StepFailure(
                .malformed,
                "line \(second.line) of \(file.path) has the id '\(second.id ?? id)' already, beside line \(token.line)",
                hint: "Remove the one that is not in use: molecule moltnet rotate --id \(id) --retire")
        }
        guard let value = token.value else {
            throw StepFailure(.malformed, "the token on line \(token.line) of \(file.path) has no value")
        }
        guard versions.knows(value) else {
            throw StepFailure(
                .conflict,
                "the value on line \(token.scalar?.line ?? token.line) of \(file.path) is neither the old nor the new one",
                hint: "Somebody else has changed it; see molecule moltnet tokens list")
        }
        return token
    }

    private func edited(
        _ text: YAMLDocument, _ token: MoltnetToken, to value: [UInt8], isAdding: Bool
    ) throws(StepFailure) -> [UInt8] {
        guard let scalar = token.scalar else { return text.bytes }
        do {
            guard isAdding else { return try text.replacing(scalar, with: value) }
            var changes = [(scalar, value)]
            if let newID, let name = token.node["id"]?.scalar { changes.append((name, Array(newID.utf8))) }
            return try text.duplicating(token.node, changing: changes)
        } catch { throw file.failure(error) }
    }

    private func dropped(
        _ text: YAMLDocument, except value: Secret, _ versions: MoltnetVersions
    ) throws(StepFailure) -> [UInt8] {
        var text = text
        while let token = entries(in: text).first(where: { isDroppable($0, except: value, versions) }) {
            do { text = try YAMLDocument(try text.removing(token.node)) } catch { throw file.failure(error) }
        }
        return text.bytes
    }

    private func isDroppable(_ token: MoltnetToken, except value: Secret, _ versions: MoltnetVersions) -> Bool {
        guard let own = token.value, !own.matches(value) else { return false }
        return versions.knows(own)
    }
}
