/// One thing that is wrong with a file of Moltnet's, and what to do about it.
///
/// Holds no value.
public struct MoltnetFinding: Sendable, Equatable {
    /// How bad it is.
    public enum Severity: String, Sendable {
        /// Moltnet refuses the file, or somebody else can get at its secrets.
        case error
        /// Moltnet says nothing, and it is hardly meant so.
        case warning
    }

    /// A stable word for what is wrong, such as `duplicate-id`.
    public let code: Code
    /// The file.
    public let path: String
    /// The line, from 1; `nil` where it is about the file itself.
    public let line: Int?
    /// What is wrong: a sentence without its full stop.
    public let reason: String
    /// What to do: a command, or a sentence without its full stop.
    public let repair: String
    /// The file of which a change of mode alone puts it right; `nil` where that does not.
    public var repairedPath: String?
    /// Whether it was put right in this run.
    public var isRepaired = false

    /// How bad it is.
    public var severity: Severity { code.severity }

    init(_ code: Code, _ path: String, line: Int? = nil, _ reason: String, repair: String) {
        self.code = code
        self.path = path
        self.line = line
        self.reason = reason
        self.repair = repair
    }
}
