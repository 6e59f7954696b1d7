import Keyfile
import Rotation
import Synchronization
import Testing

@testable import Destinations

@Suite struct FleetProofTests {
    private func prove(
        settling: Duration, statuses: [String], patience: Duration = .seconds(60)
    ) async -> (rounds: Int, time: Duration, failure: StepFailure?) {
        let count = Mutex(0)
        let start = ContinuousClock.now
        let proof = FleetProof(pace: .plain, settling: settling) { () throws(StepFailure) in
            let round = count.withLock { count in
                count += 1
                return count
            }
            return FleetProof.Fleet(
                concerned: [("atlas", statuses[min(round, statuses.count) - 1])], excused: [])
        }
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await proof.prove(secret("value"), retired: nil, patience: patience)
        }
        return (count.withLock { $0 }, .now - start, failure)
    }

    @Test func `that all are online at once is no proof until restarts had the time to show`() async {
        let end = await prove(settling: .seconds(2), statuses: ["online"])
        #expect(end.failure == nil && end.time >= .seconds(2), "\(end)")
        // Neither is it one where nobody has any patience.
        let impatient = await prove(settling: .seconds(2), statuses: ["online", "failed"], patience: .zero)
        #expect(impatient.failure?.reason.contains("atlas is failed") == true, "\(impatient)")
    }

    @Test func `a restart that was seen needs no more time`() async {
        let end = await prove(settling: .seconds(3600), statuses: ["online", "provisioning", "online"])
        #expect(end.failure == nil && end.rounds == 5, "\(end)")
    }

    @Test func `a server that refuses is not asked again and again`() async {
        let count = Mutex(0)
        let proof = FleetProof(pace: .plain) { () throws(StepFailure) in
            count.withLock { $0 += 1 }
            throw StepFailure(.forbidden, "no")
        }
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await proof.prove(secret("value"), retired: nil, patience: .seconds(3600))
        }
        #expect(failure?.reason == "no" && count.withLock { $0 } == 1)
    }
}
