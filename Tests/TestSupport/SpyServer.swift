import Foundation
import Glibc
import Synchronization

/// A listener on loopback that keeps every byte it is sent and answers each request with the same bytes: a wrong server,
/// a spying proxy, the target of a redirect.
public final class SpyServer: Sendable {
    private struct State {
        var received: [String] = []
        var connections = 0
    }

    /// The port it listens on.
    public let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())

    /// Starts it.
    ///
    /// An empty answer closes the connection without a word.
    public init(answer: String = "") throws {
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
                self?.serve(connection, answer)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// Its address.
    public var url: String { "http://127.0.0.1:\(port)" }
    /// How many connections it has had.
    public var connections: Int { state.withLock { $0.connections } }
    /// Everything it was sent.
    public var received: String { state.withLock { $0.received.joined(separator: "\n") } }

    /// An answer with a JSON body.
    public static func json(_ body: String, status: String = "200 OK") -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)"
    }

    private func serve(_ connection: Int32, _ answer: String) {
        state.withLock { $0.connections += 1 }
        var timeout = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { break }
            request += buffer.prefix(count)
        }
        let text = String(decoding: request, as: UTF8.self)
        state.withLock { $0.received.append(text) }
        let bytes = Array(answer.utf8)
        _ = bytes.isEmpty ? 0 : send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        shutdown(connection, Int32(SHUT_WR))
        close(connection)
    }
}
