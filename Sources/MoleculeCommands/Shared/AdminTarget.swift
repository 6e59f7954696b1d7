import CommandTree
import Keyfile
import ManagementAPI

/// An admin token and the server it is for.
struct AdminTarget: Sendable {
    let origin: Origin
    let organization: String?
    let token: Secret
    /// Where the token came from, for people.
    let source: String

    /// Finds token and server: from the options, else from `ADMIN_TOKEN` or `ADMIN_TOKEN_FILE`.
    static func find(_ source: ValueSource?, in world: World) throws(Failure) -> AdminTarget {
        guard !world.settings.isViaControlPlane else {
            throw .usage(
                UsageError(
                    "An admin token is proven and rotated at its own platform, not by way of the control plane.",
                    hint: "Leave --via-control-plane out."))
        }
        if case .key(let name)? = source?.place {
            return try AdminTarget(try world.entry(name), in: world)
        }
        let (token, description) = try token(source, in: world)
        try token.check(.adminToken, source: description)
        guard let address = world.settings.address else { throw .noAddress }
        let origin = try Origin.parse(address, source: world.settings.addressSource ?? "--api-url")
        return AdminTarget(
            origin: origin, organization: world.settings.organization, token: token, source: description)
    }

    private init(origin: Origin, organization: String?, token: Secret, source: String) {
        self.origin = origin
        self.organization = organization
        self.token = token
        self.source = source
    }

    /// The current value of a key entry, for the origin it is bound to and no other.
    init(_ entry: KeyEntry, in world: World) throws(Failure) {
        guard entry.kind == .adminToken else {
            let reason = "Key entry '\(entry.name.text)' holds \(entry.kind.summary), not an admin token."
            throw .usage(UsageError(reason, hint: "molecule keys list"))
        }
        let current = try entry.requireCurrent()
        // An address in the environment is for other calls; one that was typed means this one.
        if let address = world.settings.address, !world.settings.isAddressAmbient {
            guard try Origin.parse(address, source: "--api-url") == entry.origin else {
                let reason = "Key entry '\(entry.name.text)' is bound to \(entry.origin.text) and is sent nowhere else."
                throw .usage(UsageError(reason, hint: "Leave --api-url out."))
            }
        }
        self.init(
            origin: entry.origin, organization: world.settings.organization ?? entry.organization,
            token: current.secret, source: "key entry '\(entry.name.text)'")
    }

    private static func token(_ source: ValueSource?, in world: World) throws(Failure) -> (Secret, String) {
        if let source { return (try source.fetch(in: world), source.description) }
        let variable = KeyKind.adminToken.variable
        guard let (secret, source) = try ValueSource.inEnvironment(variable, in: world) else {
            throw .noCredential(
                .adminToken,
                hint: world.environment[variable] == nil
                    ? "Set ADMIN_TOKEN or ADMIN_TOKEN_FILE, or pass --from-key NAME."
                    : "ADMIN_TOKEN is set but empty; set it to the token.")
        }
        return (secret, "The value \(source == variable ? "of" : "in") \(source)")
    }

    /// The verifier for this server.
    func verifier(in world: World) -> AdminTokenVerifier {
        AdminTokenVerifier(
            transport: world.transport(), origin: origin, organization: organization, deadline: world.settings.deadline)
    }
}

extension Origin {
    /// Reads an address as typed.
    static func parse(_ text: String, source: String) throws(Failure) -> Origin {
        do { return try Origin(text) } catch { throw .address(error, source: source) }
    }
}

extension World {
    /// The transport, which tells every request under `--verbose`.
    func transport() -> any Transport {
        TracingTransport(DeprecationWatch(makeTransport(), output: output, notices: notices), output: output)
    }
}

/// Tells every request and its outcome on standard error: method, address, status and time, and nothing that is sent.
private struct TracingTransport: Transport {
    private let transport: any Transport
    private let output: Output

    init(_ transport: any Transport, output: Output) {
        self.transport = transport
        self.output = output
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let start = ContinuousClock.now
        let label = "\(request.method.rawValue) \(request.origin.text)\(request.target)"
        do throws(TransportFailure) {
            let response = try await transport.send(request)
            output.trace("\(label): \(response.status) in \(milliseconds(since: start)) ms")
            return response
        } catch {
            output.trace("\(label): \(error.sentence), after \(milliseconds(since: start)) ms")
            throw error
        }
    }

    private func milliseconds(since start: ContinuousClock.Instant) -> Int64 {
        let parts = (ContinuousClock.now - start).components
        return parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
    }
}
