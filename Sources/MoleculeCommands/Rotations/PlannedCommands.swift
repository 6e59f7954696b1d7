import CommandTree

/// The shell commands of a plan, which are shown and written to its journal.
enum PlannedCommands {
    /// Refuses commands that hold what looks like a secret.
    static func requireNoSecret(in commands: [String]) throws(UsageError) {
        if commands.contains(where: holdsSecret) {
            throw UsageError(
                "A command holds what looks like a secret, which would be shown and written to the journal.",
                hint: "Let the command take it from a variable, and pass that with --pass-env NAME.")
        }
    }
}
