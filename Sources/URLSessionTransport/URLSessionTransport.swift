import CurlLoader
import Dispatch
import Foundation
import Keyfile
import ManagementAPI
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Sends requests with `URLSession`, and closes what is open in it: it follows no redirect, answers no challenge, keeps
/// no cookie, cache or credential, ends every exchange at its deadline and holds no more of a body than was asked for.
///
/// Some answers would kill the process inside Foundation before any code here runs, and some things URLSession cannot be
/// told; `CurlLoader`, which stands between Foundation and libcurl, sees to both.
public final class URLSessionTransport: Transport {
    /// The most connections to one server that are kept.
    public static let maximumConnections = Int(CURL_LOADER_KEPT_CONNECTIONS)

    private let userAgent: String
    private let authorities: Authorities
    /// Kept for its connections.
    ///
    /// Made at the first request: it costs more than a millisecond.
    private let kept = Mutex<Channel?>(nil)
    private let deadlines = Deadlines()
    /// Cancelling a task and ending a session wait for its work queue, which can be busy with a gigabyte: never where
    /// callers or the delegate wait.
    private let janitor = DispatchQueue(label: "molecule.transport.endings", attributes: .concurrent)

    /// A transport that names itself to servers; bytes outside 0x20 to 0x7E are left out of the name.
    ///
    /// Make it once, at start-up, before there is a second thread: it corrects environment variables that Foundation
    /// and libcurl read (`LibraryEnvironment`), and `setenv` is not thread-safe.
    ///
    /// - Parameter authorities: the certificate authorities to trust, by every transport of the process.
    public init(userAgent: String, authorities: Authorities = Authorities()) {
        self.userAgent = String(decoding: userAgent.utf8.filter { (0x20...0x7E).contains($0) }, as: UTF8.self)
        self.authorities = authorities
        LibraryEnvironment.correctOnce()
        authorities.trust()
    }

    deinit {
        // The session holds its delegate until it is told to end.
        guard let channel = kept.withLock({ $0 }) else { return }
        janitor.async { channel.session.finishTasksAndInvalidate() }
    }

    /// Sends one request and waits for its whole answer, whatever its status.
    ///
    /// When a kept connection dies before the first byte of the answer, libcurl sends the request again by itself,
    /// without telling: a token would be minted twice, and a second revocation would say "not found". The loader stops
    /// that for whatever is not a GET; where it cannot, only a GET uses a kept connection.
    public func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let composed = try RequestComposer.compose(request, userAgent: userAgent)
        guard request.deadline > .zero else { throw .notSent(.deadlineExceeded) }
        if let objection = NetworkLibrary.objection ?? objection(to: request.origin) {
            throw .notSent(.unsupported(objection))
        }
        let exchange = Exchange(maximumBody: request.maximumBody, secrets: request.secrets)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                exchange.awaitOutcome(continuation)
                start(exchange, request, composed)
            }
        } onCancel: {
            exchange.stop(.cancelled)
        }
        return try outcome.get()
    }

    private func objection(to origin: Origin) -> String? {
        guard !authorities.areTheSystems, origin.scheme == .https else { return nil }
        // Whether the loader is in place shows when a session is made.
        _ = keptChannel()
        return authorities.objection(isInPlace: NetworkLibrary.isInPlace)
    }

    private func start(_ exchange: Exchange, _ request: HTTPRequest, _ composed: URLRequest) {
        NetworkLibrary.expect(request.deadline)
        let (channel, isFresh) = channel(for: request)
        let task = channel.session.dataTask(with: composed)
        channel.delegate.register(exchange, for: task, origin: request.origin)

        let deadline = deadlines.add(after: request.deadline) { exchange.stop(.deadlineExceeded) }
        let (janitor, deadlines) = (janitor, deadlines)
        let mayBegin = exchange.begin { isFinished in
            deadlines.cancel(deadline)
            channel.delegate.forget(task)
            if isFinished && !isFresh { return }
            janitor.async {
                if !isFinished { channel.delegate.cancel(task) }
                if isFresh { channel.session.finishTasksAndInvalidate() }
            }
        }
        if mayBegin { task.resume() }
    }

    private func channel(for request: HTTPRequest) -> (Channel, isFresh: Bool) {
        if request.usesFreshConnection { return (Channel(), true) }
        let kept = keptChannel()
        return request.method.isSafe || NetworkLibrary.sendsOnce ? (kept, false) : (Channel(), true)
    }

    private func keptChannel() -> Channel {
        kept.withLock { channel in
            if let channel { return channel }
            let new = Channel()
            channel = new
            return new
        }
    }
}

/// A session with its delegate.
private struct Channel: Sendable {
    let delegate: SessionDelegate
    let session: URLSession

    init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.httpCookieAcceptPolicy = .never
        configuration.urlCache = nil
        configuration.urlCredentialStorage = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        // The default of 6 would queue what callers mean to run at once; they know how many they want.
        configuration.httpMaximumConnectionsPerHost = Channel.connections
        delegate = SessionDelegate()
        session = URLSession(configuration: configuration, delegate: delegate, delegateQueue: DelegateQueue())
    }

    /// How many connections may be open: no more than leave room for the files the process needs besides.
    ///
    /// Dispatch ends a process that has run for a second and cannot open one more file. What is above waits its turn.
    private static var connections: Int {
        var limit = rlimit()
        guard getrlimit(Channel.openFiles, &limit) == 0 else { return URLSessionTransport.maximumConnections }
        return max(1, min(URLSessionTransport.maximumConnections, Int(clamping: limit.rlim_cur) - 32))
    }

    #if canImport(Glibc)
    private static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
    private static let openFiles = RLIMIT_NOFILE
    #endif
}
