import Keyfile
import Rotation

/// A person looks, and says that it is so.
public struct ManualProof: LivenessProof {
    private let instruction: String
    private let hand: HandStep

    /// A proof with the settings of its kind; `nil` where they are not such settings.
    public init?(_ settings: [String: String], hand: HandStep) {
        guard let instruction = settings["instruction"], !instruction.isEmpty else { return nil }
        self.instruction = instruction
        self.hand = hand
    }

    /// What is asked.
    public var statement: String { "waits for somebody to say that it is so: \(HandStep.sentence(instruction))" }
    /// A person is not asked at any time.
    public var isPassive: Bool { false }

    /// Asks the person.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        try hand.require(instruction)
        return "somebody said so"
    }
}
