import CommandTree
import Destinations
import JSON
import Rotation

/// The command `secrets runbook`.
enum SecretsRunbook {
    static let node = Node(
        "runbook", summary: "see and check how secrets are rotated",
        discussion: [
            """
            A runbook says how one secret is rotated: what its values look like, where it lives, how a new value comes, \
            how it is proven, and what becomes of the old one. It is a JSON document that holds no secret; hosts, apps and \
            repositories are settings of a profile. The format is described in molecule-runbook(5).
            """
        ],
        subcommands: [RunbookList.node, RunbookShow.node, RunbookCheckCommand.node])
}

/// The command `secrets runbook list`.
struct RunbookList: Verb {
    static let node = Node(
        "list", summary: "list the runbooks that are built in",
        discussion: ["No server is asked."],
        examples: [Example("List them.", "molecule secrets runbook list")],
        action: { _ throws(UsageError) in RunbookList() })

    func run(in world: World) async throws(Failure) {
        let runbooks = BuiltInRunbooks.all
        try world.output.print(
            .list(
                runbooks.map {
                    [
                        "secret": .string($0.secret), "stance": .string($0.stance.rawValue),
                        "danger": .string($0.danger.rawValue), "purpose": .string($0.purpose),
                    ]
                }, columns: ["SECRET", "STANCE", "DANGER", "PURPOSE"],
                rows: runbooks.map { [$0.secret, $0.stance.rawValue, $0.danger.rawValue, $0.purpose] },
                names: runbooks.map(\.secret)))
    }
}
