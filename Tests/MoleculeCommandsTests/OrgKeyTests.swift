import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Rotation
import Testing

@testable import MoleculeCommands

@Suite struct `Org keys` {
    /// A server that answers every request with the same document, or by its method.
    private struct Script: Transport {
        let answers: [HTTPMethod: String]

        func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
            HTTPResponse(
                status: 200, headers: ["content-type": "application/json"],
                body: Array((answers[request.method] ?? "{}").utf8))
        }
    }

    private func desk(_ answers: [HTTPMethod: String]) throws -> OrgKeyDesk {
        var settings = Settings()
        settings.address = "http://localhost:8080"
        settings.isQuiet = true
        let environment = ["ADMIN_TOKEN": "some-token", "HOME": "/nonexistent"]
        let world = World(
            environment: environment, workingDirectory: "/", executable: "/bin/false",
            output: Output(settings: settings, environment: environment), settings: settings,
            makeTransport: { Script(answers: answers) },
            ask: { _, _ throws(Terminal.PromptFailure) in throw .noTerminal }, isInterrupted: { false })
        return try OrgKeyDesk([], in: world)
    }

    @Test(arguments: [
        #"{"id":"i","prefix":"abcdefgh","name":"n","auth_token":"abcdefghijklmnop","warning":"w"}"#,
        #"{"id":"i","name":"n","key":"abcdefghijklmnop","created_by":"x","created_at":"y"}"#,
    ])
    func `are understood in both forms of the reply`(reply: String) async throws {
        let key = try await desk([.post: reply]).mint("n")
        #expect(key.id == "i")
        #expect(key.prefix == "abcdefgh")
        #expect(key.secret.reveal { String(decoding: $0, as: UTF8.self) } == "abcdefghijklmnop")
    }

    @Test(arguments: [
        #"{"id":"i","name":"n"}"#, #"{"auth_token":"abcdefghijklmnop"}"#, #"{"id":"i","auth_token":"with a blank"}"#,
        #"[]"#, #"{"id":"i","auth_token":null}"#,
    ])
    func `are not made up from a reply that holds none`(reply: String) async throws {
        let desk = try desk([.post: reply, .get: #"{"tokens":[],"count":0}"#])
        do {
            _ = try await desk.mint("n")
            Issue.record("a key came out of \(reply)")
        } catch {
            guard case .orgKeys(.repliesLost(_, 3, _)) = error else { throw error }
        }
    }

    @Test func `are listed however empty the list is written, and never guessed`() async throws {
        #expect(try await desk([.get: #"{"tokens":null,"count":0}"#]).list() == [])
        let one = try await desk([.get: #"{"tokens":[{"id":"i","extra":{}}]}"#]).list()
        #expect(one.map(\.label) == ["unnamed key "])
        for document in ["[]", "{}", #"{"tokens":3}"#, #"{"tokens":[{}]}"#, #"{"tokens":[1]}"#] {
            await #expect(throws: Failure.self) { try await desk([.get: document]).list() }
        }
    }

    @Test func `are named after the one they replace`() throws {
        let time = try #require(Timestamp("2026-11-20T23:01:02Z"))
        #expect(OrgKeyName.successor(of: "ci", at: time) == "ci-20261120T230102Z")
        #expect(OrgKeyName.successor(of: "ci-20250101T000000Z", at: time) == "ci-20261120T230102Z")
        #expect(OrgKeyName.base("ci-20250101T000000Z") == "ci")
        for name in ["ci", "-20250101T000000Z", "ci-2025010100000000", "ci_20250101T000000Z"] {
            #expect(OrgKeyName.base(name) == name)
        }
    }

    @Test func `have times as any server writes them`() {
        for (text, fraction) in [
            ("2026-04-27T10:00:00Z", ""), ("2026-04-27T10:00:00.123456789Z", ".123"),
            ("2026-04-27T12:00:00+02:00", ""), ("2026-04-27T04:30:00.5-05:30", ".500"),
        ] {
            #expect(Timestamp(anyForm: text) == Timestamp("2026-04-27T10:00:00\(fraction)Z"), "\(text)")
        }
        for text in ["", "yesterday", "2026-04-27T10:00:00", "2026-02-31T10:00:00Z", "2026-04-27T10:00:00+2"] {
            #expect(Timestamp(anyForm: text) == nil, "\(text)")
        }
    }

    @Test func `are proven used by what the list says of them and of others`() throws {
        func key(_ prefix: String, used: String?) throws -> OrgKey {
            let members = [("id", prefix), ("prefix", prefix)] + (used.map { [("last_used_at", $0)] } ?? [])
            return try #require(OrgKey(Models.OrgToken(.object(members.map { .init($0.0, .string($0.1)) }))))
        }
        let value = Secret(Array("abcdefghijklmnop".utf8))
        let time = "2026-11-20T23:01:02Z"
        let own = try key("abcdefgh", used: nil)
        let used = try key("abcdefgh", used: time)
        let other = try key("ijklmnop", used: time)
        #expect(OrgKeyUse(of: value, among: [other, used]) == .used(at: time))
        // A server that tells nobody's use does not tell this one's either.
        #expect(OrgKeyUse(of: value, among: [own]) == .untold)
        #expect(OrgKeyUse(of: value, among: [own, other]) == .unused)
        #expect(OrgKeyUse(of: value, among: [other]) == .unlisted)
        let full = Array(repeating: other, count: OrgKeyDesk.maximumListed)
        #expect(OrgKeyUse(of: value, among: full) == .beyondList)
        #expect(OrgKeyUse(of: value, among: [own, other]).note == nil)
        #expect(OrgKeyUse(of: value, among: [other]).note == nil)
    }

    @Test(arguments: [[], ["caller"], ["caller", "other-1"]])
    func `have a rotation's settings that are read as they were written`(names: [String]) {
        let replacement = OrgKeyReplacement(
            typed: "ci", sent: "ci-20261120T230102Z", id: "i", prefix: "abcdefgh", organization: "o",
            organizationSlug: nil, keys: names.compactMap { KeyName($0) }, credential: "ADMIN_TOKEN")
        #expect(OrgKeyReplacement(replacement.settings) == replacement)
        for name in ["name", "sent", "replaces", "prefix", "credential", "from-key"] {
            var settings = replacement.settings
            settings[name] = nil
            #expect(OrgKeyReplacement(settings) == nil, "\(name)")
        }
        var damaged = replacement.settings
        damaged["from-key"] = "no/name"
        #expect(OrgKeyReplacement(damaged) == nil)
    }

    @Test func `keep the kind of a failure and what to do about it as a step of a rotation`() {
        let used = StepFailure(.orgKeys(.orphanUsed(id: "i", label: "'n' (p)", cause: "gone")))
        #expect(used.isConflict)
        #expect(used.hint == "If it is to go, molecule org tokens revoke i")
        #expect(!used.reason.hasSuffix("."))
        let id = RotationID("r-20261120T230102Z-9f3a1c").unsafelyUnwrapped
        let refused = StepFailure(.call(.transport(.notSent(.connectionRefused)), Operations.tenantCreateOrgToken))
        let failure = Failure.rotationStopped(id, .obtain, refused)
        #expect(failure.status == .unavailable)
        #expect(failure.hint?.hasPrefix("See that the platform runs at this address and port; then molecule") == true)
        let lost = StepFailure(.call(.transport(.outcomeUnknown(.deadlineExceeded)), Operations.tenantCreateOrgToken))
        #expect(lost.hint == nil)
        #expect(StepFailure.clause("ADMIN_TOKEN is not set.") == "ADMIN_TOKEN is not set")
        #expect(StepFailure.clause("The server is in trouble.") == "the server is in trouble")
    }
}
