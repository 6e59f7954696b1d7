import CommandTree
import Destinations
import Keyfile
import Moltnet
import Rotation

/// Removes an entry, has the server restarted and proves its value refused.
///
/// The value that leaves is kept in a key entry of its own before its entry goes, and until it is proven refused: a run
/// that was cut off can be typed again, and goes on with that value and no other.
struct MoltnetRemoval {
    let verb: MoltnetRotate
    let site: MoltnetSite
    let world: World
    private let key: KeyName
    /// The key entry of the value that leaves.
    private let asideKey: KeyName
    private let origin: Origin

    /// What is removed.
    private struct Leaving {
        /// The entry that goes; `nil` where it has gone already.
        let token: MoltnetToken?
        let value: Secret
        /// Whether an earlier run has begun this.
        let isBegun: Bool
    }

    init(_ verb: MoltnetRotate, _ site: MoltnetSite, in world: World) throws(Failure) {
        self.verb = verb
        self.site = site
        self.world = world
        key = if let key = verb.key { key } else { try site.keyName(verb.id) }
        guard let aside = KeyName("\(key.text).retiring") else {
            throw .usage(
                UsageError("The name of the key entry is too long.", hint: "Name a shorter one with --key NAME."))
        }
        asideKey = aside
        origin = try site.origin(verb.address, nodes: [], in: world)
    }

    func run() async throws(Failure) {
        // A rotation of the same token would put back or take away what this does.
        let lock = verb.isDry ? nil : try world.lockForRotation(key)
        defer { withExtendedLifetime(lock) {} }
        let leaving = try leaving()
        world.output.remark("Removing token '\(verb.id)' from \(site.path):")
        if leaving.isBegun { world.output.remark("  go on with the removal that was begun before, of that value only") }
        if let token = leaving.token {
            world.output.remark("  the entry on line \(token.line) goes, and no other byte")
        }
        world.output.remark("  \(verb.serverCommand.map { "run \($0)" } ?? "wait for a restart of the server")")
        world.output.remark("  prove its value refused by \(origin.text)")
        if !leaving.isBegun { try await requireAccepted(leaving.value) }
        if verb.isDry {
            world.output.remark("Nothing has been changed.")
            return
        }
        try world.confirm("Remove '\(verb.id)' now?")
        if !leaving.isBegun { _ = try world.addEntry(asideKey, .serviceSecret, origin, leaving.value) }
        if leaving.token != nil { try remove(leaving.value) }
        try await prove(leaving)
        do { try world.keyStore.remove(asideKey) } catch { throw .keyStore(error) }
        world.output.remark("ok: the value that left is refused.")
        let entries = MoltnetServerDocument(try MoltnetSite.document(site.path)).tokens(withID: verb.id)
        world.output.remark(
            entries.first.map { "\(site.path) still has '\(verb.id)', on line \($0.line)." }
                ?? "\(site.path) has no '\(verb.id)' any more.")
    }

    /// What goes: that which an earlier run has begun with, else the one entry, else the one that is not in use.
    private func leaving() throws(Failure) -> Leaving {
        let entries = site.server.tokens(withID: verb.id)
        if let aside = try stored(asideKey) {
            guard let value = aside.current?.secret else {
                throw .conflict(
                    "Key entry '\(asideKey.text)' has no value.", hint: "molecule keys remove \(asideKey.text)")
            }
            return Leaving(
                token: entries.first { $0.value?.matches(value) == true }, value: value, isBegun: true)
        }
        guard let first = entries.first else {
            throw .explained(
                "\(site.path) has no token with that id.", hint: "molecule moltnet tokens list --config \(site.path)",
                .notFound)
        }
        let kept = try stored(key)
        if let rotation = kept?.pending?.rotation {
            throw .conflict(
                "Rotation \(rotation) of '\(key.text)' is unfinished.", hint: "molecule rotations resume \(rotation)")
        }
        if entries.count == 1, let value = first.value { return Leaving(token: first, value: value, isBegun: false) }
        guard let current = kept?.current?.secret,
            entries.contains(where: { $0.value?.matches(current) == true }),
            let token = entries.first(where: { $0.value?.matches(current) != true }), let value = token.value
        else {
            throw .conflict(
                "Lines \(entries.map { String($0.line) }.joined(separator: ", ")) of \(site.path) have that id, and nothing here tells which is in use.",
                hint: "Remove the one that is not in use by hand.")
        }
        return Leaving(token: token, value: value, isBegun: false)
    }

    /// A key entry that is there; one for another server is not for this one.
    private func stored(_ name: KeyName) throws(Failure) -> KeyEntry? {
        let entry: KeyEntry
        do throws(KeyStoreFailure) { entry = try world.keyStore.load(name) } catch {
            guard case .unknown = error else { throw .keyStore(error) }
            return nil
        }
        guard entry.origin == origin else {
            throw .conflict(
                "Key entry '\(name.text)' is bound to \(entry.origin.text), and the server is asked at \(origin.text).",
                hint: "Give its address with --url, or another entry with --key NAME.")
        }
        return entry
    }

    /// A server that never took the value proves nothing by refusing it.
    private func requireAccepted(_ value: Secret) async throws(Failure) {
        let objection = await probe.objection(
            to: value, isPublic: site.server.isPublic, unknown: "the value that would leave")
        if let objection { throw objection.failure }
    }

    private func remove(_ value: Secret) throws(Failure) {
        do { try MoltnetEntryRemoval(path: site.path, id: verb.id).remove(value) } catch {
            // Where the entry has stayed there is nothing to go on with; where nobody can tell, the value is kept.
            if let document = try? MoltnetSite.document(site.path),
                MoltnetServerDocument(document).tokens(withID: verb.id).contains(where: {
                    $0.value?.matches(value) == true
                })
            {
                // A copy that stays is told by `keys list`; why nothing was removed is what matters now.
                try? world.keyStore.remove(asideKey)
            }
            throw .destination(site.path, error)
        }
    }

    private var probe: MoltnetProbe {
        MoltnetProbe(
            transport: world.transport(), origin: origin, deadline: world.settings.deadline,
            networkID: site.server.networkID)
    }

    private func prove(_ leaving: Leaving) async throws(Failure) {
        let programs = world.programs(in: world.workingDirectory, passing: verb.passed)
        let (probe, value) = (probe, leaving.value)
        let pace = ProofPace(isInterrupted: world.isInterrupted) { [output = world.output] in output.progress($0) }
        let liveness = MoltnetLiveness(
            probe: probe, isPublic: site.server.isPublic, hasConsumers: false, pace: pace)
        defer { world.output.endProgress() }
        do throws(StepFailure) {
            let prove = { () async throws(StepFailure) in
                try await liveness.requireRefused(value, patience: verb.patience)
            }
            // An entry that has just left the file is still known to a server that runs.
            guard let command = verb.serverCommand else { return try await prove() }
            if leaving.token == nil, await probe.askCarefully(value) == .refused { return try await prove() }
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
