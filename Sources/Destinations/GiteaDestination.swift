import Keyfile
import Rotation

/// `gitea:OWNER/REPO`: an Actions secret of a repository, set through Gitea's API.
public struct GiteaDestination: Destination {
    private let repository: String
    private let variable: String
    private let server: GiteaServer.Source

    /// What one private file may hold.
    private static let limit = 64 << 10

    init(repository: String, variable: String, server: @escaping GiteaServer.Source) {
        self.repository = repository
        self.variable = variable
        self.server = server
    }

    /// `gitea:OWNER/REPO`.
    public var name: String { "gitea:\(repository)" }

    /// What it does.
    public var statement: String {
        """
        sets the Actions secret \(variable) through Gitea's API; its answer, and that the list names the secret, are all \
        that confirms it: Gitea tells neither the value nor when it changed
        """
    }

    /// The server must let the token list the secrets.
    public func inspect() async throws(StepFailure) -> String {
        guard !["GITHUB_", "GITEA_"].contains(where: variable.uppercased().hasPrefix) else {
            throw StepFailure(.refused, "Gitea takes no secret whose name begins with GITHUB_ or GITEA_")
        }
        let server = try server()
        let isThere = try await isListed(server)
        return "the repository at \(server.origin.text) \(isThere ? "has" : "does not have") \(variable)"
    }

    /// Only that the repository has no such secret is known for sure.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        try await isListed(try server()) ? nil : false
    }

    /// Gitea takes text alone.
    public func defect(of value: Secret) -> String? {
        ProgramValue.defect(of: value, limit: GiteaDestination.limit, trimming: .nothing).map {
            "\($0), which Gitea does not take"
        }
    }

    /// Sets the secret.
    public func put(_ value: Secret) async throws(StepFailure) {
        if let refusal = refusal(of: value) { throw refusal }
        let server = try server()
        try await server.set(variable, value, in: repository)
    }

    /// Gitea writes every name in capitals.
    private func isListed(_ server: GiteaServer) async throws(StepFailure) -> Bool {
        try await server.secrets(repository).contains { $0.uppercased() == variable.uppercased() }
    }
}
