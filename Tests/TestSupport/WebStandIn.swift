import Foundation
import Glibc
import Synchronization

/// A web server on loopback whose answers are a function of the requests: it stands in for services that the program
/// calls and that no test may reach.
public final class WebStandIn: Sendable {
    /// One request.
    public struct Request: Sendable {
        /// The method, such as `GET`.
        public let method: String
        /// Path and query.
        public let target: String
        /// The fields, names in lower case.
        public let headers: [String: String]
        /// The body; empty when there was none.
        public let body: [UInt8]
    }

    /// One answer.
    public struct Answer: Sendable {
        /// The status.
        public let status: Int
        /// The body.
        public let body: String

        /// An answer with a JSON body.
        public init(_ status: Int, _ body: String = "{}") {
            self.status = status
            self.body = body
        }
    }

    /// The port it listens on.
    public let port: UInt16
    private let listener: Int32
    private let received = Mutex<[Request]>([])

    /// Starts it.
    public init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        self.listener = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    ? getsockname(listener, address, &length) : -1
            }
        }
        guard result == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                let server = self
                Thread.detachNewThread { server?.serve(connection, answer) }
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// Its address.
    public var url: String { "http://127.0.0.1:\(port)" }
    /// The requests so far.
    public var requests: [Request] { received.withLock { $0 } }

    private func serve(_ connection: Int32, _ answer: (Request) -> Answer) {
        defer { close(connection) }
        var limit = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard let request = WebStandIn.read(connection) else { return }
        received.withLock { $0.append(request) }
        let answer = answer(request)
        let text =
            "HTTP/1.1 \(answer.status) Stand-in\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(answer.body.utf8.count)\r\nConnection: close\r\n\r\n\(answer.body)"
        let bytes = Array(text.utf8)
        _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        shutdown(connection, Int32(SHUT_WR))
    }

    private static func read(_ connection: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        let end = Array("\r\n\r\n".utf8)
        var bodyStart: Int?
        var length = 0
        var head: [String] = []
        while true {
            if bodyStart == nil, let found = bytes.firstRange(of: end) {
                bodyStart = found.upperBound
                head = String(decoding: bytes[..<found.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
                let field = head.first { $0.lowercased().hasPrefix("content-length:") }
                length = field.flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
            }
            if let bodyStart, bytes.count >= bodyStart + length { break }
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
        let words = head[0].split(separator: " ")
        guard words.count == 3, let bodyStart else { return nil }
        var headers: [String: String] = [:]
        for line in head.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers[line[..<colon].lowercased()] = value
        }
        return Request(
            method: String(words[0]), target: String(words[1]), headers: headers,
            body: Array(bytes[bodyStart..<(bodyStart + length)]))
    }
}
