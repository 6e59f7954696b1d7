import Foundation

/// Programs that stand in for `flyctl`, `gh` and `railway`: they record how they are called, keep what they are given in
/// files, and do as they are told, in a directory of a test's home.
public final class StandIn: Sendable {
    /// A program that is stood in for.
    public enum Program: String, Sendable, CaseIterable {
        case flyctl
        case gh
        case railway

        fileprivate var script: String {
            switch self {
            case .flyctl: StandInScripts.flyctl
            case .gh: StandInScripts.gh
            case .railway: StandInScripts.railway
            }
        }
    }

    /// How a program behaves.
    public enum Mode: String, Sendable {
        case works
        /// Says no and does nothing.
        case refuses
        /// Never ends by itself.
        case hangs
        /// Does its work and says that it failed.
        case halfSucceeds = "half"
        /// Says that all went well and does nothing.
        case lies
        /// Repeats its standard input on both streams, and says no.
        case echoes
        /// Prints nine megabytes before it does its work.
        case floods
        /// `flyctl secrets deploy`: some machines only.
        case partial
        /// `railway redeploy`: a deployment that fails.
        case fails
        /// `flyctl tokens create`: the token is made, and its value never arrives.
        case loses
    }

    /// One call of a program.
    public struct Call: Sendable {
        /// The program and its arguments.
        public let words: [String]
        /// Its environment, a line a variable.
        public let environment: String
        /// What it read.
        public let input: String
    }

    /// The directory of the programs, for a PATH.
    public let directory: String
    private let state: String

    /// Makes the programs in a home.
    public init(_ programs: [Program] = Program.allCases, home: TemporaryHome) throws {
        directory = home.file("stand-ins/bin")
        state = home.file("stand-ins/state")
        for path in [directory, "\(state)/calls"] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        for program in programs {
            // Written by another process: a script that this one has just written may still be open in a child of
            // another test, and could not be run.
            let line = "cat > \"$1\" && chmod 755 \"$1\""
            let run = try Run.program(
                "/bin/sh", ["-c", line, "sh", "\(directory)/\(program.rawValue)"],
                environment: ["PATH": "/usr/bin:/bin"], input: program.script)
            guard run.status == 0 else { throw POSIXError(.EIO) }
        }
    }

    /// A PATH with the programs in front, and without any other directory that may have the real ones.
    public var path: String { "\(directory):/usr/bin:/bin" }

    /// Sets how a program behaves, or one command of it, such as `secrets-set`.
    public func set(_ mode: Mode, _ program: Program, _ command: String? = nil) throws {
        try write("mode-\(program.rawValue)\(command.map { "-\($0)" } ?? "")", mode.rawValue + "\n")
    }

    /// Makes `flyctl` one that does not tell what is deployed.
    public func useOldFlyctl() throws { try write("old-flyctl", "") }

    /// A shell command that every deployment runs, with the app or service as `$1`.
    public func onDeployment(_ command: String) throws { try write("deploy-hook", command + "\n") }

    /// Makes an app, a repository or a service known to its program.
    public func add(app: String? = nil, repository: String? = nil, service: String? = nil) throws {
        let paths = [app.map { "fly/\($0)" }, repository.map { "github/\($0)" }, service.map { "railway/\($0)" }]
        for path in paths.compactMap({ $0 }) {
            try FileManager.default.createDirectory(atPath: "\(state)/\(path)", withIntermediateDirectories: true)
        }
    }

    /// Writes a file of the state, such as `fly/app/deployed/NAME`.
    public func write(_ name: String, _ text: String) throws {
        let file = URL(fileURLWithPath: "\(state)/\(name)")
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Reads a file of the state, such as `github/owner/repository/secrets/NAME`; `nil` when there is none.
    public func read(_ name: String) -> String? {
        (FileManager.default.contents(atPath: "\(state)/\(name)")).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The names in a directory of the state, in order.
    public func names(_ directory: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(state)/\(directory)")) ?? []).sorted()
    }

    /// The path of a file of the state, for a deployment's command.
    public func file(_ name: String) -> String { "\(state)/\(name)" }

    /// The calls so far, in order.
    public var calls: [Call] {
        names("calls").map { number in
            Call(
                words: (read("calls/\(number)/argv") ?? "").split(separator: "\n").map(String.init),
                environment: read("calls/\(number)/environment") ?? "", input: read("calls/\(number)/stdin") ?? "")
        }
    }

    /// The calls so far that change something.
    public var changes: [Call] {
        calls.filter { call in !call.words.contains("list") && !call.words.contains("--help") }
    }
}
