import ManagementAPI
import Keyfile
import Rotation

/// Reads an address without any credential: the service is up, which says nothing about the value.
public struct HealthProof: LivenessProof, Inspectable {
    private let address: WebAddress
    private let transport: any Transport
    private let deadline: Duration
    private let pace: ProofPace

    /// A proof with the settings of its kind; `nil` where they are not such settings.
    public init?(_ settings: [String: String], transport: any Transport, deadline: Duration, pace: ProofPace) {
        guard let address = settings["url"].flatMap(WebAddress.init) else { return nil }
        self.address = address
        self.transport = transport
        self.deadline = deadline
        self.pace = pace
    }

    /// What is asked.
    public var statement: String {
        "asks \(address.text) without a credential: that proves the service is up, not that it uses the new value"
    }

    /// How it answers now, well or not: the rotation may be what it waits for.
    public func inspect() async throws(StepFailure) -> String {
        do throws(TransportFailure) { return "\(address.text) answers \(try await status()) now" } catch {
            throw StepFailure(.unavailable, "\(address.origin.text): \(error.sentence)")
        }
    }

    private func status() async throws(TransportFailure) -> Int {
        var request = HTTPRequest(.get, address.origin, target: address.target, deadline: deadline)
        request.usesFreshConnection = true
        return try await transport.send(request).status
    }

    /// Asks until the service answers in several rounds in a row.
    public func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        try await pace.rounds(ProofPace.deployed, patience: patience) {
            do throws(TransportFailure) {
                let status = try await status()
                if (200...299).contains(status) { return .good("answered (\(status))") }
                return .bad("\(address.text) answers \(status)")
            } catch { return .unclear("\(address.origin.text): \(error.sentence)") }
        }
    }
}
