import HostSystem
import Keyfile
import ManagementAPI
import Rotation

/// Everything a verb gets from outside: nothing else reaches the environment, the clock, the network or the terminal.
public struct World: Sendable {
    /// The environment as it was at start.
    ///
    /// Credentials have been removed from the process's own by then.
    public var environment: [String: String]
    /// The directory relative paths start from.
    public var workingDirectory: String
    /// This program's own file, which the tour runs.
    public var executable: String
    /// What is printed, and where.
    public var output: Output
    /// Settings that every verb takes.
    public var settings: Settings
    /// Makes the transport; called at the first request, since a session costs more than most commands.
    public var makeTransport: @Sendable () -> any Transport
    /// Asks a person.
    ///
    /// Fails where there is none.
    public var ask: @Sendable (_ prompt: String, _ echo: Bool) throws(Terminal.PromptFailure) -> [UInt8]
    /// Whether a signal asked to stop at the next safe place.
    public var isInterrupted: @Sendable () -> Bool
    /// What has been told once and is not told again.
    var notices = Notices()

    /// The store of key entries.
    public var keyStore: KeyStore { KeyStore(path: "\(directory("XDG_CONFIG_HOME", ".config"))/molecule/keys") }
    /// The store of journals.
    public var journalStore: JournalStore {
        JournalStore(path: "\(directory("XDG_STATE_HOME", ".local/state"))/molecule/rotations")
    }

    /// The file of profiles.
    var configurationPath: String { "\(directory("XDG_CONFIG_HOME", ".config"))/molecule/config.json" }

    /// Where mints of org keys record what they are about to do.
    var orgKeyRecordsPath: String { "\(directory("XDG_STATE_HOME", ".local/state"))/molecule/org-keys" }

    /// Where runs over many workspaces leave what is not done.
    var fleetsPath: String { "\(directory("XDG_STATE_HOME", ".local/state"))/molecule/fleets" }

    /// An XDG base directory.
    ///
    /// One that is not absolute is ignored, as the specification asks.
    private func directory(_ variable: String, _ fallback: String) -> String {
        if let path = environment[variable], path.hasPrefix("/") { return path }
        if let home = environment["HOME"], home.hasPrefix("/"), home != "/" { return "\(home)/\(fallback)" }
        // Never below the working directory, which may be anybody's.
        return "\(UserDatabase.homeDirectory ?? "/nonexistent")/\(fallback)"
    }

    /// What children get: where programs and the user's files are and how the terminal speaks, no credential, and the
    /// variables named.
    public func childEnvironment(passing names: [String]) -> [String: String] {
        let kept: Set = [
            "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TERM", "TMPDIR", "TZ", "NO_COLOR", "CI",
        ]
        let credentials = KeyKind.variables
        return environment.filter { name, _ in
            if credentials.contains(name) { return false }
            return kept.contains(name) || name.hasPrefix("LC_") || name.hasPrefix("XDG_") || names.contains(name)
        }
    }

    /// A path as typed, made absolute.
    public func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(workingDirectory)/\(path)" }
}

extension KeyKind {
    /// The variables that carry credentials, and those that name files of them.
    static let variables = Set(
        (credentials.map(\.variable) + [World.giteaToken]).flatMap { [$0, $0 + "_FILE"] })
}
