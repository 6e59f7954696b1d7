import HostSystem
import JSON

/// An org key or a workspace token: its digest, never its text.
struct AccessToken: Sendable {
    let id = Identifier.random()
    /// The workspace of a workspace token, which is empty for an org key.
    var owner = ""
    let digest: [UInt8]
    let prefix: String
    var name = ""
    var createdBy = ""
    let createdAt = Moment.now
    var lastUsedAt: Moment?
    var isRevoked = false

    /// Makes a token out of 32 random bytes, and its text, which is known to nobody but the one it is given to.
    static func mint(owner: String = "", name: String = "", createdBy: String = "") -> (AccessToken, text: String) {
        let text = TextEncoding.base64url((0..<32).map { _ in UInt8.random(in: .min ... .max) })
        let token = AccessToken(
            owner: owner, digest: SHA256.digest(text), prefix: String(decoding: text.prefix(8), as: UTF8.self),
            name: name, createdBy: createdBy)
        return (token, String(decoding: text, as: UTF8.self))
    }
}

extension TenantState {
    /// How many live tokens a workspace may have.
    static let maximumTokens = 50

    /// The tokens of a workspace that are not revoked, oldest first.
    func liveTokens(of id: String) -> [AccessToken] { workspaceTokens.filter { $0.owner == id && !$0.isRevoked } }

    /// Whether any workspace that is not removed has a live token.
    ///
    /// While none has, and there is no admin token, the server is open; org keys do not count.
    var hasLiveTokens: Bool { workspaceTokens.contains { !$0.isRevoked && present($0.owner) != nil } }

    /// Adds a token and returns its text.
    mutating func mintToken(for id: String) -> String {
        let (token, text) = AccessToken.mint(owner: id)
        workspaceTokens.append(token)
        return text
    }

    mutating func revokeTokens(of id: String) {
        for index in workspaceTokens.indices where workspaceTokens[index].owner == id {
            workspaceTokens[index].isRevoked = true
        }
    }

    /// The live org key with this text, noted as used.
    mutating func useOrgKey(_ text: [UInt8]) -> AccessToken? {
        let digest = SHA256.digest(text)
        guard let index = orgKeys.firstIndex(where: { $0.digest == digest && !$0.isRevoked }) else { return nil }
        orgKeys[index].lastUsedAt = .now
        return orgKeys[index]
    }

    /// Whether this is a live token of a workspace that is not removed, noted as used.
    ///
    /// A workspace that is given must be its own, and is compared as text.
    mutating func useWorkspaceToken(_ text: [UInt8], of workspace: String? = nil) -> Bool {
        let digest = SHA256.digest(text)
        let index = workspaceTokens.firstIndex {
            $0.digest == digest && !$0.isRevoked && (workspace == nil || $0.owner == workspace)
        }
        guard let index, present(workspaceTokens[index].owner) != nil else { return false }
        workspaceTokens[index].lastUsedAt = .now
        return true
    }
}
