import JSON
import Keyfile
import Rotation

/// A service, as `railway` shows it.
struct RailwayService: Sendable {
    /// One deployment as the list shows it.
    struct Listed: Sendable {
        let id: String
        let status: String
    }

    let name: String
    let railway: ExternalProgram

    init(_ name: String, in setting: ExternalProgram.Setting) {
        self.name = name
        railway = ExternalProgram(
            ["railway"], installation: "Install it: https://docs.railway.com/guides/cli",
            settings: ["NO_COLOR": "1", "CI": "true"], in: setting)
    }

    /// The variables, with their values, which are dropped as soon as they are compared.
    func variables() async throws(StepFailure) -> [JSONValue.Member] {
        let arguments = ["variable", "list", "--json", "--service", name]
        guard let members = try await list(arguments).members else { throw malformed(arguments) }
        return members
    }

    func holds(_ variable: String, _ value: Secret) async throws(StepFailure) -> Bool {
        let current = try await variables().first { $0.name == variable }?.value.text
        return current.map { Secret(Array($0.utf8)).matches(value) } ?? false
    }

    /// The deployments, in no order that is promised.
    func deployments() async throws(StepFailure) -> [Listed] {
        let arguments = ["deployment", "list", "--json", "--service", name]
        guard let items = try await list(arguments).items else { throw malformed(arguments) }
        return items.compactMap { item in
            guard let id = item["id"]?.text, let status = item["status"]?.text else { return nil }
            return Listed(id: id, status: status)
        }
    }

    private func list(_ arguments: [String]) async throws(StepFailure) -> JSONValue {
        let outcome = try await railway.read(arguments)
        guard outcome.isSuccess else {
            let hint = "Link the directory to the project with railway link; --pass-env RAILWAY_TOKEN gives it a token."
            throw railway.refusal(arguments, outcome, hint: hint)
        }
        guard let document = outcome.document else { throw malformed(arguments) }
        return document
    }

    private func malformed(_ arguments: [String]) -> StepFailure {
        StepFailure(.malformed, "what \(railway.title(arguments)) printed is no list")
    }
}
