import JSON
import Keyfile
import Rotation

/// Starts a run of a GitHub workflow, which uses the value, and waits for its success.
///
/// Runs are told apart by their numbers, which GitHub gives in order, and not by anybody's clock. Whoever was killed
/// while waiting starts another run: one too many does no harm.
public struct WorkflowProof: LivenessProof, Inspectable {
    private let repository: String
    private let workflow: String
    private let gh: ExternalProgram
    private let pace: ProofPace

    /// A proof with the settings of its kind; `nil` where they are not such settings.
    public init?(_ settings: [String: String], programs: ExternalProgram.Setting, pace: ProofPace) {
        guard let repository = settings["repository"], let workflow = settings["workflow"],
            !repository.hasPrefix("-"), !workflow.hasPrefix("-"), !repository.isEmpty, !workflow.isEmpty
        else { return nil }
        self.repository = repository
        self.workflow = workflow
        gh = ExternalProgram(
            ["gh"], installation: "Install it: https://cli.github.com",
            settings: ["GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"], in: programs)
        self.pace = pace
    }

    /// What is done.
    public var statement: String {
        "starts \(workflow) of \(repository), which really runs, and waits until that run has succeeded"
    }
    /// It starts a run.
    public var isPassive: Bool { false }

    /// The program must be there, and list the workflow's runs.
    public func inspect() async throws(StepFailure) -> String {
        "\(workflow) of \(repository) has had \(try await runs().isEmpty ? "no run" : "runs")"
    }

    /// Starts a run and waits for its end.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        let before = try await runs().map(\.number).max() ?? 0
        let start = ["workflow", "run", workflow, "--repo", repository]
        let outcome = try await gh.run(start)
        guard outcome.isSuccess else { throw gh.refusal(start, outcome, hint: WorkflowProof.hint) }
        return try await pace.rounds(1, patience: patience) {
            do throws(StepFailure) {
                let new = try await runs().filter { $0.number > before }
                // Somebody else may have started one as well; any that used the value and succeeded will do.
                if let run = new.first(where: { $0.conclusion == "success" }) {
                    return .good("run \(run.number) succeeded")
                }
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

    private static let hint = "See what gh says; --pass-env GH_TOKEN gives it a token."

    private struct Run {
        let number: Int64
        let status: String
        let conclusion: String
    }

    private func runs() async throws(StepFailure) -> [Run] {
        let list = [
            "run", "list", "--repo", repository, "--workflow", workflow, "--limit", "20", "--json",
            "databaseId,status,conclusion,createdAt",
        ]
        let outcome = try await gh.read(list)
        guard outcome.isSuccess else { throw gh.refusal(list, outcome, hint: WorkflowProof.hint) }
        guard let items = outcome.document?.items else {
            throw StepFailure(.malformed, "what gh run list printed is no list of runs")
        }
        return items.compactMap { item in
            guard let number = item["databaseId"]?.integer else { return nil }
            let status = WorkflowProof.word(item["status"])
            return Run(number: number, status: status, conclusion: WorkflowProof.word(item["conclusion"]))
        }
    }

    /// A word of the server's, fit to be shown.
    private static func word(_ value: JSONValue?) -> String {
        let text = value?.text ?? ""
        let isPlain = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F } && text.utf8.count <= 32
        return isPlain && !text.isEmpty ? text : "something else"
    }
}
