import HostSystem
import Keyfile
import Rotation

/// Runs a shell command of the operator's with a clean environment.
public struct CommandRunner: Sendable {
    private let setting: ExternalProgram.Setting

    /// A runner in the setting of other programs.
    public init(_ setting: ExternalProgram.Setting) { self.setting = setting }

    /// Runs a command that is given no value; anything but status 0 is a failure.
    ///
    /// What it prints is shown as it is, on standard error.
    public func run(_ command: String) async throws(StepFailure) {
        var child = child(command)
        child.output = .standardError
        let ending: ChildProcess.Ending
        do { ending = try await child.run() } catch { throw CommandRunner.notStarted(error) }
        try check(ending)
    }

    /// Runs a command with a value on its standard input, to its end; anything but status 0 is a failure.
    ///
    /// What it prints on standard error is shown with the value masked; its standard output, which may repeat the value, is
    /// dropped.
    public func run(_ command: String, input: Secret) async throws(StepFailure) {
        let child = try child(command, given: input)
        var mask = StreamMask(input)
        let captured: ChildProcess.Captured
        do { captured = try await child.capture(limit: 0) { CommandRunner.show(mask.feed($0)) } } catch {
            throw CommandRunner.notStarted(error)
        }
        CommandRunner.show(mask.finish())
        try check(captured.ending)
    }

    /// The same, holding the thread meanwhile: for values that are handed over before anything else goes on.
    public func runHere(_ command: String, input: Secret) throws(StepFailure) {
        let child = try child(command, given: input)
        var mask = StreamMask(input)
        let captured: ChildProcess.Captured
        do { captured = try child.captureHere(limit: 0) { CommandRunner.show(mask.feed($0)) } } catch {
            throw CommandRunner.notStarted(error)
        }
        CommandRunner.show(mask.finish())
        try check(captured.ending)
    }

    /// How much of a command's complaints is kept until its value is known.
    private static let complaintLimit = 1 << 20

    /// Runs a command to its end and gives what it prints on standard output, which must not be more than `limit` bytes.
    ///
    /// What it prints on standard error is shown when it has ended, with what it printed on standard output masked: before
    /// that nobody knows the value.
    public func capture(_ command: String, limit: Int) async throws(StepFailure) -> [UInt8] {
        var complaints: [UInt8] = []
        let captured: ChildProcess.Captured
        do {
            captured = try await child(command).capture(limit: limit) { bytes in
                complaints += bytes.prefix(CommandRunner.complaintLimit - complaints.count)
            }
        } catch { throw CommandRunner.notStarted(error) }
        return try output(of: captured, complaints, limit: limit)
    }

    /// The same, holding the thread meanwhile: for values that are fetched before anything else goes on.
    public func captureHere(_ command: String, limit: Int) throws(StepFailure) -> [UInt8] {
        var complaints: [UInt8] = []
        let captured: ChildProcess.Captured
        do {
            captured = try child(command).captureHere(limit: limit) { bytes in
                complaints += bytes.prefix(CommandRunner.complaintLimit - complaints.count)
            }
        } catch { throw CommandRunner.notStarted(error) }
        return try output(of: captured, complaints, limit: limit)
    }

    /// What a command printed without the blanks and line ends around it, which complaints may leave out.
    private static func core(of output: [UInt8]) -> [UInt8] {
        let isBlank = { (byte: UInt8) in byte <= 0x20 }
        let rest = output.drop(while: isBlank)
        return Array(rest[..<(rest.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? rest.startIndex)])
    }

    private func output(
        of captured: ChildProcess.Captured, _ complaints: [UInt8], limit: Int
    ) throws(StepFailure) -> [UInt8] {
        let value = CommandRunner.core(of: captured.output)
        var mask = StreamMask(Secret(value))
        // What was cut off may have begun with a part of the value.
        let isWhole = complaints.count < CommandRunner.complaintLimit
        let shown = isWhole ? complaints : Array(complaints.dropLast(value.count))
        // Of a value that was cut off nobody knows the end, which its complaints may repeat.
        if !captured.isCut { CommandRunner.show(mask.feed(shown) + mask.finish()) }
        try check(captured.ending)
        guard !captured.isCut else { throw StepFailure(.refused, "the command printed more than \(limit) bytes") }
        return captured.output
    }

    /// Whether the shell can read a command, which is not run.
    public func inspect(_ command: String) async throws(StepFailure) -> String {
        // -n reads without running.
        let check = ChildProcess("/bin/sh", ["-n", "-c", command], environment: [:], deadline: .seconds(10))
        let ending: ChildProcess.Ending
        do { ending = try await check.run() } catch {
            throw StepFailure(.missing, "there is no shell to run a command")
        }
        guard ending == .exited(0) else { throw StepFailure(.malformed, "the shell cannot read the command") }
        return "the shell can read the command"
    }

    private static func show(_ bytes: [UInt8]) {
        // Nobody can be told that standard error is gone.
        if !bytes.isEmpty { try? Descriptor.write(bytes, to: 2) }
    }

    /// The command as a child that is handed a value, and of which nobody sees what it prints on standard output.
    private func child(_ command: String, given value: Secret) throws(StepFailure) -> ChildProcess {
        var child = child(command, isSilent: true)
        child.input = value.reveal { $0 }
        child.lock = try setting.handover?()
        return child
    }

    /// The command as a child; `isSilent` drops what it prints on standard output.
    private func child(_ command: String, isSilent: Bool = false) -> ChildProcess {
        // The shell itself changes the directory: posix_spawn cannot, as far as Swift can see it.
        let mask = String(ProcessHardening.originalMask, radix: 8)
        let script = "umask \"$3\" && cd -- \"$1\" && eval \"$2\"" + (isSilent ? " >/dev/null" : "")
        let words = ["-c", script, "sh", setting.directory, command, mask]
        return ChildProcess("/bin/sh", words, environment: setting.environment, deadline: setting.deadline)
    }

    private static func notStarted(_ error: SystemError) -> StepFailure {
        StepFailure(.missing, "the command could not be started: \(error.explanation)")
    }

    private func check(_ ending: ChildProcess.Ending) throws(StepFailure) {
        switch ending {
        case .exited(0): return
        case .exited(127):
            throw StepFailure(.missing, "the command ended with status 127: a program in it was not found")
        case .exited(let status): throw StepFailure(.refused, "the command ended with status \(status)")
        case .signalled(let number): throw StepFailure(.refused, "the command was ended by signal \(number)")
        case .timedOut:
            throw StepFailure(
                .timedOut, "the command was still running after \(setting.deadline.components.seconds) s and was killed"
            )
        }
    }
}
