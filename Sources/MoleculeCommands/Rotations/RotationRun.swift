import Destinations
import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Rotation

/// One rotation of an admin token in this process: its lock, its journal and the tools its engine works with.
struct RotationRun {
    let world: World
    let entry: KeyEntry
    let plan: RotationPlan
    let form: TokenForm
    private let target: AdminTarget
    private let lock: FileLock?

    /// Which way a rotation goes on.
    enum Way {
        case forward
        case back
        case out
    }

    /// How long a command of the plan may run: deployments take minutes.
    static let commandDeadline = Duration.seconds(900)

    /// Prepares a plan's rotation and takes its lock; `isDry` takes none and so writes nothing.
    init(
        _ plan: RotationPlan, id: RotationID? = nil, isDry: Bool = false, in world: World
    ) throws(Failure) {
        self.world = world
        self.plan = plan
        guard let form = TokenForm(format: plan.format, bytes: plan.bytes) else {
            throw .usage(UsageError("The plan asks for a token of a form this version does not know."))
        }
        self.form = form
        lock = isDry ? nil : try RotationRun.lock(plan.key, in: world)
        // Read under the lock: another rotation may just have ended.
        entry = try world.entry(plan.key)
        target = try AdminTarget(entry, in: world)
        guard plan.destinations.allSatisfy({ DestinationName($0) != nil }) else {
            throw .usage(UsageError("The plan has a destination that this version does not know."))
        }
        try RotationRun.check(plan, entry, id)
    }

    /// Whether the entry is still the one the plan was made for, with the value that the plan replaces.
    private static func check(_ plan: RotationPlan, _ entry: KeyEntry, _ id: RotationID?) throws(Failure) {
        let isPromoted = id != nil && entry.current?.rotation == id?.text
        let replaced = isPromoted ? entry.previous : entry.current
        guard entry.origin.text == plan.origin, replaced?.fingerprint.text == plan.replacing else {
            throw .conflict(
                "Key entry '\(plan.key.text)' is no longer what the rotation was planned for.",
                hint: id.map {
                    "Give it up once the current value is proven live: molecule rotations abandon \($0.text)"
                }
                    ?? "Type the same again.")
        }
    }

    private static func lock(_ key: KeyName, in world: World) throws(Failure) -> FileLock {
        do { return try world.keyStore.lockForRotation(key, purpose: "rotating \(key.text)") } catch {
            guard case .file(.locked(_, let holder)) = error else { throw .keyStore(error) }
            throw .conflict(
                "Another rotation of '\(key.text)' is running: \(holder).",
                hint: "Wait for it to end, then type the same again.")
        }
    }

    /// The destinations of the plan.
    var destinations: [any Destination] {
        // Every name was read when the run was made, so none is left out and the numbers stay right.
        plan.destinations.compactMap { DestinationName($0) }.map {
            $0.destination(variable: entry.kind.variable, runner: runner)
        }
    }

    /// Whether the current value is the one that protects the server: whoever rotates against the wrong server, or from
    /// a value nobody uses, must learn it before anything is changed.
    func requireCurrentIsLive() async throws(Failure) {
        let verdict = try await currentVerdict()
        guard verdict == .protected else { throw .verdict(verdict, origin: entry.origin) }
    }

    /// What the three probes say about the current value.
    func currentVerdict() async throws(Failure) -> AdminTokenVerdict {
        do { return try await target.verifier(in: world).verify(target.token).verdict } catch {
            throw .value("cannot be sent as a bearer token", source: target.source)
        }
    }

    /// Finds out whether every destination can be used.
    ///
    /// Changes nothing.
    func inspectDestinations() async throws(Failure) {
        for destination in destinations {
            do { try await destination.inspect() } catch { throw .destination(destination.name, error) }
        }
    }

    /// Refuses when a rotation of the same entry is unfinished.
    func requireNoOther() throws(Failure) {
        for id in try world.rotationIDs() {
            let state: RotationState
            do { state = try world.rotation(id) } catch {
                // A journal of another key that cannot be read is no reason to leave this one unrotated.
                guard entry.pending?.rotation != id.text else { throw error }
                world.output.warn(error)
                continue
            }
            if state.plan.key == plan.key, state.outcome == nil { throw .unfinished(id, plan.key) }
        }
        if let rotation = entry.pending?.rotation {
            throw .conflict(
                "Key entry '\(plan.key.text)' has a value pending for \(rotation), whose journal is not here.",
                hint: "Resume it where its journal is: molecule rotations list")
        }
    }

    /// Drives the rotation of a journal, forward or back, and tells how it ended.
    func drive(_ journal: Journal, _ way: Way) async throws(Failure) {
        SignalWatch.start()
        let engine = RotationEngine(journal, tools: tools)
        let end =
            switch way {
            case .forward: await engine.run()
            case .back: await engine.rollBack()
            case .out: await engine.abandon()
            }
        world.output.endProgress()
        switch end {
        case .finished(let outcome): try report(journal.id, outcome)
        case .journalFailed(let failure): throw .journal(failure)
        case .stopped(let step, let failure):
            if case .interrupted = failure.kind {
                throw .signalled(SignalWatch.received ?? 2, hint: "molecule rotations resume \(journal.id.text)")
            }
            throw .rotationStopped(journal.id, step, failure)
        }
    }

    private var runner: CommandRunner {
        CommandRunner(
            directory: plan.directory,
            environment: world.childEnvironment(passing: plan.passedVariables), deadline: RotationRun.commandDeadline)
    }

    private var tools: RotationEngine.Tools {
        let output = world.output
        let plan = plan
        let form = form
        let proof = AdminTokenProof(target.verifier(in: world), isInterrupted: world.isInterrupted) { round in
            output.progress(VerificationReport.progress(round))
        }
        var activate: (() async throws(StepFailure) -> Void)?
        if let command = plan.activation {
            let runner = runner
            activate = { () async throws(StepFailure) in
                try await runner.run(command, input: [], output: .standardError)
            }
        }
        return RotationEngine.Tools(
            vault: KeyStoreVault(world.keyStore, key: plan.key), destinations: destinations, activate: activate,
            proof: proof,
            makeValue: { () throws(StepFailure) in
                do { return try form.make() } catch { throw StepFailure(.refused, "there are no random bytes") }
            },
            isInterrupted: world.isInterrupted,
            report: { progress in
                output.endProgress()
                RotationRun.tell(progress, plan, output)
            })
    }

    private static func tell(_ progress: RotationEngine.Progress, _ plan: RotationPlan, _ output: Output) {
        switch progress {
        case .began(let step): output.trace("\(step.word): started")
        case .found(let step): output.remark("done before   \(RotationReport.describe(step, plan))")
        case .ended(let step): output.remark("done          \(RotationReport.describe(step, plan))")
        }
    }

    private func report(_ id: RotationID, _ outcome: RotationOutcome) throws(Failure) {
        let entry: KeyEntry
        do { entry = try world.keyStore.load(plan.key) } catch { throw .keyStore(error) }
        let current = entry.current?.fingerprint.text ?? ""
        let sentence =
            switch outcome {
            case .completed:
                "ok: \(plan.key.text) is rotated to \(current); the former value \(plan.replacing) is refused."
            case .rolledBack: "ok: \(plan.key.text) is back at \(current)."
            case .abandoned: "ok: the rotation is given up; \(plan.key.text) stays at \(current)."
            }
        let document: JSONValue = [
            "rotation": .string(id.text), "outcome": .string(outcome.rawValue), "key": .string(plan.key.text),
            "origin": .string(entry.origin.text), "current": .string(current), "replaced": .string(plan.replacing),
        ]
        let rows = [[id.text, outcome.rawValue, plan.key.text, current]]
        do throws(Failure) {
            try world.output.print(Report(document, rows: rows, remarks: [sentence], names: [id.text]))
        } catch {
            guard case .output(let error) = error else { throw error }
            throw .resultLost("Rotation \(id.text) is \(outcome.rawValue)", error)
        }
    }
}

extension Failure {
    /// A rotation of this entry is there and has not ended.
    static func unfinished(_ id: RotationID, _ key: KeyName) -> Failure {
        .conflict(
            "Rotation \(id.text) of '\(key.text)' is unfinished.",
            hint: "molecule rotations resume \(id.text), or molecule rotations rollback \(id.text)")
    }
}
