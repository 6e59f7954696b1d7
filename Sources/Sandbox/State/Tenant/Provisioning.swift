import JSON

/// A start of a workspace that is under way, and when the last automatic one began.
struct Run: Sendable {
    /// Why a start cannot succeed.
    struct Failure: Sendable {
        let text: String
        var payload: JSONValue = .object([])
    }

    /// On the clock that never jumps; `nil` when nothing is under way.
    var due: Int64?
    var failure: Failure?
    var automaticStart: Int64?
}

extension TenantState {
    /// Seconds between an automatic restart and the next one that is not dropped, since May.
    private static let debounceSeconds = 60.0
    /// Seconds until the server gives up on a workspace that does not come.
    private static let timeoutSeconds = 600.0
    private static let noBackend =
        "no provisioning backend available — workspace requires either a Docker daemon (self-hosted) or control-plane "
        + "provisioner (SaaS)"

    /// Starts a workspace: status, event, tokens, and the outcome that is to come.
    mutating func provision(_ index: Int) {
        let id = workspaces[index].id
        workspaces[index].status = .provisioning
        workspaces[index].url = ""
        touch(index)
        log("WORKSPACE_PROVISIONING", id, ["name": .string(workspaces[index].name)])
        guard rules.canProvision else {
            fail(index, Run.Failure(text: rules.isMay ? Self.noBackend : ""))
            return
        }
        if rules.provisioningRevokes { revokeTokens(of: id) }
        // The container gets a token of its own at once; a machine of the control plane gets it when it registers.
        if rules.mode == .docker { _ = mintToken(for: id) }
        schedule(id, seconds: rules.provisioningSeconds, failure: obstacle(workspaces[index]))
    }

    /// Leaves a workspace to itself: it is never started and fails when the time for that is over.
    mutating func abandon(_ id: String) {
        schedule(
            id, seconds: Self.timeoutSeconds * rules.timeScale, failure: Run.Failure(text: "provisioning timed out"))
    }

    /// Restarts a workspace whose environment changed, unless it is one that is left alone.
    mutating func restartAutomatically(_ id: String) {
        guard rules.restartsAutomatically, let index = index(id),
            ![.removed, .paused, .hibernated]
                .contains(workspaces[index].status), !rules.isExternal(workspaces[index].runtime),
            !(rules.isMay && workspaces[index].runtime == "mock"), workspaces.pausedAncestor(of: index) == nil
        else { return }
        let now = Monotonic.nanoseconds
        let pause = Int64(Self.debounceSeconds * rules.timeScale * 1e9)
        // Dropped, not queued: the workspace may go on without the change.
        if rules.isMay, let last = runs[id]?.automaticStart, now - last < pause { return }
        provision(index)
        runs[id]?.automaticStart = now
    }

    /// Ends what is due.
    mutating func settle(now: Int64 = Monotonic.nanoseconds) {
        for (id, run) in runs.sorted(by: { ($0.value.due ?? 0) < ($1.value.due ?? 0) }) {
            guard let due = run.due, due <= now else { continue }
            runs[id]?.due = nil
            guard let index = index(id), workspaces[index].status == .provisioning else { continue }
            if let failure = run.failure { fail(index, failure) } else { start(index) }
        }
    }

    private mutating func schedule(_ id: String, seconds: Double, failure: Run.Failure?) {
        let due = Monotonic.nanoseconds + Int64(seconds * 1e9)
        runs[id] = Run(due: due, failure: failure, automaticStart: runs[id]?.automaticStart)
    }

    private mutating func start(_ index: Int) {
        let id = workspaces[index].id
        workspaces[index].status = .online
        workspaces[index].url = "http://127.0.0.1:\(32_801 + index)"
        workspaces[index].lastErrorRate = 0
        workspaces[index].lastSampleError = ""
        touch(index)
        if rules.mode == .saas, liveTokens(of: id).isEmpty { _ = mintToken(for: id) }
        log("WORKSPACE_ONLINE", id, ["name": .string(workspaces[index].name)])
    }

    private mutating func fail(_ index: Int, _ failure: Run.Failure) {
        workspaces[index].status = .failed
        workspaces[index].lastSampleError = failure.text
        touch(index)
        log("WORKSPACE_PROVISION_FAILED", workspaces[index].id, failure.payload.adding("error", .string(failure.text)))
    }

    /// What keeps a workspace from starting, since May: names that no global secret may have, and a billing mode that
    /// wants credentials where there are none.
    private func obstacle(_ workspace: Workspace) -> Run.Failure? {
        guard rules.isMay else { return nil }
        let own = secrets[workspace.id]?.names ?? []
        let forbidden = globalSecrets.names.filter { VendorKeys.isForbiddenGlobally($0) && !own.contains($0) }
        if !forbidden.isEmpty {
            return Run.Failure(
                text: "forbidden environment variables: \(forbidden.joined(separator: ", "))",
                payload: ["forbidden_env_keys": .strings(forbidden)])
        }
        let names = own + globalSecrets.names
        if billing(workspace.id).mode == "byok", !names.contains(where: VendorKeys.isVendorKey) {
            return Run.Failure(
                text: "billing mode byok needs a credential of the provider, and there is none",
                payload: ["code": "MISSING_BYOK_CREDENTIAL"])
        }
        return nil
    }
}
