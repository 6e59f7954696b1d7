import CommandTree
import Destinations
import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// The command `admin-token verify`.
struct AdminTokenVerify: Verb {
    let source: ValueSource?
    let patience: Duration?

    static let node = Node(
        "verify", summary: "prove that ADMIN_TOKEN protects the platform",
        discussion: [
            """
            Asks the platform's first admin route three times: with no token, with a random one of the same form, and with \
            the token. Only when the first two are refused (401) and the last one is answered does the token protect \
            anything: a platform without ADMIN_TOKEN lets everyone in, and a call with any token then looks fine.
            """,
            """
            Without a token only the first question is asked, which is enough to find a platform that is open to everyone. \
            The token is taken from ADMIN_TOKEN, from the private file that ADMIN_TOKEN_FILE names, or from one of the \
            options that name another source. It is sent only after the address has answered like a platform.
            """,
            """
            With --wait the probes are repeated while a deployment rolls out, until they hold in three rounds in a row, \
            each over connections of its own.
            """,
        ],
        options: ValueSource.options + [
            ValueSource.keyOption,
            .value("wait", Value("DURATION", .duration), "Repeat the probes until they hold, for so long at most."),
        ],
        examples: [
            Example(
                "See whether ADMIN_TOKEN protects a local platform.",
                "molecule admin-token verify --api-url http://localhost:8080"),
            Example(
                "Verify a stored token while its deployment rolls out.",
                "molecule admin-token verify --from-key production --wait 5m"),
            Example("Get the probes as data.", "molecule admin-token verify --from-key production -o json"),
        ],
        environment: Documented.adminToken, files: [Documented.keyStore],
        statuses: [
            .unauthenticated, .forbidden, .notFound, .unavailable, .insecureFile, .rateLimited, .unverified,
        ],
        action: { arguments throws(UsageError) in try AdminTokenVerify(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        source = try ValueSource(arguments, key: true)
        patience = arguments.duration("wait")
    }

    func run(in world: World) async throws(Failure) {
        let target: AdminTarget
        do { target = try AdminTarget.find(source, in: world) } catch {
            if case .noCredential = error { try await lookAtDoor(in: world) }
            throw error
        }
        let verification: AdminTokenVerification
        do throws(TokenDefect) {
            verification =
                if let patience {
                    try await wait(for: target, patience, in: world)
                } else {
                    try await target.verifier(in: world).verify(target.token)
                }
        } catch { throw .value("cannot be sent as a bearer token", source: target.source) }
        if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
        try world.output.print(VerificationReport.report(verification, origin: target.origin))
        guard verification.verdict == .protected else { throw .verdict(verification.verdict, origin: target.origin) }
    }

    /// Whether a platform is open can be told without a token, so it is, before the token is asked for.
    private func lookAtDoor(in world: World) async throws(Failure) {
        guard let address = world.settings.address else { return }
        let origin = try Origin.parse(address, source: "The platform's address")
        let verifier = AdminTokenVerifier(
            transport: world.transport(), origin: origin, organization: world.settings.organization,
            deadline: world.settings.deadline)
        let verification = await verifier.probeDoor()
        guard verification.probes.contains(where: { !$0.isAsRequired }) else {
            return world.output.remark(
                "\(origin.text) refuses callers without a token; whether yours works is not known.")
        }
        try world.output.print(VerificationReport.report(verification, origin: origin))
        throw .verdict(verification.verdict, origin: origin)
    }

    private func wait(
        for target: AdminTarget, _ patience: Duration, in world: World
    ) async throws(TokenDefect) -> AdminTokenVerification {
        SignalWatch.start()
        let output = world.output
        let proof = AdminTokenProof(target.verifier(in: world), isInterrupted: world.isInterrupted) { round in
            output.progress(VerificationReport.progress(round))
        }
        defer { output.endProgress() }
        return try await proof.wait(for: target.token, retired: nil, patience: patience).verification
    }
}
