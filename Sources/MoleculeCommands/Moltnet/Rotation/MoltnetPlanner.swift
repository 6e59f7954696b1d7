import CommandTree
import Destinations
import Keyfile
import Moltnet
import Rotation

/// Finds out what a command line means for a server's file, and makes the plan of it.
struct MoltnetPlanner {
    let verb: MoltnetRotate
    let site: MoltnetSite
    let world: World
    let token: MoltnetToken
    let value: Secret
    let key: KeyName
    let origin: Origin

    init(_ verb: MoltnetRotate, _ site: MoltnetSite, in world: World) throws(Failure) {
        self.verb = verb
        self.site = site
        self.world = world
        (token, value) = try MoltnetPlanner.entry(verb.id, in: site)
        key = if let key = verb.key { key } else { try site.keyName(verb.newID ?? verb.id) }
        origin = try site.origin(verb.address, nodes: verb.nodes, in: world)
        try requireNewID()
        try requireConsumers()
        try requireAuth()
    }

    /// The one entry of an id.
    private static func entry(_ id: String, in site: MoltnetSite) throws(Failure) -> (MoltnetToken, Secret) {
        let entries = site.server.tokens(withID: id)
        guard let token = entries.first else {
            throw .explained(
                "\(site.path) has no token with that id.", hint: "molecule moltnet tokens list --config \(site.path)",
                .notFound)
        }
        if let second = entries.dropFirst().first {
            throw .conflict(
                "Line \(second.line) of \(site.path) has the id '\(id)' again, after line \(token.line).",
                hint:
                    "Go on with the rotation that left it (molecule rotations list), or remove one: molecule moltnet rotate --id \(id) --retire"
            )
        }
        guard let value = token.value else {
            throw .explained(
                "The token on line \(token.line) of \(site.path) has no value.", hint: "Set one in double quotes.",
                .usage)
        }
        return (token, value)
    }

    /// Whether the server takes both values for a time: asked for, implied by a new id, or because a partner's messages
    /// would be lost.
    var overlaps: Bool { verb.isOverlapping || verb.newID != nil || token.use == .pairing }

    /// Whether people are to take the new value before the old one ends, which only they can say is done.
    var isByHand: Bool { overlaps && token.use == .operator && verb.nodes.isEmpty && verb.destinations.isEmpty }

    /// Agents belong to the id of a token, and a partner needs none but the value.
    private func requireNewID() throws(Failure) {
        guard let id = verb.newID else { return }
        guard token.use == .operator else {
            throw .usage(
                UsageError(
                    "Only an operator's token gets a new id: agents belong to the id of theirs.",
                    hint: "Leave --new-id out; --overlap lets both values work for a time."))
        }
        if let other = site.server.tokens(withID: id).first {
            throw .conflict(
                "Line \(other.line) of \(site.path) has the id '\(id)' already.", hint: "Choose another --new-id.")
        }
    }

    /// An overlap that nobody moves in would end with somebody shut out.
    private func requireConsumers() throws(Failure) {
        guard overlaps, token.use != .operator else { return }
        guard verb.nodes.isEmpty, verb.destinations.isEmpty else { return try requireTheirRestart() }
        throw .usage(
            UsageError(
                "Nobody is named who gets the new value while both work, and the old one ends after that.",
                hint: "Name a file with --node FILE, or a command that hands it on with --to exec:'COMMAND'."))
    }

    /// While both values work, nothing that is seen from outside tells which one somebody uses.
    private func requireTheirRestart() throws(Failure) {
        guard verb.nodeCommand == nil else { return }
        throw .usage(
            UsageError(
                "Both values work until whoever uses the token is restarted, and nothing here restarts them before the old one ends.",
                hint: "Add --then-node 'COMMAND THAT RESTARTS THEM', such as 'ssh partner systemctl restart moltnet'."))
    }

    /// A server that ignores its tokens proves nothing.
    private func requireAuth() throws(Failure) {
        guard site.server.authMode == .bearer || site.server.authMode == .open else {
            throw .explained(
                "\(site.path) has auth off, and the server ignores its tokens.",
                hint: "Set auth.mode to bearer: molecule moltnet check \(site.path)", .unverified)
        }
        for path in verb.nodes where verb.serverCommand != nil && verb.nodeCommand == nil {
            let place = MoltnetConsumerDestination(path: world.absolute(path), id: verb.id) {
                [value] () throws(StepFailure) in
                MoltnetVersions(old: value, known: [value])
            }
            do throws(StepFailure) {
                guard try place.usesTokenFile else { continue }
            } catch { throw .destination(place.name, error) }
            throw .usage(
                UsageError(
                    "\(path) has its token in a file, which a node reads again before its server is restarted.",
                    hint: "Restart the nodes by themselves: add --then-node COMMAND."))
        }
    }

    /// The plan, which proves what can be proven of those who use the token.
    func plan(proving users: MoltnetUsers) throws(Failure) -> RotationPlan {
        let entry = try storedEntry()
        let server = RotationPlan.Place(
            MoltnetServerDestination.name(path: site.path, id: verb.id), deploys: isStaged)
        let nodes = verb.nodes.map {
            RotationPlan.Place(MoltnetConsumerDestination.name(path: world.absolute($0), id: verb.id))
        }
        let others = verb.destinations.map { $0.place(in: world.workingDirectory) }
        let succession = MoltnetSuccession(
            id: verb.id, newID: verb.newID, config: site.path, networkID: site.server.networkID,
            serverCommand: isStaged ? verb.serverCommand : nil, retireCommand: overlaps ? verb.serverCommand : nil,
            agents: users.agents, partners: users.partners, isPublic: site.server.isPublic, isByHand: isByHand)
        let asked =
            (users.agents.isEmpty ? [] : [MoltnetSubject.attached])
            + (users.partners.isEmpty ? [] : [MoltnetSubject.paired])
        return RotationPlan(
            subject: MoltnetSubject.name, key: key, origin: origin.text, variable: verb.variable,
            source: RotationPlan.Part(RotationPlan.generated), destinations: [server] + nodes + others,
            activation: isStaged ? verb.nodeCommand : verb.serverCommand,
            proofs: overlaps
                ? [MoltnetSubject.bothTaken] + asked.map(MoltnetSubject.early) : [MoltnetSubject.liveness] + asked,
            retirement: overlaps ? MoltnetSubject.drop : nil, overlaps: overlaps, settings: succession.settings,
            directory: world.workingDirectory, passedVariables: verb.passed,
            patience: Int(verb.patience.components.seconds), replacing: entry?.current?.fingerprint.text ?? "")
    }

    /// Whether the server takes the new value before anybody else has it, and is asked for it: always, unless one command
    /// restarts them all.
    ///
    /// With an overlap nothing else tells on the way back whether the new value has ended.
    private var isStaged: Bool {
        overlaps || verb.nodeCommand != nil
            || verb.serverCommand == nil && !(verb.nodes.isEmpty && verb.destinations.isEmpty)
    }
}
