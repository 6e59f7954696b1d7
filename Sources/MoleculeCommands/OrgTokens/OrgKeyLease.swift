import CommandTree
import HostSystem
import Keyfile
import ManagementAPI

/// An org key that lives as long as a command.
///
/// The command gets the value by a private file that MOLECULE_ORG_TOKEN_FILE names: a value in the environment would be in
/// `/proc/PID/environ` of the command and of all it starts, and standard input is the command's own.
struct OrgKeyLease: Sendable {
    let command: [String]
    let passed: [String]

    /// How long a command has the key after a signal asked it to stop: enough to undo what it was at, and little enough
    /// that a key is revoked before the ten seconds are over after which runners and containers kill.
    static let grace = Duration.seconds(4)
    /// How long the revocation is tried again where it fails in passing.
    static let patience = Duration.seconds(15)

    /// Reads the options; `nil` when the key is for no command.
    init?(_ arguments: Arguments) throws(UsageError) {
        command = arguments.operands("COMMAND")
        passed = arguments.texts("pass-env")
        guard arguments.flag("for-command") else {
            guard command.isEmpty else {
                throw UsageError(
                    "A command is given without --for-command.", hint: "Add --for-command before the '--'.")
            }
            return nil
        }
        guard !command.isEmpty else {
            throw UsageError("--for-command needs a command line to run, after '--'.", hint: "Write '-- COMMAND'.")
        }
    }

    /// The program's file: looked for before anything is minted.
    func locate(in world: World) throws(Failure) -> String {
        let path = world.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        guard let program = ChildProcess.locate(command[0], path: path) else {
            throw .program("there is no program '\(TerminalText.safe(command[0]))' on the search path")
        }
        return program
    }

    /// Runs the command with the key, and revokes the key whatever becomes of it.
    func run(
        _ program: String, _ key: MintedKey, _ desk: OrgKeyDesk, _ records: OrgKeyRecordFile?
    ) async throws(Failure) -> ChildProcess.Ending {
        // A second Ctrl-C must not leave the key behind.
        SignalWatch.setPatient(true)
        SignalWatch.startNotingQuit()
        defer { SignalWatch.setPatient(false) }
        let result: Result<ChildProcess.Ending, Failure>
        let end = LeaseEnd(key: key, desk: desk)
        do throws(Failure) {
            desk.world.output.remark("Org key '\(key.name)' (\(key.prefix)) lives as long as the command.")
            result = .success(try await runCommand(program, key, desk, end))
        } catch { result = .failure(error) }
        let failure = await end.revoke()
        guard let failure else {
            try records?.remove()
            desk.world.output.remark("Revoked org key '\(key.name)' (\(key.prefix)).")
            return try result.get()
        }
        let left = Failure.orgKeys(
            .left(
                id: key.id, name: key.name, reason: "The command has ended.", revocation: failure.message))
        // What the command said comes first, unless it said that all is well.
        guard case .success(let ending) = result, ending != .exited(0) else { throw left }
        desk.world.output.warn(left)
        return ending
    }

    private func runCommand(
        _ program: String, _ key: MintedKey, _ desk: OrgKeyDesk, _ end: LeaseEnd
    ) async throws(Failure) -> ChildProcess.Ending {
        // It was asked to stop while the key was minted.
        try desk.stopIfInterrupted()
        let directory = try TemporaryDirectory.make(in: desk.world)
        let watch = Task { await end.watch() }
        let result: Result<ChildProcess.Ending, Failure>
        do throws(Failure) {
            result = .success(try await runCommand(program, key, desk, in: directory))
        } catch { result = .failure(error) }
        watch.cancel()
        await TemporaryDirectory.remove(directory)
        return try result.get()
    }

    private func runCommand(
        _ program: String, _ key: MintedKey, _ desk: OrgKeyDesk, in directory: String
    ) async throws(Failure) -> ChildProcess.Ending {
        let file = "\(directory)/org-token"
        do { try PrivateFile(path: file).write(key.secret.reveal { $0 + [0x0A] }, over: .mustNotExist) } catch {
            throw .file(error)
        }
        var environment = desk.world.childEnvironment(passing: passed)
        environment["\(KeyKind.orgToken.variable)_FILE"] = file
        environment["MOLECULE_API_URL"] = desk.client.server.text
        if let organization = desk.organization { environment["MOLECULE_ORG_ID"] = organization }
        var child = ChildProcess(
            program, Array(command.dropFirst()), environment: environment, deadline: .seconds(7 * 86400))
        child.isForeground = true
        do { return try await child.run() } catch { throw .system(error) }
    }
}

/// The end of a key that was lent: it is revoked once, by whichever comes first.
private actor LeaseEnd {
    private let key: MintedKey
    private let desk: OrgKeyDesk
    private var revocation: Task<Failure?, Never>?

    init(key: MintedKey, desk: OrgKeyDesk) {
        self.key = key
        self.desk = desk
    }

    /// Revokes the key a while after a signal, at once after a second one, even if the command goes on.
    func watch() async {
        while SignalWatch.received == nil {
            if Task.isCancelled { return }
            await Pause.nap(milliseconds: 50)
        }
        let limit = ContinuousClock.now + OrgKeyLease.grace
        while ContinuousClock.now < limit, SignalWatch.requestCount < 2 {
            if Task.isCancelled { return }
            await Pause.nap(milliseconds: 50)
        }
        _ = await revoke()
    }

    /// Revokes the key; gives why that did not work, if it did not.
    func revoke() async -> Failure? {
        if let revocation { return await revocation.value }
        let (key, desk) = (key, desk)
        let task = Task { await LeaseEnd.revoke(key, desk) }
        revocation = task
        return await task.value
    }

    private static func revoke(_ key: MintedKey, _ desk: OrgKeyDesk) async -> Failure? {
        let limit = ContinuousClock.now + OrgKeyLease.patience
        var nap = 250
        // A key may revoke itself, which helps where what minted it has been replaced meanwhile.
        let own = OrgKeyDesk(key.secret, called: "org key '\(key.name)'", at: desk.client.server, in: desk.world)
        while true {
            do throws(Failure) {
                _ = try await desk.revoke(key.id)
                return nil
            } catch {
                let failure = error
                if [.unauthenticated, .forbidden].contains(failure.status) {
                    do throws(Failure) {
                        _ = try await own.revoke(key.id)
                        return nil
                    } catch { return failure }
                }
                guard failure.isPassing, ContinuousClock.now < limit else { return failure }
            }
            await Pause.nap(milliseconds: nap)
            nap = min(nap * 2, 2000)
        }
    }
}
