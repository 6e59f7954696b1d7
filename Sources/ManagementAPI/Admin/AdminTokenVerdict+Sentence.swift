extension AdminTokenVerdict {
    /// What it means, as a sentence without its full stop.
    public var sentence: String {
        switch self {
        case .protected: "the token is accepted, and callers without it are refused"
        case .open: "the server lets everyone in: it answered an admin request that carried no token"
        case .acceptsAnyToken: "the server accepts any token: it answered an admin request with a random one"
        case .retiredTokenAccepted: "the former token is still accepted"
        case .tokenRefused: "the server refuses this token (401)"
        case .tokenForbidden: "the server knows this token but does not allow it admin requests (403)"
        case .organizationRequired:
            "the server wants to know the organisation: it answers only with its X-Molecule-Org-Id"
        case .organizationUnknown: "the organisation named is not this server's"
        case .notAPlatform: "no admin route is mounted at this address"
        case .webPage(let status) where AdminTokenVerdict.isOfProxy(status):
            "a proxy answers with a page of its own (\(status)), since what is behind it does not"
        case .webPage(let status): "a web page answers at this address (\(status)), not the platform's API"
        case .redirect(let status, let target):
            "the server sends callers to \(AdminTokenVerdict.shown(target)) (\(status)); nothing was sent there"
        case .rateLimited(let seconds):
            "the server has had too many requests from here (429)" + (seconds.map { "; wait \($0) s" } ?? "")
        case .serverError(let status): "the server is in trouble (\(status))"
        case .unreachable(let failure): failure.sentence
        case .unexpected(0): "the probe with a random token could not be made"
        case .unexpected(let status): "the server answered \(status) with something this version does not know"
        }
    }

    /// Whether a web page with this status stands for trouble behind a proxy, and not for a wrong address.
    public static func isOfProxy(_ status: Int) -> Bool { (500...599).contains(status) }

    /// A redirect's target cut to scheme and host, if it is printable: the rest may carry anything.
    private static func shown(_ target: String) -> String {
        guard !target.isEmpty else { return "another place" }
        let parts = target.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard target.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), target.utf8.count <= 2000 else {
            return "another place"
        }
        guard parts.count >= 3, parts[1].isEmpty, parts[0] == "http:" || parts[0] == "https:" || parts[0].isEmpty else {
            return "another path of its own"
        }
        // User info before the host is not shown.
        return "\(parts[0])//\(parts[2].split(separator: "@").last ?? "")"
    }
}

extension TransportFailure {
    /// What happened, as a sentence without its full stop.
    public var sentence: String {
        switch self {
        case .notSent(let reason): "the server could not be reached: \(reason.sentence)"
        case .outcomeUnknown(let reason): "no whole answer came: \(reason.sentence)"
        case .answered(let status, let reason): "the server answered \(status), but \(reason.sentence)"
        }
    }
}

extension TransportFailure.Reason {
    /// What went wrong, without a full stop.
    public var sentence: String {
        switch self {
        case .hostNotFound: "its name is unknown (DNS)"
        case .connectionRefused: "nothing listens at its address and port"
        case .tls(let text): "TLS failed (\(text))"
        case .deadlineExceeded: "the deadline passed"
        case .connectionLost: "the connection ended early"
        case .bodyTooLarge: "the body is larger than allowed"
        case .malformedAnswer: "the answer is not HTTP"
        case .credentialForAnotherOrigin: "the credential is bound to another origin"
        case .unsupported(let text): text
        case .cancelled: "it was cancelled"
        case .other(let text): text
        }
    }
}
