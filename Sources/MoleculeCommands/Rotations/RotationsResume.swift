import CommandTree
import Rotation

/// The command `rotations resume`.
struct RotationsResume: Verb {
    let id: RotationID
    let input: RotationInput

    static let node = Node(
        "resume", summary: "go on with a rotation that did not end",
        discussion: [
            """
            Goes on from the first step that is not done. A step that was about to act when the process ended is looked \
            into first. A rotation that is on its way back goes on with that.
            """,
            """
            A rotation that waits for a value takes it from a prompt or from one of the --from options. One that waits for \
            something done by hand asks on a terminal whether it is done; --done says so in a script.
            """,
        ],
        operands: [Rotations.operand], options: RotationInput.options,
        examples: [Example("Go on with a rotation.", "molecule rotations resume r-20261120T230102Z-9f3a1c")],
        files: [Documented.keyStore, Documented.journals],
        statuses: [
            .refused, .unauthenticated, .forbidden, .notFound, .conflict, .partial, .unavailable, .insecureFile,
            .rateLimited, .unverified, .interrupted, .terminated,
        ],
        action: { arguments throws(UsageError) in
            RotationsResume(id: try Rotations.id(arguments), input: try RotationInput(arguments))
        })

    func run(in world: World) async throws(Failure) {
        try await Rotations.drive(id, .forward, input: input, in: world)
    }
}
