import CommandTree
import HostSystem
import JSON
import Keyfile
import Rotation

/// The command `org tokens mint`.
struct OrgTokensMint: Verb {
    let name: String
    let entryName: KeyName?
    let destinations: OrgKeyDestinations
    let actions: GitHubActions
    let isRevealed: Bool
    let keys: [KeyName]
    /// The command that the key is for, if it is for one.
    let lease: OrgKeyLease?

    static let node = Node(
        "mint", summary: "mint a named org key",
        discussion: [
            """
            Mints a key and prints its value once, on standard output. With --save it goes into the key store, bound to \
            this server, with --to into destinations, with --github-output into a step output; it is then not printed \
            unless --reveal is given. What can fail is looked at before the key is minted, and a key that could not be put where \
            it belongs is revoked again.
            """,
            """
            The name must be one that no live key has. By it, the list tells what became of a mint whose reply was lost: the \
            value of such a key is gone, so it is revoked and another is minted, twice at most, since a server allows ten mints an \
            hour. A run that was killed is made good by typing the same again, unless the key has been used meanwhile.
            """,
            """
            In GitHub Actions the first line of standard output asks the runner to mask the value (on standard error with \
            -o json or yaml). A step that takes the value from standard output takes its last line; better is --github-output. \
            A masked value is not passed between jobs.
            """,
            """
            With --for-command the key lives as long as the command after -- does: it is minted, the command runs, and \
            whatever becomes of that, also by a signal, the key is revoked and the command's status handed on. The \
            value is in no argument and in no environment: MOLECULE_ORG_TOKEN_FILE names a private file that is there \
            meanwhile, which molecule reads by itself, and MOLECULE_API_URL names the server. The rest of the \
            environment is that of keys exec, so the credential that mints is not in it; --pass-env lets more through. \
            See molecule-ci(7).
            """,
        ],
        operands: [
            Operand(
                Value("COMMAND", .text), .optionalCommandLine, "With --for-command: the command and its arguments.")
        ],
        options: [
            .value("name", Value("NAME", .text), required: true, "What the key is called; at most 100 bytes."),
            .value("save", Value("KEY", .text), "Store the value as this key entry, which must not exist yet."),
            OrgKeyDestinations.option(required: false), GitHubActions.option,
            .flag("reveal", "With --save, --to or --github-output: print the value as well."),
            .flag("for-command", "Run the command after -- with the key, and revoke the key when it ends."),
            Shared.passEnvironment, CredentialFinder.keyOption,
        ],
        examples: [
            Example("Print a new key.", "molecule org tokens mint --name ci-deploy"),
            Example("Store it without showing it.", "molecule org tokens mint --name laptop --save laptop"),
            Example(
                "Put it where a service reads it.",
                "molecule org tokens mint --name agent --to env-file:/etc/agent.env"),
            Example(
                "Let a key live as long as a deployment takes.",
                "molecule org tokens mint --name \"ci-$CI_JOB_ID\" --for-command -- ./deploy --to production"),
            Example(
                "Hand it to the next steps of a job.",
                "molecule org tokens mint --name \"ci-$GITHUB_RUN_ID\" --github-output org_key"),
        ],
        environment: Documented.credentials + GitHubActions.variables + Documented.destinations,
        files: [Documented.keyStore, Documented.orgKeyRecords],
        statuses: OrgTokens.callStatuses + [.conflict, .partial, .unverified, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try OrgTokensMint(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        name = try OrgKeyName.checked(arguments.text("name") ?? "", option: "--name")
        entryName = if let text = arguments.text("save") { try KeyName.parse(text) } else { nil }
        destinations = try OrgKeyDestinations(arguments)
        actions = try GitHubActions(arguments)
        isRevealed = arguments.flag("reveal")
        keys = try CredentialFinder.names(arguments)
        lease = try OrgKeyLease(arguments)
        guard !isRevealed || isHandedOver else {
            throw UsageError("--reveal goes with --save, --to or --github-output.", hint: "Leave it out.")
        }
        guard lease == nil || !isHandedOver else {
            throw UsageError(
                "With --for-command the key goes nowhere but to the command.",
                hint: "Leave --save, --to and --github-output out.")
        }
    }

    /// Whether the value goes anywhere but to standard output.
    private var isHandedOver: Bool { entryName != nil || !destinations.names.isEmpty || actions.outputName != nil }

    func run(in world: World) async throws(Failure) {
        let desk = try OrgKeyDesk(keys, in: world)
        try actions.inspect(in: world)
        try await destinations.inspect(in: world)
        let program = try lease?.locate(in: world)
        let records = try recordFile(desk)
        let record = try records?.read()
        let isSaved = try isEntrySaved(record, in: world)
        if let entryName, !isSaved {
            do { try world.keyStore.requireRoom(for: entryName) } catch { throw .keyStore(error) }
        }
        SignalWatch.start()
        let live = try await desk.list()
        let key: MintedKey
        if isSaved, let saved = try savedKey(among: live, desk) {
            world.output.remark("Org key '\(name)' was minted and saved by an earlier run; going on with it.")
            key = saved
            try GitHubActions.mask(key.secret, in: world)
        } else {
            try await makeRoom(among: live, record, desk)
            try desk.stopIfInterrupted()
            try records?.write(OrgKeyRecord(name: name, entry: entryName, isForCommand: lease != nil))
            do throws(Failure) { key = try await mint(desk) } catch {
                try records?.remove(after: error)
                throw error
            }
        }
        if let lease, let program {
            let ending = try await lease.run(program, key, desk, records)
            return try ending.handOn()
        }
        try await handOver(key, desk)
        try tell(key, desk)
        try records?.remove()
        if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
    }

    /// The place of the record; `nil` where none can be written and the value is only printed, as on a machine whose
    /// home cannot be written.
    private func recordFile(_ desk: OrgKeyDesk) throws(Failure) -> OrgKeyRecordFile? {
        do throws(Failure) { return try OrgKeyRecordFile(name, at: desk) } catch {
            if case .file(.system) = error, entryName == nil, destinations.names.isEmpty { return nil }
            throw error
        }
    }

    /// Whether the entry that the value is to go to was made by an earlier run that did not end.
    private func isEntrySaved(_ record: OrgKeyRecord?, in world: World) throws(Failure) -> Bool {
        guard let entryName, record?.entry == entryName else { return false }
        return try world.entryNames().contains(entryName)
    }

    private func savedKey(among live: [OrgKey], _ desk: OrgKeyDesk) throws(Failure) -> MintedKey? {
        guard let entryName else { return nil }
        let entry = try desk.world.entry(entryName)
        guard entry.kind == .orgToken, entry.origin == desk.client.server, let current = entry.current,
            let key = live.first(where: { $0.name == name && $0.isKey(of: current.secret) })
        else { throw .keyStore(.exists(entryName)) }
        return MintedKey(id: key.id, name: name, secret: current.secret)
    }

    /// Makes the name free: what a killed run left under it is revoked, anything else stays and is in the way.
    private func makeRoom(among live: [OrgKey], _ record: OrgKeyRecord?, _ desk: OrgKeyDesk) async throws(Failure) {
        let taken = live.filter { $0.name == name }
        guard let first = taken.first else { return }
        guard record != nil else {
            throw .conflict(
                "An org key of this name is live: \(first.label).",
                hint:
                    "Take another name, or replace that key: molecule org tokens rotate, or molecule org tokens revoke \(first.id)"
            )
        }
        if record?.isForCommand == true {
            // Its command is gone with the run that held the lock, so nobody may have it any more.
            for key in taken { _ = try await desk.revoke(key.id) }
        } else {
            try await desk.revokeOrphans(taken, cause: "an earlier run did not end")
        }
        desk.world.output.remark("Revoked \(first.label), which an earlier run minted and lost.")
    }

    /// Mints, masks and saves.
    private func mint(_ desk: OrgKeyDesk) async throws(Failure) -> MintedKey {
        let key = try await desk.mint(name)
        do throws(Failure) {
            try GitHubActions.mask(key.secret, in: desk.world, besideData: lease != nil)
            if let entryName { try desk.save(key, as: entryName) }
        } catch { throw await desk.takeBack(key, because: error) }
        return key
    }

    private func handOver(_ key: MintedKey, _ desk: OrgKeyDesk) async throws(Failure) {
        var done: [String] = []
        for destination in destinations.all(in: desk.world) {
            do throws(StepFailure) { try await destination.place(key.secret, mayBeThere: false) } catch {
                throw await stop(key, .step(destination.name, error), done, desk)
            }
            done.append(destination.name)
        }
        do throws(Failure) { try actions.append(key.secret, in: desk.world) } catch {
            throw await stop(key, error, done, desk)
        }
    }

    /// The failure of a key that is not everywhere: nobody has it yet, or it is left for the next run.
    private func stop(_ key: MintedKey, _ failure: Failure, _ done: [String], _ desk: OrgKeyDesk) async -> Failure {
        if entryName == nil, done.isEmpty { return await desk.takeBack(key, because: failure) }
        let places = (entryName.map { ["key entry '\($0.text)'"] } ?? []) + done
        let next = entryName == nil ? "revokes this key and mints another for all of them" : "goes on with this key"
        return .partial(
            "Org key '\(name)' is live and in \(places.joined(separator: ", ")), and no further: \(failure.message)",
            hint: "Typing the same again \(next).")
    }

    private func tell(_ key: MintedKey, _ desk: OrgKeyDesk) throws(Failure) {
        let output = desk.world.output
        desk.tellRemaining(key)
        let isPrinted = !isHandedOver || isRevealed
        var members: [JSONValue.Member] = [
            .init("id", .string(key.id)), .init("prefix", .string(key.prefix)), .init("name", .string(name)),
            .init("origin", .string(desk.client.server.text)), .init("saved_as", .optional(entryName?.text)),
            .init("handed_to", .array(destinations.names.map { .string("\($0.kind.rawValue):\($0.rest)") })),
            .init("github_output", .optional(actions.outputName)),
            .init("lost_replies", .integer(Int64(key.lostReplies))),
            .init("remaining_mints", key.remaining.map { .integer(Int64($0)) } ?? .null),
        ]
        guard isPrinted else {
            return try output.print(
                Report(
                    .object(members), rows: [[key.id, key.prefix, name]],
                    remarks: ["ok: minted org key '\(name)' (\(key.prefix)). \(next)"],
                    names: [key.id]))
        }
        if output.format == .json || output.format == .yaml {
            members.append(.init("value", .string(key.secret.reveal { String(decoding: $0, as: UTF8.self) })))
            return try output.reveal(.object(members))
        }
        output.remark("Minted org key '\(name)' (\(key.prefix)). \(next)")
        try output.reveal(key.secret)
    }

    private var next: String {
        if let entryName { return "Use it: molecule org tokens list --from-key \(entryName.text)." }
        return "It is shown this once; to replace it later: molecule org tokens rotate."
    }
}

extension Failure {
    /// A destination that did not take a value, after others may have.
    static func step(_ name: String, _ failure: StepFailure) -> Failure {
        .orgKeys(.destination(name: name, reason: failure.reason, status: failure.status, hint: failure.hint))
    }
}
