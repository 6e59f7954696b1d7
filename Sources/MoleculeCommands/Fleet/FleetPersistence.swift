import HostSystem
import ManagementAPI
import Synchronization

/// What is tried again within a run, how often and after how long.
///
/// A server that is away for a moment, a proxy that lost it, a connection that broke: such a failure passes. An action is
/// repeated only where the contract says that it may be (`retry`), or where its request was certainly not sent. A server
/// that is away for good is not asked for each of ten thousand workspaces four times: repeating draws on a budget that
/// success fills up again, as gRPC does it (proposal A6).
final class FleetPersistence: Sendable {
    /// The product's own clients wait 1, 2 and 4 seconds, a quarter more or less.
    private static let pauses = [1.0, 2.0, 4.0]
    /// How many successes earn one repetition.
    private static let successesForOne = 10.0

    private let action: FleetAction
    private let isInterrupted: @Sendable () -> Bool
    private let full: Double
    private let budget: Mutex<Double>

    /// `concurrency` is how many may fail at once when a server goes away.
    init(_ action: FleetAction, concurrency: Int, isInterrupted: @escaping @Sendable () -> Bool) {
        self.action = action
        self.isInterrupted = isInterrupted
        full = Double(max(20, 4 * concurrency))
        budget = Mutex(full)
    }

    /// Does something until it is done, fails for good or has been tried often enough.
    func run(
        _ attempt: @Sendable () async throws(Failure) -> WorkspaceOutcome
    ) async throws(Failure) -> WorkspaceOutcome {
        for (number, pause) in FleetPersistence.pauses.enumerated() {
            do throws(Failure) {
                return succeeded(try await attempt(), after: number)
            } catch {
                guard action.mayRepeat(after: error), mayRepeat() else { throw error }
                guard await waits(pause * Double.random(in: 0.75...1.25)) else { throw error }
            }
        }
        return succeeded(try await attempt(), after: FleetPersistence.pauses.count)
    }

    private func succeeded(_ outcome: WorkspaceOutcome, after failures: Int) -> WorkspaceOutcome {
        budget.withLock { $0 = min(full, $0 + 1 / FleetPersistence.successesForOne) }
        guard failures > 0 else { return outcome }
        let attempts = "tried \(failures + 1) times"
        var repeated = outcome
        repeated.detail = outcome.detail.map { "\($0); \(attempts)" } ?? attempts
        return repeated
    }

    /// Whether there is budget left; half of it is never spent, so that it recovers soon.
    private func mayRepeat() -> Bool {
        budget.withLock { budget in
            budget = max(0, budget - 1)
            return budget > full / 2
        }
    }

    /// Waits; whether it could until the end.
    private func waits(_ seconds: Double) async -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < end {
            if isInterrupted() { return false }
            await Pause.nap(milliseconds: 20)
        }
        return !isInterrupted()
    }
}

extension FleetAction {
    /// What it sends to change something.
    private var operations: [Operation] {
        switch self {
        case .pause: [Operations.tenantPauseWorkspace, Operations.selfHostedPauseWorkspace]
        case .resume: [Operations.tenantResumeWorkspace, Operations.selfHostedResumeWorkspace]
        case .restart: [Operations.tenantRestartWorkspace]
        case .hibernate: [Operations.tenantHibernateWorkspace]
        case .delete: [Operations.tenantDeleteWorkspace]
        case .terminate: [Operations.selfHostedTerminateWorkspace]
        case .revokeTokens: [Operations.tenantRevokeWorkspaceToken]
        }
    }

    /// Whether it may be done again after a failure, and there is hope.
    func mayRepeat(after failure: Failure) -> Bool {
        guard case .call(let call, let operation) = failure, call.isPassing else { return false }
        if operations.allSatisfy({ $0.retry != .never }) { return true }
        // Whether an earlier request of the action was heard, the failure of a later one does not tell.
        guard case .transport(.notSent) = call else { return false }
        return operations.contains { $0.id == operation.id }
    }
}

extension CallFailure {
    /// Whether the same may succeed in a moment.
    ///
    /// A 500 is none of these: the server has begun, and what it says about that must not be lost. A 429 has been waited
    /// for already.
    fileprivate var isPassing: Bool {
        switch self {
        case .transport(.notSent(.unsupported)), .transport(.notSent(.credentialForAnotherOrigin)),
            .transport(.notSent(.tls)), .transport(.notSent(.cancelled)), .transport(.outcomeUnknown(.cancelled)):
            false
        case .transport: true
        case .answer(let answer): [502, 503, 504].contains(answer.status)
        default: false
        }
    }
}
