import CommandTree
import Keyfile

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
        if let pending = try pending(in: store) {
            let id = pending.rotation ?? ""
            throw .conflict(
                "Key entry '\(name.text)' has a pending value: rotation \(id) is unfinished.",
                hint: "molecule rotations resume \(id), or molecule rotations rollback \(id)")
        }
        try world.confirm("Remove key entry '\(name.text)' and every value it holds?")
        do { try store.remove(name) } catch { throw .keyStore(error) }
        world.output.remark("Removed key entry '\(name.text)'.")
    }

    /// The pending version; `nil` too for an entry that cannot be read, which must still be removable.
    private func pending(in store: KeyStore) throws(Failure) -> KeyEntry.Version? {
        do { return try store.load(name).pending } catch {
            if case .unknown = error { throw .keyStore(error) }
            return nil
        }
    }
}
