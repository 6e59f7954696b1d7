/// A released version of the Moltnet server, of the series 0.1.
public struct MoltnetRelease: Sendable, Comparable {
    /// The third number of the version: 0 to 13.
    public let patch: Int

    /// The newest version that was measured.
    public static let newest = MoltnetRelease(patch: 13)

    private init(patch: Int) { self.patch = patch }

    /// Reads a version such as `v0.1.3`; `nil` for one that is not known.
    public init?(_ text: String) {
        guard text.hasPrefix("v0.1."), let patch = Int(text.dropFirst(5)), (0...13).contains(patch) else { return nil }
        self.patch = patch
    }

    /// Older versions come first.
    public static func < (first: MoltnetRelease, second: MoltnetRelease) -> Bool { first.patch < second.patch }

    /// The version as the server reports it.
    var number: String { "0.1.\(patch)" }
    /// Open registration, agent tokens, and errors about the form of an `Authorization` header.
    var hasAgentTokens: Bool { patch >= 1 }
    /// `server.direct_messages`.
    var hasDirectMessages: Bool { patch >= 2 }
    /// `protocols` in the network's description, which attachments may read.
    var hasProtocols: Bool { patch >= 3 }
    /// Whether an agent's description says that it is connected.
    var tellsConnected: Bool { patch >= 7 }
    /// Agents and rooms can be removed.
    var hasRemovals: Bool { patch >= 10 }
    /// `public_read`, `agent_registration`, and reading with the scope `admin` alone.
    var hasPublicRead: Bool { patch >= 11 }
    /// `POST /v1/apply`, and agents bound anew at start.
    var rebindsAgents: Bool { patch >= 12 }
}
