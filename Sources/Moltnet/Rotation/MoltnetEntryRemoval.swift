import Keyfile
import Rotation

/// The removal of one entry from a server file.
public struct MoltnetEntryRemoval: Sendable {
    private let file: MoltnetConfiguration
    private let id: String

    /// The removal of an entry of `id` from the file at `path`.
    public init(path: String, id: String) {
        file = MoltnetConfiguration(path: path)
        self.id = id
    }

    /// Removes the entry that has this value; nothing happens where none has.
    ///
    /// The last token of a server that wants one is not removed: such a file does not start.
    public func remove(_ value: Secret) throws(StepFailure) {
        try file.edit { text throws(StepFailure) in
            let server = MoltnetServerDocument(text)
            guard let token = server.tokens(withID: id).first(where: { $0.value?.matches(value) == true }) else {
                return text.bytes
            }
            guard server.tokens.count > 1 || server.authMode != .bearer else {
                throw StepFailure(
                    .conflict, "it is the only token of \(file.path), without which the server does not start")
            }
            do throws(YAMLDefect) { return try text.removing(token.node) } catch { throw file.failure(error) }
        }
    }
}
