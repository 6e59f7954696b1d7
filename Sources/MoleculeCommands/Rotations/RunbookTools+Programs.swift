import Destinations
import Rotation

extension RunbookTools {
    func flyTokenMaker(_ settings: [String: String]) throws(Failure) -> any ValueMaker { throw .plan("x") }
    func flyTokenRetirement(_ settings: [String: String]) throws(Failure) -> any Retirement { throw .plan("x") }
    func workflow(_ settings: [String: String]) -> WorkflowProof? { nil }
}
