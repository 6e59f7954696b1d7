import JSON
import Keyfile
import ManagementAPI
import Rotation
import Synchronization
import Testing

@testable import Destinations

/// A control plane in memory with organisations by their slugs, each with its name.
private final class ControlPlaneFake: Transport {
    struct State: Sendable {
        var organizations: [String: String] = [:]
        /// What a request to create is answered with, and whether it is done all the same.
        var creation = 201
        var creates = true
        /// What somebody else creates just before such a request.
        var rival: String?
        /// What requests to list are answered with.
        var listing = 200
        var methods: [String] = []
    }

    private let state = Mutex(State())

    func set(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }
    var organizations: [String: String] { state.withLock { $0.organizations } }
    var methods: [String] { state.withLock { $0.methods } }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let body = try? JSONValue.parse(request.body ?? [])
        let path = String(request.target.prefix { $0 != "?" })
        let (status, text) = state.withLock { state -> (Int, String) in
            state.methods.append(request.method.rawValue)
            switch request.method.rawValue {
            case "GET":
                let items = state.organizations.map { slug, name in
                    #"{"id":"i","slug":"\#(slug)","name":"\#(name)","instance_status":"running"}"#
                }
                return (state.listing, "{\"orgs\":[\(items.joined(separator: ","))]}")
            case "POST":
                let slug = body?["slug"]?.text ?? ""
                if let rival = state.rival {
                    state.organizations[slug] = rival
                } else if state.creates {
                    state.organizations[slug] = body?["name"]?.text ?? ""
                }
                let mark = state.organizations[slug] ?? ""
                return (
                    state.creation,
                    #"{"id":"6f1d2c3b-4a5e-4f60-8b7c-000000000009","slug":"\#(slug)","name":"\#(mark)","plan":"","status":"provisioning"}"#
                )
            default:
                state.organizations[String(path.split(separator: "/").last ?? "")] = nil
                return (200, "{}")
            }
        }
        return HTTPResponse(status: status, headers: ["content-type": "application/json"], body: Array(text.utf8))
    }
}

@Suite struct ProvisionProofTests {
    private let server = ControlPlaneFake()
    private let proof: ProvisionProof
    private static let mark = "molecule rotation r-20261120T230102Z-9f3a1c"

    init() throws {
        let origin = try Origin("https://cp.example.com")
        let bearer = FoundCredential(kind: .adminBearer, secret: secret("bearer"), origin: origin, source: "a test")
        let client = ManagementClient(
            transport: server, origin: origin,
            credentials: CredentialSet([bearer], organizationID: nil, organizationSlug: nil), deadline: .seconds(1))
        proof = ProvisionProof(slug: "test-acme", mark: Self.mark, client: client, pace: .plain)
    }

    private func failure(patience: Duration = .zero) async -> StepFailure? {
        await stepFailure { () async throws(StepFailure) in
            _ = try await proof.prove(secret("value"), retired: nil, patience: patience)
        }
    }

    @Test func `it creates, sees it run and deletes it`() async {
        #expect(await failure() == nil)
        #expect(server.organizations.isEmpty && server.methods.contains("POST"))
    }

    @Test(arguments: [409, 500, 502, 201]) func `an organisation that somebody else has made is never deleted`(
        _ status: Int
    ) async {
        server.set {
            $0.creation = status
            $0.rival = "Acme"
        }
        #expect(await failure() != nil)
        #expect(server.organizations == ["test-acme": "Acme"])
        #expect(!server.methods.contains("DELETE"), "\(server.methods)")
    }

    @Test func `one that is there already is found in the plan, and left alone`() async throws {
        #expect(try await proof.inspect() == "there is no organisation test-acme")
        server.set { $0.organizations["test-acme"] = "Acme" }
        let inspected = await stepFailure { () async throws(StepFailure) in _ = try await proof.inspect() }
        #expect(inspected?.hint == "Give another name with --verify-provision")
        #expect(await failure()?.reason.contains("which this rotation has not made") == true)
        #expect(try await proof.cleanUp() == nil)
        #expect(server.organizations == ["test-acme": "Acme"])
        #expect(Set(server.methods) == ["GET"])
    }

    @Test(arguments: [true, false]) func `after a lost answer, what was made goes`(_ creates: Bool) async {
        server.set {
            $0.creation = 502
            $0.creates = creates
        }
        guard case .unavailable? = await failure()?.kind else {
            Issue.record("it is of another kind")
            return
        }
        #expect(server.organizations.isEmpty)
        #expect(server.methods.contains("DELETE") == creates)
    }

    @Test func `what cannot be looked for is not deleted`() async {
        server.set {
            $0.creation = 502
            $0.organizations["test-acme"] = Self.mark
            $0.listing = 403
        }
        guard case .forbidden? = await failure()?.kind else {
            Issue.record("it is of another kind")
            return
        }
        #expect(!server.methods.contains("DELETE"))
    }

    @Test func `a list that is not whole tells nothing`() async {
        server.set { state in
            for number in 0..<500 { state.organizations["o\(number)"] = "O" }
        }
        #expect(await failure()?.reason.contains("lists only some of its organisations") == true)
        #expect(Set(server.methods) == ["GET"])
    }

    @Test func `what an attempt left is cleaned up by its mark`() async throws {
        server.set { $0.organizations["test-acme"] = Self.mark }
        #expect(try await proof.cleanUp() == "deleted the organisation test-acme, which was left")
        #expect(server.organizations.isEmpty)
        #expect(try await proof.cleanUp() == nil)
    }
}
