import Foundation
import HostSystem
import Keyfile
import TestSupport
import Testing

@testable import Rotation

/// A destination in memory that stays when the process does not.
private final class Shelf: Destination, @unchecked Sendable {
    var value: [UInt8]
    /// Ends the process, as far as the engine can see, at this many calls from now.
    var callsLeft = Int.max

    init(_ value: String) { self.value = Array(value.utf8) }

    var name: String { "exec:shelf" }
    var statement: String { "" }

    func inspect() async throws(StepFailure) -> String { "" }

    func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        try count()
        return value.reveal { $0 == self.value }
    }

    func put(_ value: Secret) async throws(StepFailure) {
        self.value = value.reveal { $0 }
        try count()
    }

    private func count() throws(StepFailure) {
        callsLeft -= 1
        if callsLeft == 0 { throw StepFailure(.unavailable, "it went away") }
    }
}

/// The value is live when the shelf has it.
private struct ShelfProof: LivenessProof {
    let shelf: Shelf

    var statement: String { "" }

    func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        guard let retired, try await shelf.holds(value) == true, try await shelf.holds(retired) == false else {
            throw StepFailure(.unproven, "it is not live")
        }
        return nil
    }
}

private struct Maker: ValueMaker {
    var statement: String { "" }

    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        do { return Secret(TextEncoding.base64(try SystemRandom.bytes(32))) } catch {
            throw StepFailure(.refused, "no random bytes")
        }
    }
}

/// The engine with the real key store and the real journal.
@Suite struct StoredRotationTests {
    private let home: TemporaryHome
    private let keys: KeyStore
    private let journals: JournalStore
    private let key: KeyName
    private let shelf = Shelf("old-value")

    init() throws {
        home = try TemporaryHome()
        keys = KeyStore(path: home.file("keys"))
        journals = JournalStore(path: home.file("rotations"))
        key = try #require(KeyName("production"))
        let entry = try KeyEntry(
            name: key, kind: .adminToken, origin: try Origin("https://a.example"), organization: nil,
            secret: Secret(Array("old-value".utf8)), created: .now)
        try keys.create(entry)
    }

    private func begin() throws -> Journal {
        let plan = try samplePlan(["exec:shelf"], activation: nil)
        return try journals.create(try RotationID.new(at: .now), plan, at: .now)
    }

    private func engine(_ journal: any RotationJournal) -> RotationEngine {
        RotationEngine(
            journal,
            tools: RotationEngine.Tools(
                vault: KeyStoreVault(keys, key: key, needsOld: true), maker: Maker(), destinations: [shelf],
                activate: nil, proofs: [ShelfProof(shelf: shelf)], isInterrupted: { false }, report: { _ in }))
    }

    private func text(_ version: KeyEntry.Version?) -> String? {
        version?.secret.reveal { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `a rotation leaves the new value current, the old one previous and none in its journal`() async throws {
        let journal = try begin()
        guard case .finished(.completed) = await engine(journal).run() else {
            Issue.record("it did not complete")
            return
        }
        let entry = try keys.load(key)
        #expect(text(entry.previous) == "old-value" && entry.pending == nil)
        #expect(text(entry.current).map { Array($0.utf8) } == shelf.value)
        let written = try home.read("rotations/\(journal.id.text).journal")
        for value in ["old-value", String(decoding: shelf.value, as: UTF8.self)] { #expect(!written.contains(value)) }
        #expect(try journals.read(journal.id).outcome == .completed)
    }

    @Test(arguments: 1...10, [false, true])
    func `a rotation that is stopped at any call goes on from its files, forward or back`(_ call: Int, _ back: Bool)
        async throws
    {
        let id = try begin().id
        shelf.callsLeft = call
        _ = await engine(try journals.resume(id)).run()
        shelf.callsLeft = .max
        var end = await (back ? engine(try journals.resume(id)).rollBack() : engine(try journals.resume(id)).run())
        if case .stopped(.promote, _) = end { end = await engine(try journals.resume(id)).run() }
        let entry = try keys.load(key)
        #expect(entry.pending == nil)
        #expect(text(entry.current).map { Array($0.utf8) } == shelf.value)
        switch try journals.read(id).outcome {
        case .completed?: #expect(text(entry.previous) == "old-value" && text(entry.current) != "old-value")
        case .rolledBack?: #expect(back && text(entry.current) == "old-value" && entry.previous == nil)
        case .abandoned?: Issue.record("nobody gave it up")
        case nil: Issue.record("it did not end: \(end)")
        }
    }

    @Test func `a value stays the pending one however often the step is repeated`() throws {
        let vault = KeyStoreVault(keys, key: key, needsOld: true)
        let id = try RotationID.new(at: .now)
        let first = try vault.stage(id, Secret([0x41]))
        #expect(try vault.stage(id, Secret([0x42])) == first)
        let values = try vault.values(id)
        #expect(values.new?.matches(Secret([0x41])) == true && !values.isPromoted)
        #expect(values.old?.matches(Secret(Array("old-value".utf8))) == true)
    }

    @Test func `another rotation's value is neither replaced nor shown nor dropped`() throws {
        let vault = KeyStoreVault(keys, key: key, needsOld: true)
        let mine = try RotationID.new(at: .now), other = try #require(RotationID("r-20200101T000000Z-000000"))
        _ = try vault.stage(other, Secret([0x41]))
        let refusal = #expect(throws: StepFailure.self) { try vault.stage(mine, Secret([0x42])) }
        #expect(refusal?.reason.contains(other.text) == true)
        #expect(try vault.values(mine).new == nil)
        try vault.discard(mine)
        #expect(throws: StepFailure.self) { try vault.promote(mine) }
        #expect(try vault.values(other).new != nil)
        try vault.discard(other)
        #expect(try vault.values(other).new == nil)
    }

    @Test func `a promotion can be repeated and a promoted value cannot be staged or dropped`() throws {
        let vault = KeyStoreVault(keys, key: key, needsOld: true)
        let id = try RotationID.new(at: .now)
        let fingerprint = try vault.stage(id, Secret([0x41]))
        for _ in 0..<2 { try vault.promote(id) }
        #expect(try vault.stage(id, Secret([0x42])) == fingerprint)
        try vault.discard(id)
        let values = try vault.values(id)
        #expect(values.isPromoted && values.new?.matches(Secret([0x41])) == true)
        #expect(values.old?.matches(Secret(Array("old-value".utf8))) == true)
    }

    @Test func `a failure of the store is told as one of the step`() throws {
        let vault = KeyStoreVault(keys, key: try #require(KeyName("missing")), needsOld: true)
        let unknown = #expect(throws: StepFailure.self) { try vault.values(try RotationID.new(at: .now)) }
        #expect(unknown?.reason == "there is no key entry 'missing'" && unknown?.hint == "molecule keys list")
        #expect(chmod(home.file("keys/production"), 0o644) == 0)
        let open = #expect(throws: StepFailure.self) {
            try KeyStoreVault(keys, key: key, needsOld: true).values(try RotationID.new(at: .now))
        }
        #expect(open?.hint == "chmod 600 \(home.file("keys/production"))")
    }

    @Test func `an entry that is not there is made with the value pending, and goes with it`() throws {
        let name = try #require(KeyName("fresh"))
        let vault = KeyStoreVault(
            keys, key: name, needsOld: false,
            absent: .init(kind: .serviceSecret, origin: try Origin("https://a.example"), organization: nil))
        let id = try RotationID.new(at: .now)
        #expect(try vault.values(id).new == nil)
        try vault.discard(id)
        let first = try vault.stage(id, Secret([0x41]))
        #expect(try vault.stage(id, Secret([0x42])) == first)
        let entry = try keys.load(name)
        #expect(entry.current == nil && entry.pending?.rotation == id.text && entry.kind == .serviceSecret)
        try vault.discard(id)
        #expect(try !keys.names().contains(name))
        _ = try vault.stage(id, Secret([0x43]))
        try vault.promote(id)
        #expect(try vault.values(id).old == nil)
        let promoted = try keys.load(name)
        #expect(text(promoted.current) == "C" && promoted.previous == nil)
    }

    @Test func `a value set aside is an entry of its own, however often it is tried`() throws {
        let vault = KeyStoreVault(keys, key: key, needsOld: true)
        let id = try RotationID.new(at: .now)
        #expect(try vault.setAside(id) == nil)
        _ = try vault.stage(id, Secret([0x41]))
        // As after a crash between the copy and the dropping of the original.
        let aside = try #require(KeyName(id.text))
        let entry = try keys.load(key)
        try keys.create(entry.aside(try #require(entry.pending), as: aside))
        #expect(try vault.setAside(id) == id.text)
        #expect(try keys.load(key).pending == nil)
        let kept = try keys.load(aside)
        #expect(text(kept.current) == "A" && kept.origin == entry.origin)
        #expect(try vault.setAside(id) == id.text)
    }

    @Test func `a rotation whose value was made is refused when it is no longer there`() async throws {
        let journal = try begin()
        shelf.callsLeft = 1
        _ = await engine(journal).run()
        shelf.callsLeft = .max
        try KeyStoreVault(keys, key: key, needsOld: true).discard(journal.id)
        guard case .stopped(.distribute(0), let failure) = await engine(try journals.resume(journal.id)).run() else {
            Issue.record("it was not stopped")
            return
        }
        #expect(failure.reason == "the new value is no longer in the key store")
        #expect(shelf.value == Array("old-value".utf8))
    }

    @Test func `a signal stops a rotation before its next step and loses nothing`() async throws {
        let journal = try begin()
        var tools = RotationEngine.Tools(
            vault: KeyStoreVault(keys, key: key, needsOld: true), maker: Maker(), destinations: [shelf], activate: nil,
            proofs: [ShelfProof(shelf: shelf)], isInterrupted: { true }, report: { _ in })
        guard case .stopped(.obtain, let failure) = await RotationEngine(journal, tools: tools).run(),
            case .interrupted = failure.kind
        else {
            Issue.record("it was not interrupted")
            return
        }
        #expect(try journals.read(journal.id).sequence == 1)
        tools.isInterrupted = { false }
        guard case .finished(.completed) = await RotationEngine(journal, tools: tools).run() else {
            Issue.record("it did not go on")
            return
        }
    }
}
