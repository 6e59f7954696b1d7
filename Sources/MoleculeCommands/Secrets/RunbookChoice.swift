import CommandTree
import Destinations
import Rotation

/// Which runbook is meant, and the settings its texts name.
struct RunbookChoice: Sendable {
    let file: String?
    let profile: String?
    let settings: [String: String]

    /// A runbook with the settings that are at hand for it.
    struct Chosen {
        let runbook: Runbook
        let profile: String?
        let settings: [String: String]
        /// Where it comes from: a sentence.
        let description: String
    }

    static let options: [Option] = [
        .value("runbook", Value("FILE", .file), "Use this runbook, a JSON document, in place of the built-in one."),
        .value(
            "profile", Value("NAME", .text), variable: "MOLECULE_PROFILE",
            "Take the settings of this profile: hosts, apps and repositories."),
        .value(
            "setting", Value("NAME=VALUE", .text), repeats: true,
            "Give a setting of the runbook, in place of the profile's; may be repeated."),
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        file = arguments.text("runbook")
        profile = arguments.text("profile")
        var settings: [String: String] = [:]
        for text in arguments.texts("setting") {
            guard let sign = text.firstIndex(of: "="), sign != text.startIndex else {
                throw UsageError("A setting is NAME=VALUE.")
            }
            settings[String(text[..<sign])] = String(text[text.index(after: sign)...])
        }
        self.settings = settings
    }

    /// The runbook of a secret.
    func runbook(_ secret: String, in world: World) throws(Failure) -> Chosen {
        guard let runbook = try file.map({ path throws(Failure) in try read(path, secret, in: world) })
            ?? BuiltInRunbooks.runbook(of: secret)
        else {
            throw .explained(
                "There is no built-in runbook of that secret.",
                hint: "molecule secrets runbook list; or give your own with --runbook FILE", .notFound)
        }
        let source = file.map { "The runbook is \($0)" } ?? "The runbook is built in"
        let from = profile.map { "; settings come from the profile \($0)" } ?? ""
        return Chosen(runbook: runbook, profile: profile, settings: settings, description: "\(source)\(from).")
    }

    private func read(_ path: String, _ secret: String, in world: World) throws(Failure) -> Runbook {
        let bytes = try DocumentFile.read(world.absolute(path))
        let runbook: Runbook
        do throws(RunbookDefects) { runbook = try Runbook(bytes, suspects: looksLikeSecret) } catch {
            throw .usage(
                UsageError(
                    "\(TerminalText.safe(path)) is no runbook: \(error.list[0].text).",
                    hint: "molecule secrets runbook check \(TerminalText.safe(path))"))
        }
        guard runbook.secret == secret else {
            throw .usage(UsageError("The runbook is about \(runbook.secret).", hint: "Name that secret."))
        }
        return runbook
    }
}

extension RunbookChoice.Chosen {
    /// The runbook with its settings filled in.
    func resolved() throws(Failure) -> Runbook {
        let missing = runbook.missingSettings(in: settings)
        guard missing.isEmpty else {
            let names = missing.map(\.name).joined(separator: ", ")
            throw .usage(
                UsageError(
                    "The runbook of \(runbook.secret) needs settings that have no value: \(names).",
                    hint: "--setting \(missing[0].name)=\(missing[0].example), or set them in a profile"))
        }
        do throws(RunbookDefects) { return try runbook.resolved(with: settings) } catch {
            throw .usage(UsageError("The runbook cannot be carried out: \(error.list[0].text)."))
        }
    }
}
