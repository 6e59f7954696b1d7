import CommandTree
import JSON
import ManagementAPI

/// What a command would send, shown instead of sent.
///
/// The server knows a dry run of one operation only; everything else is planned here, without a request.
struct ActionPlan: Sendable {
    let operation: Operation
    var values: [String: String] = [:]
    var body: JSONValue?
    /// What must be typed for it to happen, as it is typed.
    var confirmation: String?

    static let option = Option.flag("plan", "Show what would be sent, and send nothing.")

    /// Prints the plan; members of the body that are secrets are not shown.
    func print(in world: World) throws(Failure) {
        let shown = body.map(masked)
        let request = "\(operation.method.rawValue) \(target)"
        var rows = [["operation", operation.id], ["request", request]]
        if let shown { rows.append(["body", shown.compact]) }
        rows += operation.sideEffects.map { ["effect", $0] }
        if let confirmation { rows.append(["confirm with", confirmation]) }
        let document: JSONValue = [
            "sent": false, "operation": .string(operation.id), "request": .string(request), "body": shown ?? .null,
            "side_effects": .array(operation.sideEffects.map { .string($0) }), "confirm": .optional(confirmation),
        ]
        try world.output.print(Report(document, columns: ["PLAN", "WHAT"], rows: rows, names: [operation.id]))
        world.output.remark("Nothing was sent.")
    }

    private var target: String {
        var path = operation.path
        var query: [String] = []
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            if path.contains("{\(name)}") {
                path = path.replacing("{\(name)}", with: value)
            } else {
                query.append("\(name)=\(value)")
            }
        }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }

    /// The body with every secret member's value taken out.
    private func masked(_ body: JSONValue) -> JSONValue {
        let tables = operation.takesSecrets.filter { $0.hasSuffix("/*") }.map { String($0.dropFirst().dropLast(2)) }
        guard let members = body.members else { return body }
        return .object(
            members.map { member in
                guard tables.contains(member.name), let inner = member.value.members else { return member }
                return .init(member.name, .object(inner.map { .init($0.name, "(not shown)") }))
            })
    }
}
