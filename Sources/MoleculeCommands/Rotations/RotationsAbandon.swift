import CommandTree
import Rotation

/// The command `rotations abandon`.
struct RotationsAbandon: Verb {
    let id: RotationID
    let reason: String

    static let node = Node(
        "abandon", summary: "give a rotation up where it stands",
        discussion: [
            """
            For a rotation that can go neither on nor back, because a destination can be neither set nor restored. What \
            destinations hold is left as it is: look at molecule rotations show, and set right by hand what has the new \
            value. The reason is kept in the journal.
            """,
            """
            The new value is never lost by it: where the old value is proven live and the new one refused, the new one is \
            dropped; anywhere else it is kept as a key entry that is called like the rotation.
            """,
        ],
        operands: [Rotations.operand],
        options: [
            .value("reason", Value("TEXT", .text), required: true, "Why it is given up; kept in the journal.")
        ],
        examples: [
            Example(
                "Give a rotation up.",
                "molecule rotations abandon r-20261120T230102Z-9f3a1c --reason 'the host is gone' --yes")
        ],
        files: [Documented.keyStore, Documented.journals],
        statuses: [.refused, .notFound, .conflict, .insecureFile, .interrupted, .terminated],
        action: { arguments throws(UsageError) in
            let reason = arguments.text("reason") ?? ""
            guard !reason.isEmpty, !holdsSecret(reason) else {
                throw UsageError("A reason is a few words, and no secret.", hint: "--reason 'the host is gone'")
            }
            return RotationsAbandon(id: try Rotations.id(arguments), reason: reason)
        })

    func run(in world: World) async throws(Failure) {
        try world.confirm("Give rotation \(id.text) up?")
        try await Rotations.drive(id, .out(reason), in: world)
    }
}
