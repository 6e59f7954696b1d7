/// What the control plane is deployed with, and compares what callers send to.
struct ControlPlaneCredentials: Sendable, Equatable {
    /// `CP_ADMIN_API_TOKEN`; while it is unset nobody is an administrator.
    var adminBearer: [UInt8]?
    /// `PROVISION_SHARED_SECRET`; while it is unset its routes are not there.
    var provisionSecret: [UInt8]?
    /// The value of the cookie `mcp_session` that stands for the one user there is.
    var session: [UInt8]?

    init() {}

    /// Out of the variables that are set to something.
    init(environment: [String: [UInt8]]) {
        adminBearer = environment["CP_ADMIN_API_TOKEN"]
        provisionSecret = environment["PROVISION_SHARED_SECRET"]
        session = environment["MOLECULE_SESSION_COOKIE"]
    }
}
