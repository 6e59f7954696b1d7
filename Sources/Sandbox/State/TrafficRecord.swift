import Glibc
import HostSystem
import JSON

/// One JSON line per exchange, whole, for tests that hold every message against the contract.
///
/// Bodies stand in it as they were sent, secrets included; the values of headers that carry credentials do not.
/// Several sandboxes may share the file.
final class TrafficRecord: Sendable {
    /// Headers whose values are credentials.
    private static let credentials: Set = ["authorization", "cookie", "x-molecule-admin-token"]

    private let file: Int32
    private let path: String
    private let surface: SandboxConfiguration.Surface

    init(_ path: String, of surface: SandboxConfiguration.Surface) throws(SandboxError) {
        self.surface = surface
        file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .unwritable(path: path, reason: SystemError(call: "open").reason) }
        self.path = path
        var status = stat()
        guard fstat(file, &status) == 0 else {
            throw .unwritable(path: path, reason: SystemError(call: "fstat").reason)
        }
        // One that was there before may be anybody's to read.
        guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 == 0 else {
            throw .unwritable(path: path, reason: "it is not a regular file that its owner alone can read")
        }
    }

    deinit { close(file) }

    /// Adds a line.
    ///
    /// Without a response the client gets none, or none that is whole; `isFault` says that the exchange was broken on
    /// purpose.
    func add(_ request: HTTPRequest, _ response: HTTPResponse?, isFault: Bool) {
        let headers = request.headers.map { header -> JSONValue in
            let isCredential = TrafficRecord.credentials.contains(header.name)
            return [
                .string(header.name), .string(isCredential ? "present" : String(decoding: header.value, as: UTF8.self)),
            ]
        }
        let type = response?.headers.first { $0.name == "Content-Type" }?.value
        let line: JSONValue = [
            "surface": .string(surface.rawValue), "method": .string(request.method), "target": .string(request.target),
            "requestHeaders": .array(headers),
            "requestBody": request.body.isEmpty ? .null : TrafficRecord.text(request.body),
            "status": response.map { .integer(Int64($0.status)) } ?? .null,
            "contentType": type.map { .string($0) } ?? .null,
            "responseBody": response.map { TrafficRecord.text($0.body) } ?? .null, "fault": .bool(isFault),
        ]
        do {
            // One write to a file opened for appending keeps the lines of several servers apart.
            try StateFile.append(Array((line.compact + "\n").utf8), to: file, path: path)
        } catch {
            // Who reads the record finds the line missing; the server answers regardless.
        }
    }

    private static func text(_ bytes: [UInt8]) -> JSONValue { .string(String(decoding: bytes, as: UTF8.self)) }
}
