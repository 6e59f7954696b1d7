import CommandTree
import Destinations
import Rotation

/// The page about runbook documents, molecule-runbook(5).
enum RunbookPage {
    static let page = ReferencePage(
        "molecule-runbook", 5, summary: "how one secret is rotated, as a document",
        sections: [
            ReferencePage.Section("DESCRIPTION", description), ReferencePage.Section("MEMBERS", members),
            ReferencePage.Section("SETTINGS", settings), ReferencePage.Section("KINDS", kinds),
            ReferencePage.Section("EXAMPLES", examples),
        ],
        related: [
            ("molecule-secrets-map", 1), ("molecule-secrets-runbook", 1), ("molecule-secrets-runbook-check", 1),
            ("molecule-config", 5), ("molecule-rotation", 5),
        ])

    private static let description: [ReferencePage.Block] = [
        .text(
            """
            A runbook is a JSON object in UTF-8 of at most \(RunbookFormat.sizeLimit) bytes. It says what the values of a \
            secret look like, where it lives, how a new value comes, how that is proven, and what becomes of the old one. \
            It holds no secret: a text in which a word looks like one is refused.
            """),
        .text(
            """
            Unknown members are refused, and so are unknown kinds and their unknown settings. The command molecule secrets \
            runbook check tells everything that is wrong with a file; with --schema it prints the JSON Schema of the format.
            """),
        .text("These are built in: \(BuiltInRunbooks.names.joined(separator: ", "))."),
    ]

    private static let members: [ReferencePage.Block] = [
        .text("The members of the document; those that are not said to be optional must be there:"),
        .definitions(definitions(RunbookFormat.runbook)),
        .text(
            """
            Where the stance is refuse or nothing-to-do, nothing is done, and members about the doing may not be there. \
            A stance of compromised-only goes with the danger forbidden. Where both values work for a time, there must be \
            a retirement.
            """),
        .heading("shape"), .definitions(definitions(RunbookFormat.shape)),
        .text("The forms are:"),
        .definitions(RunbookValueForm.allCases.map { .init($0.rawValue, sentence($0.summary)) }),
        .heading("settings"), .text("Each item is an object:"), .definitions(definitions(RunbookFormat.setting)),
        .heading("source, retirement and proofs"),
        .text("Each is an object; an item of proofs may have a summary too:"),
        .definitions(definitions(RunbookFormat.proof)),
        .heading("requirements"), .text("Each item is an object:"),
        .definitions(definitions(RunbookFormat.requirement)),
        .heading("overlap"),
        .text(
            """
            Either the word cut-over (the new value cuts the old one off), the word until-retired, or an object, where the \
            issuer keeps both for a time:
            """),
        .definitions(definitions(RunbookFormat.overlap)),
    ]

    private static let settings: [ReferencePage.Block] = [
        .text(
            """
            A text may name a setting as ${name}; what stands there when the runbook is carried out comes from --setting, \
            or from the profile, as molecule-config(5) tells. Every setting that is named must be declared, and every one \
            that is declared must be named. A $ before anything but { stands for itself.
            """),
        .text(
            """
            An optional setting may be missing. A proof that cannot do without one is left out then, and so is a setting of \
            a part that the kind can do without. It may not stand where the rotation cannot do without the text, and one \
            proof must name none.
            """),
        .text(
            """
            In a shell command a setting may be one plain word only: letters, digits and . / : @ % + = , _ -.
            """),
    ]

    private static let kinds: [ReferencePage.Block] =
        [.heading("Kinds of source")] + explain(RunbookSourceKind.self) + [.heading("Kinds of proofs")]
        + explain(RunbookProofKind.self) + [.heading("Kinds of retirement")] + explain(RunbookRetirementKind.self)
        + [
            .heading("Kinds of destinations"),
            .text(
                """
                A destination is a setting, or one of these with what follows its colon: \
                \(DestinationKind.allCases.map { $0.rest.isEmpty ? $0.rawValue : $0.rawValue + ":" }.joined(separator: ", ")).
                """),
        ]

    private static let examples: [ReferencePage.Block] = [
        .text("A key that a person creates and pastes, proven by its issuer:"), .literal(example),
        .text("Start from one that is built in, and check what was changed:"),
        .literal(
            """
            molecule secrets runbook show NEON_API_KEY -o json > own.json
            molecule secrets runbook check own.json
            """),
    ]

    /// The example of the page, which a test reads.
    static let example = """
        {
          "molecule_runbook": 1,
          "secret": "EXAMPLE_API_KEY",
          "purpose": "Lets the control plane call the example service.",
          "stance": "rotate",
          "shape": {
            "prefixes": ["ex_"], "minimum_length": 20, "maximum_length": 200, "form": "token"
          },
          "lives": ["the control plane's secret store (${control_plane_store})"],
          "settings": [
            {"name": "control_plane_store", "summary": "a destination", "example": "fly:APP"},
            {"name": "example_url", "summary": "the API", "example": "https://api.example.com"}
          ],
          "origin": "${example_url}",
          "source": {
            "kind": "pasted", "settings": {"instruction": "Create a key and copy it."}
          },
          "destinations": ["${control_plane_store}"],
          "proofs": [
            {"kind": "bearer", "settings": {"url": "${example_url}/v1/me"}},
            {"kind": "destinations"}
          ],
          "retirement": {"kind": "manual", "settings": {"instruction": "Revoke the old key."}},
          "overlap": "until-retired",
          "blast_radius": "Calls of the example service.",
          "danger": "low",
          "patience_seconds": 300
        }
        """

    private static func definitions(_ members: [RunbookFormat.Member]) -> [ReferencePage.Definition] {
        members.map { member in
            let presence =
                switch member.presence {
                case .always: ""
                case .rotated: " Only where the secret is rotated."
                case .maybeRotated: " Optional, and only where the secret is rotated."
                case .maybe: " Optional."
                }
            return ReferencePage.Definition(member.name, member.summary + presence)
        }
    }

    private static func explain<Kind: RunbookKind>(_: Kind.Type) -> [ReferencePage.Block] {
        Kind.allCases.flatMap { kind -> [ReferencePage.Block] in
            let acts = (kind as? RunbookProofKind)?.acts == true ? " It acts: it is done once, not only asked." : ""
            let settings = kind.parameters.isEmpty ? " It takes no settings." : " Its settings:"
            let text = ReferencePage.Block.text("\(kind.rawValue): \(kind.summary).\(acts)\(settings)")
            guard !kind.parameters.isEmpty else { return [text] }
            return [text, .definitions(kind.parameters.map { .init($0.name, describe($0)) })]
        }
    }

    private static func describe(_ parameter: RunbookParameter) -> String {
        var sentences = [parameter.summary + "."]
        switch parameter.form {
        case .text, .command, .url, .headerName, .scheme: break
        case .choice, .integer, .statuses: sentences.append("It is \(parameter.form.wording).")
        }
        if let value = parameter.defaultValue {
            sentences.append("If it is not there: \(value).")
        } else if parameter.isOptional {
            sentences.append("Optional.")
        }
        return sentences.joined(separator: " ")
    }

    private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
}
