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

extension Timestamp {
    /// Reads an RFC 3339 time as servers write it: any number of digits of fraction, `Z` or an offset.
    init?(anyForm text: String) {
        guard text.utf8.count >= 20, let base = Timestamp(String(text.prefix(19)) + "Z") else { return nil }
        var rest = text.dropFirst(19)
        if rest.first == "." { rest = rest.dropFirst().drop { $0.isASCII && $0.isNumber } }
        if rest == "Z" || rest == "z" {
            self = base
            return
        }
        let parts = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard let sign = rest.first, "+-".contains(sign), parts.count == 2, let hours = parts[0],
            let minutes = parts[1], (0...23).contains(hours), (0...59).contains(minutes)
        else { return nil }
        let offset = (hours * 60 + minutes) * 60_000
        self.init(milliseconds: base.milliseconds + (sign == "+" ? -offset : offset))
    }
}

/// A key that was just minted, with the value that the server shows once.
struct MintedKey: Sendable {
    let id: String
    let name: String
    let secret: Secret
    /// How many keys before it were minted and revoked because their reply never arrived.
    let lostReplies: Int
    /// How many more mints the server allows in its window, if it says.
    let remaining: Int?

    var prefix: String { OrgKey.prefix(of: secret) }

    /// Reads either form of the reply; `nil` when it holds no key.
    init?(_ reply: Reply, name: String, lostReplies: Int) {
        guard let document = reply.document else { return nil }
        let value =
            Models.CreateOrgTokenResponse(document).authToken
            ?? Models.CreateOrgTokenResponseAsDocumented(document).key
        guard let value, let id = document["id"]?.text, !id.isEmpty else { return nil }
        guard value.utf8.count > OrgKey.prefixLength, value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        self.init(
            id: id, name: name, secret: Secret(Array(value.utf8)), lostReplies: lostReplies,
            remaining: reply.remainingRequests)
    }

    /// A key whose value is at hand.
    init(id: String, name: String, secret: Secret, lostReplies: Int = 0, remaining: Int? = nil) {
        self.id = id
        self.name = name
        self.secret = secret
        self.lostReplies = lostReplies
        self.remaining = remaining
    }
}
