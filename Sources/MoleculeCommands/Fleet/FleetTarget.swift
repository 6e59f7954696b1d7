/// A workspace a request is sent to.
struct FleetTarget: Sendable {
    let id: String
    /// As listed; `nil` for one that was not.
    let row: FleetTree.Row?
    let hasDescendants: Bool
}
