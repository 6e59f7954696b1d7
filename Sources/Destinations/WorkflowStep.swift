import Keyfile
import Rotation

/// The step of GitHub Actions that this process is part of, if it is part of one.
public struct WorkflowStep: Sendable {
    /// The file of step outputs; `nil` outside a step.
    public var outputs: StepOutputFile?
    /// Masks a value in the log of the job, before anything can print it; does nothing outside a step.
    public var mask: @Sendable (Secret) throws(StepFailure) -> Void

    /// A step.
    public init(outputs: StepOutputFile?, mask: @escaping @Sendable (Secret) throws(StepFailure) -> Void) {
        self.outputs = outputs
        self.mask = mask
    }
}
