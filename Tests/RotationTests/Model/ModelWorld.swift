import HostSystem
import Keyfile

@testable import Rotation

/// Everything in which one rotation is driven that outlives a process: the key store, the journal, the destinations with
/// their consumers, and the issuer.
///
/// Values are numbers here, so that worlds can be compared.
final class ModelWorld: @unchecked Sendable {
    /// What there is, apart from the journal.
    struct Things: Equatable {
        // The key store.
        var current: Int?
        var pending: Int?
        var previous: Int?
        var aside: Int?
        // By destination: what it holds, what of it is deployed, and what its consumer uses.
        var stored: [Int]
        var deployed: [Int]
        var live: [Int]
        /// The values the issuer accepts, a bit each.
        var accepted: UInt64 = 0
    }

    /// A weakness that is built in on purpose, to see that it is found.
    enum Weakness: CaseIterable, Sendable {
        /// Operators go to work side by side, each from what it read once.
        case noLock
        /// Whoever mints again does not look for what was minted before.
        case forgetfulMaker
        /// What is about to be done is not written down.
        case silentJournal
        /// A proof that is always content.
        case credulousProof
    }

    static let garbage = 0
    static let old = 1
    /// How long an issuer that ends the old value by itself accepts it still, in milliseconds.
    static let window: Int64 = 3_600_000

    let setting: ModelSetting
    let plan: RotationPlan
    let weakness: Weakness?
    var things: Things
    var secrets = [Secret([0]), Secret([1])]
    private(set) var records: [JournalRecord]
    private(set) var journal: RotationState
    var clock: Int64 = 0
    /// When the issuer made what it made last.
    var issued: Int64 = 0
    /// Whether the issuer has ended the old value by itself.
    var isExpired = false
    /// What somebody who brings values has made.
    var pasted: Int?
    /// The operator who holds the rotation's lock.
    var holder: ModelOperator?

    // The books.
    var mints = 0
    var lostMints = 0
    /// Values that were durable once.
    var kept: UInt64 = 0
    var effects = 0
    var crashes = 0
    var faults = 0
    var waits = 0
    var refusals = 0
    var checks = 0
    /// What must never be and was, in words.
    private(set) var violations: [String] = []
    /// What happened, when somebody wants to read it.
    private(set) var story: [String]?

    init(_ setting: ModelSetting, weakness: Weakness? = nil, isTold: Bool = false) {
        self.setting = setting
        self.weakness = weakness
        plan = setting.plan
        let everywhere = Array(repeating: ModelWorld.old, count: setting.places.count)
        things = Things(
            current: setting.hasOld ? ModelWorld.old : nil, stored: everywhere, deployed: everywhere, live: everywhere)
        if setting.regime != .local { things.accepted = 1 << ModelWorld.old }
        let first = JournalRecord(sequence: 1, time: Timestamp(milliseconds: 0), event: .planned(plan))
        guard let state = try? RotationState([first]) else { preconditionFailure("a plan alone is a rotation") }
        records = [first]
        journal = state
        if isTold { story = ["\(setting)"] }
    }

    // MARK: The books

    func tell(_ line: @autoclosure () -> String) {
        if story != nil { story?.append(line()) }
    }

    func require(_ isSo: Bool, _ what: @autoclosure () -> String) {
        checks += 1
        guard !isSo else { return }
        violations.append(what())
        tell("VIOLATION: \(violations.last ?? "")")
    }

    /// The journal must say that this step is about to act before it does.
    func act(_ step: RotationStep) {
        effects += 1
        require(records.last?.event == .started(step), "\(step.word) acted before the journal said so")
    }

    /// Adds a record to the durable journal.
    func write(_ event: JournalRecord.Event) {
        if weakness == .silentJournal, case .started = event { return }
        require(journal.outcome == nil, "a record was written after the end")
        let record = JournalRecord(
            sequence: journal.sequence + 1, time: Timestamp(milliseconds: clock), event: event)
        records.append(record)
        journal.apply(record)
        tell("  journal: \(event)")
    }

    // MARK: Values

    func number(_ secret: Secret) -> Int { secrets.firstIndex { $0 === secret } ?? ModelWorld.garbage }
    func secret(_ number: Int?) -> Secret? { number.map { secrets[$0] } }

    /// A value that was not there before.
    func fresh() -> Int {
        secrets.append(Secret([UInt8(secrets.count)]))
        return secrets.count - 1
    }

    func accepts(_ number: Int) -> Bool {
        setting.regime == .local || things.accepted >> UInt64(number) & 1 == 1
    }

    /// The new value, if the key store has one.
    var new: Int? { isPromoted ? things.current : things.pending }
    var isPromoted: Bool { things.current.map { $0 != ModelWorld.old } ?? false }

    /// Whether the key store has a value in any place.
    func isHeld(_ number: Int) -> Bool {
        things.current == number || things.pending == number || things.previous == number || things.aside == number
    }

    // MARK: What happens by itself

    /// The issuer makes a value.
    func issue(_ number: Int) {
        issued = clock
        if setting.regime == .rolling { things.accepted = 0 }
        if setting.regime != .local { things.accepted |= 1 << UInt64(number) }
    }

    func end(_ number: Int) { things.accepted &= ~(1 << UInt64(number)) }

    /// A consumer starts to use what its destination gives it; what cannot be read leaves it as it is.
    func reload(_ index: Int) {
        let value = setting.places[index].deploys ? things.deployed[index] : things.stored[index]
        if value != ModelWorld.garbage { things.live[index] = value }
    }

    /// What is staged is deployed.
    func deploy(_ index: Int) {
        if things.stored[index] != ModelWorld.garbage { things.deployed[index] = things.stored[index] }
        if readsAtOnce { reload(index) }
    }

    /// Whether consumers use what they are given without being restarted.
    var readsAtOnce: Bool { !setting.activates && !setting.isRestartedByHand }

    /// Time passes.
    func pass(_ milliseconds: Int64) {
        clock += milliseconds
        guard setting.ending == .expires, things.accepted.nonzeroBitCount > 1, clock >= issued + ModelWorld.window
        else {
            return
        }
        isExpired = true
        end(ModelWorld.old)
        tell("the issuer ends the old value")
    }
}
