import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// A live org key as the server lists it: everything but its value.
struct OrgKey: Sendable, Equatable {
    let id: String
    /// The first characters of the value, by which a value at hand is told from others.
    let prefix: String
    /// Empty for a key that was minted without one.
    let name: String
    let createdBy: String?
    let createdAt: String?
    let lastUsedAt: String?

    /// Reads an item of the list; `nil` for one that could not be acted on.
    init?(_ item: Models.OrgToken) {
        guard let id = item.id, !id.isEmpty else { return nil }
        self.id = id
        prefix = item.prefix ?? ""
        name = item.name ?? ""
        createdBy = item.createdBy
        createdAt = item.createdAt
        lastUsedAt = item.lastUsedAt
    }

    /// What a person calls it: its name, else its prefix; safe for a question on a terminal.
    var label: String { TerminalText.safe(name.isEmpty ? "unnamed key \(prefix)" : "'\(name)' (\(prefix))") }

    /// When it was used last or, for one that never was, minted; `nil` when the server does not say it readably.
    var lastSign: Timestamp? { (lastUsedAt ?? createdAt).flatMap { Timestamp(anyForm: $0) } }

    /// How many characters of a value the server shows.
    static let prefixLength = 8

    /// The prefix that a value at hand would be listed under.
    static func prefix(of secret: Secret) -> String {
        secret.reveal { String(decoding: $0.prefix(prefixLength), as: UTF8.self) }
    }

    /// Whether this is the key a value belongs to, as far as its prefix tells.
    func isKey(of secret: Secret) -> Bool { !prefix.isEmpty && prefix == OrgKey.prefix(of: secret) }
}
