import CommandTree
import Rotation

/// The command `rotations list`.
struct RotationsList: Verb {
    static let node = Node(
        "list", summary: "list the rotations, the latest last",
        discussion: ["Reads the journals alone: no server is asked."],
        options: [.flag("unfinished", "List only those that have not ended.")],
        examples: [Example("List what has not ended.", "molecule rotations list --unfinished")],
        files: [Documented.journals], statuses: [.partial, .insecureFile],
        action: { arguments throws(UsageError) in RotationsList(isUnfinishedOnly: arguments.flag("unfinished")) })

    let isUnfinishedOnly: Bool

    func run(in world: World) async throws(Failure) {
        let identifiers = try world.rotationIDs()
        var found: [(RotationID, RotationState)] = []
        var failed = 0
        for id in identifiers {
            do throws(Failure) {
                let state = try world.rotation(id)
                if !isUnfinishedOnly || state.outcome == nil { found.append((id, state)) }
            } catch {
                failed += 1
                world.output.warn(error)
            }
        }
        // A name tells the second alone, and several rotations fit into one.
        found.sort { ($0.1.planned, $0.0) < ($1.1.planned, $1.0) }
        try world.output.print(
            .list(
                found.map(RotationReport.document), columns: RotationReport.columns,
                rows: found.map(RotationReport.row), names: found.map(\.0.text),
                remarks: found.isEmpty ? ["No rotations."] : []))
        if failed > 0 { throw .partial("\(failed) of \(identifiers.count) journals cannot be read.", hint: nil) }
    }
}
