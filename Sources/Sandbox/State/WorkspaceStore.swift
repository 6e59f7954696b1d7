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
    private let places: WorkspacePlaces

    /// Starts with what is saved, else with the seeds.
    init(directory: String?, seeds: [Workspace] = Workspace.seeds) throws(SandboxError) {
        guard let directory else {
            path = nil
            places = WorkspacePlaces(seeds)
            workspaces = Mutex(seeds)
            return
        }
        let path = "\(directory)/workspaces.json"
        do {
            try StateFile.makeDirectory(directory)
        } catch {
            throw .unwritable(path: directory, reason: error.reason)
        }
        self.path = path
        let all = try WorkspaceStore.load(path) ?? seeds
        places = WorkspacePlaces(all)
        workspaces = Mutex(all)
    }

    /// All that are not removed, in order of creation.
    var listed: [Workspace] { workspaces.withLock { $0.filter { $0.status != .removed } } }

    /// Pauses a workspace and, below it, every child that is neither removed nor paused.
    ///
    /// A subtree under a child that is paused already is left alone. Returns how many changed.
    func pause(_ id: String) throws(WorkspaceFailure) -> Int64 {
        try change(id) { (all: inout [Workspace], start: Int) throws(WorkspaceFailure) in
            Int64(try all.pause(start).count)
        }
    }

    /// Resumes a paused workspace and every paused descendant that is reached through paused ones only.
    func resume(_ id: String) throws(WorkspaceFailure) -> Int64 {
        try change(id) { (all: inout [Workspace], start: Int) throws(WorkspaceFailure) in
            guard all[start].status == .paused else { throw .notFound }
            if let name = all.pausedAncestor(of: start) { throw .ancestorPaused(name) }
            return Int64(all.resume(start).count)
        }
    }

    /// Removes a workspace and all its descendants.
    func terminate(_ id: String) throws(WorkspaceFailure) -> Int64 {
        try change(id) { (all: inout [Workspace], start: Int) throws(WorkspaceFailure) in
            guard all[start].status != .removed else { throw .notFound }
            return Int64(all.remove(start).count)
        }
    }

    /// Raises the tier to the one given, or to the next one; returns it.
    func promote(_ id: String, to tier: Int64?) throws(WorkspaceFailure) -> Int64 {
        try change(id) { (all: inout [Workspace], start: Int) throws(WorkspaceFailure) in
            guard all[start].status != .removed else { throw .notFound }
            let present = all[start].tier ?? 0
            let tier = tier ?? present + 1
            guard tier > present else { throw .tierNotHigher }
            all[start].tier = tier
            return tier
        }
    }

    /// Changes a copy, saves it, and only then lets it count; without a file the workspaces themselves, since a change
    /// that is refused has changed nothing.
    private func change(
        _ id: String, _ body: (inout [Workspace], Int) throws(WorkspaceFailure) -> Int64
    ) throws(WorkspaceFailure) -> Int64 {
        guard let id = Identifier.stored(id) else { throw .invalidID }
        return try workspaces.withLock { (workspaces: inout [Workspace]) throws(WorkspaceFailure) in
            guard let start = places.place(of: id, in: workspaces) else { throw .notFound }
            guard let path else { return try body(&workspaces, start) }
            var changed = workspaces
            let result = try body(&changed, start)
            do {
                try WorkspaceStore.save(changed, to: path)
            } catch {
                throw .notSaved
            }
            workspaces = changed
            return result
        }
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
