import CommandTree
import HostSystem
import Keyfile

/// Which org key is replaced, what its successor is called, and which key entry keeps the new value.
struct OrgKeySuccession {
    let old: OrgKey
    /// The name that the new key is minted under.
    let sent: String
    let entry: KeyName
    /// The fingerprint of the old value in the entry; empty where the entry is to be made.
    let replacing: String

    /// Finds out what a command line means among the live keys.
    ///
    /// Changes nothing.
    init(_ verb: OrgTokensRotate, among live: [OrgKey], _ desk: OrgKeyDesk) throws(Failure) {
        old = try OrgKeySuccession.find(verb, among: live, desk)
        sent = try OrgKeySuccession.successor(of: old, among: live)
        (entry, replacing) = try OrgKeySuccession.entry(verb, holding: old, desk)
    }

    /// The key a name means: the one called so, or the one that a rotation of it has made.
    ///
    /// Where rotations have left several, the entry that --key names tells which.
    private static func find(_ verb: OrgTokensRotate, among live: [OrgKey], _ desk: OrgKeyDesk) throws(Failure)
        -> OrgKey
    {
        let name = verb.name
        switch try OrgKeyRevocation.Target(name, among: live) {
        case .live(let key): return key
        case .unlisted, .unknown: break
        }
        let successors = live.filter { $0.name != name && OrgKeyName.base($0.name) == name }
        if let key = successors.first, successors.count == 1 { return key }
        guard !successors.isEmpty else { throw .orgKeys(.unknown(operand: name)) }
        if let entry = try verb.keyName.map({ name throws(Failure) in try desk.world.changeableEntry(name) }),
            let key = successors.first(where: { current(of: entry, if: $0, desk) != nil })
        {
            return key
        }
        throw .orgKeys(.ambiguous(operand: name, candidates: successors.map(\.label)))
    }

    /// The name with the time behind it, which no live key has.
    private static func successor(of old: OrgKey, among live: [OrgKey]) throws(Failure) -> String {
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
        do { return try OrgKeyName.checked(sent, option: "the key's name") } catch { throw .usage(error) }
    }

    /// The entry the new value goes to: the one named, or the one that holds the old value.
    private static func entry(
        _ verb: OrgTokensRotate, holding old: OrgKey, _ desk: OrgKeyDesk
    ) throws(Failure) -> (KeyName, String) {
        if let name = verb.saveName {
            try requireRoom(for: name, isDry: verb.isDry, in: desk.world)
            return (name, "")
        }
        if let name = verb.keyName {
            if let current = current(of: try desk.world.changeableEntry(name), if: old, desk) { return (name, current) }
            throw .conflict(
                "The current value of key entry '\(name.text)' is not that of org key \(old.label).",
                hint: "Leave --key out, or make another entry with --save NAME.")
        }
        for name in try desk.world.entryNames() {
            // An entry that cannot be read is not the one.
            guard let entry = try? desk.world.keyStore.load(name), let current = current(of: entry, if: old, desk)
            else { continue }
            return (name, current)
        }
        throw .usage(
            UsageError(
                "No key entry holds the value of org key \(old.label), and the new value must be kept somewhere.",
                hint: "Add --save NAME."))
    }

    private static func requireRoom(for name: KeyName, isDry: Bool, in world: World) throws(Failure) {
        guard isDry else {
            do { return try world.keyStore.requireRoom(for: name) } catch { throw .keyStore(error) }
        }
        if try world.entryNames().contains(name) { throw .keyStore(.exists(name)) }
    }

    /// The fingerprint of an entry's current value, if that is a key's.
    private static func current(of entry: KeyEntry, if key: OrgKey, _ desk: OrgKeyDesk) -> String? {
        guard entry.kind == .orgToken, entry.origin == desk.client.server, let current = entry.current,
            key.isKey(of: current.secret)
        else { return nil }
        return current.fingerprint.text
    }
}
