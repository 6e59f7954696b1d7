@testable import Rotation

/// How much was driven, and what was found.
struct ModelTally: Sendable {
    var rotations = 0
    var drives = 0
    var crashes = 0
    var faults = 0
    var waits = 0
    var refusals = 0
    var checks = 0
    var completed = 0
    var rolledBack = 0
    var abandoned = 0
    /// What must never be and was, with the first rotation in which it was.
    var violations: [String: String] = [:]
    /// In how many rotations something was wrong.
    var wrong = 0

    /// Adds what became of one rotation.
    mutating func add(_ world: ModelWorld, _ story: @autoclosure () -> String) {
        rotations += 1
        crashes += world.crashes
        faults += world.faults
        waits += world.waits
        refusals += world.refusals
        checks += world.checks
        switch world.journal.outcome {
        case .completed?: completed += 1
        case .rolledBack?: rolledBack += 1
        case .abandoned?: abandoned += 1
        case nil: break
        }
        guard !world.violations.isEmpty else { return }
        wrong += 1
        for violation in world.violations where violations[violation] == nil { violations[violation] = story() }
    }

    mutating func add(_ other: ModelTally) {
        rotations += other.rotations
        drives += other.drives
        crashes += other.crashes
        faults += other.faults
        waits += other.waits
        refusals += other.refusals
        checks += other.checks
        completed += other.completed
        rolledBack += other.rolledBack
        abandoned += other.abandoned
        wrong += other.wrong
        violations.merge(other.violations) { first, _ in first }
    }

    /// One line for whoever reads the output of a test run.
    var summary: String {
        "\(rotations) rotations in \(drives) drives with \(faults) faults, \(crashes) of them crashes, \(waits) waits and "
            + "\(refusals) refused operators; \(completed) completed, \(rolledBack) rolled back, \(abandoned) given up; "
            + "\(checks) invariants checked, \(wrong) rotations NOT as they must be"
    }
}
