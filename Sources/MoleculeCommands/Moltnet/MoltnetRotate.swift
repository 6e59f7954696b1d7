import CommandTree
import Destinations
import HostSystem
import Keyfile
import Moltnet
import Rotation

/// The command `moltnet rotate`.
struct MoltnetRotate: Verb {
    let id: String
    let newID: String?
    let config: String?
    let nodes: [String]
    let destinations: [DestinationName]
    let variable: String
    let isOverlapping: Bool
    let isRetiring: Bool
    let serverCommand: String?
    let nodeCommand: String?
    let address: String?
    let key: KeyName?
    let isDry: Bool
    let passed: [String]
    let patience: Duration

    static let node = Node(
        "rotate", summary: "replace a token of a Moltnet server under its id",
        discussion: [
            """
            Makes a new value, keeps it in the key store as pending beside the one in the server's file, puts it into \
            the server's file under the same id and then into the files of those who use it, and proves at the running \
            server that it takes the new value and refuses the old one, a random one, and none. One scalar of each \
            file changes, and no other byte.
            """,
            """
            Moltnet reads tokens only when it starts. With --then alone, the command runs once, when all files are \
            written: it must restart the server first and the nodes after it. With --then-node as well, --then \
            restarts the server as soon as its own file is written, the nodes' files follow when the server takes the \
            new value, and --then-node restarts the nodes. So it is without any command, where somebody else restarts \
            them. That order is needed where a node has its token in a file of its own, which it reads again before it \
            is restarted. A command's status is not believed where the server tells more: one with an open event \
            stream ends with status 1.
            """,
            """
            With --overlap the server takes both values for a time: a second entry of the same id stands behind the \
            first, and is alone there when the new value is proven, after --then has run once more and the old value \
            is refused. So nodes lose nothing but the moment of the restart, and a partner's messages are not lost: \
            tokens with the scope pair are always rotated so. While both work nothing tells which one is used, so \
            --then-node must restart whoever uses it, and once more when the old one has ended the agents must be \
            connected, and a partner whose server file is given here must reach the server. A file in JSON, and a list of tokens in brackets, cannot have a second entry: write it in lines \
            first. Whoever uses the token is named by --node, which takes node, bridge and client files and a \
            partner's server file with its pairings, or by --to.
            """,
            """
            The value of an operator's token is replaced in place, or the token gets a new id with --new-id: an entry \
            with that id stands beside the old one, both work, and the old one goes when --to has handed the new value \
            on, or when somebody says that the operators have it, with molecule rotations resume ID --done retire. So \
            it is with --overlap under one id.
            """,
            """
            --retire removes the entry instead, runs --then, and proves its value refused, at a server that took it \
            before. Of two entries of an id it removes the one that the key entry does not have as its current value. \
            Until that value is proven refused it is kept as the key entry NAME.retiring, and typing the same again \
            goes on with it.
            """,
            """
            Every step is in a journal before it acts. A rotation that is stopped or killed at any point goes on with \
            molecule rotations resume, or back with molecule rotations rollback. Files are edited as their owner: run \
            this as the server's user. A container that has a single file mounted keeps the old one until it is \
            mounted again.
            """,
        ],
        options: [
            .value("id", Value("ID", .text), required: true, "The id of the token, which it keeps."),
            .value("new-id", Value("ID", .text), "The id of the token that takes the place of an operator's."),
            MoltnetCommands.configOption,
            .value(
                "node", Value("FILE", .file), repeats: true,
                "A file of someone who uses the token; may be repeated, and the order counts."),
            .value(
                "to", Value.destination, repeats: true, "Another place the new value goes to; may be repeated."),
            .value(
                "variable", Value("NAME", .text), default: "MOLTNET_TOKEN",
                "What the token is called at --to destinations that have variables."),
            .flag("overlap", "Let the server take both values until the new one is proven."),
            .flag("retire", "Remove the entry instead of replacing its value."),
            .value("then", Value("COMMAND", .shellCommand), "The shell command that restarts the server."),
            .value("then-node", Value("COMMAND", .shellCommand), "The shell command that restarts the nodes."),
            MoltnetSite.addressOption,
            .value(
                "key", Value("NAME", .dynamic(kind: "keys")),
                "The key entry that keeps the values; without it moltnet.NETWORK.ID, which is made, with the new id where there is one."
            ),
            .flag("dry-run", "Show the plan and what can be found out without changing anything."),
            .value(
                "wait", Value("DURATION", .duration), default: "2m", "How long to wait for a restart to take effect."),
            Shared.passEnvironment,
        ],
        examples: [
            Example(
                "Rotate a node's token in one window.",
                "molecule moltnet rotate --id attachment-alpha --node MoltnetNode --then 'systemctl restart moltnet && systemctl restart moltnet-node'"
            ),
            Example(
                "The same without a gap.",
                "molecule moltnet rotate --id attachment-alpha --node MoltnetNode --overlap --then 'systemctl restart moltnet' --then-node 'systemctl restart moltnet-node'"
            ),
            Example(
                "Hand a partner a new pairing token.",
                "molecule moltnet rotate --id inbound-pairing --to exec:'ssh partner update-pairing' --then 'systemctl restart moltnet' --then-node 'ssh partner systemctl restart moltnet'"
            ),
            Example(
                "Replace an operator's token, in the file of tokens too.",
                "molecule moltnet rotate --id operator-main --to env-file:moltnet-tokens.env --variable OPERATOR_TOKEN --then 'systemctl restart moltnet'"
            ),
            Example(
                "Give operators a token with a new id, and time to take it.",
                "molecule moltnet rotate --id operator-main --new-id operator-2 --then 'systemctl restart moltnet'"
            ),
            Example(
                "Remove a token.",
                "molecule moltnet rotate --id operator-old --retire --then 'systemctl restart moltnet'"
            ),
        ],
        environment: MoltnetCommands.variables + Documented.destinations,
        files: MoltnetCommands.files + [Documented.keyStore, Documented.journals],
        statuses: [
            .refused, .unauthenticated, .forbidden, .notFound, .conflict, .partial, .unavailable, .insecureFile,
            .rateLimited, .unverified, .interrupted, .terminated,
        ],
        action: { arguments throws(UsageError) in try MoltnetRotate(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        id = arguments.text("id") ?? ""
        newID = arguments.text("new-id")
        config = arguments.text("config")
        nodes = arguments.texts("node")
        try requireNoSecret(inPaths: [config].compactMap { $0 } + nodes)
        destinations = arguments.texts("to").compactMap { DestinationName($0) }
        guard destinations.count == arguments.texts("to").count else { throw UsageError(DestinationName.spellings) }
        variable = arguments.text("variable") ?? ""
        isOverlapping = arguments.flag("overlap")
        isRetiring = arguments.flag("retire")
        serverCommand = arguments.text("then")
        nodeCommand = arguments.text("then-node")
        address = arguments.text("url")
        key = if let text = arguments.text("key") { try KeyName.parse(text) } else { nil }
        isDry = arguments.flag("dry-run")
        passed = arguments.texts("pass-env")
        patience = arguments.duration("wait") ?? .seconds(120)
        try PlannedCommands.requireNoSecret(
            in: [serverCommand, nodeCommand].compactMap { $0 }
                + destinations.filter { $0.kind == .command }.map(\.rest))
        guard
            !isRetiring || nodes.isEmpty && destinations.isEmpty && !isOverlapping && nodeCommand == nil && newID == nil
        else {
            throw UsageError(
                "--retire removes the entry and hands nobody a value.",
                hint: "Leave --node, --to, --overlap, --new-id and --then-node out.")
        }
        guard newID.map({ MoltnetTemplates.isName($0) && $0 != id }) ?? true else {
            throw UsageError(
                "--new-id takes another id, of letters, digits and ._:-, beginning with a letter or digit.")
        }
    }

    func run(in world: World) async throws(Failure) {
        let site = try MoltnetSite(config, in: world)
        if isRetiring { return try await MoltnetRemoval(self, site, in: world).run() }
        let planner = try MoltnetPlanner(self, site, in: world)
        // Before the entry is looked at: another rotation may be about to make it, or to change it.
        let lock = isDry ? nil : try world.lockForRotation(planner.key)
        defer { withExtendedLifetime(lock) {} }
        let made = isDry ? nil : try planner.keepOldValue()
        let run: RotationRun
        let journal: Journal
        do throws(Failure) {
            let users = await planner.users()
            run = try RotationRun(try planner.plan(proving: users), isDry: isDry, held: lock, in: world)
            guard let begun = try await begin(run, planner, planner.remarks(users)) else { return }
            journal = begun
        } catch {
            if let made { planner.forgetOldValue(made) }
            throw error
        }
        world.output.remark("Rotation \(journal.id.text)")
        try await run.drive(journal, .forward)
    }

    /// Shows the plan, asks, and makes the journal; `nil` for a dry run.
    private func begin(_ run: RotationRun, _ planner: MoltnetPlanner, _ remarks: [String]) async throws(Failure)
        -> Journal?
    {
        try run.requireNoOther()
        var view = RotationPlanView(
            run: run,
            title:
                "token '\(id)'\(newID.map { " by '\($0)'" } ?? "") of \(planner.site.path), key entry '\(run.plan.key.text)'",
            after: remarks)
        let opening = await planner.inspectServer(&view)
        let obstacle = await view.inspectDestinations()
        view.tell()
        if isDry { try view.printDry() }
        if let obstacle = opening ?? obstacle { throw obstacle }
        if isDry { return nil }
        try run.world.confirm("Rotate '\(id)' now?")
        return try run.begin()
    }
}
