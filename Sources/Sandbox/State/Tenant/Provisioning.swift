import JSON

/// A start of a workspace that is under way, and what is known of the one before.
struct Run: Sendable {
    /// Why a start cannot succeed.
    struct Failure: Sendable {
        let text: String
        var payload: JSONValue = .object([])
    }

    /// On the clock that never jumps; `nil` when nothing is under way.
    var due: Int64?
    var failure: Failure?
    /// Whether it was a change of the environment that started it.
    var isAutomatic = false
    /// Whether the environment changed since, so that it is started once more at its end; in April only.
    var isRepeated = false
    /// When the last automatic one began.
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
    mutating func provision(_ index: Int, at now: Int64 = Monotonic.nanoseconds) {
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
        schedule(id, at: now, seconds: rules.provisioningSeconds, failure: obstacle(workspaces[index]))
    }

    /// Leaves a workspace to itself: it is never started and fails when the time for that is over.
    mutating func abandon(_ id: String) {
        schedule(
            id, at: Monotonic.nanoseconds, seconds: Self.timeoutSeconds * rules.timeScale,
            failure: Run.Failure(text: "provisioning timed out"))
    }

    /// Restarts a workspace whose environment changed, unless it is one that is left alone.
    mutating func restartAutomatically(_ id: String, at now: Int64 = Monotonic.nanoseconds) {
        guard rules.restartsAutomatically, let index = index(id), isRestartable(index) else { return }
        let last = runs[id]
        if rules.isMay {
            // Dropped, not queued: the workspace may go on without the change.
            let pause = Int64(Self.debounceSeconds * rules.timeScale * 1e9)
            if let start = last?.automaticStart, now - start < pause { return }
        } else if last?.isAutomatic == true, last?.due != nil {
            runs[id]?.isRepeated = true
            return
        }
        provision(index, at: now)
        runs[id]?.isAutomatic = true
        runs[id]?.automaticStart = now
    }

    /// Whether a change of the environment may restart a workspace.
    private func isRestartable(_ index: Int) -> Bool {
        let row = workspaces[index]
        let isOperated = !rules.isExternal(row.runtime) && !(rules.isMay && row.runtime == "mock")
        return isOperated && ![.removed, .paused, .hibernated].contains(row.status)
            && workspaces.pausedAncestor(of: index) == nil
    }

    /// Ends what is due, in the order of time, and what follows from that.
    mutating func settle(now: Int64 = Monotonic.nanoseconds) {
        // Asked at every request: with thousands under way they are looked through only when one has come due.
        while earliestDue <= now {
            let open = runs.compactMap { id, run in run.due.map { (id: id, run: run, due: $0) } }
            let due = open.filter { $0.due <= now }.sorted { $0.due < $1.due }
            earliestDue = open.lazy.map(\.due).filter { $0 > now }.min() ?? .max
            for (id, run, due) in due { end(id, run, at: due) }
        }
    }

    private mutating func end(_ id: String, _ run: Run, at due: Int64) {
        runs[id]?.due = nil
        guard let index = index(id), workspaces[index].status == .provisioning else { return }
        if let failure = run.failure { fail(index, failure) } else { start(index) }
        if run.isRepeated { restartAutomatically(id, at: due) }
    }

    private mutating func schedule(_ id: String, at now: Int64, seconds: Double, failure: Run.Failure?) {
        let due = now + Int64(seconds * 1e9)
        earliestDue = min(earliestDue, due)
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
