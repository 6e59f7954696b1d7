import Foundation
import Glibc

/// One HTTP request over a plain socket to a server on loopback, as a test speaks to a sandbox without the program.
public struct WebCall: Sendable {
    /// The status of the answer, or 0 when there was none.
    public let status: Int
    /// The body.
    public let body: String

    /// Sends the request and reads to the end of the connection.
    public init(_ url: String, _ path: String, method: String = "GET", token: String? = nil, body: String = "") {
        let port = UInt16(url.split(separator: ":").last ?? "") ?? 0
        let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        let text =
            "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\(authorization)"
            + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        let answer = WebCall.exchange(port, Array(text.utf8))
        status = answer.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0) } ?? 0
        self.body = answer.range(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
    }

    private static func exchange(_ port: UInt16, _ request: [UInt8]) -> String {
        let connection = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(connection) }
        var timeout = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0, send(connection, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            return ""
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        while true {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
            answer += buffer.prefix(count)
        }
    }
}
