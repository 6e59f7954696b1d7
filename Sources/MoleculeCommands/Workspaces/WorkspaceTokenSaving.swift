import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// Where the value of a new workspace token goes: into a key entry, or onto standard output, once.
struct WorkspaceTokenSaving: Sendable {
    let key: KeyName?

    static let option = Option.value(
        "save", Value("KEY", .text), "Save the token under this name in the key store, and print no value.")

    init(_ arguments: Arguments) throws(UsageError) {
        key = try arguments.text("save").map { text throws(UsageError) in try KeyName.parse(text) }
    }

    /// Refuses a name that is taken, before there is a token that would be lost.
    func check(in world: World) throws(Failure) {
        guard let key, try world.entryNames().contains(key) else { return }
        throw .keyStore(.exists(key))
    }

    /// Saves a value; `nil` where none was asked for.
    func save(_ value: String, _ server: WorkspaceServer) throws(Failure) -> KeyEntry? {
        guard let key else { return nil }
        let secret = Secret(Array(value.utf8))
        try secret.check(.workspaceToken, source: "The server's new token")
        return try server.world.addEntry(key, .workspaceToken, server.client.server, secret)
    }
}

extension WorkspaceServer {
    /// The live tokens of a workspace: it has 50 at most, and a page holds 200.
    func tokens(of id: String) async throws(Failure) -> [Models.WorkspaceToken] {
        let operation = Operations.tenantListWorkspaceTokens
        let reply = try await call(operation, ["id": id, "limit": "200"])
        guard let document = reply.document, let tokens = Models.WorkspaceTokenList(document).tokens else {
            throw .workspace(.strangeAnswer(operation))
        }
        return tokens
    }
}
