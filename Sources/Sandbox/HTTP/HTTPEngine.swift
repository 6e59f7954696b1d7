import Glibc
import HostSystem
import Synchronization

/// What a connection may use up.
struct HTTPLimits: Sendable {
    /// Seconds of silence, seconds for one request to arrive, and seconds for a client to take an answer.
    let seconds: Double
    /// Connections at once.
    let connections: Int
}

/// HTTP/1.1 on one listening socket, one thread per connection.
///
/// Knows nothing of what is served.
final class HTTPEngine: Sendable {
    typealias Handler = @Sendable (HTTPRequest, Peer) -> HTTPAction

    private struct State {
        var port: UInt16?
        var listener: Int32?
        var isAccepting = false
        var isStopping = false
        /// Open sockets.
        ///
        /// One is closed only after it has left this set, so that a number in it is never another file's.
        var connections: Set<Int32> = []
    }

    private let limits: HTTPLimits
    private let handler: Handler
    private let state = Mutex(State())

    init(limits: HTTPLimits, handler: @escaping Handler) {
        self.limits = limits
        self.handler = handler
    }

    /// The port listened on, once started.
    var port: UInt16? { state.withLock { $0.port } }

    private var isStopping: Bool { state.withLock { $0.isStopping } }

    func start(on address: LoopbackAddress, port: UInt16) throws(SandboxError) {
        let isFirst = state.withLock { state in
            guard !state.isAccepting, !state.isStopping, state.port == nil else { return false }
            state.isAccepting = true
            return true
        }
        guard isFirst else { throw .alreadyStarted }
        let listener: Int32
        do {
            let opened = try address.listen(port: port)
            listener = opened.socket
            state.withLock { state in
                state.port = opened.port
                state.listener = opened.socket
            }
        } catch {
            state.withLock { $0.isAccepting = false }
            throw error
        }
        guard DetachedThread.start({ self.accept(from: listener) }) else {
            dismiss(listener: listener)
            throw .cannotListen(address: address.text, port: port, reason: "no thread can be started")
        }
    }

    func stop() {
        // Readers see the end of their stream; answers in progress are still sent.
        state.withLock { state in
            state.isStopping = true
            // Wakes the thread that waits for connections.
            if let listener = state.listener { shutdown(listener, Int32(SHUT_RDWR)) }
            for socket in state.connections { shutdown(socket, Int32(SHUT_RD)) }
        }
        if waitUntilQuiet(seconds: 2) { return }
        state.withLock { state in
            for socket in state.connections { shutdown(socket, Int32(SHUT_RDWR)) }
        }
        _ = waitUntilQuiet(seconds: 1)
    }

    private func waitUntilQuiet(seconds: Double) -> Bool {
        let isQuiet = { self.state.withLock { !$0.isAccepting && $0.connections.isEmpty } }
        return !Monotonic.sleep(seconds: seconds, unless: isQuiet) || isQuiet()
    }

    private func accept(from listener: Int32) {
        while !isStopping {
            let isFull = state.withLock { $0.connections.count >= limits.connections }
            var descriptor = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
            // When full, connections wait in the kernel's queue.
            guard poll(&descriptor, isFull ? 0 : 1, 50) > 0 else { continue }
            let socket = Glibc.accept(listener, nil, nil)
            guard socket >= 0 else {
                // Out of descriptors is the one lasting failure; anything else is a client that left at once.
                if errno == EMFILE || errno == ENFILE { usleep(50_000) }
                continue
            }
            // Swift's view of Glibc has no accept4(2), so a child started in this very moment may inherit the socket.
            _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
            admit(socket)
        }
        dismiss(listener: listener)
    }

    private func dismiss(listener: Int32) {
        state.withLock { state in
            state.listener = nil
            state.isAccepting = false
            close(listener)
        }
    }

    private func admit(_ socket: Int32) {
        let isAdmitted = state.withLock { state in
            guard !state.isStopping else { return false }
            return state.connections.insert(socket).inserted
        }
        guard isAdmitted else {
            close(socket)
            return
        }
        let isStarted = DetachedThread.start {
            self.serve(socket)
            self.dismiss(socket)
        }
        if !isStarted { dismiss(socket) }
    }

    private func dismiss(_ socket: Int32) {
        // Inside the lock: after it, a stop could shut down a new file that got the same number.
        state.withLock { state in
            state.connections.remove(socket)
            close(socket)
        }
    }

    private func serve(_ socket: Int32) {
        let peer: Peer
        do { peer = try Peer(of: socket) } catch { return }
        Connection.prepare(socket, sendTimeout: limits.seconds)
        var reader = RequestReader(socket: socket, timeout: limits.seconds)
        var isOpen = true
        while isOpen, !isStopping {
            do {
                let request = try reader.next()
                isOpen = answer(request, from: peer, on: socket)
            } catch {
                if case .refused(let status, let detail) = error {
                    Connection.send(HTTPEngine.refusal(status, detail), to: socket)
                    Connection.linger(socket)
                }
                return
            }
        }
        Connection.linger(socket)
    }

    /// Whether the connection stays open.
    private func answer(_ request: HTTPRequest, from peer: Peer, on socket: Int32) -> Bool {
        let action = handler(request, peer)
        if action.delay > 0, !Monotonic.sleep(seconds: action.delay, unless: { self.isStopping }) { return false }
        switch action.reply {
        case .whole(let response):
            let closing = (request.wantsClose || isStopping) && response.session == nil
            let isSent = Connection.send(response.serialized(answering: request, closing: closing), to: socket)
            if isSent, let session = response.session {
                session(socket)
                return false
            }
            return isSent && !closing
        case .cut(let bytes, let then):
            Connection.send(bytes, to: socket)
            then()
            return false
        }
    }

    /// What Go's server answers to a request it cannot read.
    private static func refusal(_ status: Int, _ detail: String?) -> [UInt8] {
        let line = "\(status) \(HTTPResponse.reason(status))"
        let body = detail.map { "\(line): \($0)" } ?? line
        return Array(
            "HTTP/1.1 \(line)\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n\(body)".utf8)
    }
}
