/// What one list says about every workspace.
struct FleetLook: Sendable {
    struct Row: Sendable {
        let status: String
        let reason: String?
    }

    /// When it was asked for: what was done later may not be in it.
    let startedAt: ContinuousClock.Instant
    let rows: [String: Row]
}
