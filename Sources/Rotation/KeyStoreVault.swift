import HostSystem
import Keyfile

/// The key store as the vault of one entry's rotation.
public struct KeyStoreVault: RotationVault {
    private let store: KeyStore
    private let key: KeyName
    private let needsOld: Bool
    private let absent: AbsentEntry?
    private let outside: (any OutsideStore)?
    private let held: KeyEntry.Version?
    private let isAltered: Bool

    /// What an entry is to be that is not there yet.
    public struct AbsentEntry: Sendable {
        let kind: KeyKind
        let origin: Origin
        let organization: String?

        /// An entry of this kind, bound to this origin.
        public init(kind: KeyKind, origin: Origin, organization: String?) {
            self.kind = kind
            self.origin = origin
            self.organization = organization
        }
    }

    /// The vault of an entry; `needsOld` where the value that is replaced must be at hand, `absent` where the entry need
    /// not be there yet, `outside` where another secret manager keeps the current value, with what that `held` when the plan
    /// was checked against it, `isAltered` where the entry is no longer the one the rotation was planned for: then it has
    /// neither of the rotation's values, and all that is done with it is to keep a pending one aside.
    public init(
        _ store: KeyStore, key: KeyName, needsOld: Bool, absent: AbsentEntry? = nil,
        outside: (any OutsideStore)? = nil, held: KeyEntry.Version? = nil, isAltered: Bool = false
    ) {
        self.held = held
        self.isAltered = isAltered
        self.outside = outside
        self.store = store
        self.key = key
        self.needsOld = needsOld
        self.absent = absent
    }

    /// Makes a value pending, unless this rotation has one.
    public func stage(_ rotation: RotationID, _ value: Secret) throws(StepFailure) -> String {
        if let absent, try entry() == nil { return try create(absent, value, rotation) }
        // Asked outside the entry's lock, which is held for milliseconds: making the value may have taken a while.
        if let outside, try isUnstaged(rotation), let held, try !outside.read().matches(held.secret) {
            throw StepFailure(
                .conflict, "somebody has changed the value in the secret manager since the plan was made",
                hint: "molecule rotations abandon \(rotation.text) --reason '…', then rotate what is there now")
        }
        let entry = try update { entry throws(KeyStoreFailure) in
            if entry.current?.rotation == rotation.text { return false }
            if entry.current == nil, let held { entry.hold(held.secret, fetched: held.created) }
            guard entry.stage(value, rotation: rotation.text, created: .now) else { throw self.anotherRotation(entry) }
            return true
        }
        let version = entry.pending ?? entry.current
        return version?.fingerprint.text ?? ""
    }

    /// The old and the new value.
    public func values(_ rotation: RotationID) throws(StepFailure) -> RotationValues {
        guard let entry = try entry() else { return RotationValues(old: nil, new: nil, isPromoted: false) }
        let isPromoted = entry.current?.rotation == rotation.text
        if isAltered { return RotationValues(old: nil, new: nil, isPromoted: isPromoted) }
        let old = isPromoted ? entry.previous : entry.current
        // What another secret manager keeps is here no longer once nothing remains to be done with it.
        if needsOld, old == nil, outside == nil || !isPromoted {
            throw StepFailure(.conflict, "the key entry '\(key.text)' no longer holds the value that is replaced")
        }
        let pending = entry.pending?.rotation == rotation.text ? entry.pending : nil
        return RotationValues(
            old: old?.secret, new: isPromoted ? entry.current?.secret : pending?.secret, isPromoted: isPromoted)
    }

    /// Makes the pending value the current one, here and then where another secret manager keeps it.
    ///
    /// Here first: from then on there is no way back, and a secret manager that fails leaves a rotation that can go on.
    public func promote(_ rotation: RotationID) throws(StepFailure) {
        guard let outside else { return try promoteHere(rotation) }
        do throws(StepFailure) {
            let isThere = try requireUnchanged(outside, rotation)
            try promoteHere(rotation)
            if !isThere, let new = try values(rotation).new { try handOver(new, to: outside) }
        } catch {
            guard try values(rotation).isPromoted else { throw error }
            throw StepFailure(
                error.kind, error.reason,
                hint:
                    "Its value is in molecule keys show \(key.text) --reveal; when nothing else stands in the way: molecule rotations resume \(rotation.text)"
            )
        }
    }

    private func handOver(_ new: Secret, to outside: any OutsideStore) throws(StepFailure) {
        do { try outside.write(new) } catch {
            throw StepFailure(error.kind, "the secret manager did not take the new value: \(error.reason)")
        }
        guard try outside.read().matches(new) else {
            throw StepFailure(.refused, "the secret manager took the new value but does not hold it afterwards")
        }
    }

    /// Refuses to replace a value in the secret manager that the rotation does not know: somebody has changed it meanwhile.
    ///
    /// - Returns: Whether the new value is there.
    private func requireUnchanged(
        _ outside: any OutsideStore, _ rotation: RotationID
    ) throws(StepFailure) -> Bool {
        let values = try values(rotation)
        let held = try outside.read()
        if let new = values.new, held.matches(new) { return true }
        if let old = values.old, held.matches(old) { return false }
        throw StepFailure(
            .conflict,
            "the secret manager holds neither the value that is replaced nor the new one: somebody has changed it meanwhile",
            hint: "Find out who did, and go back: molecule rotations rollback \(rotation.text)")
    }

    /// Whether a secret manager that has yet to get the new value has one that the rotation does not know.
    public func isOvertaken(_ rotation: RotationID) throws(StepFailure) -> Bool {
        guard let outside else { return false }
        let values = try values(rotation)
        guard values.isPromoted, let old = values.old, let new = values.new else { return false }
        let there = try outside.read()
        return !there.matches(old) && !there.matches(new)
    }

    /// Whether the secret manager that keeps the value has the promoted one.
    public func isHandedOver(_ rotation: RotationID) throws(StepFailure) -> Bool {
        guard let outside, let new = try values(rotation).new else { return true }
        return try outside.read().matches(new)
    }

    private func promoteHere(_ rotation: RotationID) throws(StepFailure) {
        _ = try update { entry throws(KeyStoreFailure) in
            if entry.current?.rotation == rotation.text { return false }
            guard entry.promote(rotation: rotation.text) else {
                throw KeyStoreFailure.refused("the value of \(rotation.text) is no longer pending")
            }
            return true
        }
    }

    /// Drops the pending value, and the entry with it where it has no other.
    public func discard(_ rotation: RotationID) throws(StepFailure) {
        guard let entry = try entry() else { return }
        if entry.current == nil, entry.pending?.rotation == rotation.text {
            do { return try store.remove(key) } catch { throw StepFailure(error) }
        }
        _ = try update { entry throws(KeyStoreFailure) in
            if entry.release(rotation: rotation.text) { return true }
            guard entry.pending?.rotation == rotation.text else { return false }
            entry.discardPending(rotation: rotation.text)
            return true
        }
    }

    /// Keeps the pending value as an entry that is called like the rotation, then drops it.
    public func setAside(_ rotation: RotationID) throws(StepFailure) -> String? {
        guard let name = KeyName(rotation.text) else { return nil }
        // What is promoted here and overtaken elsewhere is kept aside, too.
        guard let entry = try entry(), entry.unsettled == rotation.text, let pending = entry.pending ?? entry.current
        else { return try isThere(name) ? name.text : nil }
        do throws(KeyStoreFailure) {
            do throws(KeyStoreFailure) { try store.create(entry.aside(pending, as: name)) } catch {
                // An earlier attempt has got as far as this.
                guard case .exists = error, try store.load(name).current?.secret.matches(pending.secret) == true
                else { throw error }
            }
        } catch { throw StepFailure(error) }
        try discard(rotation)
        return name.text
    }

    /// Drops both values of an entry that another secret manager keeps: it has the new one, and the old one is retired.
    public func release(_ rotation: RotationID) throws(StepFailure) {
        guard outside != nil else { return }
        _ = try update { entry throws(KeyStoreFailure) in entry.release(rotation: rotation.text) }
    }

    private func isThere(_ name: KeyName) throws(StepFailure) -> Bool {
        do throws(KeyStoreFailure) { _ = try store.load(name) } catch {
            if case .unknown = error { return false }
            throw StepFailure(error)
        }
        return true
    }

    /// The entry; `nil` when it is not there yet and need not be.
    private func entry() throws(StepFailure) -> KeyEntry? {
        var entry: KeyEntry
        do throws(KeyStoreFailure) { entry = try store.load(key) } catch {
            if case .unknown = error, absent != nil || isAltered { return nil }
            throw StepFailure(error)
        }
        if outside != nil, entry.current == nil, let held { entry.hold(held.secret, fetched: held.created) }
        return entry
    }

    /// Whether nothing of a rotation is in the entry's file yet.
    private func isUnstaged(_ rotation: RotationID) throws(StepFailure) -> Bool {
        do { return try store.load(key).unsettled != rotation.text } catch { throw StepFailure(error) }
    }

    private func create(
        _ absent: AbsentEntry, _ value: Secret, _ rotation: RotationID
    ) throws(StepFailure) -> String {
        let entry: KeyEntry
        do {
            entry = try KeyEntry(
                name: key, kind: absent.kind, origin: absent.origin, organization: absent.organization,
                pending: value, rotation: rotation.text, created: .now)
        } catch { throw StepFailure(.refused, "there are no random bytes") }
        do { try store.create(entry) } catch { throw StepFailure(error) }
        return entry.pending?.fingerprint.text ?? ""
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
