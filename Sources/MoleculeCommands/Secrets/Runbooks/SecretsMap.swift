import CommandTree
import Destinations
import JSON
import Rotation

/// The command `secrets map`.
struct SecretsMap: Verb {
    static let node = Node(
        "map", summary: "show where the secrets of a platform live, and how each is rotated",
        discussion: [
            """
            Shows every secret that a runbook is built in for: whether it is rotated, how dangerous that is, whether it \
            lives in several places that must change together, and where. No server is asked. Where the profile has the \
            settings, their values stand in place of their names.
            """,
            "Secrets that are known and have no runbook are named below the table, and under without_runbook in JSON.",
        ],
        examples: [
            Example("Show the map.", "molecule secrets map"),
            Example(
                "Name the secrets that are coupled.",
                "molecule secrets map -o json | jq '.items[] | select(.coupled).secret'"),
        ],
        statuses: [.insecureFile], action: { _ throws(UsageError) in SecretsMap() })

    func run(in world: World) async throws(Failure) {
        let values = RunbookSettings().values(in: world)
        let runbooks = BuiltInRunbooks.all.map { $0.filled(with: values) }
        var report = Report.list(
            runbooks.map(SecretsMap.document), columns: ["SECRET", "STANCE", "DANGER", "COUPLED", "LIVES"],
            rows: runbooks.map { runbook in
                [
                    runbook.secret, runbook.stance.rawValue, runbook.danger.rawValue,
                    runbook.coupling == nil ? "-" : "coupled", runbook.lives.joined(separator: "; "),
                ]
            }, names: runbooks.map(\.secret),
            remarks: [
                "Known, no runbook: \(KnownSecret.all.map(\.name).joined(separator: ", ")).",
                "What one of them needs: molecule secrets runbook show NAME",
            ])
        if case .object(let members) = report.document {
            let others = KnownSecret.all.map { known -> JSONValue in
                ["secret": .string(known.name), "note": .string(known.note)]
            }
            report.document = .object(members + [.init("without_runbook", .array(others))])
        }
        try world.output.print(report)
    }

    private static func document(_ runbook: Runbook) -> JSONValue {
        [
            "secret": .string(runbook.secret), "purpose": .string(runbook.purpose),
            "stance": .string(runbook.stance.rawValue), "reason": .optional(runbook.reason),
            "danger": .string(runbook.danger.rawValue), "coupled": .bool(runbook.coupling != nil),
            "coupling": .optional(runbook.coupling), "lives": .array(runbook.lives.map { .string($0) }),
            "blast_radius": .string(runbook.blastRadius),
        ]
    }
}
