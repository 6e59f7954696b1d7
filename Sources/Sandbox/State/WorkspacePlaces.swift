/// Where workspaces stood when the sandbox began, so that one of ten thousand is found without looking through them.
///
/// A hint only: rows come and go, and one that is not where it was is looked for.
struct WorkspacePlaces: Sendable {
    private let places: [String: Int]

    init(_ workspaces: [Workspace]) {
        places = Dictionary(workspaces.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func place(of id: String, in workspaces: [Workspace]) -> Int? {
        if let place = places[id], place < workspaces.count, workspaces[place].id == id { return place }
        return workspaces.firstIndex { $0.id == id }
    }
}
