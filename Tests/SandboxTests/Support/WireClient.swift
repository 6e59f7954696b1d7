import Foundation
import Testing

/// One answer as it came over the wire.
struct WireResponse {
    let statusLine: String
    let headers: [(name: String, value: String)]
    let body: String

    var status: Int { Int(statusLine.split(separator: " ").dropFirst().first ?? "") ?? 0 }

    /// The value of a header with exactly this spelling.
    subscript(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The headers that do not depend on the time, one per line.
    var fixedHeaders: [String] {
        headers.filter { $0.name != "Date" && $0.name != "X-Ratelimit-Reset" }.map { "\($0.name): \($0.value)" }
    }
}

enum WireError: Error {
    case cannotConnect
    case ended(after: String)
}

/// A client that sends exactly the bytes it is given.
///
/// Every wait ends after ten seconds.
final class WireClient {
    private let socket: Int32
    private var buffer: [UInt8] = []

    init(port: UInt16) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var time = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw WireError.cannotConnect }
    }

    deinit { close(socket) }

    func send(_ text: String) { send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Closes with a reset instead of an end of stream.
    func resetOnClose() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    /// The next answer.
    ///
    /// Bytes after it stay for the next call.
    func receive(toHead: Bool = false) throws -> WireResponse {
        let head = try text(upTo: "\r\n\r\n")
        var lines = head.components(separatedBy: "\r\n")
        let statusLine = lines.removeFirst()
        let headers = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (name: String(parts[0]), value: parts[1].trimmingCharacters(in: .whitespaces))
        }
        func value(_ name: String) -> String? { headers.first { $0.name == name }?.value }
        var body = ""
        if toHead {
            body = ""
        } else if value("Transfer-Encoding") == "chunked" {
            while let size = Int(try text(upTo: "\r\n"), radix: 16) {
                body += try take(size)
                _ = try text(upTo: "\r\n")
                if size == 0 { break }
            }
        } else if let length = value("Content-Length").flatMap({ Int($0) }) {
            body = try take(length)
        } else if statusLine.contains(" 100 ") {
            body = ""
        } else {
            body = String(decoding: rest(), as: UTF8.self)
        }
        return WireResponse(statusLine: statusLine, headers: headers, body: body)
    }

    /// Everything up to the end of the stream.
    func rest() -> [UInt8] {
        while fill() {}
        defer { buffer = [] }
        return buffer
    }

    private func text(upTo mark: String) throws -> String {
        let mark = Array(mark.utf8)
        while true {
            if buffer.count >= mark.count {
                for start in 0...(buffer.count - mark.count) where buffer[start...].starts(with: mark) {
                    defer { buffer.removeFirst(start + mark.count) }
                    return String(decoding: buffer[..<start], as: UTF8.self)
                }
            }
            guard fill() else { throw WireError.ended(after: String(decoding: buffer, as: UTF8.self)) }
        }
    }

    private func take(_ count: Int) throws -> String {
        while buffer.count < count {
            guard fill() else { throw WireError.ended(after: String(decoding: buffer, as: UTF8.self)) }
        }
        defer { buffer.removeFirst(count) }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    private func fill() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = recv(socket, &bytes, bytes.count, 0)
        if count > 0 { buffer += bytes[..<count] }
        return count > 0
    }
}
