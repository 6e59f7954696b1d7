import HostSystem
import Keyfile
import Rotation

extension World {
    /// Reads a key entry; the value of one that another secret manager keeps is fetched from there.
    func entry(_ name: KeyName) throws(Failure) -> KeyEntry {
        var entry: KeyEntry
        do { entry = try keyStore.load(name) } catch { throw .keyStore(error) }
        // What a rotation has proven is the value, whether the secret manager has it already or not.
        if !entry.isAheadOfItsStore { try fetch(&entry) }
        return entry
    }

    /// Reads a key entry that is to be rotated.
    func changeableEntry(_ name: KeyName) throws(Failure) -> KeyEntry {
        var entry: KeyEntry
        do { entry = try keyStore.load(name) } catch { throw .keyStore(error) }
        try prepareForRotation(&entry)
        return entry
    }

    /// Fetches what a rotation replaces, where another secret manager keeps it; refuses where that takes no new value.
    func prepareForRotation(_ entry: inout KeyEntry) throws(Failure) {
        guard entry.command != nil else { return }
        guard entry.store != nil else {
            let name = entry.name.text
            throw .conflict(
                "The value of key entry '\(name)' is kept elsewhere, and no command is known that puts a new one there.",
                hint:
                    "Remove the entry, which holds no value, and add it with --store-command: molecule keys add --help")
        }
        // A rotation that is under way has what it began with.
        if entry.current == nil { try fetch(&entry) }
    }

    /// Has the value of an entry that another secret manager keeps.
    private func fetch(_ entry: inout KeyEntry) throws(Failure) {
        guard let command = entry.command else { return }
        entry.hold(try SecretCommand.run(command, of: entry, in: self), fetched: .now)
    }

    /// Adds a key entry whose value a command prints, and `store` takes a new one.
    func addEntry(
        _ name: KeyName, _ kind: KeyKind, _ origin: Origin, command: String, store: String?
    ) throws(Failure) -> KeyEntry {
        let entry: KeyEntry
        do {
            entry = try KeyEntry(
                name: name, kind: kind, origin: origin, organization: settings.organization, command: command,
                store: store)
        } catch { throw .system(error) }
        do { try keyStore.create(entry) } catch { throw .keyStore(error) }
        return entry
    }

    /// Adds a key entry of the organisation that is given or set, with a first value.
    func addEntry(
        _ name: KeyName, _ kind: KeyKind, _ origin: Origin, _ secret: Secret
    ) throws(Failure) -> KeyEntry {
        try addEntry(name, kind, origin, secret, organization: settings.organization)
    }

    /// Adds a key entry of this name with a first value; a name that is taken is refused.
    ///
    /// Without an organisation it belongs to none, whatever is set: a credential of one must not go to another.
    func addEntry(
        _ name: KeyName, _ kind: KeyKind, _ origin: Origin, _ secret: Secret, organization: String?
    ) throws(Failure) -> KeyEntry {
        let entry: KeyEntry
        do {
            entry = try KeyEntry(
                name: name, kind: kind, origin: origin, organization: organization, secret: secret, created: .now)
        } catch { throw .system(error) }
        do { try keyStore.create(entry) } catch { throw .keyStore(error) }
        return entry
    }

    /// Reads the names of the key entries.
    func entryNames() throws(Failure) -> [KeyName] {
        do { return try keyStore.names() } catch { throw .keyStore(error) }
    }

    /// Reads what the journal of a rotation says.
    func rotation(_ id: RotationID) throws(Failure) -> RotationState {
        do { return try journalStore.read(id) } catch { throw .journal(error) }
    }

    /// Reads the names of the rotations.
    func rotationIDs() throws(Failure) -> [RotationID] {
        do { return try journalStore.identifiers() } catch { throw .journal(error) }
    }
}

extension KeyEntry {
    /// The current value.
    func requireCurrent() throws(Failure) -> Version {
        guard let current else { throw .keyStore(.refused("the key entry '\(name.text)' has no current value")) }
        return current
    }
}
