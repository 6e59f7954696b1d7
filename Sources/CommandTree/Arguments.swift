/// What was typed, checked against the tree: what a verb builds itself from.
///
/// Asking for a name the command does not declare is a defect of the program and stops it; a test walks every verb.
public struct Arguments: Sendable {
    /// Where the value of an option comes from.
    public enum Source: Sendable, Equatable {
        /// It was typed.
        case commandLine
        /// The option was not typed, and this variable is set.
        case environment(variable: String)
        /// Neither was given; a profile ranks above this.
        case builtInDefault
    }

    var declaredOptions: Set<String>
    var declaredOperands: Set<String>
    var optionValues: [String: [String]]
    var operandValues: [String: [String]]
    var sources: [String: Source]
    /// The words of the command, without the program's name, such as `["admin-token", "verify"]`.
    public let path: [String]

    /// Whether a flag was given.
    public func flag(_ name: String) -> Bool {
        precondition(declaredOptions.contains(name), "no option is declared with this name: \(name)")
        return optionValues[name] != nil
    }

    /// The value of an option, from the command line, its variable or its default, in this order.
    public func text(_ name: String) -> String? {
        texts(name).last
    }

    /// Every value of an option that may repeat, in the order typed.
    public func texts(_ name: String) -> [String] {
        precondition(declaredOptions.contains(name), "no option is declared with this name: \(name)")
        return optionValues[name] ?? []
    }

    /// The value of an option whose shape is `integer`; already in range.
    public func integer(_ name: String) -> Int? {
        text(name).flatMap { Int($0) }
    }

    /// The value of an option whose shape is `duration`.
    public func duration(_ name: String) -> Duration? {
        text(name).flatMap { Value.duration(from: $0) }
    }

    /// Where the value of an option comes from; `nil` if it has none.
    public func source(of name: String) -> Source? {
        precondition(declaredOptions.contains(name), "no option is declared with this name: \(name)")
        return sources[name]
    }

    /// The value of an operand that is given at most once.
    public func operand(_ name: String) -> String? {
        operands(name).first
    }

    /// The values of an operand that may repeat.
    public func operands(_ name: String) -> [String] {
        precondition(declaredOperands.contains(name), "no operand is declared with this name: \(name)")
        return operandValues[name] ?? []
    }
}

/// A command line that does not fit the tree.
public struct UsageError: Error, Sendable, Equatable {
    /// One sentence: what is wrong.
    ///
    /// Never repeats what may be a secret.
    public let message: String
    /// What to type instead, if it can be told: a sentence.
    public let hint: String?
    /// The words of the command whose usage line helps, without the program's name.
    public let path: [String]

    /// A usage error found by a verb while it builds itself.
    public init(_ message: String, hint: String? = nil, path: [String] = []) {
        self.message = message
        self.hint = hint
        self.path = path
    }
}
