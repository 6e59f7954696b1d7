/// One question put to a server, and its answer.
public struct AdminProbe: Sendable, Equatable {
    /// What was sent with the question.
    public enum Kind: String, Sendable {
        /// Nothing: must be refused.
        case noToken = "no-token"
        /// A random value of the token's form: must be refused.
        case randomToken = "random-token"
        /// A former token: must be refused.
        case retiredToken = "retired-token"
        /// The token: must be accepted.
        case token = "token"
    }

    /// What was sent.
    public let kind: Kind
    /// What came back.
    public let answer: AdminAnswer

    init(_ kind: Kind, _ answer: AdminAnswer) {
        self.kind = kind
        self.answer = answer
    }

    /// Whether the answer is the one that a protected server gives.
    public var isAsRequired: Bool {
        switch (kind, answer) {
        case (.token, .accepted), (.noToken, .unauthenticated), (.randomToken, .unauthenticated),
            (.retiredToken, .unauthenticated):
            true
        default: false
        }
    }
}

/// What the probes say together.
public struct AdminTokenVerification: Sendable, Equatable {
    /// The surface found, if the address answered like a platform.
    public let surface: AdminSurface?
    /// The probes in the order made.
    public let probes: [AdminProbe]
    /// The conclusion.
    public let verdict: AdminTokenVerdict

    init(surface: AdminSurface?, probes: [AdminProbe], organization: String?) {
        self.surface = surface
        self.probes = probes
        verdict = AdminTokenVerdict(surface: surface, probes: probes, hasOrganization: organization != nil)
    }
}

/// Whether a token protects a server, or why that is not so or cannot be told.
public enum AdminTokenVerdict: Sendable, Equatable {
    /// The token is accepted, and nothing and a random value are refused (and the former token, if it was asked about).
    case protected
    /// The server lets in callers without a token.
    case open
    /// The server refuses callers without a token but lets in a random one.
    case acceptsAnyToken
    /// The former token still works.
    case retiredTokenAccepted
    /// The token is refused.
    case tokenRefused
    /// The token is known but not allowed (403).
    case tokenForbidden
    /// The server wants to be told which organisation is meant.
    case organizationRequired
    /// The organisation named is not the server's.
    case organizationUnknown
    /// No admin route is mounted at this address.
    case notAPlatform
    /// A web page answers.
    case webPage(status: Int)
    /// The server sends callers elsewhere; nothing was sent there.
    case redirect(status: Int, to: String)
    /// Too many requests; the seconds to wait, if the server says.
    case rateLimited(seconds: Int?)
    /// The server is in trouble.
    case serverError(status: Int)
    /// No whole answer came.
    case unreachable(TransportFailure)
    /// An answer that fits nothing known.
    case unexpected(status: Int)

    init(surface: AdminSurface?, probes: [AdminProbe], hasOrganization: Bool) {
        func answer(_ kind: AdminProbe.Kind) -> AdminAnswer? { probes.first { $0.kind == kind }?.answer }
        // An open door is the worst there is, so it is told whatever else was found.
        if case .accepted = answer(.noToken) {
            self = .open
        } else if case .accepted = answer(.randomToken) {
            self = .acceptsAnyToken
        } else if let other = probes.first(where: { !$0.isAsRequired && $0.kind != .retiredToken }) {
            self = AdminTokenVerdict(other, surface: surface, hasOrganization: hasOrganization)
        } else if let former = probes.first(where: { !$0.isAsRequired }) {
            self = AdminTokenVerdict(former, surface: surface, hasOrganization: hasOrganization)
        } else {
            let kinds = Set(probes.map(\.kind))
            // A probe that could not be made proves nothing.
            self = kinds.isSuperset(of: [.noToken, .randomToken, .token]) ? .protected : .unexpected(status: 0)
        }
    }

    private init(_ probe: AdminProbe, surface: AdminSurface?, hasOrganization: Bool) {
        switch probe.answer {
        case .accepted: self = .retiredTokenAccepted
        case .unauthenticated: self = .tokenRefused
        case .forbidden: self = probe.kind == .token ? .tokenForbidden : .unexpected(status: 403)
        case .notMounted: self = .notAPlatform
        case .hidden: self = hasOrganization ? .organizationUnknown : .organizationRequired
        case .organizationRequired: self = .organizationRequired
        case .redirect(let status, let target): self = .redirect(status: status, to: target)
        case .webPage(let status): self = .webPage(status: status)
        case .rateLimited(let seconds): self = .rateLimited(seconds: seconds)
        case .serverError(let status): self = .serverError(status: status)
        case .unexpected(let status): self = .unexpected(status: status)
        case .failed(let failure): self = .unreachable(failure)
        }
    }

    /// Whether waiting can change it: what a deployment goes through while it rolls out.
    public var mayPass: Bool {
        switch self {
        case .organizationRequired, .organizationUnknown, .protected: false
        default: true
        }
    }
}
