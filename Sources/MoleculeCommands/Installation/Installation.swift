import CommandTree
import HostSystem
import JSON

/// The command `install`.
struct Installation: Verb, ProfileFree {
    let prefix: String?
    let isDry: Bool
    let isRemoving: Bool

    static let node = Node(
        "install", summary: "install the program, its completions and its manual",
        discussion: [
            """
            Puts this program, the completions for bash, zsh and fish and the pages of the manual below a directory, where \
            each shell and man look for them. What was installed is listed in share/molecule/installed below it, so that a \
            newer version replaces exactly that, and --uninstall takes exactly that away. A file that somebody else put \
            there, such as another program called molecule, is never replaced: nothing is installed then.
            """,
            """
            A packaging system gives the directory it packs as --prefix and leaves the list out of its package.
            """,
        ],
        options: [
            .value(
                "prefix", Value("DIR", .directory), "The directory to install below; ~/.local unless given."),
            .flag("uninstall", "Take away what was installed below the directory, and nothing else."),
            .flag("dry-run", "Show what would be done, and change nothing."),
        ],
        examples: [
            Example("Install for yourself.", "molecule install"),
            Example("See what would go where.", "molecule install --prefix /usr/local --dry-run"),
            Example("Take it away again.", "molecule install --uninstall"),
        ],
        files: [
            DocumentedFile(
                "$PREFIX/share/molecule/installed", "What was installed: a checksum and a path on each line.")
        ], statuses: [.conflict, .partial, .notFound],
        action: { arguments throws(UsageError) in
            let prefix = arguments.text("prefix")
            try requireNoSecret(inPaths: [prefix].compactMap { $0 })
            return Installation(
                prefix: prefix, isDry: arguments.flag("dry-run"),
                isRemoving: arguments.flag("uninstall"))
        })

    func run(in world: World) async throws(Failure) {
        let place = try place(in: world)
        let actions = isRemoving ? try place.planRemoval() : try place.planInstallation(of: world.executable)
        let verb = isRemoving ? "remove" : "install"
        let conflicts = actions.filter { $0.kind == .foreign }
        if isRemoving || conflicts.isEmpty, !isDry {
            if isRemoving { try place.remove(actions) } else { try place.install(actions) }
        }
        var report = Report.list(
            actions.map { ["action": .string($0.kind.rawValue), "path": .string($0.path)] },
            columns: ["ACTION", "PATH"],
            rows: actions.map { [$0.kind.rawValue, $0.path] }, names: actions.map(\.path))
        if actions.isEmpty { report.remarks = ["Nothing was installed below \(place.prefix)."] }
        try world.output.print(report)
        if let conflict = conflicts.first {
            if isRemoving {
                throw .partial(
                    "\(conflicts.count) of \(actions.count) files were changed since, and stay.",
                    hint: "See what they are, and remove them by hand: \(conflict.path)")
            }
            throw .conflict(
                "\(conflict.path) is there already, and was not installed by this program. Nothing was installed.",
                hint: "See what it is, or install elsewhere: molecule install --prefix DIR")
        }
        if isDry { return world.output.remark("Nothing was changed; without --dry-run these would be \(verb)ed.") }
        if !isRemoving { tell(place, in: world) }
    }

    /// The directory: as given, or in the user's home.
    private func place(in world: World) throws(Failure) -> InstallationPlace {
        if let prefix { return InstallationPlace(prefix: world.absolute(prefix)) }
        guard let home = world.environment["HOME"], home.hasPrefix("/"), home != "/" else {
            throw .usage(UsageError("There is no home directory to install in.", hint: "Pass --prefix DIR."))
        }
        return InstallationPlace(prefix: "\(home)/.local")
    }

    /// What is left to do by hand.
    private func tell(_ place: InstallationPlace, in world: World) {
        let programs = "\(place.prefix)/bin"
        let path = (world.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        if !path.contains(programs) {
            world.output.remark("\(programs) is not on the PATH yet: export PATH=\"\(programs):$PATH\"")
        }
        if !["/usr", "/usr/local"].contains(place.prefix) {
            world.output.remark(
                "zsh looks there only when told, before compinit: fpath=(\(place.prefix)/share/zsh/site-functions $fpath)"
            )
        }
        let removal =
            "molecule install --uninstall" + (prefix == nil ? "" : " --prefix \(ShellWord.quoted(place.prefix))")
        world.output.remark("ok: installed below \(place.prefix); take it away with: \(removal)")
    }
}
