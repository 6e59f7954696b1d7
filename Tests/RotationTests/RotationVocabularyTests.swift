import HostSystem
import JSON
import Keyfile
import Testing

@testable import Rotation

/// The words that the manual explains are those that are written.
@Suite struct RotationVocabularyTests {
    private static let name: KeyName = {
        guard let name = KeyName("k") else { preconditionFailure("k is a name") }
        return name
    }()

    private static let plan = RotationPlan(
        subject: "runbook", key: name, origin: "https://a.example", variable: "K",
        source: .init("generated"), destinations: [.init("env-file:/a", deploys: true)], activation: "true",
        proofs: [.init("manual")], retirement: .init("manual"), overlaps: true, directory: "/", patience: 1,
        replacing: "")

    private static let steps: [RotationStep] = [
        .obtain, .distribute(3), .deploy(3), .activate, .verify(3), .promote, .retire, .restore(3), .redeploy(3),
        .reactivate, .verifyRestored, .retireNew, .discard,
    ]

    private static let events: [JournalRecord.Event] = [
        .planned(plan), .started(.obtain), .done(.obtain, note: "n"), .failed(.obtain, reason: "r", isUntaken: true),
        .waiting(.obtain, reason: "r"), .rollbackStarted, .abandonStarted(reason: "r"),
        .finished(.abandoned, reason: "r"),
    ]

    @Test func `every step has its word`() {
        // A step that is new does not compile here, and so is not forgotten.
        for step in Self.steps {
            switch step {
            case .obtain, .distribute, .deploy, .activate, .verify, .promote, .retire, .restore, .redeploy, .reactivate,
                .verifyRestored, .retireNew, .discard:
                break
            }
        }
        let words = Self.steps.map { $0.word.replacing(":3", with: ":N") }
        #expect(words == (RotationVocabulary.steps + RotationVocabulary.rollbackSteps).map(\.word))
        let forward = Self.plan.steps.map { $0.word.replacing(":0", with: ":N") }
        #expect(forward == RotationVocabulary.steps.map(\.word))
    }

    @Test func `every event and every member of a record has its word`() throws {
        for event in Self.events {
            switch event {
            case .planned, .started, .done, .failed, .waiting, .rollbackStarted, .abandonStarted, .finished: break
            }
        }
        let documents = try Self.events.map { event in
            try JSONValue.parse(JournalRecord(sequence: 1, time: .now, event: event).line)
        }
        #expect(documents.compactMap { $0["event"]?.text } == RotationVocabulary.events.map(\.word))
        let members = Set(documents.flatMap { $0.members ?? [] }.map(\.name))
        #expect(members == Set(RotationVocabulary.recordMembers.map(\.word)))
        for document in documents { #expect(document.members?.last?.name == "crc") }
    }

    @Test func `every member of a plan, every outcome and every state has its word`() {
        #expect(Self.plan.document.members?.map(\.name) == RotationVocabulary.planMembers.map(\.word))
        #expect(RotationOutcome.allCases.map(\.rawValue) == RotationVocabulary.outcomes.map(\.word))
        #expect(RotationState.Progress.allCases.map(\.rawValue) == RotationVocabulary.states.map(\.word))
    }
}
