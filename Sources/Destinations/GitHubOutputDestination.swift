import Keyfile
import Rotation

/// `github-output:NAME`: an output of the step of GitHub Actions that this process is part of.
public struct GitHubOutputDestination: Destination {
    private let output: String
    private let workflow: WorkflowStep

    init(output: String, workflow: WorkflowStep) {
        self.output = output
        self.workflow = workflow
    }

    /// `github-output:NAME`.
    public var name: String { "github-output:\(output)" }

    /// What it does.
    public var statement: String {
        """
        masks the value in the log of the job and appends it as step output \(output), where it is read back; a later \
        step may use it, and GitHub passes no masked value on to another job
        """
    }

    /// The file must be there and ours.
    public func inspect() async throws(StepFailure) -> String {
        try file().inspect()
        return "the file of step outputs can be appended to"
    }

    /// Reads the value back.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        let current = try file().value(of: output)
        return value.reveal { $0 == current }
    }

    /// Appends the value; the last one of a name is the one that counts.
    public func put(_ value: Secret) async throws(StepFailure) {
        let file = try file()
        try workflow.mask(value)
        try file.append(output, value)
    }

    private func file() throws(StepFailure) -> StepOutputFile {
        if let file = workflow.outputs { return file }
        let hint = "In a step of GitHub Actions the runner sets it; elsewhere leave \(name) out."
        throw StepFailure(.missing, "GITHUB_OUTPUT is not set", hint: hint)
    }
}
