import Destinations
import HostSystem
import Keyfile
import Rotation

extension World {
    /// How long a command that outlived its rotation is waited for: such commands take seconds.
    private static let handoverWait = Duration.seconds(10)

    /// The lock of an entry, which a rotation holds from its first to its last step.
    ///
    /// Nobody gets it while a program is still being handed a value by a rotation that was killed: that program would put
    /// its value over a later one.
    func lockForRotation(_ key: KeyName, purpose: String? = nil) throws(Failure) -> FileLock {
        let lock: FileLock
        do { lock = try keyStore.lockForRotation(key, purpose: purpose ?? "rotating \(key.text)") } catch {
            guard case .file(.locked(_, let holder)) = error else { throw .keyStore(error) }
            throw .conflict(
                "Another rotation of '\(key.text)' is running: \(holder).",
                hint: "Wait for it to end, then type the same again.")
        }
        try requireNoHandover(of: key)
        return lock
    }

    /// Takes the lock for a program that is about to be handed a value of this entry.
    func handover(_ key: KeyName) -> ExternalProgram.Setting.Handover {
        { [keyStore] () throws(StepFailure) in
            do throws(KeyStoreFailure) {
                // Those that were killed at a deadline may take a moment to be gone.
                return try keyStore.lockForHandover(key, purpose: "handing over \(key.text)", wait: .seconds(2))
            } catch { throw StepFailure(World.handoverFailure(error, key, keyStore)) }
        }
    }

    private func requireNoHandover(of key: KeyName) throws(Failure) {
        do throws(KeyStoreFailure) {
            do { _ = try keyStore.lockForHandover(key, purpose: "looking", wait: .zero) } catch .file(.locked) {
                output.remark("Waiting for a command that an earlier rotation of '\(key.text)' has begun.")
                _ = try keyStore.lockForHandover(key, purpose: "looking", wait: World.handoverWait)
            }
        } catch { throw World.handoverFailure(error, key, keyStore) }
    }

    private static func handoverFailure(_ error: KeyStoreFailure, _ key: KeyName, _ store: KeyStore) -> Failure {
        guard case .file(.locked) = error else { return .keyStore(error) }
        let groups = store.groupsInHandover(key)
        let names = groups.map(String.init).joined(separator: ", ")
        let end = groups.map { "-\($0)" }.joined(separator: " ")
        return .conflict(
            "A command that was handed a value of '\(key.text)' outlived its rotation and is still running"
                + (groups.isEmpty ? "." : " (process group \(names))."),
            hint: groups.isEmpty
                ? "Wait for it to end, then type the same again."
                : "Wait for it to end, or end it: kill -- \(end). Then type the same again.")
    }
}
