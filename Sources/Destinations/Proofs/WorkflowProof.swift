import JSON
import Keyfile
import Rotation

/// Starts a run of a GitHub workflow, which uses the value, and waits for its success.
///
/// Runs are told apart by their numbers, which GitHub gives in order, and not by anybody's clock. Whoever was killed
/// while waiting starts another run: one too many does no harm.
public struct WorkflowProof: LivenessProof {
    /// Runs `gh` with these arguments and gives what it prints.
    public typealias Program = @Sendable ([String]) async throws(StepFailure) -> [UInt8]

    private let repository: String
    private let workflow: String
    private let gh: Program
    private let pace: ProofPace

    /// A proof with the settings of its kind; `nil` where they are not such settings.
    public init?(_ settings: [String: String], gh: @escaping Program, pace: ProofPace) {
        guard let repository = settings["repository"], let workflow = settings["workflow"],
            !repository.hasPrefix("-"), !workflow.hasPrefix("-"), !repository.isEmpty, !workflow.isEmpty
        else { return nil }
        self.repository = repository
        self.workflow = workflow
        self.gh = gh
        self.pace = pace
    }

    /// What is done.
    public var statement: String {
        "starts \(workflow) of \(repository), which really runs, and waits until that run has succeeded"
    }
    /// It starts a run.
    public var isPassive: Bool { false }

    /// Starts a run and waits for its end.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        let before = try await runs().map(\.number).max() ?? 0
        _ = try await gh(["workflow", "run", workflow, "--repo", repository])
        return try await pace.rounds(1, patience: patience) {
            do throws(StepFailure) {
                let new = try await runs().filter { $0.number > before }
                // Somebody else may have started one as well; any that used the value and succeeded will do.
                if let run = new.first(where: { $0.conclusion == "success" }) { return .good("run \(run.number) succeeded") }
                if let run = new.first, new.allSatisfy({ $0.status == "completed" }) {
                    return .bad("run \(run.number) of \(workflow) ended as \(run.conclusion)", mayPass: false)
                }
                return .bad(new.isEmpty ? "no run of \(workflow) has begun" : "the run of \(workflow) has not ended")
            } catch {
                guard case .missing = error.kind else { return .unclear(error.reason) }
                return .failed(error)
            }
        }
    }

    private struct Run {
        let number: Int64
        let status: String
        let conclusion: String
    }

    private func runs() async throws(StepFailure) -> [Run] {
        let output = try await gh([
            "run", "list", "--repo", repository, "--workflow", workflow, "--limit", "20", "--json",
            "databaseId,status,conclusion,createdAt",
        ])
        do {
            return (try JSONValue.parse(output).items ?? []).compactMap { item in
                guard let number = item["databaseId"]?.integer else { return nil }
                let status = WorkflowProof.word(item["status"])
                return Run(number: number, status: status, conclusion: WorkflowProof.word(item["conclusion"]))
            }
        } catch { throw StepFailure(.refused, "what gh prints about the runs of \(workflow) is not JSON") }
    }

    /// A word of the server's, fit to be shown.
    private static func word(_ value: JSONValue?) -> String {
        let text = value?.text ?? ""
        let isPlain = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F } && text.utf8.count <= 32
        return isPlain && !text.isEmpty ? text : "something else"
    }
}
