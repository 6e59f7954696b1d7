import Keyfile

/// The ways the contract lets a caller say who it is, and the headers that say for whom.
public enum SecurityScheme: String, Sendable, CaseIterable {
    case workosSession
    case cpAdminBearer
    case provisionSecret
    case tenantAdminToken
    case orgApiKey
    case workspaceToken
    case adminToken
    case orgRoutingHeaderId
    case orgRoutingHeaderSlug

    /// The kind of credential this scheme sends; `nil` for the two routing headers, which are no secret.
    public var kind: KeyKind? {
        switch self {
        case .workosSession: .session
        case .cpAdminBearer: .adminBearer
        case .provisionSecret: .provisionSecret
        case .tenantAdminToken: .tenantAdminToken
        case .orgApiKey: .orgToken
        case .workspaceToken: .workspaceToken
        case .adminToken: .adminToken
        case .orgRoutingHeaderId, .orgRoutingHeaderSlug: nil
        }
    }

    /// The header it is sent in.
    public var header: String {
        switch self {
        case .workosSession: "Cookie"
        case .tenantAdminToken: "X-Molecule-Admin-Token"
        case .orgRoutingHeaderId: "X-Molecule-Org-Id"
        case .orgRoutingHeaderSlug: "X-Molecule-Org-Slug"
        case .cpAdminBearer, .provisionSecret, .orgApiKey, .workspaceToken, .adminToken: "Authorization"
        }
    }
}
