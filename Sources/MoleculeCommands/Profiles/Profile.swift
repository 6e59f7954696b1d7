/// What one deployment is: its addresses, and the settings that runbooks name.
///
/// Never a secret.
struct Profile: Sendable, Equatable {
    /// Its name in the configuration.
    let name: String
    /// The platform's address.
    var address: String?
    /// The control plane's address.
    var controlPlaneAddress: String?
    /// The organisation to name to a multi-tenant server.
    var organization: String?
    /// What runbooks name as `${name}`.
    var settings: [String: String] = [:]
}
