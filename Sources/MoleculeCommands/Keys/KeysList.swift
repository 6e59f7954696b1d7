import CommandTree
import JSON
import Keyfile

/// The command `keys list`.
struct KeysList: Verb {
    static let node = Node(
        "list", summary: "list the key entries",
        discussion: [
            """
            Shows every entry of the key store with its kind, the origin it is bound to, and the fingerprints of its \
            versions, never a value. An entry that cannot be read is named on standard error, and the command then ends \
            with status 8.
            """
        ],
        examples: [Example("List the entries.", "molecule keys list")], files: [Documented.keyStore],
        statuses: [.partial, .insecureFile], action: { _ throws(UsageError) in KeysList() })

    func run(in world: World) async throws(Failure) {
        let store = world.keyStore
        var entries: [KeyEntry] = []
        var failures: [Failure] = []
        for name in try world.entryNames() {
            do throws(KeyStoreFailure) {
                entries.append(try store.load(name))
            } catch .unknown {
                // Somebody has removed it since the names were read.
            } catch { failures.append(.keyStore(error)) }
        }
        try world.output.print(
            .list(
                entries.map(KeyReport.document), columns: KeyReport.columns, rows: entries.map(KeyReport.row),
                names: entries.map(\.name.text),
                remarks: entries.isEmpty && failures.isEmpty
                    ? ["No key entries yet: molecule keys add NAME, or molecule admin-token generate --save NAME."] : []
            ))
        guard let first = failures.first else { return }
        if entries.isEmpty, failures.count == 1 { throw first }
        for failure in failures { world.output.warn(failure) }
        let count = entries.count + failures.count
        throw .partial("\(failures.count) of \(count) key entries cannot be read.", hint: "molecule keys check")
    }
}
