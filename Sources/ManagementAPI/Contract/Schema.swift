import JSON

/// The shape of a JSON value: the part of JSON Schema that the contract uses.
///
/// Used to refuse a bad request before it is sent. Answers are read leniently, since a server may be newer than we are.
public struct Schema: Sendable {
    /// The kinds of JSON value.
    public enum Kind: String, Sendable {
        case null
        case boolean
        case integer
        case number
        case string
        case array
        case object
    }

    /// What an object may hold besides its named members.
    public indirect enum Additional: Sendable {
        case anything
        case nothing
        case values(Schema)
    }

    /// The kinds allowed; none means every kind.
    public var kinds: [Kind] = []
    /// The only values allowed; `nil` means every value of the kinds.
    public var choices: [JSONValue]?
    /// The fewest characters of a string.
    public var minimumLength: Int?
    /// The most characters of a string.
    public var maximumLength: Int?
    /// A regular expression that a string must have a match of.
    public var pattern: String?
    /// What a string stands for, such as `uuid`, `date-time` or `uri`.
    public var format: String?
    /// The smallest number.
    public var minimum: Int64?
    /// The largest number.
    public var maximum: Int64?
    /// The most items of an array.
    public var maximumItems: Int?
    /// The shape of an array's items.
    public var items: [Schema] = []
    /// The named members of an object.
    public var properties: [(name: String, schema: Schema)] = []
    /// The members that must be there.
    public var required: [String] = []
    /// What else may be there.
    public var additional = Additional.anything
    /// The fewest members of an object.
    public var minimumProperties: Int?
    /// The shape of the names of an object's members.
    public var propertyNames: [Schema] = []
    /// Shapes of which at least one must fit.
    public var alternatives: [Schema] = []
    /// Shapes that must all fit.
    public var parts: [Schema] = []
    /// The name of a shared shape that this one stands for.
    public var reference: String?
    /// The value a server takes when there is none.
    public var standard: JSONValue?
    /// What the value means.
    public var summary = ""

    /// Anything.
    public init() {}

    /// A shared shape of the contract.
    public static func shared(_ name: String) -> Schema {
        var schema = Schema()
        schema.reference = name
        return schema
    }

    /// The shape itself, where this one only names it.
    public var resolved: Schema {
        guard let reference else { return self }
        return SharedSchemas.named[reference] ?? Schema()
    }
}

/// Where a value does not fit its shape.
///
/// Names the place, never the value.
public struct SchemaDefect: Error, Sendable, Equatable {
    /// The place, such as `budget_limits.daily`; empty for the whole value.
    public let place: String
    /// What is wrong, as the end of a sentence.
    public let reason: String
}

extension Schema {
    /// Finds the first place where a value does not fit.
    public func check(_ value: JSONValue, at place: String = "") throws(SchemaDefect) {
        if reference != nil { return try resolved.check(value, at: place) }
        try checkKind(value, at: place)
        if let choices, !choices.contains(value) {
            let words = choices.map { $0.text ?? $0.compact }.joined(separator: ", ")
            throw SchemaDefect(place: place, reason: "must be one of: \(words)")
        }
        switch value {
        case .string(let text): try checkText(text, at: place)
        case .integer(let number): try checkNumber(number, at: place)
        case .array(let array): try checkItems(array, at: place)
        case .object(let members): try checkMembers(members, at: place)
        case .null, .bool, .double: break
        }
        for part in parts { try part.check(value, at: place) }
        try checkAlternatives(value, at: place)
    }

    private func checkKind(_ value: JSONValue, at place: String) throws(SchemaDefect) {
        guard !kinds.isEmpty, !kinds.contains(where: { $0.includes(value) }) else { return }
        let words = kinds.map(\.words).joined(separator: " or ")
        throw SchemaDefect(place: place, reason: "must be \(words)")
    }

    private func checkText(_ text: String, at place: String) throws(SchemaDefect) {
        let count = text.unicodeScalars.count
        if let minimumLength, count < minimumLength {
            let reason = minimumLength == 1 ? "must not be empty" : "must have at least \(minimumLength) characters"
            throw SchemaDefect(place: place, reason: reason)
        }
        if let maximumLength, count > maximumLength {
            throw SchemaDefect(place: place, reason: "must have at most \(maximumLength) characters")
        }
        if let pattern, !Schema.matches(text, pattern) {
            throw SchemaDefect(place: place, reason: "must match \(pattern)")
        }
        if format == "uuid", !UUIDText.isValid(text) {
            throw SchemaDefect(place: place, reason: "must be a UUID such as 123e4567-e89b-42d3-a456-426614174000")
        }
    }

    private func checkNumber(_ number: Int64, at place: String) throws(SchemaDefect) {
        if let minimum, number < minimum { throw SchemaDefect(place: place, reason: "must be at least \(minimum)") }
        if let maximum, number > maximum { throw SchemaDefect(place: place, reason: "must be at most \(maximum)") }
    }

    private func checkItems(_ array: [JSONValue], at place: String) throws(SchemaDefect) {
        if let maximumItems, array.count > maximumItems {
            throw SchemaDefect(place: place, reason: "must have at most \(maximumItems) items")
        }
        guard let item = items.first else { return }
        for (index, value) in array.enumerated() { try item.check(value, at: "\(place)[\(index)]") }
    }

    private func checkMembers(_ members: [JSONValue.Member], at place: String) throws(SchemaDefect) {
        let names = members.map(\.name)
        if let missing = required.first(where: { !names.contains($0) }) {
            throw SchemaDefect(place: Schema.inner(place, missing), reason: "is needed")
        }
        if let minimumProperties, members.count < minimumProperties {
            throw SchemaDefect(place: place, reason: "must have at least \(minimumProperties) members")
        }
        for member in members {
            let inner = Schema.inner(place, member.name)
            for names in propertyNames { try names.check(.string(member.name), at: inner) }
            if let property = properties.first(where: { $0.name == member.name }) {
                try property.schema.check(member.value, at: inner)
            } else {
                switch additional {
                case .anything: break
                case .nothing: throw SchemaDefect(place: inner, reason: "is not known here")
                case .values(let schema): try schema.check(member.value, at: inner)
                }
            }
        }
    }

    private func checkAlternatives(_ value: JSONValue, at place: String) throws(SchemaDefect) {
        guard !alternatives.isEmpty else { return }
        var first: SchemaDefect?
        for alternative in alternatives {
            do {
                return try alternative.check(value, at: place)
            } catch {
                first = first ?? error
            }
        }
        if let first { throw first }
    }

    private static func inner(_ place: String, _ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    private static func matches(_ text: String, _ pattern: String) -> Bool {
        // The patterns are the contract's own; a test compiles every one of them.
        guard let expression = try? Regex(pattern) else { return false }
        return text.firstMatch(of: expression) != nil
    }
}

extension Schema.Kind {
    func includes(_ value: JSONValue) -> Bool {
        switch (self, value) {
        case (.null, .null), (.boolean, .bool), (.integer, .integer), (.number, .integer), (.number, .double),
            (.string, .string), (.array, .array), (.object, .object):
            true
        default: false
        }
    }

    var words: String {
        switch self {
        case .null: "null"
        case .boolean: "true or false"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "a text"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// The text form of a UUID.
public enum UUIDText {
    /// Whether a text is a UUID in its canonical form, in either case.
    public static func isValid(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [8, 4, 4, 4, 12]
            && text.utf8.allSatisfy { $0 == UInt8(ascii: "-") || Character(Unicode.Scalar($0)).isHexDigit }
    }

    /// The form servers compare by: lower case.
    ///
    /// `nil` when the text is no UUID.
    public static func canonical(_ text: String) -> String? { isValid(text) ? text.lowercased() : nil }
}
