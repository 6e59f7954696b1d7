import HostSystem
import Keyfile
import Rotation

/// A person ends the old value at its issuer and says that it is done; that it is refused is asked wherever that can be.
public struct ManualRetirement: Retirement {
    private let instruction: String
    private let newInstruction: String
    private let old: HandStep
    private let new: HandStep
    private let guardian: (@Sendable () async throws(StepFailure) -> Void)?
    private let check: RefusalCheck

    /// A retirement by hand.
    ///
    /// `guardian` refuses as long as somebody may still need the old value; `proofs` can tell whether it is dead.
    public init(
        instruction: String, newInstruction: String, old: HandStep, new: HandStep,
        guardian: (@Sendable () async throws(StepFailure) -> Void)?, proofs: [any RefusalProof], pace: ProofPace,
        patience: Duration
    ) {
        self.instruction = instruction
        self.newInstruction = newInstruction
        self.old = old
        self.new = new
        self.guardian = guardian
        check = RefusalCheck(proofs: proofs, pace: pace, patience: patience)
    }

    /// What it does.
    public var statement: String {
        let confirmation =
            check.proofs.isEmpty ? "which cannot be confirmed" : "and asks whether the old value is refused"
        return "waits for somebody to say that it is done, \(confirmation): \(HandStep.sentence(instruction))"
    }

    /// Whether the old value is refused.
    public func isOldRetired(_ old: Secret?) async throws(StepFailure) -> Bool? { try await check.isRefused(old) }

    /// Waits for the person, then confirms.
    public func retireOld(
        _ old: Secret?, replacement: Secret, obtained: Timestamp
    ) async throws(StepFailure) -> String? {
        try await guardian?()
        // Somebody may have done it without being asked; a question about that is one too many.
        if try await isKnownRefused(old) { return "found refused" }
        try self.old.require(instruction)
        return try await check.require(old)
    }

    /// Waits for the person to end the new value.
    public func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String? {
        try self.new.require(newInstruction)
        return try await check.require(new)
    }

    private func isKnownRefused(_ value: Secret?) async throws(StepFailure) -> Bool {
        // A server that cannot be asked now leaves the question to the person.
        do { return try await check.isRefused(value) == true } catch { return false }
    }
}
