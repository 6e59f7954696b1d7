import CommandTree
import Keyfile
import Rotation

/// The command `keys remove`.
struct KeysRemove: Verb {
    let name: KeyName

    static let node = Node(
        "remove", summary: "remove a key entry and its values for good",
        discussion: [
            """
            Removes the entry with all its versions. Where the value is stored nowhere else it is lost, so a person is \
            asked, and a script says --yes. The secret itself stays valid on the server.
            """
        ],
        operands: [Keys.nameOperand], examples: [Example("Remove an entry.", "molecule keys remove staging --yes")],
        files: [Documented.keyStore], statuses: [.refused, .notFound, .conflict, .insecureFile],
        action: { arguments throws(UsageError) in KeysRemove(name: try Keys.name(arguments)) })

    func run(in world: World) async throws(Failure) {
        let store = world.keyStore
        if let entry = try entry(in: store) {
            if let pending = entry.pending {
                let id = pending.rotation ?? ""
                throw .conflict(
                    "Key entry '\(name.text)' has a pending value: rotation \(id) is unfinished.",
                    hint: "molecule rotations resume \(id), or molecule rotations rollback \(id)")
            }
            try requireNoRotation(in: world)
        }
        try world.confirm("Remove key entry '\(name.text)' and every value it holds?")
        do { try store.remove(name) } catch { throw .keyStore(error) }
        world.output.remark("Removed key entry '\(name.text)'.")
    }

    /// The entry; `nil` for one that cannot be read, which must still be removable.
    private func entry(in store: KeyStore) throws(Failure) -> KeyEntry? {
        do { return try store.load(name) } catch {
            if case .unknown = error { throw .keyStore(error) }
            return nil
        }
    }

    /// Refuses while a rotation of the entry has not ended, which could go neither on nor back without it.
    private func requireNoRotation(in world: World) throws(Failure) {
        for id in try world.rotationIDs() {
            let state: RotationState
            do { state = try world.rotation(id) } catch {
                world.output.warn(error)
                continue
            }
            if state.outcome == nil, state.plan.key == name { throw .unfinished(id, name) }
        }
    }
}
