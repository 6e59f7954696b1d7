import JSON

/// Writes an operation as Swift source.
struct OperationWriter {
    let contract: ContractDocument

    func source(_ entry: ContractDocument.Entry) throws(ContractDefect) -> String {
        let operation = entry.document
        guard let facts = operation["x-molecule"] else { throw ContractDefect(reason: "\(entry.id) has no x-molecule") }
        func fact(_ name: String) throws(ContractDefect) -> String {
            guard let text = facts[name]?.text else { throw ContractDefect(reason: "\(entry.id) has no \(name)") }
            return text
        }
        let summary = operation["summary"]?.text ?? ""
        var parameters: [String] = []
        for parameter in entry.parameters { parameters.append(try self.parameter(parameter, entry)) }
        return """
                /// \(sentence(summary))
                public static let \(entry.id) = Operation(
                    id: "\(entry.id)", method: .\(entry.method), path: "\(entry.path)",
                    summary: \(literal(summary)),
                    description: \(literal(operation["description"]?.text ?? "")),
                    tags: \(texts(operation["tags"])),
                    surface: .\(camel(try fact("surface"))), authClass: \(literal(try fact("class"))),
                    parameters: [\(list(parameters))],
                    body: \(try body(operation["requestBody"])),
                    responses: [\(list(try responses(operation["responses"])))],
                    security: \(security(operation["security"])),
                    retry: .\(try fact("retry")),
                    lostReply: \(literal(facts["lostReply"]?.text ?? "")),
                    sideEffects: \(texts(facts["sideEffects"])),
                    confirm: \(guarding(facts["confirm"])), force: \(guarding(facts["force"])),
                    rateLimit: .\(try fact("rateLimit")), deadlineSeconds: \(facts["deadlineSeconds"]?.integer ?? 30),
                    returnsSecrets: \(texts(facts["returnsSecret"])), takesSecrets: \(texts(facts["takesSecret"])),
                    isPromised: \(facts["contract"]?.bool ?? false))
            """
    }

    private func parameter(
        _ parameter: JSONValue, _ entry: ContractDocument.Entry
    ) throws(ContractDefect) -> String {
        guard let name = parameter["name"]?.text, let place = parameter["in"]?.text else {
            throw ContractDefect(reason: "a parameter of \(entry.id) has no name or place")
        }
        return "Operation.Parameter(\(literal(name)), .\(place), required: \(parameter["required"]?.bool ?? false), "
            + "\(schema(parameter["schema"])), \(literal(parameter["description"]?.text ?? "")))"
    }

    private func body(_ body: JSONValue?) throws(ContractDefect) -> String {
        guard let body else { return "nil" }
        let resolved = try contract.resolve(body)
        let content = resolved["content"]?["application/json"]?["schema"]
        return "Operation.Body(required: \(resolved["required"]?.bool ?? false), \(schema(content)))"
    }

    private func responses(_ responses: JSONValue?) throws(ContractDefect) -> [String] {
        var lines: [String] = []
        for member in responses?.members ?? [] {
            guard let status = Int(member.name) else { continue }
            let response = try contract.resolve(member.value)
            let content = response["content"]?.members ?? []
            let document = response["content"]?["application/json"]?["schema"]
            let types = content.map { literal($0.name) }.joined(separator: ", ")
            lines.append(
                "Operation.Response(\(status), [\(types)], \(document.map { schema($0) } ?? "nil"), "
                    + "\(literal(response["description"]?.text ?? "")))")
        }
        return lines
    }

    private func security(_ security: JSONValue?) -> String {
        let alternatives = (security?.items ?? []).map { alternative in
            "[\((alternative.members ?? []).map { ".\($0.name)" }.joined(separator: ", "))]"
        }
        return "[\(alternatives.joined(separator: ", "))]"
    }

    private func guarding(_ fact: JSONValue?) -> String {
        guard let fact, let place = fact["in"]?.text, let name = fact["name"]?.text else { return "nil" }
        return "Operation.Guard(\(literal(place)), \(literal(name)), \(literal(fact["value"]?.text ?? "true")))"
    }

    private func schema(_ document: JSONValue?) -> String {
        guard let document, document.members?.isEmpty == false else { return "Schema()" }
        return "Schema(generated: \(rawLiteral(SchemaText.reduced(document).compact)))"
    }

    private func list(_ lines: [String]) -> String {
        lines.isEmpty ? "" : "\n" + lines.map { "                \($0)" }.joined(separator: ",\n") + "\n            "
    }

    private func texts(_ value: JSONValue?) -> String {
        let texts = value?.items?.compactMap(\.text) ?? value?.text.map { [$0] } ?? []
        return "[\(texts.map(literal).joined(separator: ", "))]"
    }
}

/// The keywords of a shape that a client needs.
enum SchemaText {
    private static let kept: Set = [
        "$ref", "type", "enum", "const", "minLength", "maxLength", "pattern", "format", "minimum", "maximum",
        "maxItems", "items", "properties", "required", "additionalProperties", "minProperties", "propertyNames",
        "oneOf", "anyOf", "allOf", "default",
    ]

    /// The shape without examples and prose, which are for readers of the document.
    static func reduced(_ schema: JSONValue) -> JSONValue {
        guard let members = schema.members else { return schema }
        return .object(
            members.filter { kept.contains($0.name) }.map { member in
                switch member.name {
                case "properties":
                    let properties = (member.value.members ?? []).map { JSONValue.Member($0.name, reduced($0.value)) }
                    return JSONValue.Member(member.name, .object(properties))
                case "items", "additionalProperties", "propertyNames":
                    return JSONValue.Member(member.name, reduced(member.value))
                case "oneOf", "anyOf", "allOf":
                    return JSONValue.Member(member.name, .array((member.value.items ?? []).map(reduced)))
                default: return member
                }
            })
    }
}

/// Text as a Swift string literal.
func literal(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
        switch character {
        case "\"": result += "\\\""
        case "\\": result += "\\\\"
        case "\n": result += "\\n"
        default: result.unicodeScalars.append(character)
        }
    }
    return result + "\""
}

/// Text as a Swift raw string literal, for text full of quotes.
func rawLiteral(_ text: String) -> String {
    var fence = "#"
    while text.contains("\"\(fence)") || text.contains("\\\(fence)") { fence += "#" }
    return "\(fence)\"\(text)\"\(fence)"
}

/// `self-hosted` as `selfHosted`.
func camel(_ text: String) -> String {
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == "_" })
    return parts.enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
}

/// A summary with its full stop.
func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
