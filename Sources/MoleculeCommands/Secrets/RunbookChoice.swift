import CommandTree
import Destinations
import Rotation

/// Which runbook is carried out, and with which settings.
struct RunbookChoice: Sendable {
    let file: RunbookFile?
    let settings: RunbookSettings

    static let options: [Option] = [
        .value("runbook", Value("FILE", .file), "Use this runbook, a JSON document, in place of the built-in one."),
        RunbookSettings.option,
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        file = arguments.text("runbook").map { RunbookFile(path: $0) }
        settings = try RunbookSettings(arguments)
    }

    /// The runbook of a secret, as it is written.
    func runbook(_ secret: String, in world: World) throws(Failure) -> Runbook {
        guard let file else { return try RunbookReference(secret).builtIn() }
        let runbook = try file.runbook(in: world)
        guard runbook.secret == secret else {
            throw .usage(
                UsageError(
                    "\(TerminalText.safe(file.path)) is the runbook of \(runbook.secret).",
                    hint: "molecule secrets rotate \(runbook.secret) --runbook \(TerminalText.safe(file.path))"))
        }
        return runbook
    }

    /// The runbook as it is carried out, its settings filled in.
    func resolve(_ runbook: Runbook, in world: World) throws(Failure) -> Runbook {
        let values = try settings.values(for: runbook, in: world)
        if let defect = runbook.commandDefects(with: values).first {
            throw .usage(
                UsageError("With these settings the runbook of \(runbook.secret) cannot be used: \(defect.text)."))
        }
        return try settings.resolve(runbook, in: world)
    }

    /// Where the runbook and its settings come from: a sentence.
    func origin(in world: World) -> String {
        let source = file.map { "The runbook is \(world.absolute($0.path))" } ?? "The runbook is built in"
        guard let profile = world.settings.profile else { return "\(source); no profile is used." }
        return "\(source); the profile is \(profile.name)."
    }
}
