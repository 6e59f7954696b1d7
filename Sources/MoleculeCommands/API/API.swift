import CommandTree
import JSON
import ManagementAPI

/// The command `api`.
enum API {
    static let node = Node(
        "api", summary: "call any operation of the contract",
        discussion: ["Every operation of the contract can be called here, by its name or by a method and a path."],
        subcommands: [APIList.node, APIDescribe.node, APICall.node], defaultSubcommand: "call")
}

/// The command `api list`.
struct APIList: Verb {
    let tag: String?

    static let node = Node(
        "list", summary: "list the operations of the contract",
        options: [.value("tag", Value("TAG", .dynamic(kind: "tags")), "List only the operations about this noun.")],
        examples: [Example("List what there is about workspaces.", "molecule api list --tag workspaces")],
        action: { arguments throws(UsageError) in APIList(tag: arguments.text("tag")) })

    func run(in world: World) async throws(Failure) {
        let operations = Operations.all.filter { operation in tag.map { operation.tags.contains($0) } ?? true }
        if operations.isEmpty {
            throw .usage(
                UsageError("No operation has this tag.", hint: "The tags are \(API.tags.joined(separator: ", "))."))
        }
        try world.output.print(
            .list(
                operations.map { operation in
                    [
                        "operation": .string(operation.id), "method": .string(operation.method.rawValue),
                        "path": .string(operation.path), "surface": .string(operation.surface.rawValue),
                        "tags": .array(operation.tags.map { .string($0) }), "summary": .string(operation.summary),
                    ]
                }, columns: ["OPERATION", "METHOD", "PATH", "SUMMARY"],
                rows: operations.map { [$0.id, $0.method.rawValue, $0.path, $0.summary] }, names: operations.map(\.id)))
    }
}

extension API {
    /// The nouns operations are about.
    static var tags: [String] {
        var tags: [String] = []
        for tag in Operations.all.flatMap(\.tags) where !tags.contains(tag) { tags.append(tag) }
        return tags
    }
}

/// The command `api describe`.
struct APIDescribe: Verb {
    let name: String

    static let node = Node(
        "describe", summary: "show what an operation takes, does and answers",
        operands: [Operand(Value("OPERATION", .dynamic(kind: "operations")), .one, "The name of an operation.")],
        examples: [Example("Show what deleting a workspace takes.", "molecule api describe tenantDeleteWorkspace")],
        action: { arguments throws(UsageError) in APIDescribe(name: arguments.operand("OPERATION") ?? "") })

    func run(in world: World) async throws(Failure) {
        let operation = try Operation.named(name)
        try world.output.print(Report(document(operation), remarks: lines(operation), names: [operation.id]))
    }

    private func lines(_ operation: Operation) -> [String] {
        var lines = ["\(operation.id): \(operation.summary)", "\(operation.method.rawValue) \(operation.path)", ""]
        lines += operation.description.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let body = operation.body?.schema.resolved
        let members = body?.properties.map { property in
            ("\(property.name)", body?.required.contains(property.name) == true, property.schema.resolved)
        }
        if !operation.parameters.isEmpty {
            lines += ["", "Parameters:"]
            lines += operation.parameters.map { "  \($0.name)\($0.isRequired ? " (needed)" : ""): \($0.summary)" }
        }
        if let members, !members.isEmpty {
            lines += ["", "Body:"]
            lines += members.map { "  \($0.0)\($0.1 ? " (needed)" : ""): \($0.2.words)" }
        }
        let security = operation.security.map { $0.map(\.rawValue).joined(separator: " and ") }
        lines += ["", "Credentials: \(security.isEmpty ? "none" : security.joined(separator: ", or "))"]
        lines += operation.sideEffects.map { "Side effect: \($0)" }
        lines.append("If the reply is lost: \(operation.lostReply)")
        lines += ["", "Answers:"]
        lines += operation.responses.map { "  \($0.status): \($0.summary)" }
        return lines
    }

    private func document(_ operation: Operation) -> JSONValue {
        [
            "operation": .string(operation.id), "method": .string(operation.method.rawValue),
            "path": .string(operation.path), "summary": .string(operation.summary),
            "description": .string(operation.description), "surface": .string(operation.surface.rawValue),
            "parameters": .array(
                operation.parameters.map { parameter in
                    [
                        "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
                        "required": .bool(parameter.isRequired), "summary": .string(parameter.summary),
                    ]
                }),
            "body": .array(
                (operation.body?.schema.resolved.properties ?? []).map { property in
                    ["name": .string(property.name), "what": .string(property.schema.resolved.words)]
                }),
            "security": .array(operation.security.map { .array($0.map { .string($0.rawValue) }) }),
            "retry": .string(operation.retry.rawValue), "lost_reply": .string(operation.lostReply),
            "side_effects": .array(operation.sideEffects.map { .string($0) }),
            "answers": .array(
                operation.responses.map { ["status": .integer(Int64($0.status)), "summary": .string($0.summary)] }),
        ]
    }
}

extension Schema {
    /// The shape in a few words.
    var words: String {
        if let choices { return "one of \(choices.map { $0.text ?? $0.compact }.joined(separator: ", "))" }
        let kinds = kinds.map(\.rawValue).joined(separator: " or ")
        return kinds.isEmpty ? "anything" : kinds
    }
}
