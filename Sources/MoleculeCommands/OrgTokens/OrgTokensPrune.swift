import CommandTree
import HostSystem
import Keyfile

/// The command `org tokens prune`.
struct OrgTokensPrune: Verb {
    /// In milliseconds.
    let age: Int64
    let isDry: Bool
    let keys: [KeyName]

    static let node = Node(
        "prune", summary: "revoke org keys that nobody has used for long",
        discussion: [
            """
            Revokes every key whose last use is longer ago than --unused-for; a key that was never used counts from when \
            it was minted. The list is shown before anything is revoked, and read again after the answer, so that a key \
            that came into use meanwhile stays.
            """,
            """
            The key that this call is made with is never revoked, and neither is one whose times cannot be read. Times are \
            compared with this machine's clock.
            """,
        ],
        options: [
            .value(
                "unused-for", Value("DURATION", .text), required: true,
                "How long ago the last use is, at least, such as 90d or 36h; with its unit."),
            .flag("dry-run", "Show what would be revoked, and revoke nothing."), CredentialFinder.keyOption,
        ],
        examples: [
            Example("See what nobody has used for a quarter.", "molecule org tokens prune --unused-for 90d --dry-run"),
            Example("Revoke it without being asked.", "molecule org tokens prune --unused-for 90d --yes"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: OrgTokens.callStatuses + [.refused, .partial, .unverified],
        action: { arguments throws(UsageError) in try OrgTokensPrune(arguments) })

    /// A century: beyond it a number is a slip of the keyboard.
    static let longestDays = 36_525

    init(_ arguments: Arguments) throws(UsageError) {
        let text = arguments.text("unused-for") ?? ""
        // A bare number is seconds elsewhere; here somebody who means days would revoke nearly everything.
        let hasUnit = text.last?.isLetter == true
        guard hasUnit, let age = Value.duration(from: text, longestDays: OrgTokensPrune.longestDays) else {
            throw UsageError(
                "The option --unused-for must be a length of time with its unit, of at most \(OrgTokensPrune.longestDays) days.",
                hint: "Write it like 90d, 36h or 1d12h.")
        }
        self.age = age.components.seconds * 1000 + age.components.attoseconds / 1_000_000_000_000_000
        isDry = arguments.flag("dry-run")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let desk = try OrgKeyDesk(keys, in: world)
        let live = try await desk.list()
        let unused = unused(among: live, desk)
        if live.count >= OrgKeyDesk.maximumListed {
            world.output.remark("The server lists \(live.count) keys at most; prune again until nothing is left.")
        }
        guard !unused.isEmpty, !isDry else { return try show(unused, desk) }
        for key in unused { world.output.remark("  \(key.label), last used \(key.lastUsedAt ?? "never")") }
        try world.confirm("Revoke these \(unused.count) org key\(unused.count == 1 ? "" : "s")?")
        let ids = Set(unused.map(\.id))
        let still = self.unused(among: try await desk.list(), desk).filter { ids.contains($0.id) }
        if still.count < unused.count {
            world.output.remark("\(unused.count - still.count) of them came into use, or went, meanwhile.")
        }
        try await OrgKeyRevocation(desk: desk).run(still.map { .live($0) })
    }

    private func unused(among live: [OrgKey], _ desk: OrgKeyDesk) -> [OrgKey] {
        let limit = Timestamp(milliseconds: Timestamp.now.milliseconds - age)
        return live.filter { key in
            guard let sign = key.lastSign, !desk.isInUse(key) else { return false }
            return sign <= limit
        }
    }

    private func show(_ unused: [OrgKey], _ desk: OrgKeyDesk) throws(Failure) {
        let remark =
            unused.isEmpty
            ? "ok: every org key has been used since, or minted."
            : "Nothing has been changed; without --dry-run these are revoked."
        try desk.world.output.print(
            .list(
                unused.map { OrgKeyReport.document($0, isInUse: false) }, columns: OrgKeyReport.columns,
                rows: unused.map(OrgKeyReport.row), names: unused.map(\.id), remarks: [remark]))
    }
}
