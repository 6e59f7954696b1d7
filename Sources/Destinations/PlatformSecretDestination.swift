import JSON
import Keyfile
import ManagementAPI
import Rotation

/// `global-secret` and `workspace-secret:ID`: a secret that the platform hands to all workspaces, or to one.
public struct PlatformSecretDestination: Destination {
    private let workspace: String?
    private let key: String
    private let platform: PlatformAccess
    private let lastPut = LastPut()

    init(workspace: String?, key: String, platform: PlatformAccess) {
        self.workspace = workspace?.lowercased()
        self.key = key
        self.platform = platform
    }

    /// Whether a text is the id of a workspace: a UUID.
    static func isWorkspace(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && parts.allSatisfy { $0.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit } }
    }

    /// `global-secret` or `workspace-secret:ID`.
    public var name: String { workspace.map { "workspace-secret:\($0)" } ?? "global-secret" }

    /// What it does.
    public var statement: String {
        let restart = workspace == nil ? "every workspace that is not paused and does not override it" : "the workspace"
        return """
            sets the secret \(key) on the platform, which restarts \(restart), each time it is written; that the list \
            shows a newer time confirms that a value was written, and which one is never given back
            """
    }

    /// The platform must list the secrets.
    public func inspect() async throws(StepFailure) -> String {
        let client = try platform.client()
        guard let written = try await written(client) else { return "\(client.server.text) does not have \(key) yet" }
        return "\(client.server.text) has \(key), written at \(written)"
    }

    /// Only that there is no such secret, or what this process put there, is known.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        if lastPut.mark(of: value) != nil { return true }
        return try await written(try platform.client()) == nil ? false : nil
    }

    /// Workspaces get it as an environment variable.
    public func defect(of value: Secret) -> String? {
        ProgramValue.defect(of: value, limit: 64 << 10, trimming: .nothing).map {
            "\($0), which no environment variable can hold"
        }
    }

    /// Writes the secret.
    ///
    /// Where the answer is lost the list is asked, since writing again would restart again.
    public func put(_ value: Secret) async throws(StepFailure) {
        if let refusal = refusal(of: value) { throw refusal }
        let client = try platform.client()
        let before = try await written(client)
        lastPut.forget()
        let operation = workspace == nil ? Operations.tenantPutGlobalSecret : Operations.tenantPutWorkspaceSecret
        let body: JSONValue = [
            "key": .string(key), "value": .string(value.reveal { String(decoding: $0, as: UTF8.self) }),
        ]
        var lost: StepFailure?
        do throws(CallFailure) { _ = try await client.call(operation, parameters, body: body) } catch {
            let failure = platform.explain(error, operation)
            guard error.leavesOutcomeOpen else { throw failure }
            lost = failure
        }
        let after = try await written(client)
        if let after, after != before { return lastPut.note(value, mark: after) }
        if let lost { throw lost }
        guard after != nil else {
            throw StepFailure(.refused, "the platform said that \(key) was stored, but does not list it")
        }
    }

    private var parameters: [String: String] { workspace.map { ["id": $0] } ?? [:] }

    /// When the secret was written last; `nil` when there is none of the scope's own.
    private func written(_ client: ManagementClient) async throws(StepFailure) -> String? {
        let operation = workspace == nil ? Operations.tenantListGlobalSecrets : Operations.tenantListWorkspaceSecrets
        let reply: Reply
        do { reply = try await client.call(operation, parameters) } catch { throw platform.explain(error, operation) }
        guard let document = reply.document, document == .null || document.items != nil else {
            throw StepFailure(.malformed, "the answer of \(operation.id) is no list of secrets")
        }
        // A workspace's list shows the global secrets that it does not override, too.
        let own = (document.items ?? []).first { item in
            item["key"]?.text == key && (workspace == nil || item["scope"]?.text == "workspace")
        }
        return own.map { $0["updated_at"]?.text ?? "" }
    }
}
