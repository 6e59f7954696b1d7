import JSON

/// A folder that workspaces are made from.
struct Template: Sendable {
    let id: String
    var files: [String: String]

    /// Whether the listing sees it; a folder whose import ended early has no configuration.
    var isListed: Bool { files["config.yaml"] != nil }

    /// A value at the top of its configuration, which is read as far as `name: value` lines go.
    func setting(_ name: String) -> String? {
        for line in (files["config.yaml"] ?? "").split(separator: "\n") where line.hasPrefix("\(name):") {
            let value = line.dropFirst(name.count + 1).split(separator: " ").joined(separator: " ")
            return value.hasPrefix("\"") && value.hasSuffix("\"") && value.count > 1
                ? String(value.dropFirst().dropLast()) : value
        }
        return nil
    }

    var runtime: String? { setting("runtime").flatMap { $0.isEmpty ? nil : $0 } }
    var model: String? { setting("model").flatMap { $0.isEmpty ? nil : $0 } }
    /// Seconds that workspaces of its runtime may take to come up.
    var timeout: Int64? { setting("provision_timeout_seconds").flatMap { Int64($0) } }

    /// The folder's name for a template's: lower case, hyphens for spaces, nothing but `[a-z0-9_-]`.
    static func slug(_ name: String) -> String {
        let slug = name.lowercased().replacing(" ", with: "-").unicodeScalars.filter {
            ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
        }
        return slug.isEmpty ? "unnamed" : String(String.UnicodeScalarView(slug))
    }

    /// The configuration the server writes when a template brings none.
    static func configuration(_ name: String, _ lines: [(String, String)] = []) -> String {
        ([("name", name)] + lines).map { "\($0): \($1)\n" }.joined()
    }

    static func seeds(_ release: SandboxConfiguration.TenantRelease) -> [Template] {
        let standard = release == .may ? "claude-code" : "langgraph"
        let model = release == .may ? "anthropic/claude-sonnet-4-6" : "anthropic:claude-sonnet-4-6"
        return [
            Template(
                id: "\(standard)-default",
                files: [
                    "config.yaml": configuration(
                        "\(standard)-default",
                        [("description", "A general agent"), ("runtime", standard), ("model", model), ("tier", "2")])
                ]),
            Template(
                id: "hermes",
                files: [
                    "config.yaml": configuration(
                        "Hermes",
                        [
                            ("description", "An agent that takes long to start"), ("runtime", "hermes"),
                            ("model", "moonshot/kimi-k2.6"), ("tier", "3"), ("provision_timeout_seconds", "1800"),
                        ]), "system_prompt.md": "You are Hermes.\n",
                ]),
        ]
    }
}

/// A folder that whole organisations are made from.
struct OrgTemplate: Sendable {
    let directory: String
    /// In the form of an inline template.
    let document: JSONValue

    static let seeds = [
        OrgTemplate(
            directory: "research-team",
            document: [
                "name": "Research Team", "description": "A lead and two researchers",
                "defaults": ["model": "anthropic/claude-sonnet-4-6"], "required_env": [],
                "recommended_env": ["SEARCH_API_KEY"],
                "workspaces": [
                    [
                        "name": "lead", "role": "Leads",
                        "children": [["name": "reader", "role": "Reads"], ["name": "writer", "role": "Writes"]],
                    ]
                ],
            ]),
        OrgTemplate(
            directory: "support-desk",
            document: [
                "name": "Support Desk", "description": "Answers customers",
                "defaults": ["model": "anthropic/claude-sonnet-4-6"],
                "required_env": ["HELPDESK_TOKEN", ["any_of": ["SMTP_URL", "MAIL_API_KEY"]]], "recommended_env": [],
                "workspaces": [["name": "desk"]],
            ]),
    ]
}
