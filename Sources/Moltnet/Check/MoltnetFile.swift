import Glibc
import HostSystem

/// One of Moltnet's files as it lies on the disk, read whatever its mode, to be told about.
public struct MoltnetFile: Sendable {
    /// The path as it was given.
    public let path: String
    /// What stands under the name, without following a link; `nil` when nothing does.
    public let status: FileStatus?
    /// What it leads to.
    public let target: FileStatus?
    /// The text, or why it is none; `nil` where there was nothing to read.
    public let text: Result<YAMLDocument, YAMLDefect>?
    /// Whether it has more than may be read.
    let isTooLong: Bool
    /// Which file it is.
    public let kind: MoltnetKind?

    /// Reads a file.
    ///
    /// A link is followed, since what it leads to is what Moltnet would read; a FIFO is not read, which could take for
    /// ever.
    public init(_ path: String) {
        self.path = path
        status = MoltnetFile.status(path, isFollowing: false)
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard number >= 0 else {
            (target, text, kind, isTooLong) = (MoltnetFile.status(path, isFollowing: true), nil, nil, false)
            return
        }
        let descriptor = Descriptor(number)
        // Of what has no status nothing is known.
        target = try? descriptor.status(path: path)
        isTooLong = target?.kind == .regular && (target?.size ?? 0) > YAMLDocument.limit
        // What cannot be read is told as that.
        guard target?.kind == .regular, let bytes = try? descriptor.readAll(limit: YAMLDocument.limit, path: path)
        else {
            (text, kind) = (nil, nil)
            return
        }
        do throws(YAMLDefect) {
            let document = try YAMLDocument(bytes)
            text = .success(document)
            kind = MoltnetKind(document)
        } catch {
            (text, kind) = (.failure(error), nil)
        }
    }

    /// The text, if it was understood.
    public var document: YAMLDocument? {
        if case .success(let document)? = text { document } else { nil }
    }

    /// What it says, if it is a server file.
    public var server: MoltnetServerDocument? { kind == .server ? document.map { MoltnetServerDocument($0) } : nil }

    /// What it says, if it is a node or a bridge file.
    public var node: MoltnetNodeDocument? {
        kind == .node || kind == .bridge ? document.map { MoltnetNodeDocument($0) } : nil
    }

    /// What it says, if it is a client file.
    public var client: MoltnetClientDocument? { kind == .client ? document.map { MoltnetClientDocument($0) } : nil }

    /// Whether Moltnet wants it private; so it is taken to be where its text is not understood.
    var holdsSecret: Bool { server?.holdsSecret ?? node?.holdsSecret ?? client?.holdsSecret ?? true }

    /// What stands under a path; `nil` when nothing does.
    static func status(_ path: String, isFollowing: Bool) -> FileStatus? {
        let flags = O_PATH_ONLY | O_CLOEXEC | (isFollowing ? 0 : O_NOFOLLOW)
        let number = open(path, flags)
        guard number >= 0 else { return nil }
        // So it is of what goes away meanwhile.
        return try? Descriptor(number).status(path: path)
    }
}

/// O_PATH of Linux, which Glibc's module hides without _GNU_SOURCE; see `SafeDirectory`.
private let O_PATH_ONLY: Int32 = 0o10000000
