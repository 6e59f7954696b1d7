/// The tree of commands as a user finds it: from the help of every command.
public enum HelpTree {
    /// The words of every verb, such as `keys show`.
    public static func verbs(home: TemporaryHome) throws -> [String] { try verbs(below: [], home) }

    private static func verbs(below path: [String], _ home: TemporaryHome) throws -> [String] {
        let help = try Run.molecule(path + ["--help"], home: home).output
        var names: [String] = []
        var isInCommands = false
        for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "Commands:" {
                isInCommands = true
            } else if line.isEmpty {
                isInCommands = false
            } else if isInCommands, line.hasPrefix("  "), !line.hasPrefix("   ") {
                names.append(String(line.dropFirst(2).prefix { $0 != " " }))
            }
        }
        guard !names.isEmpty else { return [path.joined(separator: " ")] }
        return try names.flatMap { try verbs(below: path + [$0], home) }
    }
}
