import JSON

extension ControlPlane {
    /// Pages of a payment service that is not there.
    ///
    /// Decided here: the organisation is named in the body, whose other members are looked at only as far as they are
    /// known. One with `broke-` is refused with what the payment service said, as it is on the servers, so that clients
    /// can show that they do not repeat it.
    var billingRoutes: [Route] {
        [
            Route("GET", "/api/v1/billing/invoices", .session) { [self] _ in
                with { state in
                    let mine = state.organizations.filter { $0.owner == ControlPlaneState.user && !$0.plan.isEmpty }
                    return HTTPResponse(status: 200, .array(mine.map(\.invoice)))
                }
            },
            Route("POST", "/api/v1/billing/checkout", .session) { [self] call throws(Refusal) in
                let body = try billingBody(call)
                guard try ["starter", "pro"].contains(body.required("plan")) else { throw Refusal(400, "unknown plan") }
                return try page("https://checkout.stripe.com/c/pay/", "cs_test_", body)
            },
            Route("POST", "/api/v1/billing/portal", .session) { [self] call throws(Refusal) in
                try page("https://billing.stripe.com/p/session/", "bps_test_", billingBody(call))
            },
            Route("POST", "/api/v1/billing/topup", .session) { [self] call throws(Refusal) in
                let body = try billingBody(call)
                guard let credits = try body.integer("credits"), credits >= 1 else {
                    throw Refusal(400, "credits must be at least 1")
                }
                return try page("https://checkout.stripe.com/c/pay/", "cs_test_", body)
            },
        ]
    }

    private func billingBody(_ call: Route.Call) throws(Refusal) -> RequestBody {
        try RequestBody(call.request.body, else: .invalidBody)
    }

    /// A page to open, for the organisation that the body names.
    private func page(_ address: String, _ prefix: String, _ body: RequestBody) throws(Refusal) -> HTTPResponse {
        let slug = try body.required("org_slug")
        guard let organization = organization(slug), organization.isVisible(to: ControlPlaneState.user) else {
            throw .organizationNotFound
        }
        guard organization.owner == ControlPlaneState.user else { throw Refusal(403, "forbidden") }
        if slug.hasPrefix("broke-") {
            throw Refusal(402, "stripe: card_declined for cus_9s6XKzkNRiz8i3, request req_8KqZ, key sk_live_51Hx")
        }
        let id = prefix + Identifier.random().replacing("-", with: "")
        return HTTPResponse(status: 200, ["url": .string(address + id), "id": .string(id)])
    }
}

extension Organization {
    /// The one invoice that an organisation with a plan has.
    fileprivate var invoice: JSONValue {
        [
            "id": .string("in_\(id.prefix(8))"), "number": .string("\(slug.uppercased())-0001"),
            "org_slug": .string(slug), "status": "paid", "currency": "usd", "amount_due": 2_900, "amount_paid": 2_900,
            "created_at": .string(createdAt.text),
            "hosted_invoice_url": .string("https://invoice.stripe.com/i/\(id.prefix(8))"),
        ]
    }
}
