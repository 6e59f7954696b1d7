import Foundation
import Synchronization
import TestSupport
import Testing

/// The crash proof: a rotation is killed everywhere, and what is left must always be whole.
///
/// How many points of each kind of rotation are tried is for `KillSchedule` to say. The tests run one after the other,
/// since each keeps the machine busy by itself.
@Suite(.serialized, .blocking) struct KillTests {
    /// The calls of rotations that are left alone.
    private static let plains = Mutex<[KillKind: [SystemCall]]>([:])

    /// The calls a rotation makes that is left alone.
    private static func plain(_ kind: KillKind) throws -> [SystemCall] {
        if let calls = plains.withLock({ $0[kind] }) { return calls }
        var story = try KillStory(try KillLab(kind))
        let run = try story.run(story.lab.rotation)
        try story.goOn(run, "resume", story.lab.scene.retireByHand)
        try story.hasEnded(as: "completed")
        guard story.problems.isEmpty else { throw KillFailure(story.report("plain").joined()) }
        plains.withLock { $0[kind] = run.calls }
        return run.calls
    }

    @Test(arguments: KillKind.allCases)
    func `a rotation that is left alone makes everything durable in the right order`(_ kind: KillKind) throws {
        let calls = try KillTests.plain(kind)
        print("kill tests: \(kind.rawValue) makes \(calls.count) calls")
        #expect(calls.count > 100)
    }

    @Test(.enabled(if: Binary.isCI || Binary.tool("strace") != nil))
    func `strace sees the same calls, so none goes uncounted`() throws {
        let strace = try #require(Binary.tool("strace"), "in CI strace must be there")
        let lab = try KillLab(.adminToken)
        try lab.reset()
        let trace = lab.home.file("strace.out")
        let names = ["fsync", "renameat", "ftruncate", "flock", "fchmod", "connect", "sendto"]
        let run = try Run.program(
            strace, ["-f", "-qq", "-y", "-o", trace, "-e", "trace=\(names.joined(separator: ","))"] + lab.rotation,
            environment: lab.home.environment, directory: lab.home.path)
        #expect(run.status == 0, "\(run.error)")
        let ours = try KillTests.plain(.adminToken)
        let lines = try lab.home.read("strace.out").split(separator: "\n")
        for name in names {
            let theirs = lines.filter { line in
                line.contains(" \(name)(") && (line.contains(lab.home.path) || name == "connect" || name == "sendto")
            }
            // How often the platform is asked depends on how soon it has the new value: one connection a question.
            let slack = name == "connect" || name == "sendto" ? 6 : 0
            #expect(abs(ours.filter { $0.name == name }.count - theirs.count) <= slack, "\(name)")
            #expect(!theirs.isEmpty, "\(name)")
        }
    }

    @Test(arguments: KillKind.allCases)
    func `killed before any call, a rotation is resumed`(_ kind: KillKind) throws {
        let calls = try KillTests.plain(kind)
        let count = calls.count
        // Between a rename and the record of it the least is known, so a sample always has those points.
        let afterRenames = calls.indices.filter { kind.isWhole && calls[$0].name.hasPrefix("rename") }.map {
            min($0 + 2, count)
        }
        let points = Set(KillSchedule.sample(kind, Array(1...count), 12)).union(afterRenames).sorted()
        var problems = KillSchedule.each(kind, points) { lab, number in
            try KillTests.killAndResume(lab, .kill(number), "by system call").problems
        }
        // The last runs may make a call more than the first: on until one is not hit.
        var number = count + 1
        while KillSchedule.isFull, kind.isWhole {
            let (isHit, found) = try KillTests.killAndResume(try KillLab(kind), .kill(number), "by system call")
            problems += found
            guard isHit, number < count + 100 else { break }
            number += 1
        }
        KillTests.record(problems)
    }

    @Test(.enabled(if: TracedRun.canChangeCalls), arguments: KillKind.allCases)
    func `killed in the middle of any write, a rotation is resumed`(_ kind: KillKind) throws {
        let writes = try KillTests.plain(kind).indices.filter { try KillTests.plain(kind)[$0].name == "write" }
        KillTests.record(
            KillSchedule.each(kind, KillSchedule.sample(kind, Array(1...writes.count), 5)) { lab, number in
                try KillTests.killAndResume(lab, .tear(number), "torn writes") { $0.name == "write" }.problems
            })
    }

    @Test(arguments: KillKind.killedByServer)
    func `killed at any request, a rotation is resumed`(_ kind: KillKind) throws {
        let moments = ["before", "after", "half"]
        // A few more than the plain rotation sent: how many there are depends on the clock.
        let count = try KillTests.plain(kind).filter { $0.name == "connect" }.count + 6
        let points = (1...count).flatMap { number in moments.map { ($0, number) } }
        let survived = Mutex<Set<String>>([])
        // A platform counts its requests from its start, so each point has a platform of its own.
        let fault: @Sendable ((String, Int)) -> String = { "kill-client:\($0.0):\(kind.requestsBefore + $0.1)" }
        let problems = KillSchedule.each(kind, KillSchedule.sample(kind, points, 6), fault: fault) { lab, point in
            let (moment, number) = point
            var story = try KillStory(lab, isFresh: true)
            let run = try story.run(story.lab.rotation)
            guard run.status != 0 else {
                survived.withLock { _ = $0.insert(moment) }
                return []
            }
            // Whoever asks next would be killed instead: this very process.
            guard run.status == 137 else {
                return ["\(point): the client was not killed, but ended with \(run.status)"]
            }
            try story.resume()
            KillTally.count("by request")
            return story.report("kill-client:\(moment):\(number)")
        }
        KillTests.record(problems)
        #expect(
            !KillSchedule.isFull || !kind.isWhole || survived.withLock { $0.count } == moments.count,
            "not every request was reached")
    }

    @Test(arguments: KillKind.allCases)
    func `killed again while it is resumed, a rotation is resumed`(_ kind: KillKind) throws {
        let count = try KillTests.plain(kind).count
        var pairs = KillPair.spread(count, seed: 20_261_120, 64)
        pairs = KillSchedule.sample(kind, pairs, 6)
        KillTests.record(
            KillSchedule.each(kind, pairs) { lab, pair in
                var story = try KillStory(lab)
                try story.run(lab.rotation, .kill(pair.first))
                let found = try story.examine()
                if let id = found.unfinished {
                    let run = try story.run(
                        [Binary.molecule, "rotations", "resume", id] + lab.scene.onward, .kill(pair.second))
                    if run.hit != nil { KillTally.count("double kills") }
                }
                try story.resume()
                return story.report("kill \(pair.first), then \(pair.second) of the resumed")
            })
    }

    /// Every kill of a chain is a point: what it left is examined before the next process goes on, and the last one goes
    /// on to the end.
    @Test(arguments: KillKind.allCases)
    func `killed again and again, a rotation is resumed`(_ kind: KillKind) throws {
        let seed: UInt64 = 8_191
        print("kill tests: seed \(seed)")
        let count = try KillTests.plain(kind).count
        let all = Array(0..<66)
        let chains =
            switch (KillSchedule.isFull, kind.isBrief) {
            case (true, false): all
            case (true, true): KillSchedule.sample(kind, all, 2)
            case (false, _): [7, 40]
            }
        KillTests.record(
            KillSchedule.each(kind, chains) { lab, number in
                var generator = SeededGenerator(seed: seed + UInt64(number))
                var story = try KillStory(lab)
                try story.run(lab.rotation, .kill(1 + number * count / 66))
                KillTally.count("chained kills")
                // No more than a server mints in an hour.
                for _ in 0..<8 {
                    guard let id = try story.examine().unfinished else { break }
                    let words = [Binary.molecule, "rotations", "resume", id] + lab.scene.onward
                    let place = Int.random(in: 1...60, using: &generator)
                    guard try story.run(words, .kill(place)).hit != nil else { break }
                    KillTally.count("chained kills")
                }
                try story.resume()
                return story.report("chain \(number)")
            })
    }

    @Test(arguments: KillKind.allCases)
    func `killed anywhere, a rotation is rolled back, and so is a rollback that was killed`(_ kind: KillKind) throws {
        let count = try KillTests.plain(kind).count
        var pairs = KillPair.spread(count, seed: 4711, 56)
        pairs = KillSchedule.sample(kind, pairs, 7)
        KillTests.record(
            KillSchedule.each(kind, pairs) { lab, pair in
                var story = try KillStory(lab)
                try story.run(lab.rotation, .kill(pair.first))
                // Every third is rolled back in one go.
                let isHit = try story.rollBack(pair.second.isMultiple(of: 3) ? .none : .kill(pair.second))
                KillTally.count(isHit ? "killed rollbacks" : "rollbacks")
                return story.report("kill \(pair.first), then \(pair.second) of the rollback")
            })
    }

    @Test(arguments: KillKind.allCases)
    func `killed at any moment of the clock, a rotation is resumed`(_ kind: KillKind) throws {
        let seed: UInt64 = 31_337
        print("kill tests: seed \(seed)")
        var generator = SeededGenerator(seed: seed)
        let moments = KillSchedule.sample(
            kind, (0..<40).map { _ in Int.random(in: 2_000...800_000, using: &generator) }, 6)
        KillTests.record(
            KillSchedule.each(kind, moments) { lab, moment in
                var story = try KillStory(lab)
                let run = try story.run(lab.rotation, killAfter: moment)
                if run.status == 137 { KillTally.count("by the clock") }
                try story.resume()
                return story.report("killed after \(moment) µs")
            })
    }

    @Test(.enabled(if: TracedRun.canChangeCalls), arguments: KillKind.allCases)
    func `an error at any call is told and the rotation is resumed`(_ kind: KillKind) throws {
        let calls = try KillTests.plain(kind)
        var points: [KillError] = []
        for failing in KillError.kinds where kind.startsPrograms || failing.call != "execve" {
            let count = calls.filter { $0.name == failing.call }.count
            #expect(count > 0, "a rotation makes no \(failing.call)")
            let all = (1...max(1, count)).map { number in
                KillError(call: failing.call, code: failing.codes[number % failing.codes.count], number: number)
            }
            points += KillSchedule.sample(kind, all, failing.call == "openat" ? 3 : 1)
        }
        KillTests.record(
            KillSchedule.each(kind, points) { lab, error in
                let name = error.call
                var story = try KillStory(lab)
                let run = try story.run(lab.rotation, .error(error.code, error.number)) { $0.name == name }
                guard run.hit != nil else { return [] }
                KillTally.count("injected errors")
                try story.hasFailedClearly(run)
                try story.resume()
                return story.report("\(name) \(error.number) fails with \(String(cString: strerror(error.code)))")
            })
    }

    @Test func `what was tried is told`() { print(KillTally.summary) }

    /// One kill and what follows.
    private static func killAndResume(
        _ lab: KillLab, _ injection: Injection, _ family: String,
        counts: @escaping @Sendable (SystemCall) -> Bool = { _ in true }
    ) throws -> (isHit: Bool, problems: [String]) {
        var story = try KillStory(lab)
        let run = try story.run(lab.rotation, injection, counts: counts)
        if run.hit != nil { KillTally.count(family) }
        try story.resume()
        return (run.hit != nil, story.report("\(injection)"))
    }

    private static func record(_ problems: [String]) {
        for problem in problems { Issue.record(Comment(rawValue: problem)) }
        print(KillTally.summary)
    }
}
