import CommandTree
import Keyfile

/// The key entry of a rotation, which is looked at and made under the rotation's lock.
extension MoltnetPlanner {
    /// Puts the value that is replaced into the key store, where it stays until the rotation has ended.
    ///
    /// - Returns: The entry, where there was none before.
    func keepOldValue() throws(Failure) -> KeyEntry? {
        guard let entry = try storedEntry() else { return try world.addEntry(key, .serviceSecret, origin, value) }
        guard entry.origin == origin else {
            throw .conflict(
                "Key entry '\(key.text)' is bound to \(entry.origin.text), and the server is asked at \(origin.text).",
                hint: "Give its address with --url, or another entry with --key NAME.")
        }
        // A rotation that is unfinished is told about when the plan is begun.
        guard entry.pending == nil, let current = entry.current else { return nil }
        guard current.secret.matches(value) else {
            throw .conflict(
                "The value on line \(token.scalar?.line ?? token.line) of \(site.path) is not the current one of key entry '\(key.text)'.",
                hint: "If the file is right: molecule keys remove \(key.text)")
        }
        return nil
    }

    /// Removes the entry that was made for a rotation which has not begun; one that has more in it by now stays.
    func forgetOldValue(_ made: KeyEntry) {
        // It holds no more than the file does, so one that stays does no harm.
        guard let entry = try? storedEntry(), entry.pending == nil, entry.previous == nil,
            entry.current?.fingerprint == made.current?.fingerprint
        else { return }
        try? world.keyStore.remove(key)
    }

    func storedEntry() throws(Failure) -> KeyEntry? {
        do throws(KeyStoreFailure) { return try world.keyStore.load(key) } catch {
            guard case .unknown = error else { throw .keyStore(error) }
            return nil
        }
    }
}
