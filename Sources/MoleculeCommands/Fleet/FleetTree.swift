import ManagementAPI

/// What a verb does to the workspaces below the one it is sent to.
enum Cascade: Sendable, Equatable {
    /// Nothing.
    case none
    /// Everything below is paused as well, except what stands below one that is paused already.
    case pause
    /// Every paused one below, reached through paused ones only, is started as well.
    case resume
    /// Everything below goes as well.
    case remove
}

/// The workspaces of a server as the list showed them, with what a run has done to them since.
///
/// Small: of ten thousand workspaces only what a run needs stays in memory.
struct FleetTree: Sendable {
    struct Row: Sendable {
        let id: String
        let name: String?
        let runtime: String?
        let activeTasks: Int64
        /// As listed, and then as a run has left it.
        var status: String?
        fileprivate(set) var parent: Int?
        /// The workspace whose change took this one along.
        fileprivate(set) var takenBy: Int?

        /// What people call it.
        var label: String { name.map { $0.isEmpty ? id : "'\($0)'" } ?? id }

        /// What the commands about one workspace take.
        var workspace: Models.Workspace {
            Models.Workspace([
                "id": .string(id), "name": .optional(name), "status": .optional(status), "runtime": .optional(runtime),
            ])
        }
    }

    private(set) var rows: [Row] = []
    private var places: [String: Int] = [:]
    private var children: [Int: [Int]] = [:]

    init(_ workspaces: [Models.Workspace]) {
        rows.reserveCapacity(workspaces.count)
        places.reserveCapacity(workspaces.count)
        var parents: [(Int, String)] = []
        for workspace in workspaces {
            guard let id = workspace.id, places[id] == nil else { continue }
            places[id] = rows.count
            if let parent = workspace.parentId { parents.append((rows.count, parent)) }
            rows.append(
                Row(
                    id: id, name: workspace.name, runtime: workspace.runtime, activeTasks: workspace.activeTasks ?? 0,
                    status: workspace.status))
        }
        for (row, parent) in parents {
            guard let place = places[parent], place != row else { continue }
            rows[row].parent = place
            children[place, default: []].append(row)
        }
    }

    /// Where a workspace stands; `nil` when it was not listed.
    func place(_ id: String) -> Int? { places[id] }

    /// Those above one, the nearest first.
    func ancestors(of row: Int) -> [Int] {
        var found: [Int] = []
        // The servers let a workspace be its own ancestor.
        var seen: Set = [row]
        var next = rows[row].parent
        while let parent = next, seen.insert(parent).inserted {
            found.append(parent)
            next = rows[parent].parent
        }
        return found
    }

    /// Everything below one.
    func descendants(of row: Int) -> [Int] {
        var found: [Int] = []
        walk(from: row, while: { _ in true }) { found.append($0) }
        return found
    }

    /// The topmost paused one above: resuming it starts those between, too, as far as they are paused.
    func topmostPaused(above row: Int) -> Row? {
        ancestors(of: row).last { rows[$0].status == "paused" }.map { rows[$0] }
    }

    /// Notes what the server has done to a workspace and, by its rules, to those below it.
    mutating func apply(_ cascade: Cascade, to row: Int) {
        var taken: [Int] = []
        let status: String
        switch cascade {
        case .none: return
        case .pause:
            status = "paused"
            walk(from: row, while: { $0.status != "paused" && $0.status != "removed" }) { taken.append($0) }
        case .resume:
            status = "provisioning"
            walk(from: row, while: { $0.status == "paused" }) { taken.append($0) }
        case .remove:
            status = "removed"
            walk(from: row, while: { $0.status != "removed" }) { taken.append($0) }
        }
        rows[row].status = status
        for place in taken {
            rows[place].status = status
            rows[place].takenBy = row
        }
    }

    /// Notes that one is starting again, alone.
    mutating func restart(_ row: Int) { rows[row].status = "provisioning" }

    /// Visits what is below, as far as every one on the way satisfies the condition.
    private func walk(from row: Int, while condition: (Row) -> Bool, visit: (Int) -> Void) {
        guard !children.isEmpty else { return }
        var seen: Set = [row]
        var pending = children[row] ?? []
        while let next = pending.popLast() {
            guard seen.insert(next).inserted, condition(rows[next]) else { continue }
            visit(next)
            pending += children[next] ?? []
        }
    }
}
