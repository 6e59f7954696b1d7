import CommandTree
import HostSystem
import Keyfile
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
        do throws(Failure) { try await Rotations.drive(id, .out(reason), in: world) } catch {
            guard case .journal(.unknown) = error, let name = try entryWithPendingValue(in: world) else { throw error }
            try setAside(name, in: world)
        }
    }

    /// The key entry that has a value of this rotation which is not yet where it is to stay.
    private func entryWithPendingValue(in world: World) throws(Failure) -> KeyName? {
        // An entry that cannot be read is not the one.
        try world.entryNames().first { (try? world.keyStore.load($0))?.unsettled == id.text }
    }

    /// Ends what is left of a rotation whose journal is lost: nobody knows where its value went, so it is kept.
    private func setAside(_ key: KeyName, in world: World) throws(Failure) {
        let lock = try world.lockForRotation(key, purpose: "giving up \(id.text)")
        defer { withExtendedLifetime(lock) {} }
        let kept: String?
        do { kept = try KeyStoreVault(world.keyStore, key: key, needsOld: false).setAside(id) } catch {
            throw .destination("key entry '\(key.text)'", error)
        }
        world.output.remark(
            "ok: the journal of \(id.text) is lost; its value may be live somewhere and is kept as key entry '\(kept ?? "")'."
        )
    }
}
