import HostSystem
import Keyfile
import Rotation
import Synchronization
import TestSupport
import Testing

@testable import Destinations

/// A person who answers, or is not there.
private func hand(isDone: Bool = false, answer: Bool? = nil) -> HandStep {
    HandStep(isDone: isDone, hint: "go on") { _ in answer }
}

@Suite struct ExpiryRetirementTests {
    private let obtained = Timestamp(milliseconds: 1_800_000_000_000)

    private func retire(after milliseconds: Int64, isDone: Bool = false) async -> (note: String?, failure: StepFailure?)
    {
        let now = Timestamp(milliseconds: obtained.milliseconds + milliseconds)
        let retirement = ExpiryRetirement(
            hours: 24, obtained: obtained, old: hand(isDone: isDone), new: hand(), newInstruction: "End it.",
            now: { now })
        do throws(StepFailure) {
            return (try await retirement.retireOld(secret("old"), replacement: secret("new"), obtained: obtained), nil)
        } catch { return (nil, error) }
    }

    @Test func `until its hours are over it waits, and says how long`() async {
        for (gone, left) in [(0, "24 h 0 min"), (3_600_000, "23 h 0 min"), (86_399_000, "1 min")] as [(Int64, String)] {
            let failure = await retire(after: gone).failure
            #expect(failure?.reason.hasSuffix("which is \(left) from now") == true, "\(failure?.reason ?? "")")
            guard case .awaitingTime(let end)? = failure?.kind else {
                Issue.record("it is of another kind")
                continue
            }
            #expect(end.milliseconds == obtained.milliseconds + 86_400_000)
        }
    }

    @Test func `when they are over it is done`() async throws {
        #expect(await retire(after: 86_400_000).note != nil)
        let now = obtained
        let early = ExpiryRetirement(
            hours: 1, obtained: obtained, old: hand(), new: hand(), newInstruction: "", now: { now })
        #expect(try await early.isOldRetired(nil) == false)
        let late = ExpiryRetirement(
            hours: 0, obtained: obtained, old: hand(), new: hand(), newInstruction: "", now: { now })
        #expect(try await late.isOldRetired(nil) == true)
        let unknown = ExpiryRetirement(hours: 1, obtained: nil, old: hand(), new: hand(), newInstruction: "")
        #expect(try await unknown.isOldRetired(nil) == nil)
    }

    @Test func `somebody may end it before`() async {
        #expect(await retire(after: 0, isDone: true).note?.contains("before its time") == true)
    }
}

@Suite struct ManualRetirementTests {
    /// A proof that says of values what it was told.
    private struct Told: RefusalProof {
        let answers: Mutex2
        var statement: String { "is told" }
        func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? { nil }
        func isRefused(_ value: Secret) async throws(StepFailure) -> Bool? { answers.next() }
    }

    /// Answers in order, the last one for ever.
    private final class Mutex2: Sendable {
        private let list: Mutex<[Bool?]>
        init(_ list: [Bool?]) { self.list = Mutex(list) }
        func next() -> Bool? { list.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] } }
    }

    private func retire(
        _ hand: HandStep, _ answers: [Bool?] = [], guardian: (@Sendable () async throws(StepFailure) -> Void)? = nil,
        patience: Duration = .zero
    ) async -> (note: String?, failure: StepFailure?) {
        let retirement = ManualRetirement(
            instruction: "Delete it.", newInstruction: "End it.", old: hand, new: hand, guardian: guardian,
            proofs: answers.isEmpty ? [] : [Told(answers: Mutex2(answers))], pace: .plain, patience: patience)
        do throws(StepFailure) {
            return (try await retirement.retireOld(secret("old"), replacement: secret("new"), obtained: .now), nil)
        } catch { return (nil, error) }
    }

    @Test func `where nobody can be asked it waits, with the command that goes on`() async {
        let failure = await retire(hand()).failure
        #expect(failure?.isWaiting == true && failure?.reason == "Delete it" && failure?.hint == "go on")
        #expect(await retire(hand(answer: false)).failure?.isWaiting == true)
    }

    @Test func `what somebody says is confirmed where it can be`() async {
        #expect(await retire(hand(answer: true)).note == "not confirmed: nothing can be asked")
        #expect(await retire(hand(answer: true), [false, true]).note == "confirmed: the old value is refused")
        #expect(await retire(hand(answer: true), [false]).failure?.reason == "the old value is still accepted")
        #expect(
            await retire(hand(isDone: true), [false, false, true], patience: .seconds(60)).note?.hasPrefix("confirmed")
                == true)
    }

    @Test func `nobody is asked about what is known to be dead`() async {
        #expect(await retire(hand(), [true]).note == "found refused")
    }

    @Test func `as long as somebody may need the old value it is not ended`() async {
        let failure = await retire(
            hand(isDone: true), guardian: { () async throws(StepFailure) in throw StepFailure(.awaitingHand, "asleep") }
        ).failure
        #expect(failure?.reason == "asleep")
    }
}

@Suite(.blocking) struct CommandRetirementTests {
    @Test func `the command gets the value, and one that is not at hand is ended by hand`() async throws {
        let home = try TemporaryHome()
        let runner = CommandRunner(
            ExternalProgram.Setting(
                directory: home.path, environment: ["PATH": "/usr/bin:/bin"], deadline: .seconds(30)))
        let retirement = CommandRetirement(
            command: "cat > ended", runner: runner, old: hand(), new: hand(), proofs: [], pace: .plain, patience: .zero)
        _ = try await retirement.retireOld(secret("old"), replacement: secret("new"), obtained: .now)
        #expect(try home.read("ended") == "old")
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await retirement.retireOld(nil, replacement: secret("new"), obtained: .now)
        }
        #expect(failure?.isWaiting == true)
    }
}
