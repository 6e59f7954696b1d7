import HostSystem
import JSON
import Keyfile
import Rotation

/// A program of somebody else's that is driven by its command line: found before anything changes, with a clean
/// environment, a deadline, and values on its standard input alone.
public struct ExternalProgram: Sendable {
    /// What a run of it came to.
    struct Outcome: Sendable {
        /// How it ended.
        let ending: ChildProcess.Ending
        /// What it printed on standard output, which may hold values.
        let output: [UInt8]

        /// Whether it says that all went well.
        var isSuccess: Bool { ending == .exited(0) }

        /// What it printed, as a document; `nil` when it is none.
        var document: JSONValue? {
            // A text that is no JSON is the only error, and callers ask for nothing more.
            try? JSONValue.parse(output)
        }
    }

    /// The names it goes by, the usual one first.
    let names: [String]
    /// How it is installed, as the next thing to type.
    let installation: String
    /// Variables that keep it from asking, paging and looking for updates.
    let settings: [String: String]
    private let setting: Setting

    /// Where programs run, and with what.
    public struct Setting: Sendable {
        /// The directory they start in.
        public var directory: String
        /// Their whole environment, whose PATH they are found on.
        public var environment: [String: String]
        /// How long one run may take.
        public var deadline: Duration
        /// What a program that is handed a value holds as long as it runs; nothing where no other may come after it.
        public var handover: Handover?

        /// Takes the lock of a program that is about to be handed a value.
        public typealias Handover = @Sendable () throws(StepFailure) -> FileLock

        /// A setting.
        public init(directory: String, environment: [String: String], deadline: Duration) {
            self.directory = directory
            self.environment = environment
            self.deadline = deadline
        }
    }

    /// A program by its names.
    init(_ names: [String], installation: String, settings: [String: String] = [:], in setting: Setting) {
        self.names = names
        self.installation = installation
        self.settings = settings
        self.setting = setting
    }

    /// What is kept of what it prints: lists of some thousand secrets are well below.
    private static let outputLimit = 4 << 20
    /// How long reading may take: programs of this kind answer within seconds.
    private static let readingDeadline = Duration.seconds(60)

    /// How long one of its longer runs may take.
    var deadline: Duration { setting.deadline }

    /// The program's file.
    func locate() throws(StepFailure) -> String {
        let path = setting.environment["PATH"] ?? ""
        // A relative directory on the PATH may be anybody's.
        let absolute = path.split(separator: ":").filter { $0.hasPrefix("/") }.joined(separator: ":")
        for name in names {
            if let file = ChildProcess.locate(name, path: absolute) { return file }
        }
        throw StepFailure(.missing, "there is no program \(names[0]) on the PATH", hint: installation)
    }

    /// Runs it to its end, whatever its status.
    ///
    /// What it prints on standard error is shown, with the value masked; its standard output is kept and never shown.
    ///
    /// - Throws: When it cannot be started, or has to be killed at its deadline.
    func run(_ arguments: [String], input: Secret? = nil) async throws(StepFailure) -> Outcome {
        try await run(arguments, input: input, deadline: deadline, isQuiet: false)
    }

    /// Runs it to read something; `isQuiet` keeps its complaints to ourselves.
    func read(_ arguments: [String], isQuiet: Bool = false) async throws(StepFailure) -> Outcome {
        try await run(
            arguments, input: nil, deadline: min(deadline, ExternalProgram.readingDeadline), isQuiet: isQuiet)
    }

    private func run(
        _ arguments: [String], input: Secret?, deadline: Duration, isQuiet: Bool
    ) async throws(StepFailure) -> Outcome {
        let file = try locate()
        // The shell changes the directory and becomes the program: posix_spawn cannot, as far as Swift can see it.
        let change = "cd -- \"$1\" && shift && exec \"$@\""
        var child = ChildProcess(
            "/bin/sh", ["-c", change, "sh", setting.directory, file] + arguments,
            environment: setting.environment.merging(settings) { $1 }, deadline: deadline)
        child.input = input?.reveal { $0 } ?? []
        if input != nil { child.lock = try setting.handover?() }
        var mask = StreamMask(input)
        func show(_ bytes: [UInt8]) {
            // Nobody can be told that standard error is gone.
            if !isQuiet, !bytes.isEmpty { try? Descriptor.write(bytes, to: 2) }
        }
        let captured: ChildProcess.Captured
        do {
            captured = try await child.capture(limit: ExternalProgram.outputLimit) { show(mask.feed($0)) }
        } catch {
            throw StepFailure(.missing, "\(names[0]) could not be started: \(error.explanation)")
        }
        show(mask.finish())
        if captured.ending == .timedOut {
            let seconds = deadline.components.seconds
            throw StepFailure(.timedOut, "\(title(arguments)) was still running after \(seconds) s and was killed")
        }
        return Outcome(ending: captured.ending, output: captured.isCut ? [] : captured.output)
    }

    /// The failure of a run that the program itself says did not succeed.
    func refusal(_ arguments: [String], _ outcome: Outcome, hint: String? = nil) -> StepFailure {
        switch outcome.ending {
        case .exited(let status): StepFailure(.refused, "\(title(arguments)) ended with status \(status)", hint: hint)
        case .signalled(let number):
            StepFailure(.refused, "\(title(arguments)) was ended by signal \(number)", hint: hint)
        case .timedOut: StepFailure(.timedOut, "\(title(arguments)) was killed at its deadline", hint: hint)
        }
    }

    /// The program and its command, such as `flyctl secrets set`.
    func title(_ arguments: [String]) -> String {
        let isWord = { (word: String) in !word.hasPrefix("-") && word.utf8.allSatisfy { (0x61...0x7A).contains($0) } }
        return ([names[0]] + arguments.prefix(while: isWord)).joined(separator: " ")
    }
}
