import HostSystem
import Keyfile
import ManagementAPI
import Rotation

/// Signs a test event the way Stripe does and posts it: the value is live when that is taken, and when unsigned events
/// and those signed with a random or a former value are refused.
///
/// The event is of a type that no handler acts on, and carries a fresh id. The value itself is never sent.
public struct WebhookProof: LivenessProof {
    private let address: WebAddress
    private let prefixes: [String]
    private let former: @Sendable () throws(StepFailure) -> [Secret]
    private let transport: any Transport
    private let deadline: Duration
    private let pace: ProofPace

    /// The statuses that an endpoint refuses a signature with.
    private static let refusals: Set<Int> = [400, 401, 403, 422]

    /// A proof with the settings of its kind; `nil` where they are not such settings.
    ///
    /// `former` gives the values at hand, of which all but the one that is proven must be refused: an endpoint checks
    /// against one value, also while the sender still signs with two.
    public init?(
        _ settings: [String: String], prefixes: [String],
        former: @escaping @Sendable () throws(StepFailure) -> [Secret], transport: any Transport, deadline: Duration,
        pace: ProofPace
    ) {
        guard let address = settings["url"].flatMap(WebAddress.init) else { return nil }
        self.address = address
        self.prefixes = prefixes
        self.former = former
        self.transport = transport
        self.deadline = deadline
        self.pace = pace
    }

    /// What is asked.
    public var statement: String {
        "posts test events to \(address.text): unsigned, signed with a random value and with a former one they must be "
            + "refused, signed with the new one accepted"
    }

    /// Posts events until the right ones are taken, in several rounds in a row.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        let random = try RandomValue.like(value, prefixes: prefixes)
        let others = (try former() + [retired].compactMap { $0 }).filter { !$0.matches(value) }
        var strangers: [(Secret?, String)] = [(nil, "an unsigned event"), (random, "one signed with a random value")]
        strangers += others.map { ($0, "one signed with a former value") }
        let asked = strangers
        return try await pace.rounds(ProofPace.deployed, patience: patience) {
            await round(value, asked)
        }
    }

    private func round(_ value: Secret, _ strangers: [(Secret?, String)]) async -> ProofRound {
        for (secret, what) in strangers {
            switch await post(signedWith: secret) {
            case .success(let status) where WebhookProof.refusals.contains(status): continue
            case .success(let status) where (200...299).contains(status):
                let isAnybodys = secret == nil || what.contains("random")
                let reason =
                    isAnybodys ? "\(address.text) accepts anyone: it takes \(what)" : "\(address.text) takes \(what)"
                return .bad("\(reason) (\(status))", mayPass: !isAnybodys)
            case .success(let status): return WebhookProof.unexpected(status, address)
            case .failure(let failure): return .unclear("\(address.origin.text): \(failure.sentence)")
            }
        }
        switch await post(signedWith: value) {
        case .success(let status) where (200...299).contains(status):
            return .good("taken (\(status)); \(strangers.count) kinds of other events refused")
        case .success(let status) where WebhookProof.refusals.contains(status):
            return .bad("\(address.text) refuses an event signed with the value (\(status))")
        case .success(let status): return WebhookProof.unexpected(status, address)
        case .failure(let failure): return .unclear("\(address.origin.text): \(failure.sentence)")
        }
    }

    private static func unexpected(_ status: Int, _ address: WebAddress) -> ProofRound {
        status == 429 || status >= 500
            ? .unclear("\(address.text) answers \(status)")
            : .bad("\(address.text) answers \(status), which is neither a yes nor a refusal")
    }

    /// Posts one event, signed as `Stripe-Signature: t=…,v1=…` or not at all.
    private func post(signedWith secret: Secret?) async -> Result<Int, TransportFailure> {
        let seconds = Timestamp.now.milliseconds / 1000
        let body = WebhookProof.event(at: seconds)
        var request = HTTPRequest(.post, address.origin, target: address.target, deadline: deadline)
        request.usesFreshConnection = true
        request.body = body
        if let secret {
            let code = secret.reveal { HMACSHA256.code(key: $0, message: Array("\(seconds).".utf8) + body) }
            let digits = String(decoding: TextEncoding.hexadecimal(code), as: UTF8.self)
            guard let header = HTTPHeader("Stripe-Signature", "t=\(seconds),v1=\(digits)") else {
                preconditionFailure("digits are a header's value")
            }
            request.headers = [header]
        }
        do throws(TransportFailure) { return .success(try await transport.send(request).status) } catch {
            return .failure(error)
        }
    }

    private static func event(at seconds: Int64) -> [UInt8] {
        // Without random bytes the time tells events apart.
        let random = (try? SystemRandom.bytes(12)) ?? []
        let id = "evt_molecule_\(seconds)_\(String(decoding: TextEncoding.hexadecimal(random), as: UTF8.self))"
        let text =
            #"{"id":"\#(id)","object":"event","api_version":"2024-06-20","created":\#(seconds),"#
            + #""data":{"object":{"id":"\#(id)","object":"molecule.rotation_test"}},"livemode":false,"#
            + #""pending_webhooks":0,"request":{"id":null,"idempotency_key":null},"type":"molecule.rotation_test"}"#
        return Array(text.utf8)
    }
}
