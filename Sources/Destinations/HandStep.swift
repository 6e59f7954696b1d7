import Rotation

/// Something that a person does, and then says is done.
public struct HandStep: Sendable {
    private let isDone: Bool
    private let hint: String
    private let ask: @Sendable (String) throws(StepFailure) -> Bool?

    /// A step; `isDone` where somebody has said so already, `hint` the command that says it.
    ///
    /// `ask` shows the instruction and asks whether it has been followed; it gives `nil` where nobody can be asked.
    public init(isDone: Bool, hint: String, ask: @escaping @Sendable (String) throws(StepFailure) -> Bool?) {
        self.isDone = isDone
        self.hint = hint
        self.ask = ask
    }

    /// Returns once somebody says it is done; otherwise the rotation waits.
    public func require(_ instruction: String) throws(StepFailure) {
        if isDone { return }
        if try ask(instruction) == true { return }
        throw StepFailure(.awaitingHand, HandStep.sentence(instruction), hint: hint)
    }

    /// An instruction without the full stop it may have.
    static func sentence(_ instruction: String) -> String {
        instruction.hasSuffix(".") ? String(instruction.dropLast()) : instruction
    }
}
