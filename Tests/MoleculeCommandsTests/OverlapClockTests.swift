import HostSystem
import Keyfile
import Rotation
import Testing

@testable import MoleculeCommands

@Suite struct OverlapClockTests {
    private let obtained = Timestamp(milliseconds: 1_800_000_000_000)

    private func warning(after hours: Double, proven: Bool = false, overlap: String? = "24") throws -> String? {
        var settings: [String: String] = [:]
        settings[RunbookPlanSetting.overlapHours] = overlap
        let plan = RotationPlan(
            subject: RunbookSubject.name, key: try #require(KeyName("a")), origin: "https://a.example", variable: "A",
            source: .init("pasted"), destinations: [.init("exec:true")], proofs: [.init("webhook")],
            retirement: .init("expires"), overlaps: true, settings: settings, directory: "/", patience: 1, replacing: ""
        )
        var events: [JournalRecord.Event] = [.planned(plan), .started(.obtain), .done(.obtain, note: nil)]
        if proven { events.append(.done(.verify(0), note: nil)) }
        let records = events.enumerated().map { JournalRecord(sequence: $0 + 1, time: obtained, event: $1) }
        let now = Timestamp(milliseconds: obtained.milliseconds + Int64(hours * 3_600_000))
        return OverlapClock(state: try RotationState(records), now: now).warning
    }

    @Test func `when most of the overlap has gone and nothing is proven, it is said`() throws {
        #expect(try warning(after: 19.9) == nil)
        #expect(
            try warning(after: 20)?.contains(
                "ends at 2027-01-16T08:00:00.000Z at the latest, and the new one is not proven") == true)
        #expect(try warning(after: 24)?.hasPrefix("The old value ended at") == true)
        #expect(try warning(after: 23, proven: true) == nil)
        #expect(try warning(after: 23, overlap: nil) == nil)
    }
}
