/// What a command line asks for.
public enum Invocation<Action: Sendable>: Sendable {
    /// Run a verb; the arguments carry the global options too.
    case run(Action, Arguments)
    /// Show the help of a command: asked for, or a group was named alone.
    case help(path: [String])
    /// Show the text of a help topic.
    case topic(HelpTopic)
    /// Show the program's version.
    case version
}
