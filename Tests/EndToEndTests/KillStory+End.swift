import Foundation
import TestSupport

/// How a story has to end.
extension KillStory {
    /// What must hold when all is over.
    mutating func hasEnded(as outcome: String) throws {
        let found = try examine()
        let isCompleted = outcome == "completed"
        let isWaiting = isCompleted && scene.endsWaiting
        expect(
            isWaiting ? found.isWaitingToRetire : found.rotations.last?.outcome == outcome,
            "the rotation is not \(isWaiting ? "waiting at retire" : outcome)")
        expect(found.pending == nil, "a value is still pending")
        expect(found.current == (isCompleted ? new : old), "the wrong value is current")
        let previous = isCompleted && scene.outside == nil ? old : nil
        expect(found.previous == previous, "the wrong value is the previous one")
        if let outside = scene.outside {
            expect(found.isOutside, "a value is kept that another secret manager keeps")
            expect(outside() == (isCompleted ? new : old), "the secret manager has the wrong value")
        }
        for (place, holding) in zip(scene.places, found.holdings) {
            let isRight = holding == found.current || !isCompleted && holding == place.start
            expect(isRight, "a destination does not hold the current value")
            if let deployed = place.deployed {
                expect(deployed() == holding, "what a destination holds is not deployed")
            }
        }
        if let current = found.current { expect(scene.accepts(current), "the current value does not work") }
        if isWaiting { expect(scene.accepts(old), "the old value is dead before its time") }
        if isCompleted, !isWaiting { expect(!scene.accepts(old), "the old value still works") }
        if !isCompleted, let new { expect(!scene.accepts(new), "the new value still works") }
        if let count = try scene.liveCount() { expect(count == 1, "\(count) credentials live at the end") }
        let leftovers = files().filter { $0.hasSuffix(".molecule-new") }
        expect(leftovers.isEmpty, "left behind: \(leftovers.joined(separator: ", "))")
        problems += ledger.problems + ledger.leftOver
        for file in scene.places.compactMap(\.file) {
            let strange = watch.strange(file.name, known: ([old] + (new.map { [$0] } ?? [])).map(file.text))
            expect(strange.isEmpty, "\(file.name) was once: \(strange)")
        }
        try isWaiting ? waitsAgain(found) : endsAgain(found, isCompleted)
    }

    /// Doing it again changes nothing and says so.
    private mutating func endsAgain(_ found: KillSnapshot, _ isCompleted: Bool) throws {
        guard let id = found.rotations.last?.id else { return }
        let again = try lab.molecule("rotations", isCompleted ? "resume" : "rollback", id)
        let isSaid = again.status == 0 && again.error.contains("has ended already")
        expect(isSaid, "a second time ended with \(again.status): \(again.error)")
    }

    /// Before its time nothing goes on, and nothing changes.
    private mutating func waitsAgain(_ found: KillSnapshot) throws {
        guard let id = found.rotations.last?.id else { return }
        let again = try run([Binary.molecule, "rotations", "resume", id] + scene.onward)
        expect(again.status == 8, "a wait gone on with ended with \(again.status): \(again.error)")
        let after = try examine()
        let isSame = after.current == found.current && after.previous == found.previous && after.pending == nil
        expect(isSame && after.holdings == found.holdings, "a wait gone on with changed a value")
        expect(after.isWaitingToRetire, "a wait gone on with waits no more")
    }

    /// A command that met an error says so, with a status of the table, and claims success only where it is one.
    mutating func hasFailedClearly(_ run: TracedRun) throws {
        if run.status == 0 {
            let outcome = try KillSnapshot(lab).rotations.last?.outcome
            return expect(outcome == "completed", "status 0 although the rotation is \(outcome ?? "not ended")")
        }
        expect((1...12).contains(run.status), "the status is \(run.status), which is not one of the table")
        let sentence = run.error.split(separator: "\n").first { $0.hasPrefix("molecule: ") }
        let isClear = (sentence?.count ?? 0) > 20 && sentence?.hasSuffix(".") == true
        expect(isClear, "no clear sentence: \(run.error.suffix(200))")
    }
}
