import CommandTree
import Destinations
import HostSystem
import Keyfile
import ManagementAPI
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
        key = if let key = verb.key { key } else { try site.keyName(verb.id) }
        origin = try MoltnetPlanner.origin(verb, site, in: world)
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

    /// Where the running server is asked.
    static func origin(_ verb: MoltnetRotate, _ site: MoltnetSite, in world: World) throws(Failure) -> Origin {
        if let address = verb.address { return try Origin.parse(address, source: "--url") }
        for path in verb.nodes {
            let node = MoltnetNodeDocument(try MoltnetSite.document(world.absolute(path)))
            // A partner's server file has no such address.
            if let address = node.address, !address.isEmpty {
                return try Origin.parse(address, source: "moltnet.base_url in \(path)")
            }
        }
        let listening = site.server.listenAddress ?? ":8787"
        let port = listening.split(separator: ":", omittingEmptySubsequences: false).last.map(String.init) ?? "8787"
        return try Origin.parse("http://127.0.0.1:\(port)", source: "server.listen_addr in \(site.path)")
    }

    /// Whether the server takes both values for a time: asked for, or because a partner's messages would be lost.
    private var overlaps: Bool { verb.isOverlapping || token.use == .pairing }

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

    /// Puts the value that is replaced into the key store, where it stays until the rotation has ended.
    ///
    /// - Returns: Whether there was no entry before.
    func keepOldValue() throws(Failure) -> Bool {
        guard let entry = try storedEntry() else {
            _ = try world.addEntry(key, .serviceSecret, origin, value)
            return true
        }
        guard entry.origin == origin else {
            throw .conflict(
                "Key entry '\(key.text)' is bound to \(entry.origin.text), and the server is asked at \(origin.text).",
                hint: "Give its address with --url, or another entry with --key NAME.")
        }
        // A rotation that is unfinished is told about when the plan is begun.
        guard entry.pending == nil, let current = entry.current else { return false }
        guard current.secret.matches(value) else {
            throw .conflict(
                "The value on line \(token.scalar?.line ?? token.line) of \(site.path) is not the current one of key entry '\(key.text)'.",
                hint: "If the file is right: molecule keys remove \(key.text)")
        }
        return false
    }

    /// Removes an entry that was made for a rotation which has not begun.
    func forgetOldValue() {
        // It holds no more than the file does, so one that stays does no harm.
        try? world.keyStore.remove(key)
    }

    private func storedEntry() throws(Failure) -> KeyEntry? {
        do throws(KeyStoreFailure) { return try world.keyStore.load(key) } catch {
            guard case .unknown = error else { throw .keyStore(error) }
            return nil
        }
    }

    /// The plan, which proves these agents connected again.
    func plan(proving agents: [String]) throws(Failure) -> RotationPlan {
        let entry = try storedEntry()
        let server = RotationPlan.Place(
            MoltnetServerDestination.name(path: site.path, id: verb.id), deploys: isStaged)
        let users = verb.nodes.map {
            RotationPlan.Place(MoltnetConsumerDestination.name(path: world.absolute($0), id: verb.id))
        }
        let others = verb.destinations.map { $0.place(in: world.workingDirectory) }
        let succession = MoltnetSuccession(
            id: verb.id, config: site.path, networkID: site.server.networkID,
            serverCommand: isStaged ? verb.serverCommand : nil, retireCommand: overlaps ? verb.serverCommand : nil,
            agents: agents, isPublic: site.server.isPublic)
        return RotationPlan(
            subject: MoltnetSubject.name, key: key, origin: origin.text, variable: verb.variable,
            source: RotationPlan.Part(RotationPlan.generated), destinations: [server] + users + others,
            activation: isStaged ? verb.nodeCommand : verb.serverCommand,
            proofs: [MoltnetSubject.liveness] + (agents.isEmpty ? [] : [MoltnetSubject.attached]),
            retirement: overlaps ? MoltnetSubject.drop : nil, overlaps: overlaps, settings: succession.settings,
            directory: world.workingDirectory, passedVariables: verb.passed,
            patience: Int(verb.patience.components.seconds), replacing: entry?.current?.fingerprint.text ?? "")
    }

    /// Whether the server takes the new value before anybody else has it: always, unless one command restarts them all.
    private var isStaged: Bool {
        verb.nodeCommand != nil || verb.serverCommand == nil && !(verb.nodes.isEmpty && verb.destinations.isEmpty)
    }

    /// Whether the agents of the token are to be connected again before the old value goes.
    private var asksForAgents: Bool {
        token.use == .attachment && !token.agents.isEmpty && !verb.nodes.isEmpty
            && (verb.serverCommand != nil || verb.nodeCommand != nil)
            && MoltnetAttachmentProof.operatorToken(in: site.path) != nil
    }

    /// The agents of the token that are connected now: one that was not proves nothing by being absent, on the way there
    /// or back.
    ///
    /// Where the server does not tell, all of them.
    func connectedAgents() async -> [String] {
        guard asksForAgents, let token = MoltnetAttachmentProof.operatorToken(in: site.path) else { return [] }
        let probe = MoltnetProbe(
            transport: world.transport(), origin: origin, deadline: world.settings.deadline,
            networkID: site.server.networkID)
        // A server that does not know the value is refused before anything begins.
        guard await probe.askCarefully(value) == .accepted else { return self.token.agents }
        var connected: [String] = []
        for agent in self.token.agents {
            let document = await probe.document(at: "/v1/agents/\(PercentEncoding.encode(agent))", token)
            if let document, document["connected"]?.bool != false { connected.append(agent) }
        }
        return connected
    }

    /// What is told after the steps.
    func remarks(proving agents: [String]) -> [String] {
        var remarks: [String] = []
        if asksForAgents {
            for agent in token.agents where !agents.contains(agent) {
                remarks.append("  Agent '\(agent)' is not connected now, so nothing is proven of it.")
            }
        }
        if token.use == .pairing {
            remarks.append(
                "  That the partner uses the new value is not proven here: run molecule moltnet verify there afterwards."
            )
        }
        if verb.serverCommand == nil {
            remarks.append(
                "  No --then command: restart the server yourself within \(verb.patience.components.seconds) s.")
        }
        if token.use != .operator, verb.nodes.isEmpty, verb.destinations.isEmpty {
            remarks.append("  No --node: nodes that have the old value are refused until you give them the new one.")
        }
        remarks.append(
            overlaps
                ? "Both values work until the new one is proven; then the old one is dropped."
                : "This token has one value: whoever has the old one is refused from the restart on.")
        return remarks
    }

    /// Tells where the value that was replaced may still stand.
    func remindOfCopies() {
        world.output.remark("What else has the old value has to get the new one: cookies, workspace copies, backups.")
        let directory = site.path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
            separator: "/")
        let path = "\(directory)/moltnet-tokens.env"
        // A file that is not there, or is somebody else's, has nothing to be told of.
        guard let bytes = try? PrivateFile(path: path).read(), value.reveal({ bytes.contains($0) }) else { return }
        world.output.remark(
            "\(path) still has it: correct it there, or next time add --to env-file:\(path) with --variable NAME.")
    }

    /// Whether the running server takes the value in the file: if not, something else is wrong, or a restart is pending.
    func inspectServer(_ view: inout RotationPlanView) async -> Failure? {
        let probe = MoltnetProbe(
            transport: world.transport(), origin: origin, deadline: world.settings.deadline,
            networkID: site.server.networkID)
        let door = await probe.ask(nil)
        var problem: (String, ExitStatus)?
        switch door {
        case .accepted where !site.server.isPublic:
            problem = ("lets in callers without a token, so nothing can be proven there", .unverified)
        case .accepted, .refused:
            switch await probe.ask(value) {
            case .accepted: break
            case .refused:
                problem = (
                    "does not know the value in \(site.path): is a restart pending, or is it another server",
                    .unauthenticated
                )
            case .strange(let reason): problem = (": \(reason)", .unverified)
            case .unreachable(let reason): problem = (": \(reason)", .unavailable)
            }
        case .strange(let reason): problem = (": \(reason)", .unverified)
        case .unreachable(let reason): problem = (": \(reason)", .unavailable)
        }
        guard let (reason, status) = problem else {
            view.findings.append(
                .init(subject: "server", text: "\(origin.text) takes the value and refuses callers without one"))
            return nil
        }
        let sentence = reason.hasPrefix(":") ? "\(origin.text)\(reason)" : "\(origin.text) \(reason)"
        view.findings.append(.init(subject: "server", text: sentence, problem: sentence))
        return .explained(
            "\(sentence). Nothing has been changed.", hint: "Restart the server, or give its address with --url.",
            status)
    }
}
