import Keyfile
import ManagementAPI

/// The names that a server knows, for completion: with the credentials at hand, in one request.
struct CompletionServer: Sendable {
    private let keys: [KeyName]
    private var world: World

    /// What there are candidates of.
    static let kinds: Set = ["workspaces", "workspace-ids", "org-tokens"]

    /// More are no help to somebody who looks for one, and a shell takes long to sort them.
    private static let limit = 2000

    /// `nil` where no server is known, so that nobody waits for nothing.
    init?(_ words: CompletionWords, in world: World) {
        let named = words.keys.isEmpty ? world.settings.profile?.keys ?? [] : words.keys
        guard world.settings.address != nil || !named.isEmpty else { return nil }
        keys = words.keys
        self.world = world
        self.world.settings.deadline = .milliseconds(850)
        self.world.settings.isDeadlineGiven = true
    }

    /// The candidates of a kind: names that mean one thing, then ids.
    func candidates(_ kind: String) async throws(Failure) -> [String] {
        switch kind {
        case "workspaces", "workspace-ids":
            let all = try await WorkspaceServer(keys, in: world).list().filter { !$0.isRemoved }
            return CompletionServer.candidates(
                all.map { ($0.id ?? "", $0.name ?? "", $0.status ?? "-") }, namesToo: kind == "workspaces")
        case "org-tokens":
            let all = try await OrgKeyDesk(keys, in: world).list()
            return CompletionServer.candidates(all.map { ($0.id, $0.name, $0.prefix) })
        default: return []
        }
    }

    private static func candidates(
        _ items: [(id: String, name: String, note: String)], namesToo: Bool = true
    ) -> [String] {
        var counts: [String: Int] = [:]
        for item in items { counts[item.name, default: 0] += 1 }
        let names = items.filter { counts[$0.name] == 1 && isTypable($0.name) }.map { "\($0.name)\t\(note($0.note))" }
        let ids = items.filter { isTypable($0.id) }.map { "\($0.id)\t\(note($0.name.isEmpty ? $0.note : $0.name))" }
        return Array(((namesToo ? names : []) + ids).prefix(limit))
    }

    /// Whether a name of a server's can stand on a command line as it is: not an option, and nothing that moves a cursor.
    private static func isTypable(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-") && !text.contains("\t") && TerminalText.safe(text) == text
    }

    private static func note(_ text: String) -> String { TerminalText.safe(text) }
}
