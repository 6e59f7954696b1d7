import CommandTree
import Keyfile

/// `keys remove`
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
        // An entry that cannot be read can still be removed, so only its absence ends it here.
        do {
            if let pending = try store.load(name).pending {
                let id = pending.rotation ?? ""
                throw Failure.conflict(
                    "Key entry '\(name.text)' has a pending value: rotation \(id) is unfinished.",
                    hint: "molecule rotations resume \(id), or molecule rotations rollback \(id)")
            }
        } catch let failure as Failure {
            throw failure
        } catch KeyStoreFailure.unknown(let name) {
            throw .keyStore(.unknown(name))
        } catch {}
        try world.confirm("Remove key entry '\(name.text)' and every value it holds?")
        do { try store.remove(name) } catch { throw .keyStore(error) }
        world.output.remark("Removed key entry '\(name.text)'.")
    }
}
