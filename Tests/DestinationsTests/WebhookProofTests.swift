import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Rotation
import Testing

@testable import Destinations

@Suite struct WebhookProofTests {
    private let value = secret("whsec_new")

    /// An endpoint that checks signatures with these secrets.
    private func endpoint(_ secrets: String...) -> WebFake {
        WebFake { request in
            let fields = (request.headers["stripe-signature"] ?? "").split(separator: ",").map(String.init)
            guard fields.count == 2, fields[0].hasPrefix("t="), fields[1].hasPrefix("v1=") else { return 400 }
            let message = Array("\(fields[0].dropFirst(2)).\(request.body)".utf8)
            let codes = secrets.map { secret in
                String(
                    decoding: TextEncoding.hexadecimal(HMACSHA256.code(key: Array(secret.utf8), message: message)),
                    as: UTF8.self)
            }
            return codes.contains(String(fields[1].dropFirst(3))) ? 200 : 400
        }
    }

    private func failure(_ server: WebFake, former: [String] = []) async throws -> StepFailure? {
        let others = former.map { secret($0) }
        let made = WebhookProof(
            ["url": "https://cp.example.com/webhooks/stripe"], prefixes: ["whsec_"],
            former: { () throws(StepFailure) in others }, transport: server, deadline: .seconds(1), pace: .plain)
        let proof = try #require(made)
        return await stepFailure { () async throws(StepFailure) in
            _ = try await proof.prove(value, retired: nil, patience: .zero)
        }
    }

    @Test func `an endpoint that checks with the new value alone is proven in three rounds`() async throws {
        let server = endpoint("whsec_new")
        #expect(try await failure(server, former: ["whsec_old", "whsec_new"]) == nil)
        #expect(server.requests.count == 12, "unsigned, random, former, new")
        let ids = server.requests.map { (try? JSONValue.parse(Array($0.body.utf8)))?["id"]?.text }
        #expect(Set(ids).count == ids.count, "every event is a fresh one")
        #expect(
            !server.requests.contains {
                $0.body.contains("whsec") || $0.headers.values.contains { $0.contains("whsec") }
            })
    }

    @Test func `one that still takes the former value is not proven`() async throws {
        let failure = try await failure(endpoint("whsec_new", "whsec_old"), former: ["whsec_old"])
        #expect(failure?.reason.contains("takes one signed with a former value") == true)
    }

    @Test func `one that has the old value is not proven`() async throws {
        #expect(
            try await failure(endpoint("whsec_old"))?.reason.contains("refuses an event signed with the value") == true)
    }

    @Test func `one that takes everything proves nothing`() async throws {
        #expect(
            try await failure(WebFake { _ in 200 })?.reason.contains("accepts anyone: it takes an unsigned event")
                == true)
    }

    @Test func `a path without an endpoint is neither a yes nor a refusal`() async throws {
        #expect(try await failure(WebFake { _ in 404 })?.reason.contains("neither a yes nor a refusal") == true)
        let failure = try await failure(WebFake { _ in 503 })
        guard case .unavailable? = failure?.kind else {
            Issue.record("it is of another kind")
            return
        }
    }
}
