import Keyfile

/// Which org key a rotation replaces, and how its server is reached: what its plan says beyond what every plan says.
///
/// Holds no value.
struct OrgKeyReplacement: Sendable, Equatable {
    /// The name as typed.
    let typed: String
    /// The name that the new key is minted under, which no live key had when the rotation was planned.
    let sent: String
    /// The id of the key that is replaced.
    let id: String
    /// The first characters of the replaced value, as the server lists them.
    let prefix: String
    /// The organisation that requests name, if they name one.
    let organization: String?
    /// Its short name, if that is what requests name.
    let organizationSlug: String?
    /// The key entries that calls are made with; none where the environment's credentials are.
    let keys: [KeyName]
    /// What the credential came from that the rotation began with, such as `ADMIN_TOKEN`.
    let credential: String

    init(
        typed: String, sent: String, id: String, prefix: String, organization: String?, organizationSlug: String?,
        keys: [KeyName], credential: String
    ) {
        self.typed = typed
        self.sent = sent
        self.id = id
        self.prefix = prefix
        self.organization = organization
        self.organizationSlug = organizationSlug
        self.keys = keys
        self.credential = credential
    }

    /// The settings of a plan.
    var settings: [String: String] {
        var settings = [
            "name": typed, "sent": sent, "replaces": id, "prefix": prefix, "credential": credential,
            "from-key": keys.map(\.text).joined(separator: ","),
        ]
        settings["organization"] = organization
        settings["organization-slug"] = organizationSlug
        return settings
    }

    /// Reads what `settings` writes.
    init?(_ settings: [String: String]) {
        guard let typed = settings["name"], let sent = settings["sent"], let id = settings["replaces"],
            let prefix = settings["prefix"], let credential = settings["credential"],
            let names = settings["from-key"]?.split(separator: ",")
        else { return nil }
        let keys = names.compactMap { KeyName(String($0)) }
        guard keys.count == names.count else { return nil }
        self.init(
            typed: typed, sent: sent, id: id, prefix: prefix, organization: settings["organization"],
            organizationSlug: settings["organization-slug"], keys: keys, credential: credential)
    }
}
