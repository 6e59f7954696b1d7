import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// `name=value` words as the parameters and the body of an operation.
struct OperationCall: Sendable {
    let operation: Operation
    private(set) var values: [String: String]
    private(set) var body: JSONValue?

    /// Sorts the words out: a name is a parameter, or a member of the body, and nothing else.
    init(_ operation: Operation, _ words: [String], body: JSONValue?) throws(Failure) {
        self.operation = operation
        values = [:]
        self.body = body
        var members: [JSONValue.Member] = []
        for word in words {
            guard let equals = word.firstIndex(of: "=") else {
                throw OperationCall.usage("Parameters are given as name=value.", operation)
            }
            let name = String(word[..<equals])
            let value = String(word[word.index(after: equals)...])
            if operation.parameters.contains(where: { $0.name == name }) {
                guard values.updateValue(value, forKey: name) == nil else {
                    throw OperationCall.usage("The parameter '\(name)' is given twice.", operation)
                }
            } else {
                members.append(.init(name, try OperationCall.member(name, value, operation)))
            }
        }
        guard !members.isEmpty else { return }
        guard body == nil else {
            throw OperationCall.usage("The body is given twice: by --body-from and by members.", operation)
        }
        self.body = .object(members)
    }

    /// One member of the body, as the kind of value its shape asks for.
    private static func member(_ name: String, _ text: String, _ operation: Operation) throws(Failure) -> JSONValue {
        let schema = operation.body?.schema.resolved
        guard let property = schema?.properties.first(where: { $0.name == name }) else {
            let known = operation.parameters.map(\.name) + (schema?.properties.map(\.name) ?? [])
            let list = known.isEmpty ? "it takes none" : "it takes \(known.joined(separator: ", "))"
            throw usage("\(operation.id) has no such parameter; \(list).", operation)
        }
        if operation.takesSecrets.contains("/\(name)") {
            throw .usage(
                UsageError(
                    "'\(name)' is a secret, and secrets are never typed on the command line.",
                    hint:
                        "Put the body into a private file and pass --body-from FILE, or pipe it in with --body-from -.")
            )
        }
        return value(text, property.schema.resolved)
    }

    private static func value(_ text: String, _ schema: Schema) -> JSONValue {
        for kind in schema.kinds {
            switch kind {
            case .integer: if let number = Int64(text) { return .integer(number) }
            case .number: if let number = Double(text), number.isFinite { return .double(number) }
            case .boolean: if let truth = Bool(text) { return .bool(truth) }
            case .null: if text == "null" { return .null }
            // What does not parse may still be the text that another kind allows.
            case .array, .object: if let document = try? JSONValue.parse(Array(text.utf8)) { return document }
            case .string: continue
            }
        }
        return .string(text)
    }

    private static func usage(_ reason: String, _ operation: Operation) -> Failure {
        .usage(UsageError(reason, hint: "molecule api describe \(operation.id)"))
    }
}

extension Operation {
    /// The operation of this name.
    static func named(_ name: String) throws(Failure) -> Operation {
        if let operation = Operations.all.first(where: { $0.id == name }) { return operation }
        throw .usage(
            UsageError("The contract has no operation of this name.", hint: "molecule api list"))
    }

    /// The operation that a method and a path, with or without a query, ask for, and the words its path and query give.
    static func matching(_ method: String, _ target: String) throws(Failure) -> (Operation, [String]) {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let segments = (parts.first ?? "").split(separator: "/").map(String.init)
        let candidates = Operations.all.compactMap { operation -> (Operation, [String])? in
            guard operation.method.rawValue == method.uppercased() else { return nil }
            return operation.words(for: segments).map { (operation, $0) }
        }
        // A literal path says more than one with a parameter in the same place.
        guard let best = candidates.min(by: { $0.1.count < $1.1.count }) else {
            throw .usage(
                UsageError("No operation of the contract has this method and path.", hint: "molecule api list"))
        }
        let query = parts.count > 1 ? parts[1].split(separator: "&").map(String.init) : []
        return (best.0, best.1 + query)
    }

    /// The `name=value` words that these segments of a path give, or `nil` when the path is another one.
    private func words(for segments: [String]) -> [String]? {
        let template = path.split(separator: "/").map(String.init)
        guard template.count == segments.count else { return nil }
        var words: [String] = []
        for (part, segment) in zip(template, segments) {
            if part.hasPrefix("{"), part.hasSuffix("}") {
                // As `api list` prints it: the parameter is given by its name.
                if part == segment { continue }
                words.append("\(part.dropFirst().dropLast())=\(segment)")
            } else if part != segment {
                return nil
            }
        }
        return words
    }
}

extension OperationCall {
    /// Puts what a guard wants where it wants it.
    mutating func set(_ wanted: Operation.Guard?, to text: String) {
        guard let wanted else { return }
        if wanted.place == "body" {
            let member = JSONValue.Member(wanted.name, Bool(text).map { .bool($0) } ?? .string(text))
            body = .object((body?.members ?? []).filter { $0.name != wanted.name } + [member])
        } else {
            values[wanted.name] = text
        }
    }
}
