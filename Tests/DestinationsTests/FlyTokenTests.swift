import Foundation
import HostSystem
import Keyfile
import Rotation
import Synchronization
import TestSupport
import Testing

@testable import Destinations

@Suite(.blocking) struct FlyTokenTests {
    private let fixture: ProgramFixture
    private let maker: FlyTokenMaker
    private let name = "molecule-r-20261120T230102Z-9f3a1c"
    private let tokens = "\(ProgramFixture.app)/tokens"

    init() throws {
        fixture = try ProgramFixture([.flyctl])
        maker = FlyTokenMaker(app: "control-plane", name: name, expiry: "2160h", in: fixture.setting)
        try standIn.write("\(tokens)/old1/name", "the old token")
    }

    private var standIn: StandIn { fixture.standIn }

    private func retirement(_ id: String = "old1") -> FlyTokenRetirement {
        FlyTokenRetirement(
            app: "control-plane", oldID: id, newName: name, proofs: [],
            pace: ProofPace(isInterrupted: { false }, tell: { _ in }), patience: .zero, in: fixture.setting)
    }

    private func retire(_ id: String = "old1") async -> (note: String?, failure: StepFailure?) {
        var note: String?
        let failure = await stepFailure { () async throws(StepFailure) in
            note = try await retirement(id).retireOld(nil, replacement: secret("new"), obtained: .now)
        }
        return (note, failure)
    }

    /// The ids of the tokens this rotation made that still work.
    private var live: [String] {
        standIn.names(tokens).filter { id in
            standIn.read("\(tokens)/\(id)/name") == name && standIn.read("\(tokens)/\(id)/revoked") == nil
        }
    }

    @Test func `a token is made under the name of the rotation`() async throws {
        let id = try #require(RotationID("r-20261120T230102Z-9f3a1c"))
        #expect(FlyTokenMaker.name(for: id) == name)
        let token = try await maker.make(isRepeated: false, old: secret("FlyV1 fm2_old"))
        let value = token.reveal { String(decoding: $0, as: UTF8.self) }
        #expect(value.hasPrefix("FlyV1 fm2_"))
        #expect(try standIn.read("\(tokens)/\(#require(live.first))/value") == value + "\n")
        let words = try #require(standIn.changes.first?.words)
        #expect(words.joined(separator: " ").hasSuffix("--name \(name) -a control-plane --json --expiry 2160h"))
    }

    @Test func `a token whose value was lost is revoked before another is made`() async throws {
        try standIn.set(.loses, .flyctl, "tokens-create")
        let lost = await stepFailure { () async throws(StepFailure) in
            _ = try await maker.make(isRepeated: false, old: nil)
        }
        #expect(lost?.reason == "flyctl tokens create deploy ended with status 1")
        #expect(live.count == 1)
        try standIn.set(.works, .flyctl, "tokens-create")
        _ = try await maker.make(isRepeated: true, old: nil)
        #expect(live.count == 1)
        #expect(standIn.names(tokens).count == 3)
    }

    @Test func `a leftover that cannot be revoked keeps another from being made`() async throws {
        _ = try await maker.make(isRepeated: false, old: nil)
        try standIn.set(.lies, .flyctl, "tokens-revoke")
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await maker.make(isRepeated: true, old: nil)
        }
        #expect(failure?.reason.hasSuffix("is still not revoked") == true)
        #expect(live.count == 1 && standIn.names(tokens).count == 2)
    }

    @Test func `a program that prints no token is noticed`() async throws {
        try standIn.set(.lies, .flyctl, "tokens-create")
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await maker.make(isRepeated: false, old: nil)
        }
        #expect(failure?.reason == "flyctl tokens create ended well, but printed no token")
    }

    @Test func `the old token is revoked, and the list says so`() async throws {
        #expect(try await retirement().inspect() == "token old1, called 'the old token', works")
        #expect(try await retirement().isOldRetired(nil) == false)
        #expect(await retire().note?.hasPrefix("revoked at 20") == true)
        #expect(try await retirement().isOldRetired(nil) == true)
        let count = standIn.changes.count
        #expect(await retire().note?.hasPrefix("revoked at 20") == true)
        #expect(standIn.changes.count == count, "what is revoked is not revoked again")
        #expect(try await retirement().inspect() == "token old1, called 'the old token', is revoked already")
    }

    @Test func `a program or a token that is missing is found beforehand`() async throws {
        #expect(try await (maker as any Inspectable).inspect() == "control-plane has 1 tokens that work")
        let mistyped: any Inspectable = retirement("nosuch")
        #expect(isMissing(await stepFailure { () async throws(StepFailure) in _ = try await mistyped.inspect() }))
        let empty = try ProgramFixture([])
        let absent = FlyTokenMaker(app: "control-plane", name: name, expiry: nil, in: empty.setting)
        #expect(isMissing(await stepFailure { () async throws(StepFailure) in _ = try await absent.inspect() }))
        #expect(standIn.changes.isEmpty)
    }

    @Test func `a revocation that cannot be finished ends by somebody's word, and not before it was tried`()
        async throws
    {
        try standIn.set(.refuses, .flyctl, "tokens-revoke")
        let told = Mutex<[String]>([])
        let insisted = InsistedRetirement(retirement()) { line in told.withLock { $0.append(line) } }
        let note = try await insisted.retireOld(nil, replacement: secret("new"), obtained: .now)
        #expect(note?.hasPrefix("somebody said that it is ended; not confirmed: flyctl tokens revoke") == true)
        #expect(told.withLock { $0.count } == 1)
        try standIn.set(.works, .flyctl, "tokens-revoke")
        let done = try await insisted.retireOld(nil, replacement: secret("new"), obtained: .now)
        #expect(done?.hasPrefix("revoked at 20") == true)
        #expect(told.withLock { $0.count } == 1)
    }

    @Test func `the exit status of a revocation is not believed`() async throws {
        try standIn.set(.lies, .flyctl, "tokens-revoke")
        #expect(
            await retire().failure?.reason == "flyctl tokens revoke ended well, but token old1 is still not revoked")
        try standIn.set(.halfSucceeds, .flyctl, "tokens-revoke")
        #expect(await retire().note?.hasPrefix("revoked at 20") == true)
    }

    @Test func `the new token is never revoked in place of the old one`() async throws {
        _ = try await maker.make(isRepeated: false, old: nil)
        let failure = await retire(try #require(live.first)).failure
        guard case .conflict? = failure?.kind else {
            Issue.record("it is of another kind: \(failure?.reason ?? "no failure")")
            return
        }
        #expect(live.count == 1)
    }

    @Test(arguments: ["absent", "", "--help", "a b"]) func `a token that is not listed is not revoked`(_ id: String)
        async
    {
        #expect(isMissing(await retire(id).failure))
        #expect(standIn.changes.isEmpty)
    }

    @Test func `the new tokens are revoked by their name, and no other`() async throws {
        _ = try await maker.make(isRepeated: false, old: nil)
        #expect(try await retirement().retireNew(nil, old: nil) == "1 revoked")
        #expect(live.isEmpty && standIn.read("\(tokens)/old1/revoked") == nil)
        #expect(try await retirement().retireNew(nil, old: nil) == "0 revoked")
    }

    @Test(arguments: [
        "Tokens for app \"a\":\nID   \tNAME      \tCREATED BY\tEXPIRES AT\tREVOKED AT\nx1\ta name\tb@c\tlater\t\nx2\tb\tc\td\tgone \n",
        "ID  NAME    CREATED BY  EXPIRES AT  REVOKED AT\nx1  a name  b@c         later\nx2  b       c           d           gone  \n",
    ]) func `a table is read with tabs and without`(_ text: String) throws {
        let columns = ["ID", "NAME", "CREATED BY", "EXPIRES AT", "REVOKED AT"]
        let table = try #require(TextTable(Array(text.utf8), columns: columns))
        #expect(table.rows.map { $0["ID"] } == ["x1", "x2"])
        #expect(table.rows.map { $0["NAME"] } == ["a name", "b"])
        #expect(table.rows.map { $0["REVOKED AT"] } == ["", "gone"])
        #expect(TextTable(Array("no table\n".utf8), columns: columns) == nil)
    }
}
