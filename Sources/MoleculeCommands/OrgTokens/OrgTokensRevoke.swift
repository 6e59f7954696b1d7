import CommandTree
import Keyfile

/// The command `org tokens revoke`.
struct OrgTokensRevoke: Verb {
    let operands: [String]
    let allowsSelf: Bool
    let keys: [KeyName]

    static let node = Node(
        "revoke", summary: "revoke org keys",
        discussion: [
            """
            Revokes keys from their next request on, each named by its id, by the first characters of its value as the \
            list shows them, or by its name. What could mean several keys is refused with the candidates. A prefix that \
            begins with a dash stands after --.
            """,
            """
            A key that is revoked already is a success. Where the value is at hand (the credential of this call, or a key \
            entry for this server) the server is asked whether it is refused now; elsewhere nothing is claimed. Several keys \
            give one result a line, and one that fails does not stop the rest.
            """,
        ],
        operands: [
            Operand(
                Value("KEY", .dynamic(kind: "org-tokens")), .oneOrMore, "The id, prefix or name of an org key.")
        ],
        options: [
            .flag("allow-self", "Revoke even the key that this call is made with, last of all."),
            CredentialFinder.keyOption,
        ],
        examples: [
            Example("Revoke a key by its name.", "molecule org tokens revoke ci-deploy"),
            Example("Several at once, in a script.", "molecule org tokens revoke ci-deploy Zk3bQ9xT --yes"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: OrgTokens.callStatuses + [.refused, .partial, .unverified],
        action: { arguments throws(UsageError) in
            OrgTokensRevoke(
                operands: arguments.operands("KEY"), allowsSelf: arguments.flag("allow-self"),
                keys: try CredentialFinder.names(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let desk = try OrgKeyDesk(keys, in: world)
        let live = try await desk.list()
        var targets: [OrgKeyRevocation.Target] = []
        for operand in operands {
            let target = try OrgKeyRevocation.Target(operand, among: live)
            if !targets.contains(where: { $0.identity == target.identity }) { targets.append(target) }
        }
        try checkSelf(targets, desk)
        let labels = targets.compactMap { target in
            switch target {
            case .live(let key): key.label
            case .unlisted(let id): id
            case .unknown: nil
            }
        }
        if !labels.isEmpty {
            try world.confirm(
                "Revoke \(labels.joined(separator: ", "))? Whoever uses \(labels.count == 1 ? "it" : "them") is refused from then on."
            )
        }
        try await OrgKeyRevocation(desk: desk).run(targets)
    }

    private func checkSelf(_ targets: [OrgKeyRevocation.Target], _ desk: OrgKeyDesk) throws(Failure) {
        guard !allowsSelf, let inUse = desk.inUse else { return }
        for case .live(let key) in targets where desk.isInUse(key) {
            throw .orgKeys(.inUse(label: key.label, source: inUse.source))
        }
    }
}
