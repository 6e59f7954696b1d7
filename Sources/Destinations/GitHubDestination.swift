import HostSystem
import JSON
import Keyfile
import Rotation

/// `github:OWNER/REPO`: an Actions secret of a repository, set by `gh`.
public struct GitHubDestination: Destination {
    private let repository: String
    private let variable: String
    private let gh: ExternalProgram
    private let lastPut = LastPut()

    /// The most GitHub stores in one secret.
    private static let limit = 48 << 10

    /// A destination that sets `variable` for a repository.
    init(repository: String, variable: String, in setting: ExternalProgram.Setting) {
        self.repository = repository
        self.variable = variable
        gh = ExternalProgram(
            ["gh"], installation: "Install it: https://cli.github.com",
            settings: ["GH_PROMPT_DISABLED": "1", "GH_NO_UPDATE_NOTIFIER": "1", "NO_COLOR": "1"], in: setting)
    }

    /// `github:OWNER/REPO`.
    public var name: String { "github:\(repository)" }

    /// What it does.
    public var statement: String {
        """
        sets the Actions secret \(variable) with gh, the value on its standard input; that the list shows a newer time \
        confirms that a value was written, and which one cannot be read back
        """
    }

    /// The program must be there, and list the repository's secrets.
    public func inspect() async throws(StepFailure) -> String {
        _ = try gh.locate()
        guard !variable.uppercased().hasPrefix("GITHUB_") else {
            throw StepFailure(.refused, "GitHub takes no secret whose name begins with GITHUB_")
        }
        guard let written = try await written() else { return "the repository does not have \(variable) yet" }
        return "the repository has \(variable), written at \(written)"
    }

    /// Only that the repository has no such secret, or what this process put there, is known.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        if lastPut.mark(of: value) != nil { return true }
        return try await written() == nil ? false : nil
    }

    /// gh removes every line break at the end, and takes an empty input for an empty secret.
    public func defect(of value: Secret) -> String? {
        ProgramValue.defect(of: value, limit: GitHubDestination.limit, trimming: .lineBreaks).map {
            "\($0), which gh would change"
        }
    }

    /// Writes the value.
    ///
    /// The list is believed, not the exit status: its time moves with every write. It has whole seconds, so that a second
    /// write in the same second is made again a second later.
    public func put(_ value: Secret) async throws(StepFailure) {
        if let refusal = refusal(of: value) { throw refusal }
        let before = try await written()
        lastPut.forget()
        let arguments = ["secret", "set", variable, "--repo", repository]
        var outcome = try await gh.run(arguments, input: value)
        var after = try await written()
        if after == before, after != nil {
            await Pause.nap(milliseconds: 1100)
            outcome = try await gh.run(arguments, input: value)
            after = try await written()
        }
        if let after, after != before { return lastPut.note(value, mark: after) }
        guard outcome.isSuccess else { throw gh.refusal(arguments, outcome) }
        let trouble = after == nil ? "does not list it" : "the list shows no newer write"
        throw StepFailure(
            .untaken, "gh said that it set \(variable), but \(trouble)", hint: "gh secret list --repo \(repository)")
    }

    /// When the secret was written last; `nil` when there is none.
    private func written() async throws(StepFailure) -> String? {
        let arguments = ["secret", "list", "--repo", repository, "--json", "name,updatedAt"]
        let outcome = try await gh.read(arguments)
        guard outcome.isSuccess else {
            let hint = "See what it says: gh secret list --repo \(repository); --pass-env GH_TOKEN gives it a token."
            throw gh.refusal(arguments, outcome, hint: hint)
        }
        guard let items = outcome.document?.items else {
            throw StepFailure(.malformed, "what gh secret list printed is no list of secrets")
        }
        // GitHub writes every name in capitals.
        return items.first { $0["name"]?.text?.uppercased() == variable.uppercased() }.map {
            $0["updatedAt"]?.text ?? ""
        }
    }
}
