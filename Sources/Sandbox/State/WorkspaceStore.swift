import HostSystem
import JSON
import Synchronization

/// Why a change of a workspace was not made.
enum WorkspaceFailure: Error, Equatable {
    /// The id is no UUID, on which the server's query fails.
    case invalidID
    /// There is no such workspace, or it is not in a status that allows the change.
    case notFound
    /// The nearest paused ancestor, by name, is in the way.
    case ancestorPaused(String)
    /// The tier asked for is not above the present one.
    case tierNotHigher
    /// The saved state could not be written; nothing was changed.
    case notSaved
}

/// The workspaces, in memory and, with a directory, in a file that is replaced before a change counts.
final class WorkspaceStore: Sendable {
    private let path: String?
    private let workspaces: Mutex<[Workspace]>

    init(directory: String?) throws(SandboxError) {
        guard let directory else {
            path = nil
            workspaces = Mutex(Workspace.seeds)
            return
        }
        let path = "\(directory)/workspaces.json"
        do {
            try StateFile.makeDirectory(directory)
        } catch {
            throw .unwritable(path: directory, reason: error.reason)
        }
        self.path = path
        workspaces = Mutex(try WorkspaceStore.load(path) ?? Workspace.seeds)
    }

    /// All that are not removed, in order of creation.
    var listed: [Workspace] { workspaces.withLock { $0.filter { $0.status != .removed } } }

    /// Pauses a workspace and, below it, every child that is neither removed nor paused.
    ///
    /// A subtree under a child that is paused already is left alone. Returns how many changed.
    func pause(_ id: String) throws(WorkspaceFailure) -> Int64 {
        try change(id) { (all: inout [Workspace], start: Int) throws(WorkspaceFailure) in
            let isPausable = { (workspace: Workspace) in workspace.status != .paused && workspace.status != .removed }
            guard isPausable(all[start]) else { throw .notFound }
            return all.cascade(from: start, while: isPausable) {
                $0.status = .paused
                $0.url = ""
            }
        }
    }

    /// Resumes a paused workspace and every paused descendant that is reached through paused ones only.
    func resume(_ id: String) throws(WorkspaceFailure) -> Int64 {
        try change(id) { (all: inout [Workspace], start: Int) throws(WorkspaceFailure) in
            let isPaused = { (workspace: Workspace) in workspace.status == .paused }
            guard isPaused(all[start]) else { throw .notFound }
            if let ancestor = all.ancestors(of: start).first(where: { isPaused(all[$0]) }) {
                throw .ancestorPaused(all[ancestor].name)
            }
            return all.cascade(from: start, while: isPaused) { $0.status = .provisioning }
        }
    }

    /// Removes a workspace and all its descendants.
    func terminate(_ id: String) throws(WorkspaceFailure) -> Int64 {
        try change(id) { (all: inout [Workspace], start: Int) throws(WorkspaceFailure) in
            guard all[start].status != .removed else { throw .notFound }
            return all.cascade(from: start, while: { $0.status != .removed }) {
                $0.status = .removed
                $0.url = ""
            }
        }
    }

    /// Raises the tier to the one given, or to the next one; returns it.
    func promote(_ id: String, to tier: Int64?) throws(WorkspaceFailure) -> Int64 {
        try change(id) { (all: inout [Workspace], start: Int) throws(WorkspaceFailure) in
            guard all[start].status != .removed else { throw .notFound }
            let tier = tier ?? all[start].tier + 1
            guard tier > all[start].tier else { throw .tierNotHigher }
            all[start].tier = tier
            return tier
        }
    }

    /// Changes a copy, saves it, and only then lets it count.
    private func change(
        _ id: String, _ body: (inout [Workspace], Int) throws(WorkspaceFailure) -> Int64
    ) throws(WorkspaceFailure) -> Int64 {
        guard WorkspaceStore.isUUID(id) else { throw .invalidID }
        return try workspaces.withLock { (workspaces: inout [Workspace]) throws(WorkspaceFailure) in
            var changed = workspaces
            guard let start = changed.firstIndex(where: { $0.id == id.lowercased() }) else { throw .notFound }
            let result = try body(&changed, start)
            if let path {
                do {
                    try WorkspaceStore.save(changed, to: path)
                } catch {
                    throw .notSaved
                }
            }
            workspaces = changed
            return result
        }
    }

    /// The 36-character form in any case; the database knows some rarer spellings as well.
    private static func isUUID(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
            && groups.allSatisfy { group in group.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit } }
    }

    private static func save(_ workspaces: [Workspace], to path: String) throws(SystemError) {
        let document: JSONValue = ["version": 1, "workspaces": .array(workspaces.map(\.json))]
        try StateFile.replace(path, with: Array((document.indented + "\n").utf8))
    }

    private static func load(_ path: String) throws(SandboxError) -> [Workspace]? {
        let bytes: [UInt8]
        do {
            guard let found = try StateFile.read(path) else { return nil }
            bytes = found
        } catch {
            throw .unreadable(path: path, reason: error.reason)
        }
        let document: JSONValue
        do {
            document = try JSONValue.parse(bytes)
        } catch {
            throw .malformedState(path: path, reason: error.reason.rawValue)
        }
        guard document["version"]?.integer == 1, let items = document["workspaces"]?.items else {
            throw .malformedState(path: path, reason: "it is not of version 1")
        }
        let workspaces = items.compactMap(Workspace.init(json:))
        guard workspaces.count == items.count else {
            throw .malformedState(path: path, reason: "a workspace in it is incomplete")
        }
        return workspaces
    }
}

extension [Workspace] {
    /// Changes a workspace and then its children that satisfy the condition, and theirs; counts the changed ones.
    fileprivate mutating func cascade(
        from start: Int, while condition: (Workspace) -> Bool, change: (inout Workspace) -> Void
    ) -> Int64 {
        var pending = [start]
        var count: Int64 = 0
        while let index = pending.popLast() {
            change(&self[index])
            count += 1
            let parent = self[index].id
            pending += indices.filter { self[$0].parentID == parent && condition(self[$0]) }
        }
        return count
    }

    /// The chain of parents, nearest first.
    ///
    /// Ends where a parent is missing or the chain has a cycle.
    fileprivate func ancestors(of start: Int) -> [Int] {
        var chain: [Int] = []
        var current = start
        while let parent = self[current].parentID, let index = firstIndex(where: { $0.id == parent }),
            !chain.contains(index), index != start
        {
            chain.append(index)
            current = index
        }
        return chain
    }
}
