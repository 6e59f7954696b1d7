/// The kinds of server that answer admin routes, told apart by the route each one mounts.
public enum AdminSurface: String, Sendable, CaseIterable {
    /// A self-hosted platform: `/admin/*`, as the product's page on ADMIN_TOKEN describes it.
    case selfHosted = "self-hosted"
    /// A tenant's workspace server, where the same reads are at `/workspaces`.
    case tenant = "tenant"

    /// The first admin read this surface mounts: cheap, without side effects, and behind AdminAuth.
    public var probeTarget: String {
        switch self {
        case .selfHosted: Operations.selfHostedListWorkspaces.path
        case .tenant: Operations.tenantListWorkspaces.path
        }
    }
}
