import Foundation
import JSON
import TestSupport

/// What a kill left behind, read without the code under test.
struct KillSnapshot {
    let current: String?
    let pending: String?
    let previous: String?
    /// What each destination holds.
    let holdings: [String?]
    /// Whether the key store has no value, since another secret manager keeps it.
    let isOutside: Bool
    /// The new value, if there is one anywhere.
    let new: String?
    /// The rotations there are, by their journals.
    let rotations: [KillJournal]

    init(_ lab: KillLab) throws {
        let file = URL(fileURLWithPath: "\(lab.home.keys)/\(lab.scene.key)")
        let entry = try JSONValue.parse(Array(Data(contentsOf: file)))
        let held = entry["current"]?["value"]?.text
        isOutside = held == nil && lab.scene.outside != nil
        current = held ?? lab.scene.outside?()
        pending = entry["pending"]?["value"]?.text
        previous = entry["previous"]?["value"]?.text
        new = pending ?? (current == lab.scene.old ? nil : current)
        holdings = lab.scene.places.map { $0.holds() }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: lab.home.rotations)) ?? []
        rotations = try names.filter { $0.hasPrefix("r-") && $0.hasSuffix(".journal") }.sorted().map {
            try KillJournal(id: String($0.dropLast(8)), text: try lab.home.read("state/molecule/rotations/\($0)"))
        }
    }

    /// The one rotation that has not ended.
    var unfinished: String? { rotations.first { $0.outcome == nil }?.id }
    /// Whether all is done but the old value's end, which is waited for.
    var isWaitingToRetire: Bool {
        guard let journal = rotations.last else { return false }
        return journal.outcome == nil && !journal.isRollingBack && journal.state(of: "retire") == "waiting"
    }
}

/// A journal, read as its manual page says: one JSON object a line, of which the last may be torn.
struct KillJournal {
    let id: String
    /// How the rotation ended, if it has.
    private(set) var outcome: String?
    private(set) var isRollingBack = false
    /// Whether the plan has these steps.
    private(set) var activates = false
    private(set) var retires = false
    /// How many proofs the plan has.
    private(set) var proofs = 0
    /// What the last record says of each step: `started`, `done`, `failed` or `waiting`.
    private var steps: [String: String] = [:]

    init(id: String, text: String) throws {
        self.id = id
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // What follows the last newline was not written whole.
        for line in lines.dropLast() {
            let record = try JSONValue.parse(Array(line.utf8))
            let event = record["event"]?.text ?? ""
            switch event {
            case "planned":
                proofs = record["plan"]?["proofs"]?.items?.count ?? 0
                activates = record["plan"]?["activation"]?.text != nil
                retires = record["plan"]?["retirement"]?["kind"] != nil
            case "rollback-started": isRollingBack = true
            case "finished": outcome = record["outcome"]?.text
            default: if let step = record["step"]?.text { steps[step] = event }
            }
        }
    }

    /// What the journal says of a step; `nil` for nothing.
    func state(of step: String) -> String? { steps[step] }
    /// Whether every proof is recorded as done.
    var isProven: Bool { (0..<proofs).allSatisfy { steps["verify:\($0)"] == "done" } }
}
