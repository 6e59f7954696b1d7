import JSON

extension Tenant {
    var lifecycleRoutes: [Route] {
        [
            Route("POST", "/workspaces/:id/restart", .workspace, restart),
            Route("POST", "/workspaces/:id/pause", .workspace, pause),
            Route("POST", "/workspaces/:id/resume", .workspace, resume),
            Route("POST", "/workspaces/:id/hibernate", .workspace, hibernate),
        ]
    }

    private static let noBackend = Refusal(503, "provisioner not available")

    private static func paused(_ ancestor: String) -> Refusal {
        Refusal(409, "parent workspace \"\(ancestor)\" is paused — resume it first")
    }

    /// Works from every status; even what was removed comes back.
    private func restart(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.storedID("lookup failed")
        return try with { state throws(Refusal) in
            guard let index = state.index(id) else { throw .workspaceNotFound }
            if let ancestor = state.workspaces.pausedAncestor(of: index) { throw Self.paused(ancestor) }
            if isMay, let message = noop(state.workspaces[index].runtime) { return message }
            guard rules.canProvision else { throw Self.noBackend }
            let wish = try RestartWish(call.request, isStrict: isMay)
            state.provision(index)
            return HTTPResponse(
                status: 200,
                [
                    "status": "provisioning",
                    "config_dir": .string(wish.folder(state.workspaces[index], state.templates)),
                    "reset_session": .bool(wish.isReset),
                ])
        }
    }

    /// What has no container is left alone.
    private func noop(_ runtime: String) -> HTTPResponse? {
        let message: String
        if rules.isExternal(runtime) {
            message =
                "\(runtime) workspaces are operator-driven — restart your local agent; platform has nothing to restart"
        } else if runtime == "mock" {
            message = "mock workspaces have no container — restart is a no-op"
        } else {
            return nil
        }
        return HTTPResponse(
            status: 200, ["status": "noop", "runtime": .string(runtime), "message": .string(message)])
    }

    private func pause(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.storedID("lookup failed")
        return try with { state throws(Refusal) in
            let notFound = Refusal(404, "workspace not found or already paused")
            guard let index = state.index(id) else { throw notFound }
            let changed: [Int]
            do { changed = try state.workspaces.pause(index) } catch { throw notFound }
            for index in changed {
                state.touch(index)
                state.log("WORKSPACE_PAUSED", state.workspaces[index].id)
            }
            return HTTPResponse(status: 200, ["status": "paused", "paused_count": .integer(Int64(changed.count))])
        }
    }

    private func resume(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.storedID("lookup failed")
        return try with { state throws(Refusal) in
            guard let index = state.index(id), state.workspaces[index].status == .paused else {
                throw Refusal(404, "workspace not found or not paused")
            }
            guard rules.canProvision else { throw Self.noBackend }
            if let ancestor = state.workspaces.pausedAncestor(of: index) { throw Self.paused(ancestor) }
            let changed = state.workspaces.resume(index)
            for index in changed { state.provision(index) }
            return HTTPResponse(
                status: 200, ["status": "provisioning", "resumed_count": .integer(Int64(changed.count))])
        }
    }

    /// Says that it worked whether it did or not: in April it never does, since May not while tasks are running.
    private func hibernate(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.storedID("lookup failed")
        return try with { state throws(Refusal) in
            guard let index = state.index(id), [.online, .degraded].contains(state.workspaces[index].status) else {
                throw Refusal(
                    404, "workspace not found or not in a hibernatable state (must be online or degraded)")
            }
            let tasks = state.workspaces[index].activeTasks
            if tasks > 0, !call.request.isTrue("force") {
                throw Refusal(
                    409,
                    [
                        "error": "workspace has active tasks; use ?force=true to terminate them",
                        "active_tasks": .integer(tasks),
                    ])
            }
            if isMay, tasks == 0 {
                state.workspaces[index].status = .hibernated
                state.workspaces[index].url = ""
                state.touch(index)
                state.log("WORKSPACE_HIBERNATED", id)
            }
            return HTTPResponse(status: 200, ["status": "hibernated"])
        }
    }
}

/// What a restart is asked to do besides restarting.
private struct RestartWish {
    private var template = ""
    private var appliesTemplate = false
    private(set) var isReset: Bool

    /// Since May a body that cannot be read is refused; before, it was passed over.
    init(_ request: HTTPRequest, isStrict: Bool) throws(Refusal) {
        isReset = request.isTrue("reset")
        guard !request.body.isEmpty else { return }
        do throws(Refusal) {
            let body = try RequestBody(request.body, else: Refusal(400, "invalid JSON body"))
            template = try body.text("template") ?? ""
            appliesTemplate = try body.truth("apply_template") ?? false
            isReset = try body.truth("reset") ?? false || isReset
            _ = try body.truth("rebuild_config")
        } catch {
            if isStrict { throw error }
        }
    }

    /// The folder the answer names; a template that is not there is no error.
    func folder(_ workspace: Workspace, _ templates: [Template]) -> String {
        if templates.contains(where: { $0.id == template }) { return template }
        if appliesTemplate { return "\(workspace.runtime)-default" }
        return "existing-volume"
    }
}
