import Glibc
import Synchronization

/// A server on loopback that answers with exactly the bytes a test wants, counts connections and keeps what it was
/// sent.
///
/// It ends by itself: with the test, or 30 s after its start at the latest.
final class HostileServer: Sendable {
    /// Answers one request.
    ///
    /// Returns whether the connection is kept.
    typealias Script = @Sendable (Peer, Request) -> Bool

    struct Request: Sendable {
        /// Which request of the server this is, and which of its connection; both count from zero.
        let number: Int
        let numberOnConnection: Int
        /// Everything up to the empty line.
        let head: String
        let body: [UInt8]

        func field(_ name: String) -> String? {
            let prefix = name.lowercased() + ":"
            let line = head.split(separator: "\r\n").dropFirst().first { $0.lowercased().hasPrefix(prefix) }
            guard let line else { return nil }
            return String(line.dropFirst(prefix.count).drop { $0 == " " })
        }

        var startLine: String { head.split(separator: "\r\n").first.map(String.init) ?? "" }
    }

    private struct Log {
        var connections = 0
        var requests: [Request] = []
        var open: Set<Int32> = []
        var bytesSent = 0
    }

    let port: Int
    private let listener: Int32
    private let script: Script
    private let greeting: [UInt8]?
    private let log = Mutex(Log())
    private let isStopped = Atomic(false)

    /// How many connections were accepted.
    var connections: Int { log.withLock { $0.connections } }
    /// Every request that came whole, in order.
    var requests: [Request] { log.withLock { $0.requests } }
    /// How many bytes were accepted by the system for sending.
    var bytesSent: Int { log.withLock { $0.bytesSent } }
    /// How many connections are open now.
    var openConnections: Int { log.withLock { $0.open.count } }

    /// - Parameters:
    ///   - greeting: sent to whoever connects, whatever it says; then the connection is closed.
    ///   - isIPv6: whether to listen at `::1` and not at 127.0.0.1.
    init(greeting: String? = nil, isIPv6: Bool = false, _ script: @escaping Script = { _, _ in false }) {
        (listener, port) = isIPv6 ? HostileServer.listenAtIPv6() : HostileServer.listen()
        self.script = script
        self.greeting = greeting.map { Array($0.utf8) }
        // The listener is closed by `stop`, which ends the thread; the thread keeps the server until then.
        HostileServer.thread { [self] in acceptAll() }
    }

    /// A server that gives every request the same bytes and then, unless `keeps`, closes.
    convenience init(answering answer: String, keeps: Bool = true) {
        self.init { peer, _ in
            peer.send(answer)
            return keeps
        }
    }

    /// Closes everything.
    ///
    /// Idempotent.
    func stop() {
        guard !isStopped.exchange(true, ordering: .sequentiallyConsistent) else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        log.withLock { log in for descriptor in log.open { shutdown(descriptor, Int32(SHUT_RDWR)) } }
    }

    private func acceptAll() {
        let end = now() + 30
        while !isStopped.load(ordering: .sequentiallyConsistent), now() < end {
            var poller = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            guard poll(&poller, 1, 100) > 0 else { continue }
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { continue }
            log.withLock {
                $0.connections += 1
                $0.open.insert(descriptor)
            }
            HostileServer.thread { [self] in serve(descriptor) }
        }
        stop()
        close(listener)
    }

    private func serve(_ descriptor: Int32) {
        let peer = Peer(descriptor) { [self] count in log.withLock { $0.bytesSent += count } }
        var onConnection = 0
        if let greeting {
            _ = peer.read()
            peer.send(greeting)
            shutdown(descriptor, Int32(SHUT_WR))
        }
        while greeting == nil, let (head, body) = peer.readRequest() {
            let request = log.withLock { log in
                let request = Request(
                    number: log.requests.count, numberOnConnection: onConnection, head: head, body: body)
                log.requests.append(request)
                return request
            }
            onConnection += 1
            guard script(peer, request) else { break }
        }
        _ = log.withLock { $0.open.remove(descriptor) }
        close(descriptor)
    }

    private static func listen() -> (Int32, Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && Glibc.listen(descriptor, 128) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        precondition(bound, "no port on loopback")
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func listenAtIPv6() -> (Int32, Int) {
        let descriptor = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr.__in6_u.__u6_addr8.15 = 1
        var length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 && Glibc.listen(descriptor, 128) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        precondition(bound, "no port on ::1")
        return (descriptor, Int(UInt16(bigEndian: address.sin6_port)))
    }

    private static func thread(_ body: @escaping @Sendable () -> Void) {
        var handle = pthread_t()
        let box = Unmanaged.passRetained(Box(body)).toOpaque()
        let failed = pthread_create(
            &handle, nil,
            { argument in
                // Never nil: it is the box passed below.
                if let argument { Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body() }
                return nil
            }, box)
        precondition(failed == 0, "no thread")
        pthread_detach(handle)
    }
}

/// Carries a closure through `pthread_create`.
private final class Box {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// The client's end of one connection, as the server sees it.
struct Peer: Sendable {
    private let descriptor: Int32
    private let count: @Sendable (Int) -> Void

    init(_ descriptor: Int32, _ count: @escaping @Sendable (Int) -> Void) {
        self.descriptor = descriptor
        self.count = count
    }

    /// Sends bytes; `false` when the client is gone.
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends bytes; `false` when the client is gone.
    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
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
    func answer(_ status: String, _ fields: [String] = [], body: [UInt8] = []) -> Bool {
        let head = (["HTTP/1.1 \(status)"] + fields + ["Content-Length: \(body.count)", "", ""]).joined(
            separator: "\r\n")
        return send(Array(head.utf8) + body)
    }

    /// Waits until the client closes, 20 s at most.
    func holdUntilClosed() {
        let end = now() + 20
        var byte: UInt8 = 0
        while now() < end {
            var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            if poll(&poller, 1, 100) > 0, recv(descriptor, &byte, 1, 0) <= 0 { return }
        }
    }

    /// Sends a text over and over with a pause in milliseconds, until the client is gone or 20 s have passed.
    func drip(_ text: String, every milliseconds: UInt32) {
        let end = now() + 20
        while now() < end, send(text) { usleep(milliseconds * 1000) }
    }

    /// Waits.
    func pause(milliseconds: UInt32) { usleep(milliseconds * 1000) }

    /// Makes the close that follows a reset.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// A request, or `nil` when the client closed first or sent something else.
    func readRequest() -> (head: String, body: [UInt8])? {
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
    func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 65536)
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&poller, 1, 20_000) > 0 else { return nil }
        let received = recv(descriptor, &buffer, buffer.count, 0)
        return received > 0 ? Array(buffer[..<received]) : nil
    }
}

/// Seconds of a clock that is never set.
func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
