import CommandTree
import JSON
import ManagementAPI

/// What an import of an org template made.
struct OrgImportResult {
    private let document: JSONValue
    private let items: [JSONValue]
    /// Why it stopped, if it did.
    private let reason: String?

    init(_ reply: Reply) {
        document = reply.document ?? .null
        items = document["workspaces"]?.items ?? []
        let error = document["error"]?.text
        // 207 alone says that it stopped; the reason may be missing.
        reason = error ?? (reply.status == 207 ? "the server does not say why" : nil)
    }

    /// Whether the server removed what is not in the template.
    var isReconciled: Bool { document["mode"]?.text == "reconcile" }

    private var removedCount: Int64 { document["reconcile_removed_count"]?.integer ?? 0 }
    private var removalErrors: [String] { (document["reconcile_errors"]?.items ?? []).compactMap(\.text) }
    private var made: [JSONValue] { items.filter { $0["skipped"]?.bool != true } }

    private static func word(_ item: JSONValue) -> String {
        item["skipped"]?.bool == true ? "there-already" : "created"
    }

    /// Each workspace, and what the server says about the whole.
    var report: Report {
        let listed = items.map { item -> JSONValue in
            .object(
                [
                    .init("id", item["id"] ?? .null), .init("name", item["name"] ?? .null),
                    .init("tier", item["tier"] ?? .null), .init("result", .string(OrgImportResult.word(item))),
                    .init("channels", item["channels"] ?? []),
                    .init("channels_skipped", item["channels_skipped"] ?? []),
                ])
        }
        var remarks = items.flatMap(OrgImportResult.skippedChannels)
        if isReconciled { remarks.append("Removed \(removedCount) other workspaces by names of the template.") }
        return Report(
            [
                "org": document["org"] ?? .null, "items": .array(listed), "error": .optional(reason),
                "mode": document["mode"] ?? .null, "removed_count": document["reconcile_removed_count"] ?? .null,
                "removal_errors": .array(removalErrors.map { .string($0) }),
            ], columns: ["NAME", "ID", "TIER", "RESULT"],
            rows: items.map { item in
                [
                    item["name"]?.text ?? "-", item["id"]?.text ?? "-", item["tier"]?.integer.map(String.init) ?? "-",
                    OrgImportResult.word(item),
                ]
            }, remarks: remarks, names: items.compactMap { $0["id"]?.text })
    }

    private static func skippedChannels(_ item: JSONValue) -> [String] {
        (item["channels_skipped"]?.items ?? []).map { channel in
            let type = channel["type"]?.text ?? "?"
            return "\(item["name"]?.text ?? "?"): the channel '\(type)' was left out: \(channel["reason"]?.text ?? "?")"
        }
    }

    /// Why the command does not end with ok.
    var failure: Failure? {
        if let reason {
            let roots = made.first?["id"]?.text
            return .partial(
                "The import stopped: \(TerminalText.safe(reason)). \(count(made.count)) made before it and stay\(made.count == 1 ? "s" : "").",
                hint: roots.map {
                    "Mend the cause and type the same again: a server of May leaves alone what is there. One of April makes it again, so first: molecule workspaces delete \($0)"
                } ?? "Mend the cause and type the same again.")
        }
        guard !removalErrors.isEmpty else { return nil }
        return .partial(
            "\(removalErrors.count) workspaces could not be removed: \(TerminalText.safe(removalErrors.joined(separator: "; "))).",
            hint: "molecule workspaces list")
    }

    private func count(_ number: Int) -> String { number == 1 ? "1 workspace was" : "\(number) workspaces were" }
}

/// The refusals of an import that can be explained.
enum OrgImportRefusal {
    static func explain(_ failure: Failure, directory: String?, isForced: Bool) -> Failure {
        guard case .call(.answer(let answer), _) = failure, let document = answer.document else { return failure }
        switch answer.status {
        case 404 where answer.kind == .notFound:
            return .explained(
                "The server has no org template '\(directory ?? "")'.", hint: "molecule org templates", .notFound)
        case 412: return missing(document, isForced) ?? failure
        default: return failure
        }
    }

    /// The secrets that are missing, and the commands that set them.
    private static func missing(_ document: JSONValue, _ isForced: Bool) -> Failure? {
        let global = Requirement.list(document["missing_env"])
        let single = (document["missing_workspace_env"]?.items ?? []).map { item in
            (item["Workspace"]?.text ?? "?", Requirement.list(item["Unsatisfied"]))
        }
        let all = global + single.flatMap(\.1)
        guard !all.isEmpty else { return nil }
        var parts: [String] = global.isEmpty ? [] : [global.map(\.words).joined(separator: "; ")]
        parts += single.map { "for \($0.0): \($0.1.map(\.words).joined(separator: "; "))" }
        var commands: [String] = []
        for name in all.compactMap(\.names.first) where SecretKey.isValid(name.utf8) {
            let command = "molecule secrets set \(name) --global"
            if !commands.contains(command) { commands.append(command) }
        }
        let force = isForced ? " (since May, --force changes nothing)" : ""
        return .explained(
            "The template needs secrets that are not set: \(TerminalText.safe(parts.joined(separator: "; ")))\(force).",
            hint: commands.joined(separator: "; "), .conflict)
    }
}
