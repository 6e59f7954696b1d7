import HostSystem
import JSON
import Keyfile
import Testing

@testable import Rotation

func samplePlan(_ destinations: [String] = ["env-file:/srv/a.env", "exec:deploy 'x'"], activation: String? = "restart")
    throws -> RotationPlan
{
    RotationPlan(
        subject: "admin-token", key: try #require(KeyName("production")), origin: "https://a.example",
        variable: "ADMIN_TOKEN", source: .init(RotationPlan.generated, ["format": "base64", "bytes": "32"]),
        destinations: destinations.map { RotationPlan.Place($0) }, activation: activation,
        proofs: [.init("admin-token")], directory: "/srv", passedVariables: ["DOCKER_HOST"], patience: 120,
        replacing: "0a1b2c3d")
}

/// A plan with everything that a plan can have.
func richPlan() throws -> RotationPlan {
    var plan = try samplePlan(activation: nil)
    plan.source = .init("fly-token", ["app": "a"])
    plan.destinations[1].deploys = true
    plan.proofs = [.init("bearer", ["url": "https://a.example/x"]), .init("destinations")]
    plan.retirement = .init("manual", ["instruction": "Delete it \"there\"."])
    plan.overlaps = true
    plan.settings = ["b": "2", "a": "1"]
    plan.replacing = ""
    return plan
}

private func events() throws -> [JournalRecord.Event] {
    [
        .planned(try samplePlan()), .started(.obtain), .done(.obtain, note: "0a1b2c3d"),
        .done(.distribute(0), note: nil),
        .failed(.distribute(12), reason: "it said \"no\"\nand é", isUntaken: true), .rollbackStarted,
        .abandonStarted(reason: "the host is gone"), .finished(.completed),
        .finished(.rolledBack), .planned(try richPlan()), .waiting(.retire, reason: "until \"then\""),
        .finished(.abandoned, reason: "the host is gone"),
    ]
}

private func record(_ event: JournalRecord.Event, _ sequence: Int = 7) -> JournalRecord {
    JournalRecord(sequence: sequence, time: Timestamp(milliseconds: 1_795_215_662_345), event: event)
}

/// A line with a right checksum around members of the test's choice.
private func line(_ members: String) -> [UInt8] {
    let text = Array("{\(members)".utf8)
    return text + Array(",\"crc\":\"\(CRC32.hexadecimal(text))\"}".utf8)
}

private func defect(_ line: [UInt8]) -> JournalRecord.Defect? {
    do {
        _ = try JournalRecord(line: line[...])
        return nil
    } catch { return error }
}

@Suite struct JournalRecordTests {
    @Test(arguments: 0..<12) func `a record comes back as it was written, on one line`(_ index: Int) throws {
        let record = record(try events()[index])
        #expect(record.line.last == 0x0A)
        #expect(record.line.dropLast().allSatisfy { $0 >= 0x20 })
        #expect(try JournalRecord(line: record.line.dropLast()) == record)
        // A slice of a larger file, as the reader has it.
        let file = record.line + record.line
        #expect(try JournalRecord(line: file[record.line.count..<(file.count - 1)]) == record)
    }

    @Test func `the checksum is that of zlib`() {
        #expect(CRC32.hexadecimal(Array("123456789".utf8)) == "cbf43926")
        #expect(CRC32.hexadecimal([]) == "00000000")
        #expect(CRC32.hexadecimal(Array("a".utf8)) == "e8b7be43")
    }

    @Test func `a change of any one byte is noticed`() throws {
        for event in try events() {
            let line = Array(record(event).line.dropLast())
            for index in line.indices {
                var changed = line
                changed[index] ^= 1
                #expect(defect(changed) == .checksum, "byte \(index) of \(event)")
            }
        }
    }

    @Test func `a line that was not written whole is noticed at every length`() throws {
        let line = Array(record(try events()[0]).line.dropLast())
        for length in 0..<line.count { #expect(defect(Array(line[..<length])) == .checksum) }
    }

    private static let head = "\"sequence\":2,\"time\":\"2026-11-20T23:01:02.345Z\""

    @Test(arguments: [
        "\(head),\"event\":\"overlapped\"", "\(head),\"event\":\"started\",\"step\":\"revoke\"",
        "\(head),\"event\":\"started\"",
        "\(head),\"event\":\"finished\",\"outcome\":\"forgotten\"", "\(head),\"event\":\"planned\"", "\(head)",
        "\"time\":\"2026-11-20T23:01:02.345Z\",\"event\":\"rollback-started\"",
        "\"sequence\":2,\"event\":\"rollback-started\"",
        "\"sequence\":\"2\",\"time\":\"2026-11-20T23:01:02.345Z\",\"event\":\"rollback-started\"",
    ])
    func `a whole line of another program's is refused as such and not taken for torn`(_ members: String) {
        #expect(defect(line(members)) == .meaning)
        #expect(defect(line("\(JournalRecordTests.head),\"event\":\"rollback-started\"")) == nil)
    }

    @Test func `a plan that was changed under a right checksum does not match its digest`() throws {
        let text = String(decoding: record(.planned(try samplePlan())).line.dropLast(19), as: UTF8.self)
        #expect(defect(line(String(text.dropFirst()))) == nil)
        let changed = text.replacing("/srv/a.env", with: "/srv/b.env")
        #expect(changed != text)
        #expect(defect(line(String(changed.dropFirst()))) == .meaning)
    }

    @Test func `no record holds a value`() throws {
        for event in try events() { #expect(!String(decoding: record(event).line, as: UTF8.self).contains("value")) }
    }
}
