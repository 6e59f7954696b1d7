import CommandTree
import HostSystem
import JSON
import Keyfile
import Rotation

/// One rotation of an org key, from wherever the key store and the list of keys say it stands.
struct OrgKeyRotation {
    let verb: OrgTokensRotate
    let desk: OrgKeyDesk
    let record: OrgKeyRecord
    /// The key that is replaced; `nil` once it is not live any more.
    let old: OrgKey?

    var world: World { desk.world }
    private var sent: String { record.sent }

    /// A new rotation.
    ///
    /// Changes nothing.
    static func begin(_ verb: OrgTokensRotate, among live: [OrgKey], _ desk: OrgKeyDesk) throws(Failure) -> Self {
        let old = try find(verb.name, among: live)
        guard !old.name.isEmpty else {
            throw .usage(
                UsageError(
                    "The key has no name, which its successor would have with a time behind it.",
                    hint: "Mint a named one, and revoke this: molecule org tokens revoke \(old.id)"))
        }
        // Two rotations in one second.
        var time = Timestamp.now
        while live.contains(where: { $0.name == OrgKeyName.successor(of: old.name, at: time) }) {
            time = Timestamp(milliseconds: time.milliseconds + 1000)
        }
        let sent = OrgKeyName.successor(of: old.name, at: time)
        do { _ = try OrgKeyName.checked(sent, option: "the key's name") } catch { throw .usage(error) }
        let record = OrgKeyRecord(
            name: verb.name, sent: sent, replaces: old.id, entry: try entry(verb, holding: old, desk))
        return OrgKeyRotation(verb: verb, desk: desk, record: record, old: old)
    }

    /// The rotation of a record that an earlier run left.
    static func resume(
        _ verb: OrgTokensRotate, _ record: OrgKeyRecord, among live: [OrgKey], _ desk: OrgKeyDesk
    ) throws(Failure) -> Self {
        guard let entry = record.entry, record.replaces != nil else {
            throw .conflict(
                "A mint of org key '\(record.name)' is unfinished.",
                hint: "End it first: molecule org tokens mint --name \(record.name), as it was begun")
        }
        let named = verb.keyName ?? verb.saveName
        guard named == nil || named == entry else {
            throw .conflict(
                "An unfinished rotation of '\(record.name)' keeps its new value in key entry '\(entry.text)'.",
                hint: "Type the same again with that entry.")
        }
        let old = live.first { $0.id == record.replaces }
        return OrgKeyRotation(verb: verb, desk: desk, record: record, old: old)
    }

    /// The key a name means: the one called so, or the one that a rotation of it has made.
    private static func find(_ name: String, among live: [OrgKey]) throws(Failure) -> OrgKey {
        switch try OrgKeyRevocation.Target(name, among: live) {
        case .live(let key): return key
        case .unlisted, .unknown: break
        }
        let successors = live.filter { $0.name != name && OrgKeyName.base($0.name) == name }
        guard let key = successors.first else { throw .orgKeys(.unknown(operand: name)) }
        guard successors.count == 1 else {
            throw .orgKeys(.ambiguous(operand: name, candidates: successors.map(\.label)))
        }
        return key
    }

    /// The entry the new value goes to: the one named, or the one that holds the old value.
    private static func entry(
        _ verb: OrgTokensRotate, holding old: OrgKey, _ desk: OrgKeyDesk
    ) throws(Failure) -> KeyName {
        let store = desk.world.keyStore
        if let name = verb.saveName {
            if verb.isDry {
                if try desk.world.entryNames().contains(name) { throw .keyStore(.exists(name)) }
                return name
            }
            do { try store.requireRoom(for: name) } catch { throw .keyStore(error) }
            return name
        }
        if let name = verb.keyName {
            let entry = try desk.world.entry(name)
            guard holds(entry, old, desk) else {
                throw .conflict(
                    "The current value of key entry '\(name.text)' is not that of org key \(old.label).",
                    hint: "Leave --key out, or make another entry with --save NAME.")
            }
            guard entry.pending == nil else {
                throw .conflict(
                    "Key entry '\(name.text)' has a pending value of another rotation.",
                    hint: "molecule keys show \(name.text)")
            }
            return name
        }
        // An entry that cannot be read is not the one.
        let found = try desk.world.entryNames().first { name in
            (try? store.load(name)).map { holds($0, old, desk) && $0.pending == nil } ?? false
        }
        guard let found else {
            throw .usage(
                UsageError(
                    "No key entry holds the value of org key \(old.label), and the new value must be kept somewhere.",
                    hint: "Add --save NAME."))
        }
        return found
    }

    private static func holds(_ entry: KeyEntry, _ old: OrgKey, _ desk: OrgKeyDesk) -> Bool {
        guard entry.kind == .orgToken, entry.origin == desk.client.server, let current = entry.current else {
            return false
        }
        return old.isKey(of: current.secret)
    }

    /// What it does, for people.
    var lines: [String] {
        var lines = ["Rotating org key \(old?.label ?? "'\(record.name)'") of \(desk.client.server.text):"]
        var steps = [
            "mint '\(sent)'", "keep it in key entry '\(record.entry?.text ?? "")', durable before anyone has it",
        ]
        steps += verb.destinations.all(in: world).map { "put it into \($0.name), which \($0.statement)" }
        if let activation = verb.activation { steps.append("run: \(activation)") }
        steps += [
            "prove it accepted, a random value and none refused", "revoke the old key",
            "prove the old value refused, if it is at hand",
        ]
        lines += steps.enumerated().map { "  \($0 + 1). \($1)" }
        if verb.activation == nil {
            lines.append("  No --then command: whoever still uses the old value is refused once it is revoked.")
        }
        return lines
    }

    /// Goes through the steps that are not done.
    func run(_ file: OrgKeyRecordFile, among live: [OrgKey]) async throws(Failure) {
        guard let name = record.entry else { return }
        let lock = try lock(name)
        defer { withExtendedLifetime(lock) {} }
        let oldValue = old.flatMap { desk.heldValue(of: $0) }
        let key = try await obtain(name, file, among: live)
        let isPromoted = try world.entry(name).current?.rotation == sent
        if !isPromoted {
            try await distribute(key)
            try await activate()
            try await prove(key)
            try promote(name)
        }
        try desk.stopIfInterrupted()
        if let old { try await retire(old, oldValue, key) }
        try file.remove()
        try tell(key, name, isOldProven: oldValue != nil)
    }

    private func lock(_ name: KeyName) throws(Failure) -> FileLock {
        do { return try world.keyStore.lockForRotation(name, purpose: "rotating org key \(record.name)") } catch {
            throw .keyStore(error)
        }
    }
}
