import Destinations
import Rotation

extension RunbookTools {
    private var programs: ExternalProgram.Setting { world.programs(in: plan.directory, passing: plan.passedVariables) }

    func flyTokenMaker(_ settings: [String: String]) throws(Failure) -> any ValueMaker { throw .plan("x") }
    func flyTokenRetirement(_ settings: [String: String]) throws(Failure) -> any Retirement { throw .plan("x") }

    /// A proof by a run of a workflow.
    func workflow(_ settings: [String: String]) -> WorkflowProof? {
        WorkflowProof(settings, programs: programs, pace: pace)
    }
}
