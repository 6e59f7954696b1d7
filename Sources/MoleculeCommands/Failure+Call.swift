import CommandTree
import Keyfile
import ManagementAPI

extension CallFailure {
    var status: ExitStatus {
        switch self {
        case .parameter, .body, .boundElsewhere, .token: .usage
        case .credentials: .unauthenticated
        case .transport: .unavailable
        case .answer(let answer): answer.exitStatus
        }
    }

    /// What happened: one sentence.
    func message(_ operation: Operation) -> String {
        switch self {
        case .parameter(let name, let reason): "The parameter '\(name)' of \(operation.id) \(reason)."
        case .body(let defect):
            defect.place.isEmpty
                ? "The body of \(operation.id) \(defect.reason)."
                : "The member '\(defect.place)' of the body of \(operation.id) \(defect.reason)."
        case .credentials(let missing): CallFailure.sentence(missing, operation)
        case .boundElsewhere(let source, let origin):
            "The \(source) is bound to \(origin.text) and is sent nowhere else."
        case .token(_, let source): "The value of \(source) cannot be sent in a header."
        case .transport(let failure): CallFailure.sentence(failure, operation)
        case .answer(let answer): answer.sentence(quoting: !operation.isOfPayment)
        }
    }

    /// What helps where a server's certificate is not trusted, which is what mostly fails of TLS.
    static let authorityHint = "Name the file of a private certificate authority with --ca-file, or check the address."

    /// What to type next, if it can be told.
    func hint(_ operation: Operation) -> String? {
        switch self {
        case .parameter, .body: "molecule api describe \(operation.id)"
        case .credentials(let missing):
            missing.hasUselessOrgKey
                ? "The control plane takes \(CallFailure.variables(missing))."
                : "Set \(CallFailure.variables(missing)), or pass --from-key NAME; see molecule auth status."
        case .boundElsewhere: "Leave --api-url out, or name another key entry."
        case .token: nil
        case .transport(.notSent(.connectionRefused)): "See that the platform runs at this address and port."
        case .transport(.notSent(.hostNotFound)): "Check the host name."
        case .transport(.notSent(.unsupported)): nil
        case .transport(.notSent(.tls)): CallFailure.authorityHint
        case .transport(.notSent): "Check the address, then try again."
        case .transport(.answered(_, .bodyTooLarge)) where operation.retry == .safe:
            "Ask for less, where the command has a limit or a filter."
        case .transport:
            operation.retry == .safe ? "Try again, with a longer --timeout if it was slow." : operation.lostReply
        case .answer(let answer) where answer.kind == .notFound && operation.path.contains("{slug}"):
            operation.authClass == "session" ? "molecule orgs list" : "molecule tenants list"
        case .answer(let answer):
            answer.hint(addressOption: operation.surface == .controlPlane ? "--cp-url" : "--api-url")
        }
    }

    private static func sentence(_ failure: TransportFailure, _ operation: Operation) -> String {
        let start = failure.sentence.prefix(1).uppercased() + failure.sentence.dropFirst()
        guard operation.retry != .safe, case .outcomeUnknown = failure else { return "\(start)." }
        return "\(start). Whether \(operation.id) took effect is not known."
    }

    private static func sentence(_ missing: CredentialSet.Missing, _ operation: Operation) -> String {
        if missing.hasUselessOrgKey {
            return "\(operation.id) is an operation of the control plane, which does not know a tenant's org keys."
        }
        return "No credential for \(operation.id) was found."
    }

    static func variables(_ missing: CredentialSet.Missing) -> String {
        var seen: [String] = []
        for alternative in missing.alternatives {
            let text = alternative.map(\.variable).joined(separator: " and ")
            if !text.isEmpty, !seen.contains(text) { seen.append(text) }
        }
        return seen.joined(separator: ", or ")
    }
}

extension ErrorAnswer {
    /// The status of the command.
    var exitStatus: ExitStatus {
        switch kind {
        case .unauthenticated: .unauthenticated
        case .forbidden: .forbidden
        case .notFound, .notMounted, .hidden, .gone: .notFound
        case .webPage: isOfProxy ? .unavailable : .notFound
        case .organizationRequired, .invalid: .usage
        case .conflict, .paymentRequired: .conflict
        case .rateLimited: .rateLimited
        case .redirect, .serverError: .unavailable
        case .edge(let page): page == .unknown ? .notFound : .unavailable
        case .malformed, .other: .failure
        }
    }

    /// Whether it is a page that stands for trouble behind it, such as a gateway's, and not for a wrong address.
    var isOfProxy: Bool { kind == .webPage && AdminTokenVerdict.isOfProxy(status) }

    /// What the server said, as a sentence.
    ///
    /// Its own words are shown in quotes, cut to a line, unless they may be the payment service's.
    func sentence(quoting isQuoting: Bool = true) -> String {
        let words = text.isEmpty || !isQuoting ? "" : ": \"\(TerminalText.safe(String(text.prefix(300))))\""
        switch kind {
        case .unauthenticated: return "The server refuses the credential (401)\(words)."
        case .forbidden: return "The server does not allow this (\(status))\(words)."
        case .notFound: return "There is no such thing (404)\(words)."
        case .notMounted: return "The server has no such operation (404)."
        case .hidden:
            return "The server does not show itself (404, empty): the organisation is missing or another one's."
        case .organizationRequired: return "The server wants to know the organisation."
        case .gone: return "It has been removed (410)\(words)."
        case .invalid: return "The server finds the request wrong (\(status))\(words)."
        case .conflict where status == 422: return "The server cannot take this (422)\(words)."
        case .conflict: return "It is in the way of something (\(status))\(words)."
        case .paymentRequired: return "Something is to be paid, or a budget is spent (402)\(words)."
        case .rateLimited(let seconds):
            return "Too many requests (429)\(words)" + (seconds.map { "; wait \($0) s." } ?? ".")
        case .redirect: return "The server sends callers elsewhere (\(status)); nothing was sent there."
        case .webPage where isOfProxy: return "A proxy answers with a page of its own (\(status))."
        case .webPage: return "A web page answered (\(status)), not the platform's API."
        case .edge(let page): return page.sentence(status)
        case .serverError: return "The server is in trouble (\(status))\(words)."
        case .malformed: return "The server answered \(status) with something that is no answer of this operation."
        case .other: return "The server answered \(status)\(words)."
        }
    }

    /// What to type next, if it can be told; the option is the one that names the server.
    func hint(addressOption: String) -> String? {
        switch kind {
        case .unauthenticated: "See what was sent, with the same options: molecule auth status --check"
        case .hidden, .organizationRequired: "Pass --org-id ID, or set MOLECULE_ORG_ID."
        case .webPage where isOfProxy: "Try again."
        case .notMounted, .webPage, .redirect: "Check \(addressOption), and whether this server has the operation."
        case .rateLimited(let seconds): "Wait \(seconds.map(String.init) ?? "60") s, then type the same again."
        case .edge(let page): page.hint
        case .serverError: "Try again."
        default: nil
        }
    }
}

extension Operation {
    /// Whether its errors may quote the payment service, with ids and keys of it, so that they are never repeated.
    var isOfPayment: Bool { tags.contains("billing") }
}

extension EdgePage {
    /// What the page says.
    func sentence(_ status: Int) -> String {
        switch self {
        case .provisioning: "The edge answers in the tenant's place (\(status)): its organisation is still coming up."
        case .unknown: "The edge answers in the tenant's place (\(status)): there is no such organisation."
        case .unreachable: "The edge answers in the tenant's place (\(status)): the tenant cannot be reached."
        case .failed: "The edge answers in the tenant's place (\(status)): its organisation did not come up."
        }
    }

    /// What to type next.
    fileprivate var hint: String {
        switch self {
        case .provisioning: "Wait for it: molecule orgs status SLUG --wait"
        case .unknown: "Check the slug: molecule orgs list"
        case .unreachable: "See how it is: molecule tenants diagnostics SLUG"
        case .failed: "See why: molecule orgs status SLUG"
        }
    }
}
