import HostSystem
import JSON

extension ControlPlane {
    /// The machines of workspaces, which tenants ask for with the secret they share with the control plane.
    ///
    /// Decided here: the tenant's admin token may be left out but for destroying, where any organisation's is enough
    /// unless the workspace's machine, or the routing header, says whose it is. A machine that is unknown has the state
    /// EC2 gives one that is long gone. A workspace can have several machines, as it can on EC2.
    var machineRoutes: [Route] {
        [
            Route("POST", "/api/v1/workspaces/provision", .provision, provision),
            Route("GET", "/api/v1/workspaces/:id/status", .provision, showMachine),
            Route("DELETE", "/api/v1/workspaces/:id", .provision, deprovision),
        ]
    }

    private func provision(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let body = try RequestBody(call.request.body, else: .invalidBody)
        let organizationID = try body.required("org_id")
        let workspaceID = try body.required("workspace_id")
        let runtime = try body.required("runtime")
        let url = try body.required("platform_url")
        _ = try (body.integer("tier"), body.integer("disk_gb"), body.text("instance_type"), body.body("display"))
        _ = try (body.table("env"), body.table("config_files"))
        guard Identifier.isCanonical(organizationID), Identifier.isCanonical(workspaceID) else {
            throw Refusal(400, "org_id and workspace_id must be UUIDs")
        }
        if let reason = UnsafeAddress.reason(url, mode: .saas) { throw Refusal(400, "platform_url: \(reason)") }
        guard let organization = organization(id: organizationID) else { throw Refusal(400, "unknown org_id") }
        if let token = call.request.bytes(ofHeader: "x-molecule-admin-token"), !organization.has(token) {
            throw Refusal(ControlPlaneGate.unauthorized)
        }
        return try with { state throws(Refusal) in
            guard state.runtimeImages.contains(where: { $0.runtime == runtime }) else {
                throw Refusal(422, "RUNTIME_PIN_MISSING")
            }
            let machine = Machine(
                workspaceID: workspaceID, organizationID: organizationID, runtime: runtime, seconds: state.seconds)
            state.machines.append(machine)
            return HTTPResponse(
                status: 201,
                [
                    "instance_id": .string(machine.id), "private_ip": .string(machine.address),
                    "state": .string(machine.state), "runtime": .string(runtime),
                ])
        }
    }

    private func showMachine(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let id = try call.canonicalID("invalid workspace id")
        guard let wanted = call.request.parameter("instance_id"), Machine.isValid(wanted) else {
            throw Refusal(400, "InvalidInstanceID.Malformed")
        }
        let machine = with { state in state.machines.first { $0.id == wanted && $0.workspaceID == id } }
        var answer: JSONValue = ["instance_id": .string(wanted), "state": .string(machine?.state ?? "terminated")]
        if let machine { answer = answer.adding("private_ip", .string(machine.address)) }
        return HTTPResponse(status: 200, answer)
    }

    private func deprovision(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let owner = try requireTenant(call)
        let id = try call.canonicalID("invalid workspace id")
        let isPruned = try call.request.truth("prune")
        let wanted = call.request.parameter("instance_id")
        if let wanted, !Machine.isValid(wanted) { throw Refusal(400, "InvalidInstanceID.Malformed") }
        with { state in
            for index in state.machines.indices {
                guard state.machines[index].workspaceID == id, state.machines[index].organizationID == owner else {
                    continue
                }
                guard wanted == nil || state.machines[index].id == wanted else { continue }
                state.machines[index].isTerminated = true
                state.machines[index].isPruned = state.machines[index].isPruned || isPruned
            }
        }
        return HTTPResponse(status: 200, ["status": "terminated"])
    }

    /// The organisation whose admin token was brought; refuses one that is not the organisation concerned.
    private func requireTenant(_ call: Route.Call) throws(Refusal) -> String {
        let token = call.request.bytes(ofHeader: "x-molecule-admin-token") ?? []
        let named = call.request.text(ofHeader: "x-molecule-org-id")
        let accepted = with { state in
            let owners = Set(
                state.machines.filter { $0.workspaceID == call.workspaceID }.map(\.organizationID))
            return state.organizations.first { organization in
                organization.has(token) && (named ?? organization.id) == organization.id
                    && (owners.isEmpty || owners.contains(organization.id))
            }
        }
        guard let accepted else { throw Refusal(ControlPlaneGate.unauthorized) }
        return accepted.id
    }
}

extension Organization {
    /// Whether this is the admin token of its server.
    fileprivate func has(_ token: [UInt8]) -> Bool { constantTimeEqual(token, Array(adminToken.utf8)) }
}
