import Glibc
import HostSystem
import JSON

/// A WebSocket (RFC 6455) that carries JSON in unfragmented text frames, which is what an agent's socket does.
struct WebSocket {
    private let socket: Int32
    /// A client masks what it sends.
    private let isClient: Bool
    private var buffer: [UInt8]

    /// Takes over a connection after its upgrade, with what has already been read from it.
    init(socket: Int32, isClient: Bool, read: [UInt8] = []) {
        self.socket = socket
        self.isClient = isClient
        buffer = read
    }

    /// What a server proves with that it has understood the upgrade (RFC 6455, 4.2.2).
    static func accept(_ key: String) -> String {
        let digest = SHA1.digest(Array("\(key)258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8))
        return String(decoding: TextEncoding.base64(digest), as: UTF8.self)
    }

    /// Sends a document of less than 64 KiB; false when the other side is gone.
    func send(_ json: JSONValue) -> Bool {
        let content = Array(json.compact.utf8)
        var frame: [UInt8] = [0x81]
        let mask: UInt8 = isClient ? 0x80 : 0
        if content.count < 126 {
            frame.append(mask | UInt8(content.count))
        } else {
            frame += [mask | 126, UInt8(content.count >> 8), UInt8(content.count & 0xFF)]
        }
        // The mask is there for the sake of proxies; one of zeros is as good on loopback.
        if isClient { frame += [0, 0, 0, 0] }
        return Connection.send(frame + content, to: socket)
    }

    /// The next document; `nil` at the end, or on anything that is none.
    mutating func receive() -> JSONValue? {
        while true {
            guard let head = take(2) else { return nil }
            var count = Int(head[1] & 0x7F)
            if count == 126 {
                guard let long = take(2) else { return nil }
                count = Int(long[0]) << 8 | Int(long[1])
            }
            let isMasked = head[1] & 0x80 != 0
            guard count < 127 || head[1] & 0x7F == 126, let mask = isMasked ? take(4) : [0, 0, 0, 0],
                let content = take(count)
            else { return nil }
            // Anything but text ends it: nobody here sends a ping.
            guard head[0] == 0x81 else { return nil }
            let bytes = content.enumerated().map { $1 ^ mask[$0 % 4] }
            do { return try JSONValue.parse(bytes) } catch { return nil }
        }
    }

    private mutating func take(_ count: Int) -> [UInt8]? {
        while buffer.count < count {
            var bytes = [UInt8](repeating: 0, count: 4096)
            let received = recv(socket, &bytes, bytes.count, 0)
            if received < 0, errno == EINTR { continue }
            guard received > 0 else { return nil }
            buffer += bytes[..<received]
        }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }
}
