import Destinations
import Keyfile
import Rotation

/// The secret manager that keeps the value of a key entry, by the entry's two commands.
struct CommandStore: OutsideStore {
    private let entry: KeyEntry
    private let command: String
    private let store: String
    private let world: World

    /// The secret manager of an entry; `nil` where none keeps the value, or it takes no new one.
    init?(_ entry: KeyEntry?, in world: World) {
        guard let entry, let command = entry.command, let store = entry.store else { return nil }
        self.entry = entry
        self.command = command
        self.store = store
        self.world = world
    }

    func read() throws(StepFailure) -> Secret {
        do { return try SecretCommand.run(command, of: entry, in: world) } catch { throw StepFailure(error) }
    }

    func write(_ value: Secret) throws(StepFailure) {
        try SecretCommand.runner(of: entry.name, in: world).runHere(store, input: value)
    }
}
