import Keyfile

/// One credential that was found, and where.
public struct FoundCredential: Sendable {
    /// What it is for.
    public let kind: KeyKind
    /// The value.
    public let secret: Secret
    /// The only place it may be sent to; `nil` for one that came without a binding, such as an environment variable,
    /// which goes to whatever address the call names.
    public let origin: Origin?
    /// Where it came from, for people, such as `ADMIN_TOKEN` or `key entry 'production'`.
    public let source: String

    /// Describes a credential.
    public init(kind: KeyKind, secret: Secret, origin: Origin?, source: String) {
        self.kind = kind
        self.secret = secret
        self.origin = origin
        self.source = source
    }
}

/// The credentials at hand, and how one of an operation's alternatives is chosen among them.
public struct CredentialSet: Sendable {
    /// The credentials, one a kind.
    public var found: [KeyKind: FoundCredential]
    /// The organisation's id for the routing header.
    public var organizationID: String?
    /// The organisation's short name for the routing header of the control plane's edge.
    public var organizationSlug: String?

    /// Whether tenants are reached at the control plane's address, where the edge must be told which one is meant.
    public var isViaControlPlane = false

    /// A set of credentials.
    public init(_ found: [FoundCredential], organizationID: String?, organizationSlug: String?) {
        self.found = Dictionary(found.map { ($0.kind, $0) }) { first, _ in first }
        self.organizationID = organizationID
        self.organizationSlug = organizationSlug
    }

    /// Why no alternative of an operation can be used.
    public struct Missing: Error, Sendable, Equatable {
        /// The alternatives, as kinds of credential; routing headers are left out.
        public let alternatives: [[KeyKind]]
        /// Whether an org key is at hand, which the control plane does not take.
        public let hasUselessOrgKey: Bool
    }

    /// The first alternative of an operation all of whose credentials are here.
    ///
    /// The routing headers of an alternative are sent when their values are here and left out when not: a server that
    /// needs them says so, and one that does not would otherwise be out of reach.
    public func choose(for operation: Operation) throws(Missing) -> [SecurityScheme] {
        if operation.security.isEmpty { return [] }
        let usable = operation.security.filter { alternative in
            alternative.allSatisfy { scheme in scheme.kind.map { found[$0] != nil } ?? true }
        }
        // Of alternatives with the same secrets, the one whose routing values are here says most.
        let best = usable.first { $0.allSatisfy { has($0) } } ?? usable.first
        guard let best else {
            throw Missing(
                alternatives: operation.security.map { $0.compactMap(\.kind) },
                hasUselessOrgKey: operation.surface == .controlPlane && found[.orgToken] != nil)
        }
        return best.filter { has($0) }
    }

    private func has(_ scheme: SecurityScheme) -> Bool {
        switch scheme {
        case .orgRoutingHeaderId: organizationID != nil
        case .orgRoutingHeaderSlug: organizationSlug != nil
        default: scheme.kind.map { found[$0] != nil } ?? false
        }
    }
}
