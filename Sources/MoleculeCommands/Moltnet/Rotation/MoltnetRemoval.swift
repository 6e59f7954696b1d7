import CommandTree
import Destinations
import Keyfile
import Moltnet
import Rotation

/// Removes an entry, has the server restarted and proves its value refused.
///
/// The value is kept in the key store before its entry goes, so that a run that was cut off can be typed again.
struct MoltnetRemoval {
    let verb: MoltnetRotate
    let site: MoltnetSite
    let world: World
    private let key: KeyName
    private let origin: Origin

    init(_ verb: MoltnetRotate, _ site: MoltnetSite, in world: World) throws(Failure) {
        self.verb = verb
        self.site = site
        self.world = world
        key = if let key = verb.key { key } else { try site.keyName(verb.id) }
        origin = try MoltnetPlanner.origin(verb, site, in: world)
    }

    func run() async throws(Failure) {
        let (leaving, value) = try leaving()
        world.output.remark("Removing token '\(verb.id)' from \(site.path):")
        if let leaving { world.output.remark("  the entry on line \(leaving.line) goes, and no other byte") }
        world.output.remark("  \(verb.serverCommand.map { "run \($0)" } ?? "wait for a restart of the server")")
        world.output.remark("  prove its value refused by \(origin.text)")
        if verb.isDry {
            world.output.remark("Nothing has been changed.")
            return
        }
        try world.confirm("Remove '\(verb.id)' now?")
        if let leaving { try remove(leaving, value) }
        try await prove(value)
        world.output.remark("ok: '\(verb.id)' is removed, and its value is refused.")
    }

    /// The entry that goes, with its value; without an entry, the value that an earlier run has kept.
    private func leaving() throws(Failure) -> (MoltnetToken?, Secret) {
        let entries = site.server.tokens(withID: verb.id)
        // An entry that is not there, or cannot be read, tells nothing.
        let kept = try? world.keyStore.load(key)
        guard let first = entries.first else {
            guard let value = kept?.current?.secret else {
                throw .explained(
                    "\(site.path) has no token with that id.",
                    hint: "molecule moltnet tokens list --config \(site.path)", .notFound)
            }
            return (nil, value)
        }
        if let rotation = kept?.pending?.rotation {
            throw .conflict(
                "Rotation \(rotation) of '\(key.text)' is unfinished.", hint: "molecule rotations resume \(rotation)")
        }
        if entries.count == 1, let value = first.value { return (first, value) }
        guard let current = kept?.current?.secret,
            entries.contains(where: { $0.value?.matches(current) == true }),
            let token = entries.first(where: { $0.value?.matches(current) != true }), let value = token.value
        else {
            throw .conflict(
                "Lines \(entries.map { String($0.line) }.joined(separator: ", ")) of \(site.path) have that id, and nothing here tells which is in use.",
                hint: "Remove the one that is not in use by hand.")
        }
        return (token, value)
    }

    private func remove(_ token: MoltnetToken, _ value: Secret) throws(Failure) {
        // Of two entries the one that stays is in the store already; making one that is there is refused below.
        if site.server.tokens(withID: verb.id).count == 1, (try? world.keyStore.load(key)) == nil {
            _ = try world.addEntry(key, .serviceSecret, origin, value)
        }
        do { try MoltnetEntryRemoval(path: site.path, id: verb.id).remove(value) } catch {
            throw .destination(site.path, error)
        }
    }

    private func prove(_ value: Secret) async throws(Failure) {
        let programs = world.programs(in: world.workingDirectory, passing: verb.passed)
        let probe = MoltnetProbe(
            transport: world.transport(), origin: origin, deadline: world.settings.deadline,
            networkID: site.server.networkID)
        let pace = ProofPace(isInterrupted: world.isInterrupted) { [output = world.output] in output.progress($0) }
        let liveness = MoltnetLiveness(
            probe: probe, isPublic: site.server.isPublic, hasConsumers: false, pace: pace)
        defer { world.output.endProgress() }
        do throws(StepFailure) {
            let prove = { () async throws(StepFailure) in
                try await liveness.requireRefused(value, patience: verb.patience)
            }
            guard let command = verb.serverCommand, await probe.ask(value) != .refused else { return try await prove() }
            let runner = CommandRunner(programs)
            let restart = MoltnetRestart(
                command: command, runner: runner, probe: probe, liveness: liveness, patience: verb.patience,
                unwanted: { _ in nil })
            try await restart.restart(runner, until: prove)
        } catch {
            throw .explained(
                "The entry is gone from \(site.path), but its value is not proven refused: \(error.reason).",
                hint: "Restart the server, then type the same again.", error.status)
        }
    }
}
