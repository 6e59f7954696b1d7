import Foundation
import Keyfile
import ManagementAPI
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Hears what the library has to say about the tasks of one session and passes it to their exchanges.
///
/// Refuses every redirect and every challenge, also those of exchanges that are settled already.
final class SessionDelegate: NSObject, URLSessionDataDelegate, Sendable {
    private struct Book {
        /// The open exchanges, by the task's number in this session.
        var entries: [Int: (exchange: Exchange, origin: Origin)] = [:]
        /// Where a connection may have been kept.
        var answered: Set<Origin> = []
    }

    private let book = Mutex(Book())

    func register(_ exchange: Exchange, for task: URLSessionTask, origin: Origin) {
        let number = task.taskIdentifier
        book.withLock { $0.entries[number] = (exchange, origin) }
    }

    func forget(_ task: URLSessionTask) {
        let number = task.taskIdentifier
        book.withLock { $0.entries[number] = nil }
    }

    private func exchange(for task: URLSessionTask) -> Exchange? {
        let number = task.taskIdentifier
        return book.withLock { $0.entries[number]?.exchange }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        // A followed redirect would carry the token to wherever the answer says.
        exchange(for: task)?.receive(response)
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        // Left alone, `WWW-Authenticate: Basic` makes Foundation wait for ever. It asks when the answer is complete.
        exchange(for: task)?.finish(challengedBy: challenge.failureResponse as? HTTPURLResponse)
        // The handler cancels the task, which waits for the session.
        let cancel = { completionHandler(.cancelAuthenticationChallenge, nil) }
        guard let queue = session.delegateQueue as? DelegateQueue else { return cancel() }
        queue.withoutBound(cancel)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        if let answer = response as? HTTPURLResponse { exchange(for: dataTask)?.receive(answer) }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        exchange(for: dataTask)?.receive(data)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let number = task.taskIdentifier
        let found = book.withLock { book -> (exchange: Exchange, mayBeSecondAttempt: Bool)? in
            guard let entry = book.entries.removeValue(forKey: number) else { return nil }
            let wasAnswered = book.answered.contains(entry.origin)
            if error == nil { book.answered.insert(entry.origin) }
            return (entry.exchange, wasAnswered)
        }
        guard let found else { return }
        found.exchange.finish(
            task.response as? HTTPURLResponse, error: error, mayBeSecondAttempt: found.mayBeSecondAttempt)
    }
}
