/// The lines of the leak test about asking a Moltnet server, and about being one.
extension LeakTable {
    /// `typed` is a token that someone types where it does not belong; `Moltnet` holds the mark.
    static func moltnetServerLines(typed: String) -> [Line] {
        [
            line("moltnet verify", "--config", "Moltnet", "--url", "URL"),
            line("moltnet verify", "--config", "Moltnet", "--url", "http://127.0.0.1:1"),
            line("moltnet verify", "--config", "secret", "--url", "URL"),
            line("moltnet verify", "--config", "Moltnet", "--node", "secret", "--url", "URL"),
            line("moltnet verify", "--config", "Moltnet", "--url", typed),
            line("moltnet verify", "--config", typed),
            line("sandbox serve", "--surface", "moltnet", "--config", "Moltnet", "--for", "1s"),
            line("sandbox serve", "--surface", "moltnet", "--config", "secret", "--for", "1s"),
            line("sandbox serve", "--surface", "moltnet", "--config", typed, "--for", "1s"),
            line("sandbox node", "secret", "--for", "1s"), line("sandbox node", typed),
        ]
    }
}
