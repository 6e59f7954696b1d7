import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// The command `auth status`.
struct AuthStatus: Verb {
    let keys: [KeyName]
    let isChecking: Bool

    static let node = Node(
        "status", summary: "show which credentials are at hand and where they come from",
        discussion: [
            """
            Shows every kind of credential: whether one was found, in which variable, file or key entry, its fingerprint, \
            and the origin it is bound to; then the addresses and the organisation in use, and what gave them: an option, a \
            variable or a profile. Values are never shown. A value is looked for in the key entries named with \
            --from-key; without them in the environment.
            """,
            """
            With --check each is sent to its server in a read that changes nothing, and the answer is told. Kinds for \
            which there is no such read are not checked.
            """,
        ],
        options: [
            .flag("check", "Ask the server whether it takes each credential."), CredentialFinder.keyOption,
        ],
        examples: [
            Example("See what is at hand.", "molecule auth status"),
            Example("See whether the server takes a stored one.", "molecule auth status --from-key production --check"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: [.unauthenticated, .notFound, .unavailable, .insecureFile, .rateLimited],
        action: { arguments throws(UsageError) in
            AuthStatus(keys: try CredentialFinder.names(arguments), isChecking: arguments.flag("check"))
        })

    /// One kind of credential, and what the server said of it.
    private struct Finding {
        let tier: CredentialFinder.Tier
        let check: String?
        let failure: Failure?
    }

    func run(in world: World) async throws(Failure) {
        let tiers = try CredentialFinder(world).tiers(keys)
        var findings: [Finding] = []
        for tier in tiers { findings.append(try await look(at: tier, in: world)) }
        var report = Report.list(
            findings.map { document($0, world) },
            columns: ["KIND", "FOUND", "FINGERPRINT", "ORIGIN"] + (isChecking ? ["CHECK"] : []),
            rows: findings.map { row($0, world) },
            names: findings.filter { $0.tier.found != nil }.map(\.tier.kind.rawValue))
        let given = AuthStatus.given(world.settings)
        if case .object(let members) = report.document {
            report.document = .object(
                members + [
                    .init("profile", .optional(world.settings.profile?.name)),
                    .init(
                        "settings",
                        .array(
                            given.map {
                                ["name": .string($0.name), "value": .string($0.value), "source": .string($0.source)]
                            })),
                ])
        }
        report.remarks = given.map { "\($0.name): \($0.value) (\($0.source))" }
        try world.output.print(report)
        if let failure = findings.lazy.compactMap(\.failure).first { throw AuthStatus.explained(failure) }
        guard tiers.contains(where: { $0.found != nil }) else {
            throw .noCredential(.adminToken, hint: "Set ADMIN_TOKEN or MOLECULE_ORG_TOKEN, or pass --from-key NAME.")
        }
    }

    /// A refusal, whose usual hint is to type what was just typed.
    private static func explained(_ failure: Failure) -> Failure {
        guard case .unauthenticated = failure.reply?.kind else { return failure }
        return .explained(
            failure.message, hint: "Use another credential, or see which are kept here: molecule keys list",
            failure.status)
    }

    /// The addresses and the organisation that are in use, and what gave them.
    ///
    /// Of what is no address nothing is shown: it may hold a password.
    static func given(_ settings: Settings) -> [(name: String, value: String, source: String)] {
        [
            ("api-url", settings.address.map(shown), settings.addressSource),
            ("cp-url", settings.controlPlaneAddress.map(shown), settings.controlPlaneAddressSource),
            ("org-id", settings.organization, settings.organizationSource),
        ].compactMap { name, value, source in value.map { (name, $0, source ?? "given") } }
    }

    private static func shown(_ address: String) -> String {
        do { return try Origin(address).text } catch { return "no address" }
    }

    private func look(at tier: CredentialFinder.Tier, in world: World) async throws(Failure) -> Finding {
        guard isChecking, let found = tier.found else { return Finding(tier: tier, check: nil, failure: nil) }
        guard let operations = AuthStatus.reads[tier.kind] else {
            return Finding(tier: tier, check: "not checked: there is no read that only looks", failure: nil)
        }
        var last: Failure?
        for operation in operations {
            do throws(Failure) {
                let client = try world.client(for: operation.surface, alone: found, tier.entry)
                _ = try await world.call(operation, with: client)
                return Finding(tier: tier, check: "accepted", failure: nil)
            } catch {
                if case .noControlPlaneAddress = error {
                    return Finding(tier: tier, check: "not checked: no --cp-url was given", failure: nil)
                }
                last = error
                // The next surface is tried only when this one has no such route.
                guard case .call(.answer(let answer), _) = error, answer.kind == .notMounted else { break }
            }
        }
        return Finding(tier: tier, check: last?.message, failure: last)
    }

    /// Reads without side effects, by the kind of credential they prove; several where surfaces differ.
    private static let reads: [KeyKind: [Operation]] = [
        .adminToken: [Operations.selfHostedListWorkspaces, Operations.tenantListWorkspaces],
        .orgToken: [Operations.tenantListWorkspaces], .adminBearer: [Operations.adminListOrgs],
        .session: [Operations.listOrgs],
    ]

    private func document(_ finding: Finding, _ world: World) -> JSONValue {
        let found = finding.tier.found
        return [
            "kind": .string(finding.tier.kind.rawValue), "variable": .string(finding.tier.kind.variable),
            "found": .bool(found != nil), "source": .optional(found?.source),
            "fingerprint": .optional(fingerprint(finding.tier)), "origin": .optional(found?.origin?.text),
            "check": .optional(finding.check),
        ]
    }

    private func row(_ finding: Finding, _ world: World) -> [String] {
        let found = finding.tier.found
        let option = finding.tier.kind.isOfControlPlane ? "--cp-url" : "--api-url"
        let origin = found.map { $0.origin?.text ?? "unbound: goes to \(option)" } ?? "-"
        return [
            finding.tier.kind.rawValue, found?.source ?? "no", fingerprint(finding.tier) ?? "-", origin,
        ] + (isChecking ? [finding.check ?? "-"] : [])
    }

    /// A key entry's own fingerprint.
    ///
    /// A value from elsewhere has no salt of its own, so the program's name serves: two runs give the same, which is
    /// what a fingerprint is for.
    private func fingerprint(_ tier: CredentialFinder.Tier) -> String? {
        if let version = tier.entry?.current { return version.fingerprint.text }
        return tier.found.map { Fingerprint(of: $0.secret, salt: Array("molecule".utf8)).text }
    }
}

/// The command `auth`.
enum Auth {
    static let node = Node(
        "auth", summary: "see which credentials are in use",
        discussion: [
            "Answers the first question of every failure: which credential was that, and where did it come from?"
        ],
        subcommands: [AuthStatus.node])
}
