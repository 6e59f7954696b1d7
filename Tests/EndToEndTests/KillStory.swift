import Foundation
import JSON
import TestSupport

/// One rotation that is killed, and what is done about it.
///
/// Collects what is not as it must be.
struct KillStory {
    let lab: KillLab
    var problems: [String] = []
    private(set) var ledger: KillLedger
    let watch: FileWatch
    /// The new value, once it has been seen: from then on it must stay the same.
    private(set) var new: String?
    private var trail: [String] = []
    /// How many processes were killed: each may have cost the answer to a mint.
    private var kills = 0
    var scene: any KillScene { lab.scene }
    var old: String { lab.scene.old }

    /// A story in a laboratory that is put back first, unless it is fresh: that asks the platform, which would count.
    init(_ lab: KillLab, isFresh: Bool = false) throws {
        self.lab = lab
        if !isFresh { try lab.reset() }
        ledger = KillLedger(lab)
        watch = FileWatch(lab)
    }

    /// Runs `molecule` under the tracer and keeps the books.
    @discardableResult
    mutating func run(
        _ arguments: [String], _ injection: Injection = .none,
        counts: @escaping @Sendable (SystemCall) -> Bool = { _ in true }
    ) throws -> TracedRun {
        let run = try lab.traced(arguments, injection, counts: counts, watching: watch)
        ledger.add(run.calls)
        tell(arguments, run)
        return run
    }

    /// Runs `molecule` untraced, killed at a moment.
    mutating func run(_ arguments: [String], killAfter delay: Int) throws -> TracedRun {
        let run = try lab.timed(arguments, killAfter: delay)
        tell(arguments, run)
        // Unseen calls cannot be held against what follows.
        ledger = KillLedger(lab)
        return run
    }

    private mutating func tell(_ arguments: [String], _ run: TracedRun) {
        let last = run.error.split(separator: "\n").last.map { ": \($0)" } ?? ""
        if run.status == 137 || run.hit != nil { kills += 1 }
        let place = run.hit.map { " at \($0.name) \($0.target)" } ?? ""
        trail.append("\(arguments.dropFirst().prefix(2).joined(separator: " "))\(place) -> \(run.status)\(last)")
    }

    mutating func expect(_ condition: Bool, _ problem: @autoclosure () -> String) {
        if !condition { problems.append(problem()) }
    }

    /// What must hold at every instant, whatever has been killed.
    ///
    /// - Returns: What was found.
    @discardableResult
    mutating func examine() throws -> KillSnapshot {
        try scene.settle()
        let found = try KillSnapshot(lab)
        // A secret manager that has the new value was given it when that was proven.
        let isHandedOver = found.isOutside && found.rotations.contains { $0.state(of: "promote") == "done" }
        expect([found.current, found.previous].contains(old) || isHandedOver, "the old value is lost")
        let known = [found.current, found.pending].compactMap { $0 }
        for (place, holding) in zip(scene.places, found.holdings) where holding != place.start && !place.isLoose {
            expect(
                holding.map(known.contains) ?? false,
                "a destination holds something the key store has neither as current nor as pending")
        }
        // What was minted and never arrived is made again; whatever has been kept stays.
        if let new { expect(found.new == nil || found.new == new, "there is a second new value") }
        new = new ?? found.new
        expect(found.rotations.count <= 1, "there are \(found.rotations.count) journals of one rotation")
        if found.rotations.isEmpty { nothingHasHappened(found) } else { journalIsTrue(found) }
        let held = zip(scene.places, found.holdings).filter { !$0.0.isLoose }.map(\.1)
        let live = Set(([found.current, found.pending, found.previous] + held).compactMap { $0 })
        expect(live.count <= 2, "\(live.count) values are held where a rotation has two")
        try nobodyIsLockedOut(found)
        try filesArePrivate(found)
        return found
    }

    private mutating func nothingHasHappened(_ found: KillSnapshot) {
        expect(found.current == old, "the current value changed without a journal")
        expect(found.pending == nil, "a value is pending without a journal")
        expect(found.holdings == scene.places.map(\.start), "a destination changed without a journal")
        expect(scene.accepts(old), "the platform changed without a journal")
    }

    /// Nothing was done that the journal does not know of, and nothing it says was done is undone.
    private mutating func journalIsTrue(_ found: KillSnapshot) {
        guard let new = found.new, let journal = found.rotations.last, journal.outcome == nil, !journal.isRollingBack
        else { return }
        let isPromoted = found.current == new
        var facts: [(String, Bool)] = [("obtain", true), ("promote", isPromoted)]
        for (index, place) in scene.places.enumerated() {
            facts.append(("distribute:\(index)", found.holdings[index] == new))
            if let deployed = place.deployed { facts.append(("deploy:\(index)", deployed() == new)) }
        }
        // Where both values work, no one can be asked whether a restart has been.
        if !scene.overlaps, journal.activates {
            // A restart was asked for and takes a moment.
            if journal.state(of: "activate") == "done" { Wait.until(10) { [scene] in scene.accepts(new) } }
            facts.append(("activate", scene.accepts(new)))
        }
        if scene.overlaps, journal.retires { facts.append(("retire", !scene.accepts(old))) }
        for (step, isSo) in facts {
            let state = journal.state(of: step)
            expect(!isSo || state != nil, "\(step) has acted, but the journal says nothing of it")
            expect(isSo || state != "done", "\(step) is done, says the journal, but it is not so")
        }
        let isProven = journal.isProven
        expect(!isPromoted || isProven, "the new value is current although it is not proven")
        let isRetired = scene.overlaps && !scene.accepts(old)
        expect(!isRetired || isProven && isPromoted, "the old value is dead although the new one is not proven")
    }

    private mutating func nobodyIsLockedOut(_ found: KillSnapshot) throws {
        let scene = scene
        expect(!scene.accepts(nil), "the platform lets everyone in")
        var working = 0
        // A restart may come about between the two questions, also one that a killed rotation's command still makes.
        for _ in 0..<100 {
            working = [old, new].compactMap { $0 }.filter { scene.accepts($0) }.count
            if working == 1 || scene.overlaps && working == 2 { break }
            usleep(100_000)
        }
        expect(working == 1 || scene.overlaps && working == 2, "\(working) of the old and the new value work")
        for (place, holding) in zip(scene.places, found.holdings) where place.isUsed {
            let isAccepted = Wait.until(10) { scene.accepts(place.deployed.map { $0() } ?? holding ?? "") }
            expect(isAccepted, "a destination's users have a value that is not accepted")
        }
        if let count = try scene.liveCount() {
            let isAllowed = count >= 1 && count <= 2 + kills
            expect(isAllowed, "\(count) credentials live where the plan has two")
        }
    }

    /// Modes of everything of ours; no value in a journal.
    private mutating func filesArePrivate(_ found: KillSnapshot) throws {
        for path in files() where !isForeign(path) {
            let mode = try FileManager.default.attributesOfItem(atPath: lab.home.file(path))[.posixPermissions] as? Int
            expect(mode == 0o600, "\(path) has mode \(String(mode ?? 0, radix: 8))")
            guard path.contains(".journal") else { continue }
            let text = try lab.home.read(path)
            for value in [old, new].compactMap({ $0 }) {
                expect(!text.contains(value), "\(path) holds a value")
            }
        }
    }

    private func isForeign(_ path: String) -> Bool {
        scene.foreign.contains { $0.hasSuffix("/") ? path.hasPrefix($0) : path == $0 }
    }

    /// The regular files of the home.
    func files() -> [String] {
        let names = FileManager.default.enumerator(atPath: lab.home.path)?.compactMap { $0 as? String } ?? []
        return names.filter { name in
            var isDirectory: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: lab.home.file(name), isDirectory: &isDirectory)
            return isThere && !isDirectory.boolValue
        }
    }

    /// Brings what is unfinished to its end, forward, or rotates anew when nothing had begun; then the old value must be
    /// dead and the new one alive everywhere.
    mutating func resume() throws {
        let found = try examine()
        if let id = found.unfinished {
            let run = try run([Binary.molecule, "rotations", "resume", id] + scene.onward)
            try goOn(run, "resume", scene.retireByHand)
        } else if found.rotations.isEmpty {
            let run = try run(lab.rotation)
            try goOn(run, "resume", scene.retireByHand)
        }
        try hasEnded(as: "completed")
    }

    /// Where a rotation waits for somebody, somebody does it, and it is gone on with.
    mutating func goOn(_ run: TracedRun, _ verb: String, _ doByHand: () -> [String]?) throws {
        // Only the clock ends such a wait.
        if run.status == 8, scene.endsWaiting, verb == "resume", try examine().isWaitingToRetire { return }
        guard run.status == 3 else { return expect(run.status == 0, "\(verb) ended with \(run.status)") }
        let found = try examine()
        guard let id = found.unfinished, let done = doByHand() else { return expect(false, "it waits for nobody") }
        let end = try self.run([Binary.molecule, "rotations", verb, id] + scene.onward + done)
        expect(end.status == 0, "going on with \(verb) ended with \(end.status)")
    }

    /// Rolls an unfinished rotation back; the old value must be alive everywhere.
    ///
    /// `second` hits the way back, which is then gone on with.
    ///
    /// - Returns: Whether it was hit.
    mutating func rollBack(_ second: Injection = .none) throws -> Bool {
        let found = try examine()
        guard let id = found.unfinished else {
            try resume()
            return false
        }
        let hit = try run([Binary.molecule, "rotations", "rollback", id] + scene.onward, second)
        if found.current != old {
            expect(hit.hit != nil || hit.status == 7, "a rollback after the promotion ended with \(hit.status)")
            try resume()
            return hit.hit != nil
        }
        let journal = try examine().rotations.last
        // Either verb goes on with a way back that has begun; both are used in turn.
        let verb = journal?.isRollingBack == true && trail.count.isMultiple(of: 2) ? "resume" : "rollback"
        if journal?.outcome == nil {
            let run = try run([Binary.molecule, "rotations", verb, id] + scene.onward)
            try goOn(run, verb, scene.abandonByHand)
        }
        try hasEnded(as: "rolled-back")
        return hit.hit != nil
    }

    /// The problems with what led to them, one line each.
    func report(_ point: String) -> [String] {
        guard !problems.isEmpty else { return [] }
        let found = Set(problems).sorted().joined(separator: "; ")
        return ["\(point): \(found) [\(trail.joined(separator: " | "))]"]
    }
}
