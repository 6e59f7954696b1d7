import Foundation
import ManagementAPI
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// One request on its way: what came of its answer so far, and who waits for it.
///
/// It is settled exactly once, by the library, the deadline, the caller's cancellation or a limit, whichever is first;
/// what comes later is discarded.
final class Exchange: Sendable {
    typealias Outcome = Result<HTTPResponse, TransportFailure>

    private struct State {
        var continuation: CheckedContinuation<Outcome, Never>?
        var cleanUp: (@Sendable (_ isFinished: Bool) -> Void)?
        var outcome: Outcome?
        /// Whether the library has the request, so that the server may have it too.
        var wasHandedOver = false
        var head: AnswerHead?
        var body: [UInt8] = []
    }

    private let state = Mutex(State())
    private let maximumBody: Int
    private let secrets: [BearerCredential]

    init(maximumBody: Int, secrets: [BearerCredential]) {
        self.maximumBody = maximumBody
        self.secrets = secrets
    }

    /// Says who waits.
    ///
    /// Called once, first.
    func awaitOutcome(_ continuation: CheckedContinuation<Outcome, Never>) {
        let early = state.withLock { state -> Outcome? in
            if state.outcome == nil { state.continuation = continuation }
            return state.outcome
        }
        if let early { continuation.resume(returning: early) }
    }

    /// Whether the request may still be handed to the library; from here on the server may see it.
    ///
    /// - Parameter cleanUp: called once when the exchange is settled, with whether the library is done with it.
    func begin(cleanUp: @escaping @Sendable (_ isFinished: Bool) -> Void) -> Bool {
        let mayBegin = state.withLock { state in
            guard state.outcome == nil else { return false }
            state.cleanUp = cleanUp
            state.wasHandedOver = true
            return true
        }
        if !mayBegin { cleanUp(false) }
        return mayBegin
    }

    /// A status and its fields came.
    func receive(_ answer: HTTPURLResponse) {
        let head = AnswerHead(answer)
        // A body that grows as it comes is held twice each time it is moved.
        let length = min(head.length, maximumBody)
        state.withLock { state in
            state.head = head
            if head.isSuccess, length > 0 { state.body.reserveCapacity(length) }
        }
    }

    /// A piece of the body came.
    ///
    /// Ends the exchange when that is all that may be kept.
    func receive(_ data: Data) {
        settle(isFinished: false) { state in
            if let head = state.head, let coding = head.coding { return Exchange.refusal(of: coding, head) }
            let isSuccess = state.head?.isSuccess ?? false
            let room = max(0, (isSuccess ? maximumBody : HTTPRequest.maximumErrorBody) - state.body.count)
            if isSuccess, data.count > room {
                return .failure(.answered(status: state.head?.status ?? 0, .bodyTooLarge))
            }
            state.body.append(contentsOf: data.prefix(room))
            guard !isSuccess, data.count >= room else { return nil }
            return state.head.map { .success(HTTPResponse($0, body: state.body)) }
        }
    }

    /// The answer is complete, and Foundation asks what to do about its status; the answer to that is nothing.
    func finish(challengedBy answer: HTTPURLResponse?) {
        // The refusal of the challenge cancels the task; nobody else need.
        settle(isFinished: true) { state in
            guard let head = answer.map(AnswerHead.init) ?? state.head else {
                return .failure(.outcomeUnknown(.malformedAnswer))
            }
            return .success(HTTPResponse(head, body: state.body))
        }
    }

    /// The library is done.
    ///
    /// - Parameters:
    ///   - answer: the task's own, for the redirects without a target whose status the delegate is never told.
    ///   - mayBeSecondAttempt: whether libcurl may have sent the request on a kept connection before this failure.
    func finish(_ answer: HTTPURLResponse?, error: (any Error)?, mayBeSecondAttempt: Bool) {
        settle(isFinished: true) { state in
            if let error {
                let reading = LibraryError(error, hiding: secrets)
                return .failure(
                    reading.failure(status: state.head?.status, mayBeSecondAttempt: mayBeSecondAttempt))
            }
            guard let head = state.head ?? answer.map(AnswerHead.init) else {
                return .failure(.outcomeUnknown(.malformedAnswer))
            }
            return .success(HTTPResponse(head, body: state.body))
        }
    }

    /// The caller cancelled or the deadline passed.
    func stop(_ reason: TransportFailure.Reason) {
        settle(isFinished: false) { state in
            if let head = state.head { return .failure(.answered(status: head.status, reason)) }
            return .failure(state.wasHandedOver ? .outcomeUnknown(reason) : .notSent(reason))
        }
    }

    /// What becomes of a body that was encoded though nothing but `identity` was asked for.
    ///
    /// Of an error the status says enough.
    private static func refusal(of coding: String, _ head: AnswerHead) -> Outcome {
        guard head.isSuccess else { return .success(HTTPResponse(head, body: [])) }
        let reason = "its body is encoded as \(coding), which was not asked for"
        return .failure(.answered(status: head.status, .other(reason)))
    }

    /// Settles the exchange if it is open and `decide` has an outcome for it.
    private func settle(isFinished: Bool, _ decide: (inout State) -> Outcome?) {
        let settled = state.withLock { state -> State? in
            guard state.outcome == nil, let outcome = decide(&state) else { return nil }
            state.outcome = outcome
            let settled = state
            state.body = []
            state.continuation = nil
            state.cleanUp = nil
            return settled
        }
        guard let settled, let outcome = settled.outcome else { return }
        settled.cleanUp?(isFinished)
        settled.continuation?.resume(returning: outcome)
    }
}
