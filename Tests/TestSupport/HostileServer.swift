import Glibc
import Synchronization

/// A server on loopback that answers with exactly the bytes a test wants, counts connections and keeps what it was
/// sent.
///
/// It ends by itself: with the test, or ten minutes after its start at the latest.
public final class HostileServer: Sendable {
    /// Answers one request.
    ///
    /// Returns whether the connection is kept.
    public typealias Script = @Sendable (Peer, Request) -> Bool

    /// A request that came whole.
    public struct Request: Sendable {
        /// Which request of the server this is, counted from zero.
        public let number: Int
        /// Which request of its connection this is, counted from zero.
        public let numberOnConnection: Int
        /// Everything up to the empty line.
        public let head: String
        /// What followed the empty line.
        public let body: [UInt8]

        /// The value of a field, whatever the case of its name.
        public func field(_ name: String) -> String? {
            let prefix = name.lowercased() + ":"
            let line = head.split(separator: "\r\n").dropFirst().first { $0.lowercased().hasPrefix(prefix) }
            guard let line else { return nil }
            return String(line.dropFirst(prefix.count).drop { $0 == " " })
        }

        /// The first line.
        public var startLine: String { head.split(separator: "\r\n").first.map(String.init) ?? "" }
    }

    private struct Log {
        var connections = 0
        var requests: [Request] = []
        var open: Set<Int32> = []
        var bytesSent = 0
        var greeted: [UInt8] = []
    }

    /// The port it listens on.
    public let port: Int
    private let listener: Int32
    private let script: Script
    private let greeting: [UInt8]?
    private let log = Mutex(Log())
    private let isStopped = Atomic(false)

    /// How many connections were accepted.
    public var connections: Int { log.withLock { $0.connections } }
    /// Every request that came whole, in order.
    public var requests: [Request] { log.withLock { $0.requests } }
    /// Every byte that came from those who were greeted, as far as it is a text.
    public var received: String { String(decoding: log.withLock { $0.greeted }, as: UTF8.self) }
    /// How many bytes were accepted by the system for sending.
    public var bytesSent: Int { log.withLock { $0.bytesSent } }
    /// How many connections are open now.
    public var openConnections: Int { log.withLock { $0.open.count } }

    /// Starts it.
    ///
    /// - Parameters:
    ///   - greeting: sent to whoever connects, whatever it says; then the connection is closed.
    ///   - isIPv6: whether to listen at `::1` and not at 127.0.0.1.
    public init(greeting: String? = nil, isIPv6: Bool = false, _ script: @escaping Script = { _, _ in false }) {
        (listener, port) = isIPv6 ? HostileServer.listenAtIPv6() : HostileServer.listen()
        self.script = script
        self.greeting = greeting.map { Array($0.utf8) }
        // The listener is closed by `stop`, which ends the thread; the thread keeps the server until then.
        HostileServer.thread { [self] in acceptAll() }
    }

    /// A server that gives every request the same bytes and then, unless `keeps`, closes.
    public convenience init(answering answer: String, keeps: Bool = true) {
        self.init { peer, _ in
            peer.send(answer)
            return keeps
        }
    }

    /// Closes everything.
    ///
    /// Idempotent.
    public func stop() {
        guard !isStopped.exchange(true, ordering: .sequentiallyConsistent) else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        log.withLock { log in for descriptor in log.open { shutdown(descriptor, Int32(SHUT_RDWR)) } }
    }

    private func acceptAll() {
        let end = now() + 600
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
            let first = peer.read() ?? []
            log.withLock { $0.greeted += first }
            peer.send(greeting)
            // What comes after a greeting is only looked at.
            shutdown(descriptor, Int32(SHUT_WR))
            while let more = peer.read() { log.withLock { $0.greeted += more } }
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
