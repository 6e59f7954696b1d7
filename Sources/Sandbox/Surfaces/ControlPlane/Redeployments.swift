import JSON

extension ControlPlane {
    /// Swapping the image of tenants in place.
    ///
    /// Decided here: the server of an organisation with `sick-` does not come back. A fleet is taken in the order of
    /// slugs, the canary first, and halts with the batch that has a failure; the rest keeps its image and is not in the
    /// answer. Each batch takes as long as a quarter of provisioning does; soaking takes no time.
    var redeployRoutes: [Route] {
        [
            Route("POST", "/api/v1/admin/tenants/:slug/redeploy", .controlPlaneAdmin, redeploy),
            Route("POST", "/api/v1/admin/tenants/redeploy-fleet", .controlPlaneAdmin, redeployFleet),
        ]
    }

    private func redeploy(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let body = try redeployBody(call)
        let tag = try body.text("target_tag") ?? "latest"
        return try with { state throws(Refusal) in
            guard let index = state.index(call.slug) else { throw .organizationNotFound }
            guard state.organizations[index].isRunning else { throw Refusal(503, "tenant is not running") }
            var response = HTTPResponse(
                status: 200, state.organizations[index].redeploy(tag, phase: "redeploy").json)
            response.delay = state.seconds / 4
            return response
        }
    }

    private func redeployFleet(_ call: Route.Call) throws(Refusal) -> HTTPResponse {
        let body = try redeployBody(call)
        let tag = try body.text("target_tag") ?? "latest"
        let canary = try body.text("canary_slug") ?? ""
        let size = try body.integer("batch_size") ?? 3
        guard size >= 1, try body.integer("soak_seconds") ?? 0 >= 0 else {
            throw Refusal(400, "batch_size must be at least 1 and soak_seconds at least 0")
        }
        return try with { state throws(Refusal) in
            let fleet = state.organizations.indices.filter { state.organizations[$0].isRunning }
                .sorted { state.organizations[$0].slug < state.organizations[$1].slug }
            var batches = [[Int]]()
            var rest = fleet
            if !canary.isEmpty {
                guard let index = fleet.first(where: { state.organizations[$0].slug == canary }) else {
                    throw Refusal(400, "canary is no running tenant")
                }
                batches.append([index])
                rest.removeAll { $0 == index }
            }
            while !rest.isEmpty {
                let count = Int(min(Int64(rest.count), size))
                batches.append(Array(rest.prefix(count)))
                rest.removeFirst(count)
            }
            return state.roll(out: tag, to: batches, hasCanary: !canary.isEmpty)
        }
    }

    /// A body that may be left out.
    private func redeployBody(_ call: Route.Call) throws(Refusal) -> RequestBody {
        try RequestBody(call.request.body.isEmpty ? Array("{}".utf8) : call.request.body, else: .invalidBody)
    }
}

extension ControlPlaneState {
    /// Takes one batch after the other until one has a failure.
    fileprivate mutating func roll(out tag: String, to batches: [[Int]], hasCanary: Bool) -> HTTPResponse {
        var results: [Redeployment] = []
        var done = 0
        for (number, batch) in batches.enumerated() {
            done += 1
            let phase = number == 0 && hasCanary ? "canary" : "batch-\(hasCanary ? number : number + 1)"
            let outcome = batch.map { organizations[$0].redeploy(tag, phase: phase) }
            results += outcome
            guard outcome.allSatisfy(\.isHealthy) else { break }
        }
        let isHealthy = results.allSatisfy(\.isHealthy)
        var response = HTTPResponse(
            status: 200, ["ok": .bool(isHealthy), "results": .array(results.map(\.json))])
        response.delay = seconds / 4 * Double(done)
        return response
    }
}

/// What came of one tenant's redeployment.
private struct Redeployment {
    let slug: String
    let phase: String
    let isHealthy: Bool

    var json: JSONValue {
        [
            "slug": .string(slug), "phase": .string(phase), "ssm_status": isHealthy ? "Success" : "Failed",
            "ssm_exit_code": isHealthy ? 0 : 1, "healthz_ok": .bool(isHealthy),
            "error": isHealthy ? nil : "the server did not answer after the swap",
        ]
    }
}

extension Organization {
    fileprivate mutating func redeploy(_ tag: String, phase: String) -> Redeployment {
        let isHealthy = !slug.hasPrefix("sick-")
        if isHealthy {
            imageTag = tag
            updatedAt = .now
        }
        return Redeployment(slug: slug, phase: phase, isHealthy: isHealthy)
    }
}
