import HostSystem
import JSON
import Keyfile
import Testing

@testable import Rotation

private func state(_ events: [JournalRecord.Event], _ plan: RotationPlan? = nil) throws -> RotationState {
    let all = [.planned(try plan ?? samplePlan())] + events
    return try RotationState(
        all.enumerated().map { JournalRecord(sequence: $0 + 1, time: Timestamp(milliseconds: Int64($0)), event: $1) })
}

@Suite struct RotationStateTests {
    @Test func `a step is pending, then unknown, then done or failed`() throws {
        #expect(try state([]).progress(of: .obtain) == .pending)
        #expect(try state([.started(.obtain)]).progress(of: .obtain) == .unknown)
        #expect(try state([.started(.obtain), .done(.obtain, note: nil)]).progress(of: .obtain) == .done)
        let failed = try state([.started(.obtain), .failed(.obtain, reason: "no")])
        #expect(failed.progress(of: .obtain) == .failed && failed.reasons[.obtain] == "no")
        let again = try state([
            .started(.obtain), .failed(.obtain, reason: "no"), .started(.obtain), .done(.obtain, note: nil),
        ])
        #expect(again.progress(of: .obtain) == .done && again.reasons[.obtain] == nil)
        #expect(failed.progress(of: .distribute(0)) == .pending && again.progress(of: .distribute(1)) == .pending)
    }

    @Test func `the state knows when it was planned, when it was changed and how it ended`() throws {
        let state = try state([.started(.obtain), .rollbackStarted, .finished(.rolledBack)])
        #expect(state.planned.milliseconds == 0 && state.updated.milliseconds == 3 && state.sequence == 4)
        #expect(state.isRollingBack && state.outcome == .rolledBack)
    }

    @Test func `records without a plan at their head, or with one missing, are no rotation`() throws {
        let started = JournalRecord(sequence: 1, time: .now, event: .started(.obtain))
        #expect(throws: RotationState.Defect(reason: "it does not start with a plan")) { try RotationState([]) }
        #expect(throws: RotationState.Defect(reason: "it does not start with a plan")) { try RotationState([started]) }
        let plan = JournalRecord(sequence: 1, time: .now, event: .planned(try samplePlan()))
        for sequence in [0, 1, 3] {
            let next = JournalRecord(sequence: sequence, time: .now, event: .started(.obtain))
            #expect(throws: RotationState.Defect(reason: "a record is missing in the middle")) {
                try RotationState([plan, next])
            }
        }
    }

    @Test func `the way forward is that of the plan`() throws {
        #expect(try state([]).steps == [.obtain, .distribute(0), .distribute(1), .activate, .verify(0), .promote])
        #expect(try samplePlan(["exec:x"], activation: nil).steps == [.obtain, .distribute(0), .verify(0), .promote])
    }

    static let ways: [(events: [JournalRecord.Event], activates: Bool, back: [RotationStep])] = [
        ([], true, [.discard]), ([.done(.obtain, note: nil)], true, [.discard]),
        ([.started(.distribute(0))], true, [.restore(0), .reactivate, .verifyRestored, .discard]),
        ([.failed(.distribute(0), reason: "")], true, [.restore(0), .reactivate, .verifyRestored, .discard]),
        (
            [.done(.distribute(0), note: nil), .started(.distribute(1))], true,
            [.restore(1), .restore(0), .reactivate, .verifyRestored, .discard]
        ),
        (
            [.done(.distribute(0), note: nil), .done(.distribute(1), note: nil), .started(.activate)], true,
            [.restore(1), .restore(0), .reactivate, .verifyRestored, .discard]
        ),
        (
            [.started(.distribute(0)), .failed(.activate, reason: "")], true,
            [.restore(0), .reactivate, .verifyRestored, .discard]
        ),
        (
            [.done(.distribute(0), note: nil), .failed(.verify(0), reason: "")], true,
            [.restore(0), .reactivate, .verifyRestored, .discard]
        ),
        ([], false, [.discard]), ([.started(.distribute(0))], false, [.restore(0), .verifyRestored, .discard]),
        (
            [.done(.distribute(0), note: nil), .failed(.verify(0), reason: "")], false,
            [.restore(0), .verifyRestored, .discard]
        ),
    ]

    static let richWays: [(events: [JournalRecord.Event], back: [RotationStep])] = [
        ([], [.discard]), ([.waiting(.obtain, reason: "")], [.discard]), ([.started(.obtain)], [.retireNew, .discard]),
        (
            [.done(.obtain, note: nil), .started(.distribute(1))],
            [.restore(1), .redeploy(1), .verifyRestored, .retireNew, .discard]
        ),
        (
            [
                .done(.obtain, note: nil), .done(.distribute(0), note: nil), .done(.distribute(1), note: nil),
                .failed(.deploy(1), reason: ""),
            ],
            [.restore(1), .restore(0), .redeploy(1), .verifyRestored, .retireNew, .discard]
        ),
    ]

    @Test(arguments: 0..<5) func `the way back of a minted value also deploys and retires`(_ index: Int) throws {
        let (events, back) = RotationStateTests.richWays[index]
        #expect(try state(events, try richPlan()).rollbackSteps == back)
        #expect(
            try state([], try richPlan()).steps == [
                .obtain, .distribute(0), .distribute(1), .deploy(1), .verify(0), .verify(1), .promote, .retire,
            ])
    }

    @Test func `a place that took nothing is believed to have nothing, until an attempt may have reached it`() throws {
        let step = RotationStep.distribute(0)
        let untaken = JournalRecord.Event.failed(step, reason: "", isUntaken: true)
        #expect(try !state([]).mayBeThere(step))
        #expect(try !state([.started(step), untaken]).mayBeThere(step))
        #expect(try state([.started(step), untaken]).mayHaveActed(step), "its way back is gone all the same")
        #expect(try state([.started(step), untaken, .started(step)]).mayBeThere(step))
        #expect(
            try state([.started(step), .started(step), untaken]).mayBeThere(step), "the first may have put it there")
        #expect(try state([.started(step), .failed(step, reason: "")]).mayBeThere(step))
        #expect(try !state([.done(step, note: nil), .rollbackStarted]).mayBeThere(.restore(0)))
        #expect(try state([.started(step), .rollbackStarted]).mayBeThere(.restore(0)))
        let back: [JournalRecord.Event] = [.done(step, note: nil), .rollbackStarted, .started(.restore(0))]
        #expect(try state(back).mayBeThere(.restore(0)))
    }

    @Test func `a step that waits says what for, and the journal knows when steps were done and why it ended`() throws {
        let waiting = try state([.done(.obtain, note: "n"), .waiting(.retire, reason: "until then")])
        #expect(waiting.progress(of: .retire) == .waiting && waiting.reasons[.retire] == "until then")
        #expect(waiting.time(of: .obtain)?.milliseconds == 1 && waiting.notes[.obtain] == "n")
        #expect(waiting.time(of: .retire) == nil)
        #expect(try state([.finished(.abandoned, reason: "gone")]).outcomeReason == "gone")
    }

    @Test(arguments: 0..<11) func `the way back undoes what may have been done, last first`(_ index: Int) throws {
        let (events, activates, back) = RotationStateTests.ways[index]
        let forward = try state(events, try samplePlan(activation: activates ? "restart" : nil))
        #expect(forward.rollbackSteps == back)
        #expect(forward.steps.first == .obtain)
        #expect(try state(events + [.rollbackStarted], forward.plan).steps == back)
    }

    @Test func `the way back stays the same while it is gone`() throws {
        let before: [JournalRecord.Event] = [
            .done(.distribute(0), note: nil), .done(.activate, note: nil), .rollbackStarted,
        ]
        let steps = try state(before).steps
        var events = before
        for step in steps {
            events += [.started(step), .done(step, note: nil)]
            #expect(try state(events).steps == steps)
        }
    }
}

@Suite struct RotationPlanTests {
    @Test func `a plan comes back as it was written`() throws {
        for plan in [try samplePlan(), try samplePlan([], activation: nil), try richPlan()] {
            let read = try #require(RotationPlan(try JSONValue.parse(Array(plan.document.compact.utf8))))
            #expect(read == plan && read.digest == plan.digest)
        }
    }

    @Test func `any change of a plan changes its digest`() throws {
        let plan = try richPlan()
        var digests: Set = [plan.digest]
        let changes: [(inout RotationPlan) -> Void] = [
            { $0.subject = "org-key" }, { $0.variable = "X" }, { $0.origin = "https://b.example" },
            { $0.source.kind = "pasted" }, { $0.source.settings = [:] }, { $0.destinations[0].deploys = true },
            { $0.proofs.removeLast() }, { $0.proofs[0].settings["url"] = "https://b.example" },
            { $0.retirement = nil }, { $0.overlaps = false }, { $0.settings["a"] = "2" },
            { $0.destinations.swapAt(0, 1) },
            { $0.destinations.removeLast() }, { $0.activation = "x" },
            { $0.activation = "" }, { $0.directory = "/" }, { $0.passedVariables = [] }, { $0.patience = 121 },
            { $0.replacing = "0a1b2c3e" },
            { $0.key = KeyName("staging") ?? $0.key },
        ]
        for change in changes {
            var other = plan
            change(&other)
            #expect(digests.insert(other.digest).inserted)
        }
        #expect(plan.digest.utf8.count == 64)
    }

    @Test(arguments: [
        "format", "subject", "key", "origin", "variable", "source", "destinations", "proofs", "retirement", "overlaps",
        "settings", "directory", "passed_variables", "patience", "replacing",
    ])
    func `a plan without a member, or with one of another kind, is none`(_ name: String) throws {
        let members = try #require(try samplePlan().document.members)
        #expect(RotationPlan(.object(members.filter { $0.name != name })) == nil)
        #expect(
            RotationPlan(
                .object(members.map { $0.name == name ? .init(name, name == "overlaps" ? "true" : true) : $0 })) == nil)
    }

    @Test(
        arguments: [("format", 1), ("format", 3), ("patience", -1), ("patience", 1 << 31)] as [(String, Int64)])
    func `a number beyond reason makes no plan`(_ name: String, _ number: Int64) throws {
        let members = try #require(try samplePlan().document.members)
        #expect(RotationPlan(.object(members.map { $0.name == name ? .init(name, .integer(number)) : $0 })) == nil)
    }

    @Test(arguments: [
        RotationStep.obtain, .distribute(0), .distribute(999), .activate, .verify(0), .promote, .restore(0),
        .restore(17), .reactivate, .deploy(3), .verify(2), .retire, .redeploy(0), .retireNew,
        .verifyRestored, .discard,
    ])
    func `a step is read from its word`(_ step: RotationStep) { #expect(RotationStep(step.word) == step) }

    @Test(arguments: [
        "", "distribute", "distribute:", "distribute:-1", "distribute:1000", "distribute:x", "restore:0:1", "verify",
        "generate", "Obtain", "retire:0", "deploy:+1", "deploy:01",
    ])
    func `another word is no step`(_ word: String) { #expect(RotationStep(word) == nil) }

    @Test(arguments: ["r-20261120T230102Z-9f3a1c", "r-00000000T000000Z-000000"])
    func `the name of a rotation is read`(_ text: String) { #expect(RotationID(text)?.text == text) }

    @Test(arguments: [
        "", "r", "r-20261120T230102Z", "r-20261120T230102Z-9f3a1", "r-20261120T230102Z-9f3a1c0",
        "r-20261120T230102Z-9F3A1C",
        "r-2026-11-20-9f3a1c", "x-20261120T230102Z-9f3a1c", "r-20261120T230102Z-9f3a1c.journal",
        "../r-20261120T230102Z-9f3a1c",
        "r-20261120T23010/Z-9f3a1c", "r-20261120T230102Z-9f3a1c-", "r-../../../../etc/-9f3a1c",
    ])
    func `anything else is no name and never a path`(_ text: String) { #expect(RotationID(text) == nil) }

    @Test func `a new name has its time in it and is another each time`() throws {
        let time = Timestamp(milliseconds: 1_795_215_662_345)
        let names = try (0..<50).map { _ in try RotationID.new(at: time) }
        #expect(names.allSatisfy { $0.text.hasPrefix("r-20261120T230102Z-") && RotationID($0.text) == $0 })
        #expect(Set(names).count >= 49)
        let later = try RotationID.new(at: Timestamp(milliseconds: 1_795_215_663_000))
        #expect(names.allSatisfy { $0 < later })
    }
}
