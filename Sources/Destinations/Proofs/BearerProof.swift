import HostSystem
import Keyfile
import ManagementAPI
import Rotation

/// Reads an address with the value in a header: it is live when that is answered, and when a random value and none are
/// refused.
///
/// A server that answers anybody proves nothing, so the value is sent only after two strangers were turned away.
public struct BearerProof: RefusalProof, Inspectable {
    private let address: WebAddress
    private let header: String
    private let scheme: String
    private let accepted: Set<Int>
    private let refused: Set<Int>
    private let extra: [HTTPHeader]
    private let prefixes: [String]
    private let transport: any Transport
    private let deadline: Duration
    private let pace: ProofPace

    /// A proof with the settings of its kind; `nil` where they are not such settings.
    ///
    /// `prefixes` is what the secret's values begin with, which random ones keep.
    public init?(
        _ settings: [String: String], prefixes: [String], transport: any Transport, deadline: Duration, pace: ProofPace
    ) {
        guard let address = settings["url"].flatMap(WebAddress.init),
            let accepted = BearerProof.statuses(settings["accepted"] ?? "200"),
            let refused = BearerProof.statuses(settings["refused"] ?? "401,403")
        else { return nil }
        let marker = "extra_header_"
        let extra = settings.filter { $0.key.hasPrefix(marker) }.sorted { $0.key < $1.key }
            .map { HTTPHeader(String($0.key.dropFirst(marker.count)), $0.value) }
        guard !extra.contains(where: { $0 == nil }) else { return nil }
        self.address = address
        self.accepted = accepted
        self.refused = refused
        self.extra = extra.compactMap { $0 }
        header = settings["header"] ?? "Authorization"
        scheme = settings["scheme"] ?? "Bearer"
        self.prefixes = prefixes
        self.transport = transport
        self.deadline = deadline
        self.pace = pace
        guard SecretHeader.Name(header) != nil else { return nil }
    }

    private static func statuses(_ text: String) -> Set<Int>? {
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
        return numbers.contains(nil) ? nil : Set(numbers.compactMap { $0 })
    }

    /// The only place the value is sent to.
    public var origin: Origin { address.origin }

    /// What is asked.
    public var statement: String {
        "asks \(address.text): no value and a random one must be refused, then the new one accepted"
    }

    /// Asks until the value is accepted and the others are not.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        let random = try RandomValue.like(value, prefixes: prefixes)
        return try await pace.rounds(1, patience: patience) {
            await round(value, random: random, retired: retired)
        }
    }

    private func round(_ value: Secret, random: Secret, retired: Secret?) async -> ProofRound {
        for stranger in [nil, random] {
            let what = stranger == nil ? "no value at all" : "a random value"
            switch await ask(stranger) {
            case .answered(let status) where isAcceptance(status):
                return .bad("\(origin.text) accepts anyone: it answers \(status) to \(what)", mayPass: false)
            case .answered(let status) where refused.contains(status): continue
            case .answered(let status): return .bad("\(origin.text) answers \(status) to \(what), which is no refusal")
            case .unclear(let reason, let seconds): return .unclear(reason, seconds: seconds)
            case .failed(let failure): return .failed(failure)
            }
        }
        if let retired {
            switch await ask(retired) {
            case .answered(let status) where refused.contains(status): break
            case .answered(let status): return .bad("\(origin.text) answers \(status) to the retired value")
            case .unclear(let reason, let seconds): return .unclear(reason, seconds: seconds)
            case .failed(let failure): return .failed(failure)
            }
        }
        switch await ask(value) {
        case .answered(let status) where accepted.contains(status):
            return .good("accepted (\(status)); a random value and none refused")
        case .answered(let status) where refused.contains(status):
            return .bad("\(origin.text) refuses the value (\(status))")
        case .answered(let status): return .bad("\(origin.text) answers \(status) to the value")
        case .unclear(let reason, let seconds): return .unclear(reason, seconds: seconds)
        case .failed(let failure): return .failed(failure)
        }
    }

    /// Both strangers are asked beforehand: a server that answers anybody will prove nothing later either.
    public func inspect() async throws(StepFailure) -> String {
        let sample = (prefixes.first ?? "") + "a1B2c3D4e5F6a7B8c9D0e1F2"
        let random = try RandomValue.like(Secret(Array(sample.utf8)), prefixes: prefixes)
        for stranger in [nil, random] {
            let what = stranger == nil ? "no value at all" : "a random value"
            switch await ask(stranger) {
            case .answered(let status) where isAcceptance(status):
                throw StepFailure(.unproven, "\(origin.text) accepts anyone: it answers \(status) to \(what)")
            case .answered(let status) where refused.contains(status): continue
            case .answered(let status): return "\(origin.text) answers \(status) to \(what), which is no refusal"
            case .unclear(let reason, _): throw StepFailure(.unavailable, reason)
            case .failed(let failure): throw failure
            }
        }
        return "no value at all and a random one are refused"
    }

    /// Whether a value is refused.
    public func isRefused(_ value: Secret) async throws(StepFailure) -> Bool? {
        switch await ask(value) {
        case .answered(let status): return refused.contains(status) ? true : isAcceptance(status) ? false : nil
        case .unclear(let reason, _): throw StepFailure(.unavailable, reason)
        case .failed(let failure): throw failure
        }
    }

    private func isAcceptance(_ status: Int) -> Bool { accepted.contains(status) || (200...299).contains(status) }

    private enum Answer {
        case answered(Int)
        case unclear(String, Int?)
        case failed(StepFailure)
    }

    private func ask(_ value: Secret?) async -> Answer {
        var request = HTTPRequest(.get, address.origin, target: address.target, deadline: deadline)
        request.headers = extra
        if let value {
            guard let name = SecretHeader.Name(header) else {
                return .failed(StepFailure(.malformed, "no header is called \(header)"))
            }
            do {
                // A value of several words brings its scheme along.
                let credential = try BearerCredential(value, boundTo: address.origin, allowingSpaces: true)
                let prefix = scheme.isEmpty ? "" : "\(scheme) "
                request.secretHeaders = [SecretHeader(name, prefix: prefix, credential)]
            } catch { return .failed(StepFailure(.refused, "the value cannot be sent in a header")) }
        }
        return await BearerProof.answer(to: request, transport)
    }

    private static func answer(to request: HTTPRequest, _ transport: any Transport) async -> Answer {
        do throws(TransportFailure) {
            let response = try await transport.send(request)
            switch response.status {
            case 429:
                let seconds = response.headers["retry-after"].flatMap { Int($0) }.map { min(max($0, 0), 86400) }
                return .unclear("\(request.origin.text) wants fewer requests (429)", seconds)
            case 500...599: return .unclear("\(request.origin.text) answers \(response.status)", nil)
            default: return .answered(response.status)
            }
        } catch .notSent(.unsupported(let reason)) {
            return .failed(StepFailure(.refused, "\(request.origin.text) cannot be asked: \(reason)"))
        } catch { return .unclear("\(request.origin.text): \(error.sentence)", nil) }
    }
}
