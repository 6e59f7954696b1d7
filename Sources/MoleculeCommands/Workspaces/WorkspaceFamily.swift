import ManagementAPI

/// A workspace with everything below it, as the list shows them.
struct WorkspaceFamily: Sendable {
    let root: Models.Workspace
    /// All that are below it, at any depth.
    let descendants: [Models.Workspace]

    init(_ root: Models.Workspace, among all: [Models.Workspace]) {
        self.root = root
        var found: [Models.Workspace] = []
        // The servers let a workspace be its own ancestor.
        var seen: Set<String> = root.id.map { [$0] } ?? []
        var next = root.id.map { [$0] } ?? []
        while let parent = next.popLast() {
            for child in all where child.parentId == parent {
                guard let id = child.id, seen.insert(id).inserted else { continue }
                found.append(child)
                next.append(id)
            }
        }
        descendants = found
    }

    /// Tasks that are running in any of them.
    var activeTasks: Int64 { ([root] + descendants).reduce(0) { $0 + ($1.activeTasks ?? 0) } }

    /// Whom it is about, for a question; safe to show, whatever the names hold.
    var sentence: String {
        var text = "workspace \(root.label) (\(root.id ?? "-"))"
        if !descendants.isEmpty {
            let names = descendants.map(\.label)
            let more = names.count > 10 ? " and \(names.count - 10) more" : ""
            text += " with \(names.count) below it: \(names.prefix(10).joined(separator: ", "))\(more)"
        }
        if activeTasks > 0 { text += ", working on \(activeTasks) task\(activeTasks == 1 ? "" : "s")" }
        return TerminalText.safe(text)
    }
}
