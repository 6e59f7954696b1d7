import Glibc
import HostSystem
import JSON

/// One JSON line per request, for tests to read.
///
/// Knows whether a token was the right one, never the token.
final class RequestLog: Sendable {
    private let file: Int32
    private let path: String

    init(_ path: String) throws(SandboxError) {
        file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unwritable(path: path, reason: SystemError(call: "open").reason) }
        self.path = path
    }

    deinit { close(file) }

    /// Adds a line.
    ///
    /// A status of `nil` stands for a request that gets no whole answer. Requests of one connection have one `port`, the
    /// client's.
    func add(
        sequence: Int, _ request: HTTPRequest, from peer: Peer, credential: AdminAuth.Credential, status: Int?,
        faults: [Fault]
    ) {
        let line: JSONValue = [
            "sequence": .integer(Int64(sequence)), "method": .string(request.method), "path": .string(request.path),
            "status": status.map { .integer(Int64($0)) } ?? .null, "bearer": .bool(credential != .none),
            "credential": .string(credential.rawValue), "faults": .array(faults.map { .string($0.text) }),
            "port": .integer(Int64(peer.port)),
        ]
        do {
            // One write to a file opened for appending keeps lines of concurrent requests apart.
            try StateFile.append(Array((line.compact + "\n").utf8), to: file, path: path)
        } catch {
            // A test that reads the log sees the line missing; the server answers regardless.
        }
    }
}
