import Destinations
import Keyfile

/// What one deployment is: its addresses, the key entries that open it, and the settings that runbooks name.
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
    /// The organisation's short name, for the control plane's edge.
    var organizationSlug: String?
    /// What runbooks name as `${name}`.
    var settings: [String: String] = [:]
    /// The names of the key entries that are used where neither an option nor the environment gives a credential.
    var keys: [KeyName] = []
    /// Where a new admin token goes, in order, when no option says.
    var destinations: [DestinationName] = []
}
