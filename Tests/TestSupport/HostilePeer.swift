import Glibc

/// The client's end of one connection, as the server sees it.
public struct Peer: Sendable {
    private let descriptor: Int32
    private let count: @Sendable (Int) -> Void

    init(_ descriptor: Int32, _ count: @escaping @Sendable (Int) -> Void) {
        self.descriptor = descriptor
        self.count = count
    }

    /// Sends bytes; `false` when the client is gone.
    @discardableResult
    public func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends bytes; `false` when the client is gone.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let result = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard result > 0 else { return false }
            count(result)
            sent += result
        }
        return true
    }

    /// Sends a whole answer.
    @discardableResult
    public func answer(_ status: String, _ fields: [String] = [], body: [UInt8] = []) -> Bool {
        let head = (["HTTP/1.1 \(status)"] + fields + ["Content-Length: \(body.count)", "", ""]).joined(
            separator: "\r\n")
        return send(Array(head.utf8) + body)
    }

    /// Waits until the client closes, 20 s at most.
    public func holdUntilClosed() {
        let end = now() + 20
        var byte: UInt8 = 0
        while now() < end {
            var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&poller, 1, 100) > 0, recv(descriptor, &byte, 1, 0) <= 0 { return }
        }
    }

    /// Sends a text over and over with a pause in milliseconds, until the client is gone or 20 s have passed.
    public func drip(_ text: String, every milliseconds: UInt32) {
        let end = now() + 20
        while now() < end, send(text) { usleep(milliseconds * 1000) }
    }

    /// Waits.
    public func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

    /// Makes the close that follows a reset.
    public func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// Sends the same bytes over and over, until the client is gone or so many have been sent.
    public func flood(_ bytes: [UInt8], upTo limit: Int) {
        var left = limit
        while left > 0, send(bytes) { left -= bytes.count }
    }

    /// A request, or `nil` when the client closed first or sent something else.
    public func readRequest() -> (head: String, body: [UInt8])? {
        var bytes: [UInt8] = []
        let ending = Array("\r\n\r\n".utf8)
        var headEnd = 0
        while true {
            guard let more = read() else { return nil }
            bytes += more
            guard bytes.count < 1 << 20 else { return nil }
            let found = bytes.indices.dropLast(3).first { bytes[$0...].starts(with: ending) }
            if let found {
                headEnd = found
                break
            }
        }
        let head = String(decoding: bytes[..<headEnd], as: UTF8.self)
        let request = HostileServer.Request(number: 0, numberOnConnection: 0, head: head, body: [])
        let length = request.field("Content-Length").flatMap { Int($0) } ?? 0
        while bytes.count < headEnd + 4 + length {
            guard let more = read() else { return nil }
            bytes += more
        }
        return (head, Array(bytes[(headEnd + 4)...]))
    }

    /// What came next, or `nil` when the client closed or was silent for 20 s.
    public func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65536)
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&poller, 1, 20_000) > 0 else { return nil }
        let received = recv(descriptor, &buffer, buffer.count, 0)
        return received > 0 ? Array(buffer[..<received]) : nil
    }
}

/// Seconds of a clock that is never set.
public func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
