import CommandTree
import Rotation

/// The command `rotations rollback`.
struct RotationsRollback: Verb {
    let id: RotationID
    let input: RotationInput

    static let node = Node(
        "rollback", summary: "put the old value back and give a rotation up",
        discussion: [
            """
            Puts the old value back into every destination that may have the new one, makes it live again, proves it, and \
            drops the pending value. Once the new value has been proven and is current there is no way back.
            """
        ],
        operands: [Rotations.operand], options: RotationInput.options,
        examples: [Example("Give a rotation up.", "molecule rotations rollback r-20261120T230102Z-9f3a1c")],
        files: [Documented.keyStore, Documented.journals],
        statuses: [
            .refused, .unauthenticated, .forbidden, .notFound, .conflict, .partial, .unavailable, .insecureFile,
            .rateLimited, .unverified, .interrupted, .terminated,
        ],
        action: { arguments throws(UsageError) in
            RotationsRollback(id: try Rotations.id(arguments), input: try RotationInput(arguments))
        })

    func run(in world: World) async throws(Failure) {
        try await Rotations.drive(id, .back, input: input, in: world)
    }
}
