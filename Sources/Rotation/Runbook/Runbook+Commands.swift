extension Runbook {
    /// What makes a destination that is a shell command into another one than was written: a setting that is more than
    /// one plain word for a shell.
    public func commandDefects(with values: [String: String]) -> [RunbookDefect] {
        destinations.enumerated().flatMap { index, text -> [RunbookDefect] in
            guard text.hasPrefix("\(DestinationKind.command.rawValue):") else { return [] }
            return RunbookText.settings(in: text).filter { values[$0].map { !RunbookText.isPlainWord($0) } ?? false }
                .map {
                    RunbookDefect(
                        "destinations[\(index)]", "names ${\($0)}, whose value is more than one plain word for a shell")
                }
        }
    }
}
