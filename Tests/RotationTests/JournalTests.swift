import Foundation
import HostSystem
import TestSupport
import Testing

@testable import Rotation

@Suite struct JournalTests {
    private let home: TemporaryHome
    private let store: JournalStore
    private let id: RotationID

    init() throws {
        home = try TemporaryHome()
        store = JournalStore(path: home.file("state/rotations"))
        id = try #require(RotationID("r-20261120T230102Z-9f3a1c"))
    }

    private var file: String { "state/rotations/\(id.text).journal" }

    /// A journal with a plan and three more records.
    private func sample() throws {
        let journal = try store.create(id, try samplePlan(), at: Timestamp(milliseconds: 5))
        try journal.append(.started(.obtain))
        try journal.append(.done(.obtain, note: "0a1b2c3d"))
        try journal.append(.started(.distribute(0)))
    }

    private func bytes() throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: home.file(file)))) }

    private func write(_ bytes: [UInt8]) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: home.file(file)))
        #expect(chmod(home.file(file), 0o600) == 0)
    }

    private func defect() -> String? {
        do throws(JournalFailure) {
            _ = try store.read(id)
            return nil
        } catch {
            if case .defective(_, let reason) = error { return reason }
            return "\(error)"
        }
    }

    @Test func `what is appended is there for the next process, in a private file`() throws {
        try sample()
        let state = try store.read(id)
        #expect(
            state.sequence == 4 && state.progress(of: .obtain) == .done
                && state.progress(of: .distribute(0)) == .unknown)
        let journal = try store.resume(id)
        #expect(journal.state == state)
        try journal.append(.done(.distribute(0), note: nil))
        #expect(journal.state.progress(of: .distribute(0)) == .done)
        #expect(try store.read(id) == journal.state)
        var status = stat()
        #expect(stat(home.file(file), &status) == 0 && status.st_mode & 0o7777 == 0o600)
    }

    @Test func `a rotation is created once`() throws {
        try sample()
        let before = try bytes()
        #expect(throws: JournalFailure.self) { try store.create(id, try samplePlan(), at: .now) }
        #expect(try bytes() == before)
    }

    @Test func `a last line of any length is torn, and the next record replaces it`() throws {
        try sample()
        let whole = try bytes()
        let lines = whole.split(separator: 0x0A)
        let start = whole.count - lines[3].count - 1
        for length in start..<whole.count {
            try write(Array(whole[..<length]))
            #expect(try store.read(id).sequence == 3, "cut at \(length)")
            let journal = try store.resume(id)
            try journal.append(.failed(.distribute(0), reason: "no"))
            #expect(try store.read(id).progress(of: .distribute(0)) == .failed)
            #expect(try bytes().split(separator: 0x0A).count == 4)
        }
    }

    @Test func `a last line of zeros or rubbish, as power cuts leave them, is torn too`() throws {
        try sample()
        let whole = try bytes()
        for tail in [
            [0, 0, 0, 0], Array("rubbish".utf8), Array("rubbish\n".utf8), [UInt8](repeating: 0, count: 4096), [0x0A],
        ] {
            try write(whole + tail)
            #expect(try store.read(id).sequence == 4)
            try store.resume(id).append(.failed(.distribute(0), reason: "no"))
            #expect(try store.read(id).sequence == 5)
        }
    }

    @Test func `damage before the last line is refused, and reading changes nothing`() throws {
        try sample()
        let whole = try bytes()
        let last = whole.count - (whole.split(separator: 0x0A).last?.count ?? 0) - 1
        // Without the newline between them the last two lines are one that was torn.
        for index in stride(from: 0, to: last, by: 3) where whole[index] != 0x0A {
            var changed = whole
            changed[index] ^= 1
            try write(changed)
            #expect(defect()?.hasSuffix("is damaged") == true, "byte \(index)")
            #expect(throws: JournalFailure.self) { try store.resume(id) }
            #expect(try bytes() == changed)
        }
    }

    @Test func `a line that is missing, doubled or out of order is refused`() throws {
        try sample()
        let lines = try bytes().split(separator: 0x0A).map { Array($0) + [0x0A] }
        for order in [[0, 2, 3], [0, 1, 1, 2, 3], [0, 2, 1, 3], [1, 2, 3], [0, 0, 1, 2, 3]] {
            try write(order.flatMap { lines[$0] })
            #expect(
                defect()?.hasPrefix(order[0] == 1 ? "it does not start" : "a record is missing") == true, "\(order)")
        }
    }

    @Test func `an event of a newer version is refused even on the last line`() throws {
        try sample()
        let text = Array("{\"sequence\":5,\"time\":\"2026-11-20T23:01:02.345Z\",\"event\":\"overlapped\"".utf8)
        try write(try bytes() + text + Array(",\"crc\":\"\(CRC32.hexadecimal(text))\"}\n".utf8))
        #expect(defect() == "its line 5 cannot be understood by this version")
    }

    @Test(arguments: ["", "\n", "ADMIN_TOKEN=x\n", "{}\n"])
    func `a file that is no journal is refused`(_ text: String) throws {
        try sample()
        try write(Array(text.utf8))
        #expect(defect() != nil)
    }

    @Test func `an unknown rotation and an open file are told`() throws {
        guard case .unknown(id)? = failure() else {
            Issue.record("it was not unknown")
            return
        }
        try sample()
        #expect(chmod(home.file(file), 0o640) == 0)
        guard case .file(.insecure(let file))? = failure() else {
            Issue.record("it was not refused")
            return
        }
        #expect(file.problem == .mode("0640"))
    }

    private func failure() -> JournalFailure? {
        do throws(JournalFailure) {
            _ = try store.resume(id)
            return nil
        } catch { return error }
    }

    @Test func `the names of rotations are listed oldest first, and other files are not`() throws {
        #expect(try store.identifiers() == [])
        for text in ["r-20261121T000000Z-000000", "r-20261120T230102Z-9f3a1c", "r-20261120T230102Z-000000"] {
            _ = try store.create(try #require(RotationID(text)), try samplePlan(), at: .now)
        }
        for name in [
            "notes.journal", "r-20261120T230102Z-9f3a1c.txt", ".r-20261122T000000Z-000000.journal.molecule-new",
        ] {
            try home.write("state/rotations/\(name)", "x")
        }
        let names = try store.identifiers().map(\.text)
        #expect(names == ["r-20261120T230102Z-000000", "r-20261120T230102Z-9f3a1c", "r-20261121T000000Z-000000"])
    }
}
