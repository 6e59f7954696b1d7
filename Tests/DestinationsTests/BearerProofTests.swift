import Keyfile
import ManagementAPI
import Rotation
import Synchronization
import Testing

@testable import Destinations

@Suite struct BearerProofTests {
    private let value = secret("tok_new-value")

    private func proof(
        _ server: WebFake, _ settings: [String: String] = [:], pace: ProofPace = .plain
    ) throws -> BearerProof {
        let all = ["url": "https://api.example.com/v1/me"].merging(settings) { $1 }
        let made = BearerProof(all, prefixes: ["tok_"], transport: server, deadline: .seconds(1), pace: pace)
        return try #require(made)
    }

    private func failure(
        _ server: WebFake, _ settings: [String: String] = [:], retired: String? = nil, patience: Duration = .zero
    ) async throws -> StepFailure? {
        let proof = try proof(server, settings)
        return await stepFailure { () async throws(StepFailure) in
            _ = try await proof.prove(value, retired: retired.map { secret($0) }, patience: patience)
        }
    }

    @Test func `strangers are refused before the value is sent, and it is sent to its origin alone`() async throws {
        let server = WebFake { $0.headers["authorization"] == "Bearer tok_new-value" ? 200 : 401 }
        #expect(try await failure(server) == nil)
        let sent = server.requests.map { $0.headers["authorization"] }
        #expect(sent.count == 3 && sent[0] == nil && sent[2] == "Bearer tok_new-value")
        #expect(sent[1]?.hasPrefix("Bearer tok_") == true && sent[1] != sent[2])
        #expect(server.requests.allSatisfy { $0.origin.text == "https://api.example.com" && $0.target == "/v1/me" })
    }

    @Test(arguments: [nil, "Bearer tok_"])
    func `a server that accepts a stranger proves nothing, and does not get the value`(
        _ open: String?
    ) async throws {
        let server = WebFake { request in
            let given = request.headers["authorization"]
            return open == nil || given?.hasPrefix("Bearer tok_") == true ? 200 : 401
        }
        let failure = try await failure(server, patience: .seconds(60))
        #expect(failure?.reason.contains("accepts anyone") == true)
        guard case .unproven? = failure?.kind else {
            Issue.record("it is of another kind")
            return
        }
        #expect(!server.requests.contains { $0.headers["authorization"] == "Bearer tok_new-value" })
    }

    @Test func `header, scheme, statuses and more headers are the runbook's`() async throws {
        let server = WebFake { $0.headers["x-api-key"] == "tok_new-value" ? 204 : 400 }
        let settings = [
            "header": "x-api-key", "scheme": "", "accepted": "204", "refused": "400", "extra_header_x-version": "7",
        ]
        #expect(try await failure(server, settings) == nil)
        #expect(server.requests.allSatisfy { $0.headers["x-version"] == "7" && $0.headers["authorization"] == nil })
    }

    @Test func `a value of several words is sent as it is`() async throws {
        let server = WebFake { $0.headers["authorization"] == "FlyV1 fm2_abc" ? 200 : 401 }
        let made = BearerProof(
            ["url": "https://api.example.com/", "scheme": ""], prefixes: ["FlyV1 "], transport: server,
            deadline: .seconds(1), pace: .plain)
        let proof = try #require(made)
        _ = try await proof.prove(secret("FlyV1 fm2_abc"), retired: nil, patience: .zero)
        #expect(server.requests[1].headers["authorization"]?.hasPrefix("FlyV1 ") == true)
    }

    @Test func `a refusal that lasts longer than patience is no proof`() async throws {
        let server = WebFake { request in 401 }
        let failure = try await failure(server, patience: .milliseconds(100))
        #expect(failure?.reason == "https://api.example.com refuses the value (401)")
    }

    @Test(arguments: [503, 429]) func `no answer is no verdict`(_ status: Int) async throws {
        let failure = try await failure(WebFake { _ in status })
        guard case .unavailable? = failure?.kind else {
            Issue.record("it is of another kind")
            return
        }
        let silent = try await self.failure(
            WebFake { (_) throws(TransportFailure) in throw .outcomeUnknown(.connectionLost) })
        guard case .unavailable? = silent?.kind else {
            Issue.record("it is of another kind")
            return
        }
    }

    @Test func `a trouble that passes is waited for`() async throws {
        let count = Mutex(0)
        let server = WebFake { request in
            let isFirst = count.withLock {
                $0 += 1; return $0 <= 2
            }
            return isFirst ? 502 : request.headers["authorization"] == "Bearer tok_new-value" ? 200 : 403
        }
        #expect(try await failure(server, patience: .seconds(600)) == nil)
    }

    @Test func `a retired value that is still accepted is no proof`() async throws {
        let accepted = ["Bearer tok_new-value", "Bearer tok_old-value"]
        let failure = try await failure(
            WebFake { accepted.contains($0.headers["authorization"] ?? "") ? 200 : 401 }, retired: "tok_old-value")
        #expect(failure?.reason == "https://api.example.com answers 200 to the retired value")
    }

    @Test func `of one value alone it is told whether it is dead`() async throws {
        for (status, verdict) in [(401, true), (200, false), (204, false), (404, nil)] as [(Int, Bool?)] {
            let told = try await proof(WebFake { _ in status }).isRefused(value)
            #expect(told == verdict)
        }
    }

    @Test func `a signal ends the asking`() async throws {
        let count = Mutex(0)
        let pace = ProofPace(isInterrupted: { count.withLock { $0 > 2 } }, tell: { _ in })
        let proof = try proof(
            WebFake { _ in
                count.withLock { $0 += 1 }; return 401
            }, pace: pace)
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await proof.prove(value, retired: nil, patience: .seconds(60))
        }
        guard case .interrupted? = failure?.kind else {
            Issue.record("it is of another kind")
            return
        }
    }

    @Test func `the strangers are asked beforehand, without the value`() async throws {
        let server = WebFake { _ in 401 }
        #expect(try await proof(server).inspect() == "no value at all and a random one are refused")
        let sent = server.requests.map { $0.headers["authorization"] }
        #expect(sent.count == 2 && sent[0] == nil && sent[1]?.hasPrefix("Bearer tok_") == true)
        let open = await stepFailure { () async throws(StepFailure) in
            do { _ = try await proof(WebFake { _ in 200 }).inspect() } catch let failure as StepFailure {
                throw failure
            } catch { Issue.record("\(error)") }
        }
        guard case .unproven? = open?.kind else {
            Issue.record("it is of another kind")
            return
        }
    }

    @Test func `how a service answers is known beforehand`() async throws {
        let made = HealthProof(
            ["url": "https://api.example.com/health"], transport: WebFake { _ in 503 }, deadline: .seconds(1),
            pace: .plain)
        #expect(try await #require(made).inspect() == "https://api.example.com/health answers 503 now")
    }

    @Test(arguments: ["http://api.example.com/", "https://a:b@example.com/", "example.com", "https://example.com/#x"])
    func `an address that is none makes no proof`(_ url: String) {
        let proof = BearerProof(
            ["url": url], prefixes: [], transport: WebFake { _ in 200 }, deadline: .seconds(1), pace: .plain)
        #expect(proof == nil)
    }
}

@Suite struct RandomValueTests {
    @Test func `it looks like the value, keeps its prefix, and is another one`() throws {
        for text in ["tok_Ab3", "FlyV1 fm2_lJPE", String(repeating: "0f", count: 32)] {
            let value = secret(text)
            let other = try RandomValue.like(value, prefixes: ["tok_", "FlyV1 "])
            let random = other.reveal { String(decoding: $0, as: UTF8.self) }
            #expect(random.count == text.count && random != text)
            for (one, two) in zip(text, random) {
                #expect(one.isNumber == two.isNumber && one.isUppercase == two.isUppercase)
                #expect(one.isLetter || one.isNumber || one == two)
            }
            if text.hasPrefix("0f") { #expect(random.allSatisfy { $0.isHexDigit }) }
        }
        do throws(StepFailure) {
            _ = try RandomValue.like(secret("tok_"), prefixes: ["tok_"])
            Issue.record("there is none")
        } catch { #expect(error.reason.contains("too short")) }
    }
}
