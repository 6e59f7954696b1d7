/// The changes of status that reach down a tree of workspaces.
///
/// Each returns the places of those that changed, the one it began with first.
extension [Workspace] {
    /// Pauses a workspace and, below it, every child that is neither removed nor paused.
    ///
    /// A subtree under a child that is paused already is left alone.
    mutating func pause(_ start: Int) throws(WorkspaceFailure) -> [Int] {
        let isPausable = { (workspace: Workspace) in workspace.status != .paused && workspace.status != .removed }
        guard isPausable(self[start]) else { throw .notFound }
        return cascade(from: start, while: isPausable) {
            $0.status = .paused
            $0.url = ""
        }
    }

    /// Takes a paused workspace, and every paused descendant that is reached through paused ones only, to
    /// `provisioning`.
    mutating func resume(_ start: Int) -> [Int] {
        cascade(from: start, while: { $0.status == .paused }) { $0.status = .provisioning }
    }

    /// Removes a workspace and, below it, everything that is not removed.
    mutating func remove(_ start: Int) -> [Int] {
        cascade(from: start, while: { $0.status != .removed }) {
            $0.status = .removed
            $0.url = ""
        }
    }

    /// The name of the nearest paused ancestor.
    func pausedAncestor(of start: Int) -> String? {
        ancestors(of: start).first { self[$0].status == .paused }.map { self[$0].name }
    }

    /// Changes a workspace and then its children that satisfy the condition, and theirs.
    private mutating func cascade(
        from start: Int, while condition: (Workspace) -> Bool, change: (inout Workspace) -> Void
    ) -> [Int] {
        var pending = [start]
        var changed: [Int] = []
        while let index = pending.popLast() {
            // A workspace may be its own ancestor.
            guard !changed.contains(index) else { continue }
            change(&self[index])
            changed.append(index)
            pending += children(of: self[index].id).filter { condition(self[$0]) }
        }
        return changed
    }

    /// Where the children of a workspace stand.
    ///
    /// Looked through in place: copying ten thousand rows for each request would take longer than everything else.
    private func children(of parent: String) -> [Int] {
        withUnsafeBufferPointer { rows in
            var found: [Int] = []
            var place = 0
            while place < rows.count {
                if let id = rows[place].parentID, id == parent { found.append(place) }
                place += 1
            }
            return found
        }
    }

    /// The chain of parents, nearest first.
    ///
    /// Ends where a parent is missing or the chain has a cycle.
    private func ancestors(of start: Int) -> [Int] {
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
