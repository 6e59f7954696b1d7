import Glibc

/// Bytes to and from a connected socket, with limits on time.
enum Connection {
    /// Up to 16 KiB; empty when the client has closed, `nil` on an error or when the time is over.
    static func receive(from socket: Int32, until deadline: Double) -> [UInt8]? {
        while true {
            let left = deadline - Monotonic.seconds
            guard left > 0 else { return nil }
            var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            let ready = poll(&descriptor, 1, Int32(min(left * 1_000 + 1, 60_000)))
            if ready < 0, errno != EINTR { return nil }
            guard ready > 0 else { continue }
            var buffer = [UInt8](repeating: 0, count: 16 * 1024)
            let count = recv(socket, &buffer, buffer.count, 0)
            if count < 0 {
                guard errno == EINTR || errno == EAGAIN else { return nil }
                continue
            }
            return Array(buffer.prefix(count))
        }
    }

    /// Sends everything; false when the client is gone or takes nothing for the socket's send timeout.
    @discardableResult
    static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                // Without MSG_NOSIGNAL a client that has closed would end this process with SIGPIPE.
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count < 0 {
                guard errno == EINTR else { return false }
                continue
            }
            sent += count
        }
        return true
    }

    /// Ends our side and waits briefly for the client's end: closing with bytes unread would reset the connection, and
    /// the client could lose the answer.
    static func linger(_ socket: Int32) {
        shutdown(socket, Int32(SHUT_WR))
        let deadline = Monotonic.seconds + 0.25
        var left = 64
        while left > 0, let bytes = receive(from: socket, until: deadline), !bytes.isEmpty { left -= 1 }
    }

    /// No delay for small writes, and an end to sending when the client does not read.
    static func prepare(_ socket: Int32, sendTimeout: Double) {
        var on: Int32 = 1
        setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var time = timeval(tv_sec: Int(sendTimeout), tv_usec: Int((sendTimeout - sendTimeout.rounded(.down)) * 1e6))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }
}
