import JSON

/// Turns the contract into the Swift source of its operations and models.
public enum ContractGenerator {
    /// Every generated file, by its name, from the bytes of `management.json`.
    public static func files(_ contract: [UInt8]) throws(ContractDefect) -> [(name: String, text: String)] {
        let document = try ContractDocument(contract)
        let writer = OperationWriter(contract: document)
        let entries = try document.entries()
        var files: [(name: String, text: String)] = []
        var tags: [String] = []
        for entry in entries {
            let tag = entry.document["tags"]?.items?.first?.text ?? "other"
            if !tags.contains(tag) { tags.append(tag) }
        }
        for tag in tags {
            var sources: [String] = []
            for entry in entries where (entry.document["tags"]?.items?.first?.text ?? "other") == tag {
                sources.append(try writer.source(entry))
            }
            let name = camel(tag).prefix(1).uppercased() + camel(tag).dropFirst()
            files.append(
                (
                    "Operations+\(name).swift",
                    "\(header)\nextension Operations {\n\(sources.joined(separator: "\n\n"))\n}\n"
                ))
        }
        files.append(("Operations.swift", index(entries, version: document.version)))
        files.append(("SharedSchemas.swift", sharedSchemas(document)))
        files.append(("Models.swift", ModelWriter(contract: document).source()))
        return files
    }

    private static let header =
        "// swift-format-ignore-file\n// Generated from management.json by molecule-generate; do not edit.\n"

    private static func index(_ entries: [ContractDocument.Entry], version: String) -> String {
        let names = entries.map { "        \($0.id)," }.joined(separator: "\n")
        return """
            \(header)
            /// The operations of the contract, one value each.
            public enum Operations {
                /// The version of the contract they are from.
                public static let contractVersion = \(literal(version))

                /// Every operation, in the order of the contract.
                public static let all: [Operation] = [
            \(names)
                ]
            }

            """
    }

    private static func sharedSchemas(_ document: ContractDocument) -> String {
        let entries = document.schemas.map { member in
            "        \(literal(member.name)): Schema(generated: \(rawLiteral(SchemaText.reduced(member.value).compact))),"
        }
        return """
            \(header)
            /// The shapes that several operations share.
            enum SharedSchemas {
                static let named: [String: Schema] = [
            \(entries.joined(separator: "\n"))
                ]
            }

            """
    }
}
