import HostSystem
import Keyfile

/// The key store as the vault of one entry's rotation.
public struct KeyStoreVault: RotationVault {
    private let store: KeyStore
    private let key: KeyName

    /// The vault of an entry.
    public init(_ store: KeyStore, key: KeyName) {
        self.store = store
        self.key = key
    }

    /// Makes a new value pending, unless this rotation has one.
    public func stage(
        _ rotation: RotationID, make: () throws(StepFailure) -> Secret
    ) throws(StepFailure) -> String {
        let fresh = try make()
        let entry = try update { entry throws(KeyStoreFailure) in
            if entry.current?.rotation == rotation.text { return false }
            guard entry.stage(fresh, rotation: rotation.text, created: .now) else { throw self.anotherRotation(entry) }
            return true
        }
        let version = entry.pending ?? entry.current
        return version?.fingerprint.text ?? ""
    }

    /// The old and the new value.
    public func values(_ rotation: RotationID) throws(StepFailure) -> RotationValues {
        let entry: KeyEntry
        do { entry = try store.load(key) } catch { throw StepFailure(error) }
        let isPromoted = entry.current?.rotation == rotation.text
        let old = isPromoted ? entry.previous : entry.current
        guard let old else {
            throw StepFailure(.conflict, "the key entry '\(key.text)' no longer holds the value that is replaced")
        }
        let pending = entry.pending?.rotation == rotation.text ? entry.pending : nil
        return RotationValues(
            old: old.secret, new: isPromoted ? entry.current?.secret : pending?.secret, isPromoted: isPromoted)
    }

    /// Makes the pending value the current one.
    public func promote(_ rotation: RotationID) throws(StepFailure) {
        _ = try update { entry throws(KeyStoreFailure) in
            if entry.current?.rotation == rotation.text { return false }
            guard entry.promote(rotation: rotation.text) else {
                throw KeyStoreFailure.refused("the value of \(rotation.text) is no longer pending")
            }
            return true
        }
    }

    /// Drops the pending value.
    public func discard(_ rotation: RotationID) throws(StepFailure) {
        _ = try update { entry throws(KeyStoreFailure) in
            guard entry.pending?.rotation == rotation.text else { return false }
            entry.discardPending(rotation: rotation.text)
            return true
        }
    }

    private func update(
        _ change: (inout KeyEntry) throws(KeyStoreFailure) -> Bool
    ) throws(StepFailure) -> KeyEntry {
        do { return try store.update(key, change) } catch { throw StepFailure(error) }
    }

    private func anotherRotation(_ entry: KeyEntry) -> KeyStoreFailure {
        .refused("rotation \(entry.pending?.rotation ?? "of another kind") of this key entry is unfinished")
    }
}

extension StepFailure {
    /// A failure of the key store as the failure of a step.
    public init(_ failure: KeyStoreFailure) {
        switch failure {
        case .unknown(let name):
            self.init(.missing, "there is no key entry '\(name.text)'", hint: "molecule keys list")
        case .exists(let name):
            let hint = "Choose another name, or see what it is: molecule keys show \(name.text)"
            self.init(.conflict, "there is a key entry '\(name.text)' already", hint: hint)
        case .defective(let path, let defect):
            self.init(.refused, "\(path) is not a usable key entry: \(defect.reason)", hint: "molecule keys check")
        case .refused(let reason):
            self.init(.conflict, reason)
        case .file(let file):
            self.init(file)
        }
    }

    /// A failure of a file as the failure of a step.
    public init(_ failure: FileFailure) {
        self.init(.file(failure), failure.explanation, hint: failure.repair)
    }
}
