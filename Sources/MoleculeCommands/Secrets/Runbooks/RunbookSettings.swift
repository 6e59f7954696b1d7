import CommandTree
import Rotation

/// The values of the settings that runbooks name: those typed, and those of the profile.
struct RunbookSettings: Sendable {
    /// The option that gives one.
    static let option = Option.value(
        "setting", Value("NAME=VALUE", .text), repeats: true,
        "Give a setting that the runbook names, in place of the profile's; may be repeated.")

    /// Those that were typed.
    let typed: [String: String]

    /// Reads the options.
    init(_ arguments: Arguments) throws(UsageError) {
        var typed: [String: String] = [:]
        for text in arguments.texts("setting") {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, Runbook.isSettingName(parts[0]) else {
                throw UsageError(
                    "A --setting is NAME=VALUE, and a name is lower-case letters, digits and _.",
                    hint: "Write it like --setting control_plane_store=fly:APP.")
            }
            guard Runbook.isSettingValue(parts[1]) else {
                throw UsageError("The value of --setting \(parts[0]) must not be empty or hold control characters.")
            }
            guard !Configuration.holdsSecret(parts[1]) else {
                throw UsageError(
                    "The value of --setting \(parts[0]) looks like a secret, and no setting is one.",
                    hint: "Let the rotation ask for it, or pass it with one of the --from options.")
            }
            guard typed.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw UsageError("The setting \(parts[0]) is given twice.")
            }
        }
        self.typed = typed
    }

    /// Settings as given.
    init(_ typed: [String: String] = [:]) { self.typed = typed }

    /// The values at hand: what was typed before what the profile has.
    func values(in world: World) -> [String: String] {
        (world.settings.profile?.settings ?? [:]).merging(typed) { $1 }
    }

    /// The values at hand of the settings a runbook declares; refuses typed ones it does not.
    func values(for runbook: Runbook, in world: World) throws(Failure) -> [String: String] {
        let names = runbook.settings.map(\.name)
        for name in typed.keys.sorted() where !names.contains(name) {
            let near = suggestion(for: name, among: names).map { "Did you mean '\($0)'?" }
            let all = names.isEmpty ? "It has none." : "It has: \(names.joined(separator: ", "))."
            throw .usage(
                UsageError("The runbook of \(runbook.secret) has no setting \(name).", hint: near ?? all))
        }
        return values(in: world).filter { names.contains($0.key) }
    }

    /// The runbook as it is carried out here.
    ///
    /// Fails where a setting is missing, or makes a text into what it may not be.
    func resolve(_ runbook: Runbook, in world: World) throws(Failure) -> Runbook {
        let values = try values(for: runbook, in: world)
        let missing = runbook.missingSettings(in: values)
        if let first = missing.first {
            let list = missing.map { "\($0.name) (\($0.summary))" }.joined(separator: ", ")
            let place = world.settings.profile.map { "profile '\($0.name)' in " } ?? "a profile in "
            throw .usage(
                UsageError(
                    "The runbook of \(runbook.secret) needs \(missing.count == 1 ? "a setting" : "settings"): \(list).",
                    hint:
                        "Pass --setting \(first.name)=\(first.example), or set it in \(place)\(world.configurationPath)."
                ))
        }
        do { return try runbook.resolved(with: values) } catch {
            let problem = error.list.first?.text ?? "a setting does not fit"
            throw .usage(
                UsageError(
                    "With these settings the runbook of \(runbook.secret) cannot be used: \(problem).",
                    hint: "See which settings it has: molecule secrets runbook show \(runbook.secret)"))
        }
    }
}
