/// What a secret is for.
///
/// The kind decides which environment variable carries it.
public enum KeyKind: String, Sendable, CaseIterable {
    case adminToken = "admin-token"
    case orgToken = "org-token"
    case workspaceToken = "workspace-token"
    case adminBearer = "admin-bearer"
    case provisionSecret = "provision-secret"
    case tenantAdminToken = "tenant-admin-token"
    case session = "session"
    case serviceSecret = "service-secret"

    /// The kinds that open something of the platform's own.
    public static let credentials: [KeyKind] = allCases.filter { $0 != .serviceSecret }

    /// The environment variable that carries a secret of this kind; empty for service secrets, each of which has its own.
    public var variable: String {
        switch self {
        case .adminToken: "ADMIN_TOKEN"
        case .orgToken: "MOLECULE_ORG_TOKEN"
        case .workspaceToken: "MOLECULE_WORKSPACE_TOKEN"
        case .adminBearer: "CP_ADMIN_API_TOKEN"
        case .provisionSecret: "PROVISION_SHARED_SECRET"
        case .tenantAdminToken: "MOLECULE_TENANT_ADMIN_TOKEN"
        case .session: "MOLECULE_SESSION_COOKIE"
        case .serviceSecret: ""
        }
    }

    /// Whether it goes to the control plane, and not to a platform.
    public var isOfControlPlane: Bool {
        switch self {
        case .adminBearer, .provisionSecret, .session: true
        case .adminToken, .orgToken, .workspaceToken, .tenantAdminToken, .serviceSecret: false
        }
    }

    /// What it opens, without a full stop.
    public var summary: String {
        switch self {
        case .adminToken: "ADMIN_TOKEN, which guards a deployment's admin routes"
        case .orgToken: "an org key, named and revocable, with full access to one tenant"
        case .workspaceToken: "a token of one workspace"
        case .adminBearer: "CP_ADMIN_API_TOKEN, the control plane's admin bearer"
        case .provisionSecret: "PROVISION_SHARED_SECRET, which provisions machines"
        case .tenantAdminToken: "a tenant's root credential, as the control plane reveals it"
        case .session: "a browser session's cookie"
        case .serviceSecret: "a secret of a service that the platform uses, which a runbook rotates"
        }
    }
}
