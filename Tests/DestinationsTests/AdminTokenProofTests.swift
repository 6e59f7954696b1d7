import Foundation
import HostSystem
import Keyfile
import ManagementAPI
import Rotation
import Synchronization
import Testing

@testable import Destinations

/// A platform that answers each round of probes as its script says, the last entry for ever.
final class ScriptedPlatform: Transport {
    enum Round: Sendable {
        case good
        /// Still the old token's.
        case stale
        case open
        case limited(Int)
        case lost
        case noOrganization
    }

    private let script: [Round]
    private let rounds = Mutex(0)

    init(_ script: [Round]) { self.script = script }

    var count: Int { rounds.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let bearer = request.credential?.secret.reveal { String(decoding: $0, as: UTF8.self) }
        // A request without a credential begins a round; there is one, since the first route is mounted.
        if bearer == nil { rounds.withLock { $0 += 1 } }
        switch script[min(count, script.count) - 1] {
        case .good: return ScriptedPlatform.answer(bearer == "new-token")
        case .stale: return ScriptedPlatform.answer(bearer == "old-token")
        case .open: return ScriptedPlatform.answer(true)
        case .limited(let seconds): return HTTPResponse(status: 429, headers: ["retry-after": "\(seconds)"], body: [])
        case .lost: throw .outcomeUnknown(.connectionLost)
        case .noOrganization: return HTTPResponse(status: 404, headers: [:], body: [])
        }
    }

    private static func answer(_ isAccepted: Bool) -> HTTPResponse {
        let body = isAccepted ? "{\"count\":1}" : "{\"error\":\"invalid admin auth token\"}"
        return HTTPResponse(
            status: isAccepted ? 200 : 401, headers: ["content-type": "application/json"], body: Array(body.utf8))
    }
}

@Suite struct AdminTokenProofTests {
    private let origin: Origin

    init() throws { origin = try Origin("https://a.example") }

    private func proof(
        _ platform: ScriptedPlatform, interrupted: @escaping @Sendable () -> Bool = { false },
        onRound: @escaping @Sendable (AdminTokenProof.Round) -> Void = { _ in }
    ) -> AdminTokenProof {
        let verifier = AdminTokenVerifier(transport: platform, origin: origin, organization: nil, deadline: .seconds(1))
        return AdminTokenProof(verifier, isInterrupted: interrupted, onRound: onRound)
    }

    private func prove(_ script: [ScriptedPlatform.Round], patience: Duration) async -> (
        failure: StepFailure?, rounds: Int
    ) {
        let platform = ScriptedPlatform(script)
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await proof(platform).prove(secret("new-token"), retired: secret("old-token"), patience: patience)
        }
        return (failure, platform.count)
    }

    @Test(arguments: [Duration.zero, .seconds(300)])
    func `three good rounds in a row are a proof, even without patience`(_ patience: Duration) async {
        let (failure, rounds) = await prove([.good], patience: patience)
        #expect(failure == nil && rounds == 3)
    }

    @Test func `one bad round between good ones starts the count again`() async {
        let (failure, rounds) = await prove([.good, .good, .stale, .good], patience: .seconds(300))
        #expect(failure == nil && rounds == 6)
    }

    @Test func `a deployment that takes a while is waited for`() async {
        let (failure, rounds) = await prove([.lost, .stale, .good], patience: .seconds(300))
        #expect(failure == nil && rounds == 5)
    }

    @Test(arguments: [ScriptedPlatform.Round.stale, .open, .lost]) func `without patience a bad round is the end`(
        _ round: ScriptedPlatform.Round
    ) async {
        let (failure, rounds) = await prove([round, .good], patience: .zero)
        #expect(failure != nil && rounds == 1)
        guard case .unproven? = failure?.kind else {
            Issue.record("it is of another kind")
            return
        }
    }

    @Test func `the value that still has to be refused counts in every round`() async {
        let platform = ScriptedPlatform([.open])
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await proof(platform).prove(
                secret("new-token"), retired: secret("old-token"), patience: .milliseconds(600))
        }
        #expect(failure?.reason == AdminTokenVerdict.open.sentence)
    }

    @Test func `patience ends the waiting`() async {
        let (failure, rounds) = await prove([.stale], patience: .seconds(2))
        #expect(failure?.reason == AdminTokenVerdict.tokenRefused.sentence)
        // Four a second are asked at most. That it ends at all is the point; how soon, on a machine with a thousand other
        // tests, says nothing.
        #expect((1...9).contains(rounds), "\(rounds)")
    }

    @Test
    func `a server that wants fewer requests is left alone as long as it says, or given up when that is too long`()
        async
    {
        let start = ContinuousClock.now
        let (waited, rounds) = await prove([.limited(2), .good], patience: .seconds(300))
        #expect(waited == nil && rounds == 4)
        #expect(ContinuousClock.now - start >= .seconds(2))
        let (failure, tries) = await prove([.limited(3600), .good], patience: .seconds(300))
        #expect(failure?.reason == AdminTokenVerdict.rateLimited(seconds: 3600).sentence && tries == 1)
    }

    @Test func `what waiting cannot change is not waited for`() async {
        let (failure, rounds) = await prove([.noOrganization, .good], patience: .seconds(300))
        #expect(failure?.reason == AdminTokenVerdict.organizationRequired.sentence && rounds == 1)
    }

    @Test func `a signal ends the waiting, and good rounds so far are no proof`() async {
        for (script, after) in [([ScriptedPlatform.Round.good], 2), ([.stale], 1)] {
            let platform = ScriptedPlatform(script)
            let proof = proof(platform, interrupted: { platform.count >= after })
            let failure = await stepFailure { () async throws(StepFailure) in
                _ = try await proof.prove(secret("new-token"), retired: secret("old-token"), patience: .seconds(30))
            }
            guard case .interrupted? = failure?.kind else {
                Issue.record("it is of another kind")
                continue
            }
            #expect(platform.count == after)
        }
    }

    @Test func `every round is told, with how many were good and how long there is`() async throws {
        let seen = Mutex<[Int]>([])
        let platform = ScriptedPlatform([.good, .stale, .good])
        let proof = proof(
            platform,
            onRound: { round in
                seen.withLock { $0.append(round.inARow) }
                #expect(round.left <= .seconds(300) && round.left >= .zero)
            })
        let round = try await proof.wait(for: secret("new-token"), retired: nil, patience: .seconds(300))
        #expect(seen.withLock { $0 } == [1, 0, 1, 2, 3])
        #expect(round.inARow == AdminTokenProof.roundsInARow && round.verification.verdict == .protected)
    }

    @Test func `a value that no header can carry is refused`() async {
        let platform = ScriptedPlatform([.good])
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await proof(platform).prove(secret("a b"), retired: secret("old"), patience: .zero)
        }
        #expect(failure?.reason == "the value cannot be sent as a bearer token" && platform.count == 0)
    }
}
