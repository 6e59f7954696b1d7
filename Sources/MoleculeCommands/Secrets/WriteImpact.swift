import JSON
import ManagementAPI

/// What a write of secrets does to workspaces, as far as it could be looked into.
struct WriteImpact: Sendable {
    /// What it does to one workspace.
    enum Effect: Sendable {
        case restarts
        /// It has secrets of its own by every one of the names.
        case overrides
        /// Itself or a workspace above it is paused or hibernated.
        case seesLater
        /// It runs outside the platform.
        case external
    }

    private(set) var workspaces: [(row: WorkspaceRow, effect: Effect)] = []
    /// The names of the own secrets of the workspaces that were asked.
    private(set) var ownKeys: [String: Set<String>] = [:]
    /// Workspaces whose own secrets were not asked for, so that they may override after all.
    private(set) var unasked: [WorkspaceRow] = []
    /// Why the workspaces could not be listed at all.
    private(set) var obstacle: String?
    /// The same, for those who have to tell one trouble from another.
    private(set) var failure: Failure?

    /// How many workspaces are asked for their own secrets, one request each; a server takes 600 requests a minute.
    static let requestLimit = 20
    /// How far up the parents are asked whether they are paused.
    private static let heightLimit = 5

    /// Looks at what a write in this scope would do; a workspace that is not there is a failure.
    static func look(
        _ scope: SecretScope, _ keys: [String], _ world: World, _ client: ManagementClient
    ) async throws(Failure) -> WriteImpact {
        var impact = WriteImpact()
        switch scope {
        case .workspace(let id): try await impact.lookAt(id, world, client)
        case .global: await impact.lookAtAll(keys, world, client)
        }
        return impact
    }

    /// The workspaces with this effect.
    func rows(_ effect: Effect) -> [WorkspaceRow] { workspaces.filter { $0.effect == effect }.map(\.row) }

    /// The workspaces that override a global secret.
    func overriders(of key: String) -> [WorkspaceRow] {
        workspaces.map(\.row).filter { ownKeys[$0.id]?.contains(key) == true }
    }

    private mutating func lookAt(_ id: String, _ world: World, _ client: ManagementClient) async throws(Failure) {
        let row = try await WorkspaceRow.one(id, world, client)
        var isAsleep = row.isAsleep
        var parent = row.parent
        for _ in 0..<WriteImpact.heightLimit {
            guard !isAsleep, let above = parent else { break }
            // A parent that cannot be read tells nothing, and what is asked for then is a confirmation too many.
            guard let next = try? await WorkspaceRow.one(above, world, client) else { break }
            isAsleep = next.status == "paused"
            parent = next.parent
        }
        workspaces = [(row, row.isExternal ? .external : isAsleep ? .seesLater : .restarts)]
    }

    private mutating func lookAtAll(_ keys: [String], _ world: World, _ client: ManagementClient) async {
        let rows: [WorkspaceRow]
        do { rows = try await WorkspaceRow.all(world, client) } catch {
            obstacle = error.message
            failure = error
            return
        }
        let byID = Dictionary(rows.map { ($0.id, $0) }) { first, _ in first }
        // Those that would restart come first: about them it matters most.
        let ordered = rows.filter { !$0.isAsleep && !$0.isExternal } + rows.filter { $0.isAsleep || $0.isExternal }
        for row in ordered.prefix(WriteImpact.requestLimit) {
            // One whose list cannot be read is told as not looked into.
            guard let records = try? await SecretScope.workspace(row.id).records(world, client) else { continue }
            ownKeys[row.id] = Set(records.filter(\.isOwn).map(\.key))
        }
        for row in rows {
            let own = ownKeys[row.id]
            if own == nil { unasked.append(row) }
            workspaces.append((row, WriteImpact.effect(on: row, own ?? [], keys, byID)))
        }
    }

    private static func effect(
        on row: WorkspaceRow, _ own: Set<String>, _ keys: [String], _ all: [String: WorkspaceRow]
    ) -> Effect {
        if !keys.isEmpty, own.isSuperset(of: keys) { return .overrides }
        if row.isExternal { return .external }
        var above: WorkspaceRow? = row
        // A list that runs in a circle must not hold us.
        for _ in 0...all.count {
            guard let current = above else { break }
            if current.isAsleep, current.id == row.id || current.status == "paused" { return .seesLater }
            above = current.parent.flatMap { all[$0] }
        }
        return .restarts
    }
}

extension WriteImpact {
    /// Whether somebody should be asked before the write.
    var wantsConfirmation: Bool { obstacle != nil || workspaces.contains { $0.effect == .restarts } }

    /// What it does, a sentence a line.
    func sentences(_ scope: SecretScope) -> [String] {
        var lines: [String] = []
        func add(_ effect: Effect, _ start: String) {
            let rows = rows(effect)
            if !rows.isEmpty { lines.append("\(start): \(WriteImpact.list(rows)).") }
        }
        if let obstacle { lines.append("Which workspaces restart could not be looked into. \(obstacle)") }
        add(.restarts, "Restarted by the server, which revokes their tokens")
        add(.overrides, "Not concerned, since they override it with their own")
        add(.seesLater, "Paused or hibernated, so they see it when they start next")
        add(.external, "Run outside the platform, which does not restart them")
        if scope == .global, !unasked.isEmpty {
            lines.append("Not asked whether they override it: \(WriteImpact.list(unasked)).")
        }
        return lines
    }

    /// A few names, and how many more there are.
    static func list(_ rows: [WorkspaceRow]) -> String {
        let shown = rows.prefix(10).map(\.label).joined(separator: ", ")
        return rows.count > 10 ? "\(shown) and \(rows.count - 10) more" : shown
    }

    /// The same for documents, by ids.
    var members: [JSONValue.Member] {
        func ids(_ rows: [WorkspaceRow]) -> JSONValue { .array(rows.map { .string($0.id) }) }
        return [
            .init("restarts", obstacle == nil ? ids(rows(.restarts)) : .null),
            .init("overridden_by", obstacle == nil ? ids(rows(.overrides)) : .null),
            .init("seen_later_by", obstacle == nil ? ids(rows(.seesLater)) : .null),
            .init("external", obstacle == nil ? ids(rows(.external)) : .null),
            .init("not_asked", obstacle == nil ? ids(unasked) : .null),
        ]
    }
}
