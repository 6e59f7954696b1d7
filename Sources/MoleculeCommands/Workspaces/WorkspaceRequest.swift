import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// What a new workspace is to be, as options and a file say it.
struct WorkspaceRequest: Sendable {
    let name: String
    let texts: [(member: String, value: String)]
    let tier: Int?
    let isExternal: Bool
    let file: String?
    let secretsFile: String?

    /// Options that are members of the body under another name, or the same.
    private static let members = [
        ("role", "role"), ("template", "template"), ("model", "model"), ("runtime", "runtime"), ("url", "url"),
    ]

    static let options: [Option] = [
        .value("runtime", Value("RUNTIME", .text), "What runs it, such as claude-code or external."),
        .value("model", Value("MODEL", .text), "Its model; since May 2026 needed unless a template has one."),
        .value("template", Value("TEMPLATE", .text), "The template it is made from."),
        .value("role", Value("ROLE", .text), "What it is for, in a sentence."),
        .value("tier", Value("TIER", .integer(1...100)), "Its tier; 3 unless given."),
        .value("parent", Value("ID", .dynamic(kind: "workspaces")), "The workspace it stands below: an id or a name."),
        .flag("external", "Its agent runs elsewhere and connects."),
        .value("url", Value("URL", .text), "Where an external agent listens."),
        .value("from-file", Value("PATH", .file), "Read more members from a JSON file; options go before it."),
        .value(
            "secrets-from", Value("PATH", .file),
            "Give it the secrets in a private file (mode 0600) of NAME=value lines."),
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        name = arguments.operand("NAME") ?? ""
        texts = WorkspaceRequest.members.compactMap { option, member in
            arguments.text(option).map { (member, $0) }
        }
        tier = arguments.integer("tier")
        isExternal = arguments.flag("external")
        file = arguments.text("from-file")
        secretsFile = arguments.text("secrets-from")
    }

    /// The body, checked as far as it can be without the server.
    func body(parentID: String?, in world: World) throws(Failure) -> JSONValue {
        var members = try fromFile(in: world)
        func set(_ name: String, _ value: JSONValue) {
            members.removeAll { $0.name == name }
            members.append(.init(name, value))
        }
        set("name", .string(name))
        for (member, value) in texts { set(member, .string(value)) }
        if let tier { set("tier", .integer(Int64(tier))) }
        if let parentID { set("parent_id", .string(parentID)) }
        let current = JSONValue.object(members)
        // Both, since April looks at the one and stores the other.
        if isExternal || current["external"]?.bool == true || current["runtime"]?.text == "external" {
            set("external", true)
            if current["runtime"] == nil { set("runtime", "external") }
        }
        if let secretsFile {
            let secrets = try SecretLines(try ValueSource.read(secretsFile, in: world, limit: 1 << 20), secretsFile)
            set("secrets", .object(secrets.pairs.map { .init($0.name, .string($0.value)) }))
        }
        let body = JSONValue.object(members)
        try WorkspaceRequest.check(body)
        return body
    }

    private func fromFile(in world: World) throws(Failure) -> [JSONValue.Member] {
        guard let file else { return [] }
        let bytes = try PlainFile.read(world.absolute(file), limit: 1 << 20)
        let document: JSONValue
        do throws(JSONError) { document = try JSONValue.parse(bytes) } catch {
            throw .usage(UsageError("--from-file is not JSON: \(error.reason.rawValue), at byte \(error.offset)."))
        }
        guard let members = document.members else {
            throw .usage(UsageError("--from-file holds something else than one JSON object."))
        }
        let known = Operations.tenantCreateWorkspace.body?.schema.resolved.properties.map(\.name) ?? []
        // The server passes over what it does not know, and a slip of the pen would go unseen.
        if let unknown = members.first(where: { !known.contains($0.name) }) {
            throw .usage(
                UsageError(
                    "--from-file has a member '\(TerminalText.safe(unknown.name))', which a workspace does not have.",
                    hint: "molecule api describe tenantCreateWorkspace"))
        }
        guard document["secrets"] == nil else {
            throw .usage(UsageError("--from-file holds secrets.", hint: "Give them with --secrets-from FILE."))
        }
        return members
    }

    /// What the contract's schema cannot say, and the server tells without a reason.
    private static func check(_ body: JSONValue) throws(Failure) {
        for (member, most) in [("name", 255), ("role", 1000), ("model", 100), ("runtime", 100)] {
            guard let text = body[member]?.text else { continue }
            if text.utf8.count > most { throw defect(member, "has more than \(most) bytes") }
            if text.contains(where: \.isNewline) { throw defect(member, "has a line break") }
            if member == "name" || member == "role", text.contains(where: { "{}[]|>*&!".contains($0) }) {
                throw defect(member, "has one of the characters { } [ ] | > * & !")
            }
        }
        let name = body["name"]?.text ?? ""
        if name.first?.isWhitespace == true || name.last?.isWhitespace == true {
            throw defect("name", "begins or ends with a blank, and could not be deleted again")
        }
        if UUIDText.isValid(name) { throw defect("name", "is an id, which commands would take for one") }
        if let directory = body["workspace_dir"]?.text, !directory.hasPrefix("/") || directory.contains("..") {
            throw defect("workspace_dir", "is not absolute, or has '..' in it")
        }
        let access = body["workspace_access"]?.text ?? "none"
        if access != "none", body["workspace_dir"] == nil { throw defect("workspace_access", "needs workspace_dir") }
    }

    private static func defect(_ member: String, _ reason: String) -> Failure {
        .usage(UsageError("The \(member) \(reason).", hint: "molecule api describe tenantCreateWorkspace"))
    }
}
