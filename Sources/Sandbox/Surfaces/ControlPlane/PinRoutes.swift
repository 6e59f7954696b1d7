import JSON

extension ControlPlane {
    /// What machines that are provisioned from now on run.
    ///
    /// Decided here: a machine image is pinned for a runtime and a region (`ami_id`), a container image for a runtime
    /// (`image`); what else a body has is ignored, since the contract leaves it open.
    var pinRoutes: [Route] {
        let machine = "/api/v1/admin/thin-ami/promote"
        let runtime = "/api/v1/admin/runtime-image/promote"
        return [
            Route("GET", machine, .controlPlaneAdmin) { [self] _ in
                with { HTTPResponse(status: 200, .array($0.machineImages.map { $0.json("ami_id") })) }
            },
            Route("POST", machine, .controlPlaneAdmin) { [self] call throws(Refusal) in
                let body = try RequestBody(call.request.body, else: .invalidBody)
                let pin = Pin(
                    runtime: try body.required("runtime"), region: try body.required("region"),
                    image: try body.required("ami_id"))
                guard ControlPlane.isMachineImage(pin.image) else { throw Refusal(400, "invalid ami_id") }
                with { $0.machineImages.promote(pin) }
                return HTTPResponse(status: 200, pin.json("ami_id"))
            },
            Route("GET", runtime, .controlPlaneAdmin) { [self] _ in
                with { HTTPResponse(status: 200, .array($0.runtimeImages.map { $0.json("image") })) }
            },
            Route("POST", runtime, .controlPlaneAdmin) { [self] call throws(Refusal) in
                let body = try RequestBody(call.request.body, else: .invalidBody)
                let pin = Pin(runtime: try body.required("runtime"), image: try body.required("image"))
                with { $0.runtimeImages.promote(pin) }
                return HTTPResponse(status: 200, pin.json("image"))
            },
        ]
    }

    /// `ami-` and 8 to 17 hexadecimal digits, as a machine's id has them after `i-`.
    private static func isMachineImage(_ text: String) -> Bool {
        text.hasPrefix("ami-") && Machine.isValid("i-" + text.dropFirst(4))
    }
}
