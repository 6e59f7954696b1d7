import JSON

/// Writes the shared object shapes of the contract as Swift structs that read answers leniently: unknown members are
/// passed over, and a member that is missing, null or of another kind is `nil`, since servers of several ages answer.
struct ModelWriter {
    let contract: ContractDocument

    func source() -> String {
        let models = contract.schemas.filter { isModel($0.value) }.map { model($0.name, $0.value) }
        return """
            // swift-format-ignore-file
            // Generated from management.json by molecule-generate; do not edit.

            import JSON

            /// The shared object shapes of the contract.
            public enum Models {
            \(models.map(indented).joined(separator: "\n"))}

            """
    }

    private func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    }

    private func isModel(_ schema: JSONValue) -> Bool {
        schema["type"]?.text == "object" && schema["properties"]?.members?.isEmpty == false
    }

    private func model(_ name: String, _ schema: JSONValue) -> String {
        let properties = schema["properties"]?.members ?? []
        let members = properties.map { property in
            """
                /// The member `\(property.name)`.
                public let \(identifier(property.name)): \(type(property.value))?
            """
        }
        let readings = properties.map { property in
            "        \(identifier(property.name)) = document[\(literal(property.name))].flatMap { \(reading(property.value)) }"
        }
        return """
            /// \(sentence(schema["description"]?.text?.split(separator: "\n").first.map(String.init) ?? "`\(name)` of the contract"))
            public struct \(name): Sendable {
            \(members.joined(separator: "\n"))
                /// The whole answer, with what this version does not know.
                public let document: JSONValue

                /// Reads an answer.
                public init(_ document: JSONValue) {
            \(readings.joined(separator: "\n"))
                    self.document = document
                }
            }

            """
    }

    private func kind(_ schema: JSONValue) -> String? {
        if let kind = schema["type"]?.text { return kind }
        let kinds = (schema["type"]?.items ?? []).compactMap(\.text).filter { $0 != "null" }
        return kinds.count == 1 ? kinds[0] : nil
    }

    private func reference(_ schema: JSONValue) -> String? {
        guard let name = schema["$ref"]?.text?.split(separator: "/").last.map(String.init),
            let target = contract.schemas.first(where: { $0.name == name }), isModel(target.value)
        else { return nil }
        return name
    }

    private func type(_ schema: JSONValue) -> String {
        if let name = reference(schema) { return name }
        switch kind(schema) {
        case "string": return "String"
        case "integer": return "Int64"
        case "boolean": return "Bool"
        case "array": return "[\(schema["items"].map { type($0) } ?? "JSONValue")]"
        default: return "JSONValue"
        }
    }

    /// The expression that reads `$0`.
    private func reading(_ schema: JSONValue) -> String {
        if let name = reference(schema) { return "$0.members == nil ? nil : \(name)($0)" }
        switch kind(schema) {
        case "string": return "$0.text"
        case "integer": return "$0.integer"
        case "boolean": return "$0.bool"
        case "array":
            guard let items = schema["items"], type(items) != "JSONValue" else { return "$0.items" }
            return "$0.items?.compactMap { \(reading(items)) }"
        default: return "$0 == .null ? nil : $0"
        }
    }

    /// A member's name as a Swift name.
    private func identifier(_ name: String) -> String {
        let text = camel(name)
        let reserved: Set = ["default", "case", "class", "in", "is", "operator", "protocol", "public", "self", "where"]
        return reserved.contains(text) ? "`\(text)`" : text == "document" ? "documentMember" : text
    }
}
