import CommandTree
import ManagementAPI

/// What the control plane's refusals mean, beyond their status.
enum ControlPlaneRefusal {
    /// The failure in words of its own where there are better ones.
    ///
    /// Texts that may quote the payment service, and those of whoever stands behind the control plane, are never
    /// repeated.
    static func explained(_ failure: Failure, _ operation: Operation) -> Failure {
        guard let answer = failure.reply else { return failure }
        if operation.isOfPayment, let silent = billing(answer) { return silent }
        switch (answer.kind, answer.status) {
        case (.notMounted, _) where operation.authClass == "provision":
            return .explained(
                "The control plane has no provision secret, so it provisions nothing (404).",
                hint: "Set PROVISION_SHARED_SECRET where the control plane is deployed.", .notFound)
        case (.unauthenticated, _) where operation.authClass == "session":
            return .explained(
                "The control plane does not take the session (401): it is over, or not one of this control plane.",
                hint: "Sign in with a browser, and set MOLECULE_SESSION_COOKIE to its cookie mcp_session.",
                .unauthenticated)
        case (.unauthenticated, _):
            return .explained(
                "The control plane does not take the credential (401).",
                hint: "See what was found with: molecule auth status", .unauthenticated)
        case (.conflict, _) where operation.id == Operations.createOrg.id:
            return .explained(
                "The slug cannot be used (409): \"\(TerminalText.safe(String(answer.text.prefix(300))))\".",
                hint:
                    "Choose another; what a deleted organisation left is cleared away by molecule tenants scrub SLUG.",
                .conflict)
        case (.paymentRequired, _):
            return .explained(
                "Payment is due before that (402).", hint: "molecule billing checkout SLUG --plan starter", .conflict)
        case (.serverError, 502):
            return .explained(
                "What the control plane asked does not answer it (502).", hint: "Try again.", .unavailable)
        case (.serverError, 500):
            guard let purge = answer.document?["purge_id"]?.text else { return failure }
            return .explained(
                "The deletion stopped halfway (purge \(TerminalText.safe(String(purge.prefix(36))))); "
                    + "it goes on where it stopped.", hint: "Type the same again.", .unavailable)
        default: return failure
        }
    }

    private static func billing(_ answer: ErrorAnswer) -> Failure? {
        switch answer.kind {
        case .paymentRequired:
            .explained(
                "The payment service refused it (402).", hint: "See the page of molecule billing portal SLUG.",
                .conflict)
        case .invalid: .explained("The control plane finds the request wrong (\(answer.status)).", hint: nil, .usage)
        case .notFound: .explained("There is no such organisation (404).", hint: "molecule orgs list", .notFound)
        case .forbidden:
            .explained("Only the owner of an organisation pays for it (403).", hint: nil, .forbidden)
        case .serverError, .other, .conflict:
            .explained("The control plane could not do it (\(answer.status)).", hint: "Try again.", .unavailable)
        // Whose words none of these repeat.
        case .unauthenticated, .notMounted, .hidden, .organizationRequired, .gone, .rateLimited, .redirect, .webPage,
            .edge, .malformed:
            nil
        }
    }
}
