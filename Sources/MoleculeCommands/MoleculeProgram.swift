import CommandTree
import Glibc
import HostSystem
import Keyfile
import URLSessionTransport

/// The program: its tree, and the one way from a command line to an exit status.
public enum MoleculeProgram {
    /// The version that `--version` prints.
    public static let version = "0.1.0"

    /// The tree that parser, help, completions and manual are made from.
    public static let program = Program<any Verb>(
        root: Node(
            "molecule", summary: "manage the credentials of Molecule AI platforms",
            discussion: [
                """
                Generates, verifies and rotates the secrets that keep a deployment shut. It proves what it claims: a \
                token counts as protecting a platform only when the platform refuses everyone else.
                """,
                """
                No option and no operand takes a secret. Secrets come from a prompt, standard input, private files, the \
                environment or the key store, and are sent only to the origin they are bound to.
                """,
            ],
            options: Settings.options,
            subcommands: [
                AdminToken.node, Workspaces.node, Secrets.node, Org.node, Templates.node, Bundles.node, Orgs.node,
                Billing.node, Tenants.node, Pins.node, Instances.node, MoltnetCommands.node, Keys.node,
                Rotations.node, Auth.node, Doctor.node, ConfigurationCommands.node, ProfileCommands.node, API.node,
                SandboxCommands.node, Installation.node, Completion.node, Complete.node,
            ],
            environment: [
                DocumentedVariable(
                    "SSL_CERT_FILE", "A file of certificate authorities in PEM form, trusted instead of the system's."),
                Documented.inspectable,
            ],
            files: [Documented.configuration, Documented.keyStore, Documented.journals]),
        version: version, manualDate: "November 20, 2026", sections: [SecuritySection.section])

    /// The environment variables that carry credentials.
    ///
    /// The process must not keep them.
    public static let credentialVariables = Set(KeyKind.credentials.map(\.variable) + [World.giteaToken])

    /// How far a command line has come without waiting for anything.
    public enum Start: Sendable {
        /// It is done; this is the status to leave with.
        case ended(Int32)
        /// The rest waits: for servers, programs or people. It gives the status to leave with.
        case begun(@Sendable () async -> Int32)
    }

    /// Runs one command line as far as it goes at once.
    public static func start(_ words: [String], environment: [String: String]) -> Start {
        let plain = Output(settings: Settings(), environment: environment)
        do throws(Failure) {
            switch try parse(words, environment) {
            case .help where words.isEmpty: try plain.print(FirstSteps.text)
            case .help(let path): try plain.print(program.help(for: path, width: width))
            case .topic(let topic): try plain.print(program.help(for: topic, width: width))
            case .version: try printVersion(format(askedForBy: words, environment), environment)
            case .run(let verb, let arguments):
                return start(verb, Settings(arguments, environment: environment), environment)
            }
            return .ended(ExitStatus.ok.rawValue)
        } catch {
            var settings = Settings()
            settings.format = format(askedForBy: words, environment)
            return .ended(end(error, Output(settings: settings, environment: environment)))
        }
    }

    /// Prints a line for people, and everything there is to know as data.
    private static func printVersion(_ format: Settings.Format?, _ environment: [String: String]) throws(Failure) {
        var settings = Settings()
        settings.format = format
        let output = Output(settings: settings, environment: environment)
        switch format {
        case .json, .yaml: try output.print(Report(Build.document))
        case .table, .tsv, nil: try output.print("molecule \(version)\n")
        }
    }

    /// The format a command line asks for that does not fit otherwise: whoever reads errors as JSON reads all of them so.
    private static func format(askedForBy words: [String], _ environment: [String: String]) -> Settings.Format? {
        let own = Array(words.prefix { $0 != "--" })
        for (index, word) in own.enumerated() {
            let following = index + 1 < own.count ? own[index + 1] : ""
            if word == "-o" || word == "--output" { return Settings.Format(rawValue: following) }
            for prefix in ["--output=", "-o"] where word.hasPrefix(prefix) {
                return Settings.Format(rawValue: String(word.dropFirst(prefix.count)))
            }
        }
        return environment["MOLECULE_OUTPUT"].flatMap(Settings.Format.init)
    }

    private static func parse(
        _ words: [String], _ environment: [String: String]
    ) throws(Failure) -> Invocation<any Verb> {
        do { return try program.parse(words, environment: environment) } catch { throw .usage(error) }
    }

    private static func start(_ verb: any Verb, _ settings: Settings, _ environment: [String: String]) -> Start {
        let output = Output(settings: settings, environment: environment)
        do throws(Failure) {
            var world = try world(settings, output, environment)
            if !(verb is any ProfileFree) { try world.settings.adoptProfile(of: world.configurationPath) }
            if let verb = verb as? any QuickVerb, try verb.runAtOnce(in: world) {
                return .ended(ExitStatus.ok.rawValue)
            }
            let ready = world
            return .begun {
                do throws(Failure) {
                    try await verb.run(in: ready)
                    return ExitStatus.ok.rawValue
                } catch { return end(error, output, isRunning: true) }
            }
        } catch {
            return .ended(end(error, output, isRunning: true))
        }
    }

    private static func world(
        _ settings: Settings, _ output: Output, _ environment: [String: String]
    ) throws(Failure) -> World {
        guard let working = getcwd(nil, 0) else { throw .system(SystemError(call: "getcwd")) }
        defer { free(working) }
        var executable = [CChar](repeating: 0, count: Int(PATH_MAX))
        _ = readlink("/proc/self/exe", &executable, executable.count - 1)
        let bytes = executable.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let directory = String(cString: working)
        func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(directory)/\(path)" }
        let authorities = Authorities(
            instead: settings.onlyAuthorities.map(absolute), besides: settings.authorities.map(absolute))
        return World(
            environment: environment, workingDirectory: directory,
            executable: String(decoding: bytes, as: UTF8.self), output: output, settings: settings,
            makeTransport: { URLSessionTransport(userAgent: "molecule/\(version)", authorities: authorities) },
            ask: { prompt, echo throws(Terminal.PromptFailure) in try Terminal.ask(prompt, echo: echo) },
            isInterrupted: { SignalWatch.received != nil })
    }

    /// Tells what went wrong and gives the status; a signal, and a reader that has gone, end the process themselves.
    private static func end(_ failure: Failure, _ output: Output, isRunning: Bool = false) -> Int32 {
        if case .output(let error) = failure, error.code == EPIPE { SignalWatch.die(by: SIGPIPE) }
        // A verb that finds out while it runs knows no path, and the whole program's usage helps nobody.
        if case .usage(let error) = failure, !isRunning || !error.path.isEmpty {
            output.fail(failure, usage: program.usage(for: error.path))
        } else {
            output.fail(failure)
        }
        switch failure {
        case .signalled(let number, _), .childSignal(let number): SignalWatch.die(by: number)
        case .childStatus(let status): return status
        default: return failure.status.rawValue
        }
    }

    private static var width: Int { min(Terminal.width(1) ?? 80, 100) }
}
