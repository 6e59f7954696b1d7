import Glibc

/// Why there is no further request on a connection.
enum RequestFailure: Error {
    /// The client closed, reset or fell silent: nobody waits for an answer.
    case gone
    /// The bytes are not a request we take; the answer says so and the connection closes.
    case refused(status: Int, detail: String?)
}

/// Reads requests off one connection.
///
/// What a client sent ahead (pipelining) stays in the buffer for the next call.
struct RequestReader {
    /// Bytes of a request line and its headers together.
    static let maximumHead = 64 * 1024
    /// Number of header fields.
    static let maximumHeaders = 100
    /// Bytes of a decoded body; above what any operation needs.
    static let maximumBody = 8 * 1024 * 1024

    let socket: Int32
    /// Seconds to wait for a request to begin, and then for it to be complete.
    let timeout: Double
    private var buffer: [UInt8] = []
    private var position = 0
    private var deadline = 0.0
    private var headLeft = 0

    init(socket: Int32, timeout: Double) {
        self.socket = socket
        self.timeout = timeout
    }

    /// The next request, whole.
    mutating func next() throws(RequestFailure) -> HTTPRequest {
        deadline = Monotonic.seconds + timeout
        if position == buffer.count { try fill() }
        deadline = Monotonic.seconds + timeout
        headLeft = RequestReader.maximumHead
        var request = try RequestHead.requestLine(try line())
        request.headers = try fields()
        try RequestHead.checkHost(request)
        switch try RequestHead.framing(of: request) {
        case .length(let count):
            try expectBody(request, count > 0)
            request.body = try take(count)
        case .chunked:
            try expectBody(request, true)
            request.body = try chunks()
        }
        return request
    }

    /// Header fields, up to the empty line.
    private mutating func fields() throws(RequestFailure) -> [HTTPRequest.Header] {
        var headers: [HTTPRequest.Header] = []
        while true {
            let bytes = try line()
            if bytes.isEmpty { return headers }
            guard headers.count < RequestReader.maximumHeaders else { throw .refused(status: 431, detail: nil) }
            headers.append(try RequestHead.field(bytes))
        }
    }

    private mutating func chunks() throws(RequestFailure) -> [UInt8] {
        var body: [UInt8] = []
        while true {
            headLeft = RequestReader.maximumHead
            let size = try RequestHead.chunkSize(try line())
            if size == 0 { break }
            guard body.count + size <= RequestReader.maximumBody else { throw .refused(status: 413, detail: nil) }
            body += try take(size)
            guard try line().isEmpty else { throw .refused(status: 400, detail: nil) }
        }
        // Trailers are read and dropped.
        _ = try fields()
        return body
    }

    /// A client may wait for leave to send a body (RFC 9110, 10.1.1).
    private func expectBody(_ request: HTTPRequest, _ hasBody: Bool) throws(RequestFailure) {
        guard hasBody, request.minorVersion == 1, request.text(ofHeader: "expect")?.lowercased() == "100-continue"
        else {
            return
        }
        guard Connection.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), to: socket) else { throw .gone }
    }

    /// Bytes up to the next line feed, without it and a carriage return before it.
    ///
    /// A bare line feed ends a line too, as the Go servers have it.
    private mutating func line() throws(RequestFailure) -> [UInt8] {
        var searched = position
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                headLeft -= end + 1 - position
                guard headLeft >= 0 else { throw .refused(status: 431, detail: nil) }
                var line = buffer[position..<end]
                position = end + 1
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return Array(line)
            }
            guard buffer.count - position <= headLeft else { throw .refused(status: 431, detail: nil) }
            let pending = buffer.count - position
            try fill()
            searched = position + pending
        }
    }

    private mutating func take(_ count: Int) throws(RequestFailure) -> [UInt8] {
        while buffer.count - position < count { try fill() }
        defer { position += count }
        return Array(buffer[position..<position + count])
    }

    /// Waits for more bytes, and drops those that were used.
    private mutating func fill() throws(RequestFailure) {
        if position > 0 {
            buffer.removeFirst(position)
            position = 0
        }
        guard let bytes = Connection.receive(from: socket, until: deadline), !bytes.isEmpty else { throw .gone }
        buffer += bytes
    }
}
