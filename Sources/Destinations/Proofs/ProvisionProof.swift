import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Rotation

/// Creates a disposable organisation at the control plane, waits until its machine runs, and deletes it again, whatever
/// happened.
public struct ProvisionProof: LivenessProof {
    private let slug: String
    private let mark: String
    private let client: ManagementClient
    private let pace: ProofPace

    /// What names of disposable organisations begin with, unless a runbook says more.
    public static let prefixes = ["test-", "keytest-", "e2e-"]
    /// How long the deletion is tried for at most, when it does not work at once.
    private static let teardown = Duration.seconds(60)

    /// A proof with an organisation called `slug`.
    ///
    /// `mark` names the rotation: an organisation of this slug that bears it is a leftover of this proof, and any other
    /// one is somebody's.
    public init(slug: String, mark: String, client: ManagementClient, pace: ProofPace) {
        self.slug = slug
        self.mark = mark
        self.client = client
        self.pace = pace
    }

    /// Whether a slug is one that may be created and deleted.
    public static func isDisposable(_ slug: String, prefixes: [String]) -> Bool {
        let isSlug = slug.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
        }
        return isSlug && (3...32).contains(slug.utf8.count)
            && prefixes.contains { !$0.isEmpty && slug.hasPrefix($0) && slug.utf8.count > $0.utf8.count }
    }

    /// What is done.
    public var statement: String {
        "creates the organisation \(slug), which starts a real machine, waits until it runs, and deletes it again"
    }
    /// It creates and deletes something real.
    public var isPassive: Bool { false }

    /// Creates, waits, and deletes.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        let limit = min(patience, ProvisionProof.teardown)
        try await create(teardown: limit)
        var failure: StepFailure?
        do throws(StepFailure) {
            _ = try await pace.rounds(1, patience: patience) { await self.look() }
        } catch { failure = error }
        // Also after a signal: what was created must go before anything else.
        try await delete(after: failure, within: limit)
        if let failure { throw failure }
        return "created, seen running, and deleted: \(slug)"
    }

    private func create(teardown limit: Duration) async throws(StepFailure) {
        let body: JSONValue = [
            "slug": .string(slug), "name": .string(mark), "owner_user_id": .string("molecule-rotation:\(slug)"),
        ]
        do throws(CallFailure) {
            _ = try await client.call(Operations.adminCreateOrg, body: body)
        } catch {
            switch error {
            // Nothing was sent, or the server said no.
            case .transport(.notSent), .credentials, .boundElsewhere, .token, .parameter, .body:
                throw ProvisionProof.failure(error, "could not be created")
            case .answer(let answer) where answer.kind == .conflict:
                guard try await organization()?["name"]?.text == mark else {
                    throw StepFailure(
                        .conflict, "there is an organisation \(slug) already, which this rotation has not made",
                        hint: "Give another name with --verify-provision")
                }
            case .answer(let answer) where answer.status < 500:
                throw ProvisionProof.failure(error, "could not be created")
            // Whether it exists now is not known: it is deleted either way.
            default:
                try await delete(after: nil, within: limit)
                throw ProvisionProof.failure(error, "could not be created")
            }
        }
    }

    private func look() async -> ProofRound {
        do throws(StepFailure) {
            guard let organization = try await organization() else { return .bad("organisation \(slug) is not listed") }
            let status = (organization["instance_status"] ?? organization["status"])?.text ?? ""
            switch status {
            case "running", "active": return .good()
            case "failed": return .bad("the provisioning of \(slug) failed", mayPass: false)
            default: return .bad("organisation \(slug) does not run yet")
            }
        } catch {
            switch error.kind {
            case .unavailable, .rateLimited: return .unclear(error.reason)
            default: return .failed(error)
            }
        }
    }

    private func organization() async throws(StepFailure) -> JSONValue? {
        do throws(CallFailure) {
            let document = try await client.call(Operations.adminListOrgs, ["limit": "500"]).document
            return (document?["orgs"] ?? document)?.items?.first { $0["slug"]?.text == slug }
        } catch { throw ProvisionProof.failure(error, "could not be looked for") }
    }

    /// Deletes it and looks whether it is gone; `failure` is what went wrong before, which must not be lost.
    private func delete(after failure: StepFailure?, within limit: Duration) async throws(StepFailure) {
        let end = ContinuousClock.now + limit
        var pause = 500
        while true {
            let obstacle = await deleteOnce()
            guard let obstacle else { return }
            if ContinuousClock.now + .milliseconds(pause) > end {
                let before = failure.map { "; before that, \($0.reason)" } ?? ""
                throw StepFailure(
                    .leftBehind, "the organisation \(slug) was created and could not be deleted: \(obstacle)\(before)",
                    hint: "molecule api adminDeleteTenant slug=\(slug) --confirm \(slug)")
            }
            await Pause.nap(milliseconds: pause)
            pause = min(pause * 2, 4000)
        }
    }

    /// Why it is not gone; `nil` when it is.
    private func deleteOnce() async -> String? {
        do throws(CallFailure) {
            _ = try await client.call(
                Operations.adminDeleteTenant, ["slug": slug], body: ["confirm": .string(slug)])
        } catch {
            if case .answer(let answer) = error, answer.kind == .notFound || answer.kind == .gone { return nil }
            return ProvisionProof.failure(error, "could not be deleted").reason
        }
        do throws(StepFailure) { return try await organization() == nil ? nil : "it is still listed" } catch {
            return error.reason
        }
    }

    private static func failure(_ failure: CallFailure, _ what: String) -> StepFailure {
        switch failure {
        case .transport(let failure): StepFailure(.unavailable, "the organisation \(what): \(failure.sentence)")
        case .credentials, .boundElsewhere:
            StepFailure(
                .unauthenticated, "the organisation \(what): there is no CP_ADMIN_API_TOKEN for this control plane",
                hint: "Set CP_ADMIN_API_TOKEN")
        case .answer(let answer):
            StepFailure(kind(answer), "the organisation \(what): the control plane answers \(answer.status)")
        case .parameter, .body, .token: StepFailure(.malformed, "the organisation \(what): the request cannot be sent")
        }
    }

    private static func kind(_ answer: ErrorAnswer) -> StepFailure.Kind {
        switch answer.kind {
        case .unauthenticated: .unauthenticated
        case .forbidden: .forbidden
        case .rateLimited(let seconds): .rateLimited(seconds: seconds)
        default: answer.status >= 500 ? .unavailable : .refused
        }
    }
}
