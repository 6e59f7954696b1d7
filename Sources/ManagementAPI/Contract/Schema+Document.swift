import JSON

extension Schema {
    /// Reads a shape as the contract writes it.
    ///
    /// Keywords that say nothing to a client are left out.
    init(_ document: JSONValue) {
        self.init()
        if let reference = document["$ref"]?.text {
            self.reference = reference.split(separator: "/").last.map(String.init)
            return
        }
        kinds = Schema.texts(document["type"]).compactMap(Kind.init)
        choices = document["enum"]?.items ?? document["const"].map { [$0] }
        minimumLength = Schema.count(document["minLength"])
        maximumLength = Schema.count(document["maxLength"])
        pattern = document["pattern"]?.text
        format = document["format"]?.text
        minimum = document["minimum"]?.integer
        maximum = document["maximum"]?.integer
        maximumItems = Schema.count(document["maxItems"])
        items = document["items"].map { [Schema($0)] } ?? []
        properties = (document["properties"]?.members ?? []).map { ($0.name, Schema($0.value)) }
        required = Schema.texts(document["required"])
        minimumProperties = Schema.count(document["minProperties"])
        propertyNames = document["propertyNames"].map { [Schema($0)] } ?? []
        alternatives = (document["oneOf"] ?? document["anyOf"])?.items?.map { Schema($0) } ?? []
        parts = document["allOf"]?.items?.map { Schema($0) } ?? []
        standard = document["default"]
        summary = document["description"]?.text ?? ""
        switch document["additionalProperties"] {
        case .bool(false)?: additional = .nothing
        case .object(let members)? where !members.isEmpty: additional = .values(Schema(.object(members)))
        default: additional = .anything
        }
    }

    /// Reads a shape that generated code carries as text.
    ///
    /// The text was written by our generator from a document that it had parsed, so one that does not parse is a defect
    /// of the program.
    init(generated text: StaticString) {
        let bytes = text.withUTF8Buffer { Array($0) }
        guard let document = try? JSONValue.parse(bytes) else {
            preconditionFailure("a generated schema does not parse")
        }
        self.init(document)
    }

    private static func texts(_ value: JSONValue?) -> [String] {
        value?.items?.compactMap(\.text) ?? value?.text.map { [$0] } ?? []
    }

    private static func count(_ value: JSONValue?) -> Int? { value?.integer.map { Int($0) } }
}
