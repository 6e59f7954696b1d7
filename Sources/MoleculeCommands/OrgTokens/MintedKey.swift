import JSON
import Keyfile
import ManagementAPI

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
