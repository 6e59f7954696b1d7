import ManagementAPI

/// The workspaces of a run, in the order in which they were selected.
struct FleetSelection: Sendable {
    struct Item: Sendable {
        /// The id, or the name of one that has none.
        let text: String
        /// Where it stands in the tree; `nil` for one that was not listed.
        let row: Int?
        /// Whether a later run could know whom it means; not so of the place of an entry in a list.
        var isRepeatable = true
    }

    private(set) var items: [Item] = []
    /// Items that are no workspace, such as a name that several have, and why.
    private(set) var troubles: [Int: Failure] = [:]
    private var taken: Set<String> = []

    /// Everything listed that the filters take, or what of a list they do.
    init(_ request: FleetRequest, _ list: [WorkspaceReference]?, in tree: FleetTree) {
        let globs = request.names.map(Glob.init)
        guard let list else {
            for (row, workspace) in tree.rows.enumerated() where request.takes(workspace, globs) {
                items.append(Item(text: workspace.id, row: row))
            }
            return
        }
        let isNarrowed = !globs.isEmpty || !request.statuses.isEmpty || !request.runtimes.isEmpty
        let named = FleetSelection.names(list, in: tree)
        for (place, reference) in list.enumerated() {
            let (row, found) = FleetSelection.find(reference, named, in: tree)
            var (text, trouble, isRepeatable) = (reference.text, found, true)
            if row == nil, case .name = reference, named[text]?.isEmpty == true, place >= request.references.count {
                // A file may be the wrong one, even one of secrets: what is nobody's name is not repeated.
                text = "entry \(place - request.references.count + 1) of the list"
                trouble = .workspace(.unknown(text))
                isRepeatable = false
            }
            if isNarrowed {
                if let row, !request.takes(tree.rows[row], globs) { continue }
                // What is not listed has no status that it could be taken by.
                if row == nil, trouble == nil { trouble = .workspace(.unknown(text)) }
            }
            add(text, row: row, in: tree, trouble, isRepeatable: isRepeatable)
        }
    }

    /// What an earlier run has left: ids, and names that were nobody's then, or those of several.
    init(left texts: [String], in tree: FleetTree) {
        let list = texts.map(WorkspaceReference.init)
        let named = FleetSelection.names(list, in: tree)
        for reference in list {
            let (row, trouble) = FleetSelection.find(reference, named, in: tree)
            add(reference.text, row: row, in: tree, trouble)
        }
    }

    private mutating func add(
        _ text: String, row: Int?, in tree: FleetTree, _ trouble: Failure?, isRepeatable: Bool = true
    ) {
        let text = row.map { tree.rows[$0].id } ?? text
        guard taken.insert(text).inserted else { return }
        if let trouble { troubles[items.count] = trouble }
        items.append(Item(text: text, row: row, isRepeatable: isRepeatable))
    }

    /// The rows of each name in a list; looked through once, whatever the length of the list.
    private static func names(_ list: [WorkspaceReference], in tree: FleetTree) -> [String: [Int]] {
        var wanted: [String: [Int]] = [:]
        for case .name(let name) in list { wanted[name] = [] }
        guard !wanted.isEmpty else { return [:] }
        for (row, workspace) in tree.rows.enumerated() {
            if let name = workspace.name { wanted[name]?.append(row) }
        }
        return wanted
    }

    private static func find(
        _ reference: WorkspaceReference, _ named: [String: [Int]], in tree: FleetTree
    ) -> (row: Int?, trouble: Failure?) {
        guard case .name(let name) = reference else { return (tree.place(reference.text), nil) }
        let rows = named[name] ?? []
        guard rows.count <= 1 else {
            let candidates = rows.map { "\(tree.rows[$0].id) (\(tree.rows[$0].status ?? "-"))" }
            return (nil, .workspace(.ambiguous(name, candidates: candidates)))
        }
        return rows.isEmpty ? (nil, .workspace(.unknown(name))) : (rows[0], nil)
    }

    /// Why the first item that is no listed workspace is none; `nil` where all are.
    var firstTrouble: Failure? {
        for (item, selected) in items.enumerated() {
            if let trouble = troubles[item] { return trouble }
            if selected.row == nil { return .workspace(.unknown(selected.text)) }
        }
        return nil
    }

    /// For each item, the nearest one above it that is selected too, which has to be done first.
    func parents(in tree: FleetTree) -> [Int?] {
        var places: [Int: Int] = [:]
        for (item, selected) in items.enumerated() { if let row = selected.row { places[row] = item } }
        var parents: [Int?] = []
        parents.reserveCapacity(items.count)
        for (item, selected) in items.enumerated() {
            let above = selected.row.map { tree.ancestors(of: $0) } ?? []
            let parent = above.lazy.compactMap { places[$0] }.first
            parents.append(parent.flatMap { leads($0, to: item, parents) ? nil : $0 })
        }
        return parents
    }

    /// Whether going up leads to an item: workspaces may stand in a circle, and one of it has to be first.
    private func leads(_ start: Int, to item: Int, _ parents: [Int?]) -> Bool {
        var next: Int? = start
        while let place = next {
            if place == item { return true }
            next = place < parents.count ? parents[place] : nil
        }
        return false
    }

    /// Those below the selection that are not part of it, and would go along.
    func companions(in tree: FleetTree) -> [Int] {
        let selected = Set(items.compactMap(\.row))
        var found: [Int] = []
        var seen = selected
        for row in items.compactMap(\.row) {
            for below in tree.descendants(of: row) where seen.insert(below).inserted { found.append(below) }
        }
        return found
    }

    /// Whom it is about, for a question: how many, in which statuses, and the first of their names.
    func sentence(in tree: FleetTree) -> String {
        let listed = items.compactMap { $0.row.map { tree.rows[$0] } }
        var counts: [(String, Int)] = []
        for row in listed {
            let status = row.status ?? "-"
            if let place = counts.firstIndex(where: { $0.0 == status }) {
                counts[place].1 += 1
            } else {
                counts.append((status, 1))
            }
        }
        var parts = counts.sorted { $0.1 > $1.1 }.map { "\($0.1) \($0.0)" }
        if listed.count < items.count { parts.append("\(items.count - listed.count) not listed") }
        let names = items.prefix(10).map { item in item.row.map { tree.rows[$0].label } ?? item.text }
        let more = items.count > 10 ? " and \(items.count - 10) more" : ""
        let text = "\(FleetSelection.count(items.count)) (\(parts.joined(separator: ", "))): "
        return TerminalText.safe(text + names.joined(separator: ", ") + more)
    }

    static func count(_ number: Int) -> String { "\(number) workspace\(number == 1 ? "" : "s")" }
}
