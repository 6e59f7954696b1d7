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
        /// What keeps the cancellation and the completion of a task apart, by the task's number.
        var gates: [Int: CompletionGate] = [:]
        /// Where a connection may have been kept.
        var answered: Set<Origin> = []
    }

    private let book = Mutex(Book())
    private let answers = DispatchQueue(label: "molecule.transport.challenges", attributes: .concurrent)

    func register(_ exchange: Exchange, for task: URLSessionTask, origin: Origin) {
        let number = task.taskIdentifier
        book.withLock { book in
            book.entries[number] = (exchange, origin)
            book.gates[number] = CompletionGate()
        }
    }

    /// Cancels a task unless it has completed.
    ///
    /// Waits for the session: not on the delegate's queue.
    func cancel(_ task: URLSessionTask) {
        let number = task.taskIdentifier
        book.withLock { $0.gates[number] }?.unlessCompleted { task.cancel() }
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
        // The handler cancels the task, which waits for the session: not on the delegate's queue.
        answers.async { completionHandler(.cancelAuthenticationChallenge, nil) }
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
        let gate = book.withLock { $0.gates.removeValue(forKey: number) }
        gate?.complete(on: session.delegateQueue as? DelegateQueue)
        let found = book.withLock { book -> (exchange: Exchange, mayBeSecondAttempt: Bool)? in
            guard let entry = book.entries.removeValue(forKey: number) else { return nil }
            // Where the loader watches, the failure of a second attempt is reported as that of the first.
            let wasAnswered = !NetworkLibrary.sendsOnce && book.answered.contains(entry.origin)
            if error == nil { book.answered.insert(entry.origin) }
            return (entry.exchange, wasAnswered)
        }
        guard let found else { return }
        found.exchange.finish(
            task.response as? HTTPURLResponse, error: error, mayBeSecondAttempt: found.mayBeSecondAttempt)
    }
}

/// Keeps the cancellation of a task and its completion apart.
///
/// A task that completes while it is being cancelled traps in Foundation: it is taken out of a registry in which the
/// cancellation then looks for it. What takes it out runs after the delegate's last call about it, so that call waits
/// for a cancellation that has begun, and none begins after it.
final class CompletionGate: Sendable {
    private let isCompleted = Mutex(false)

    /// Runs a cancellation, unless the task has completed.
    func unlessCompleted(_ cancel: () -> Void) {
        isCompleted.withLock { isCompleted in
            if !isCompleted { cancel() }
        }
    }

    /// The task's last call is here: waits for a cancellation in progress.
    func complete(on queue: DelegateQueue?) {
        if isCompleted.withLockIfAvailable({ $0 = true }) != nil { return }
        // The cancellation waits for the session, which may be waiting for room on this queue.
        let wait = { self.isCompleted.withLock { $0 = true } }
        guard let queue else { return wait() }
        queue.withoutBound(wait)
    }
}
