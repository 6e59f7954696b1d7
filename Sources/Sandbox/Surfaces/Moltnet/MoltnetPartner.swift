import Glibc
import HostSystem
import JSON

/// A Moltnet server that another one, or a node, talks to with a token.
///
/// Only one on loopback is asked at all.
struct MoltnetPartner: Sendable {
    let url: String
    private let token: String

    /// The server at the other end of a pairing.
    init(_ pairing: MoltnetSettings.Pairing) { self.init(url: pairing.url, token: pairing.token) }

    /// A server at a URL of scheme, address and port.
    init(url: String, token: String) {
        self.url = url.hasSuffix("/") ? String(url.dropLast()) : url
        self.token = token
    }

    /// One request; `nil` without a whole answer within five seconds.
    func ask(_ method: String, _ path: String, body: JSONValue? = nil) -> (status: Int, body: [UInt8])? {
        let content = body.map { Array($0.compact.utf8) } ?? []
        guard let socket = send("\(method) \(path) HTTP/1.0", ["Content-Length: \(content.count)"], content) else {
            return nil
        }
        defer { close(socket) }
        return MoltnetPartner.answer(from: socket)
    }

    /// A connection that speaks WebSocket from now on, with what was read of it beyond the head; `nil` when refused.
    func upgrade(_ path: String) -> (socket: Int32, rest: [UInt8])? {
        let key = String(decoding: TextEncoding.base64((0..<16).map { _ in UInt8.random(in: 0...255) }), as: UTF8.self)
        let lines = [
            "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: \(key)",
        ]
        guard let socket = send("GET \(path) HTTP/1.1", lines, []) else { return nil }
        let deadline = Monotonic.seconds + 5
        var bytes: [UInt8] = []
        while let more = Connection.receive(from: socket, until: deadline), !more.isEmpty {
            bytes += more
            guard let start = MoltnetPartner.bodyStart(bytes) else { continue }
            let head = String(decoding: bytes[..<start], as: UTF8.self)
            guard head.hasPrefix("HTTP/1.1 101"), head.contains(WebSocket.accept(key)) else { break }
            return (socket, Array(bytes[start...]))
        }
        close(socket)
        return nil
    }

    private func send(_ line: String, _ lines: [String], _ content: [UInt8]) -> Int32? {
        let scheme = "http://"
        guard url.hasPrefix(scheme), let colon = url.lastIndex(of: ":"),
            let port = UInt16(url[url.index(after: colon)...])
        else { return nil }
        let host = url[..<colon].dropFirst(scheme.count)
        let socket: Int32
        do { socket = try LoopbackAddress(String(host)).connect(port: port) } catch { return nil }
        Connection.prepare(socket, sendTimeout: 5)
        let head = [line, "Host: \(host):\(port)"] + (token.isEmpty ? [] : ["Authorization: Bearer \(token)"]) + lines
        let text = head.joined(separator: "\r\n") + "\r\n\r\n"
        if Connection.send(Array(text.utf8) + content, to: socket) { return socket }
        close(socket)
        return nil
    }

    /// What comes until the server closes.
    private static func answer(from socket: Int32) -> (status: Int, body: [UInt8])? {
        let deadline = Monotonic.seconds + 5
        var bytes: [UInt8] = []
        while true {
            guard let more = Connection.receive(from: socket, until: deadline) else { return nil }
            if more.isEmpty { break }
            bytes += more
        }
        let status = String(decoding: bytes.prefix(12), as: UTF8.self).suffix(3)
        guard let status = Int(status), let start = bodyStart(bytes) else { return nil }
        return (status, Array(bytes[start...]))
    }

    /// Where the head ends.
    private static func bodyStart(_ bytes: [UInt8]) -> Int? {
        let end = Array("\r\n\r\n".utf8)
        return bytes.indices.first { bytes[$0...].starts(with: end) }.map { $0 + end.count }
    }
}
