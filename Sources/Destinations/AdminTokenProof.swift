import HostSystem
import Keyfile
import ManagementAPI
import Rotation

/// Asks a server again and again whether a token protects it, until it does in several rounds in a row: a rolling
/// deployment answers with the old value here and the new one there for a while, and one good answer proves nothing.
public struct AdminTokenProof: LivenessProof {
    /// How one round went, for whoever watches.
    public struct Round: Sendable {
        /// What the probes said.
        public let verification: AdminTokenVerification
        /// How many rounds in a row have been good.
        public let inARow: Int
        /// How long there still is.
        public let left: Duration
    }

    private let verifier: AdminTokenVerifier
    private let pace: RoundPace
    private let onRound: @Sendable (Round) -> Void

    /// Three rounds: with two instances that take turns, the chance that one still has the old value is one in eight at
    /// most, and each round opens connections of its own.
    public static let roundsInARow = 3

    /// A proof with a verifier.
    public init(
        _ verifier: AdminTokenVerifier, isInterrupted: @escaping @Sendable () -> Bool,
        onRound: @escaping @Sendable (Round) -> Void
    ) {
        self.verifier = verifier
        pace = RoundPace(isInterrupted: isInterrupted)
        self.onRound = onRound
    }

    /// Waits until the token is proven in rounds, or patience has passed.
    ///
    /// - Returns: The last round; the token is proven when its `inARow` is `roundsInARow`.
    public func wait(
        for token: Secret, retired: Secret?, patience: Duration
    ) async throws(TokenDefect) -> Round {
        let end = ContinuousClock.now + patience
        var inARow = 0
        var pause = RoundPace.goodPause
        while true {
            let left = patience > .zero ? max(.zero, end - .now) : nil
            let verification = try await pace.round { () async -> Result<AdminTokenVerification, TokenDefect> in
                do throws(TokenDefect) {
                    return .success(try await verifier.verify(token, retired: retired, within: left))
                } catch { return .failure(error) }
            }.get()
            inARow = verification.verdict == .protected ? inARow + 1 : 0
            let round = Round(verification: verification, inARow: inARow, left: max(.zero, end - .now))
            onRound(round)
            if inARow == AdminTokenProof.roundsInARow { return round }
            pause = RoundPace.pause(isGood: inARow > 0, after: pause)
            if case .rateLimited(let seconds?) = verification.verdict { pause = max(pause, seconds * 1000) }
            // Good rounds are finished even when patience ends between them.
            let isOutOfTime = inARow == 0 && ContinuousClock.now + .milliseconds(pause) > end
            if isOutOfTime || !verification.verdict.mayPass && inARow == 0 || pace.isInterrupted() { return round }
            await pace.wait(milliseconds: pause)
            if pace.isInterrupted() { return round }
        }
    }

    /// The platform that is asked is the one that uses the value.
    public var provesUse: Bool { true }

    /// What is asked.
    public var statement: String {
        "asks the platform in \(AdminTokenProof.roundsInARow) rounds: the new value accepted; the old one, a random one and none refused"
    }

    /// The proof a rotation asks for: the value in rounds, the retired one refused in each of them.
    public func prove(
        _ value: Secret, retired: Secret?, patience: Duration
    ) async throws(StepFailure) -> String? {
        let round: Round
        do { round = try await wait(for: value, retired: retired, patience: patience) } catch {
            throw StepFailure(.refused, "the value cannot be sent as a bearer token")
        }
        guard round.inARow < AdminTokenProof.roundsInARow else { return nil }
        // Interrupted rounds that were good so far are not a proof.
        if pace.isInterrupted() { throw RoundPace.interruption }
        throw StepFailure(.unproven, round.verification.verdict.sentence)
    }
}
