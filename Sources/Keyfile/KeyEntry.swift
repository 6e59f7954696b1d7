import HostSystem
import JSON

/// One named secret with its versions, bound to the one origin it may be sent to.
public struct KeyEntry: Sendable {
    /// One value the entry has, had, or is about to have.
    public struct Version: Sendable {
        /// The value.
        public let secret: Secret
        /// When it was made or stored.
        public let created: Timestamp
        /// What it is called where it must not be shown.
        public let fingerprint: Fingerprint
        /// The rotation that brought it, if one did.
        public let rotation: String?
    }

    /// The entry's name.
    public let name: KeyName
    /// What the secret is for.
    public let kind: KeyKind
    /// The only place it is sent to.
    public let origin: Origin
    /// The organisation to name to a multi-tenant server (`X-Molecule-Org-Id`), if there is one.
    public let organization: String?
    /// The shell command that prints the value, where another secret manager keeps it: here it lies only while a rotation of
    /// it is under way.
    public let command: String?
    /// The shell command that takes a new value on standard input and hands it to that secret manager; `nil` where no
    /// rotation can put one there.
    public let store: String?
    /// The rotation that last changed the value where another secret manager keeps it.
    private var last: RotationMark?
    /// 16 random bytes under which fingerprints are made.
    public let salt: [UInt8]
    /// The value in use.
    public private(set) var current: Version?
    /// A value that a rotation has made durable but not yet proven.
    public private(set) var pending: Version?
    /// The value before the current one.
    public private(set) var previous: Version?

    /// A new entry with a first value.
    public init(
        name: KeyName, kind: KeyKind, origin: Origin, organization: String?, secret: Secret, created: Timestamp
    ) throws(SystemError) {
        self.name = name
        self.kind = kind
        self.origin = origin
        self.organization = organization
        command = nil
        store = nil
        salt = try SystemRandom.bytes(16)
        current = version(secret, created: created, rotation: nil)
    }

    /// A new entry whose value another secret manager keeps: `command` prints it, and `store` takes a new one.
    public init(
        name: KeyName, kind: KeyKind, origin: Origin, organization: String?, command: String, store: String? = nil
    ) throws(SystemError) {
        self.name = name
        self.kind = kind
        self.origin = origin
        self.organization = organization
        self.command = command
        self.store = store
        salt = try SystemRandom.bytes(16)
    }

    /// Holds a value that its command has printed; only a rotation that begins stores it.
    public mutating func hold(_ secret: Secret, fetched: Timestamp) {
        let isRotated = last?.fingerprint == Fingerprint(of: secret, salt: salt)
        current = version(secret, created: fetched, rotation: isRotated ? last?.rotation : nil)
    }

    /// The fingerprint of the value that the last rotation has left to another secret manager, if one did.
    public var rotated: Fingerprint? { last?.fingerprint }

    /// Whether another secret manager keeps the value and a rotation has proven a new one, which that may not have yet.
    public var isAheadOfItsStore: Bool { command != nil && previous != nil }

    /// Whether another secret manager keeps the value and this rotation has left nothing here.
    public func isReleased(by rotation: String) -> Bool {
        command != nil && last?.rotation == rotation && pending == nil && previous == nil
    }

    /// The rotation whose value is here and not yet where it is to stay: it is pending, or another secret manager has yet to
    /// take it.
    public var unsettled: String? { pending?.rotation ?? (isAheadOfItsStore ? current?.rotation : nil) }

    /// Drops the values of a rotation that has ended, where another secret manager keeps them.
    ///
    /// Repeating it changes nothing.
    ///
    /// - Returns: `false`, and nothing changes, where there is nothing to drop.
    public mutating func release(rotation: String) -> Bool {
        guard command != nil, previous != nil, let current, current.rotation == rotation else { return false }
        last = RotationMark(rotation: rotation, fingerprint: current.fingerprint)
        self.current = nil
        previous = nil
        return true
    }

    /// A new entry whose first value a rotation has yet to prove.
    public init(
        name: KeyName, kind: KeyKind, origin: Origin, organization: String?, pending secret: Secret, rotation: String,
        created: Timestamp
    ) throws(SystemError) {
        self.name = name
        self.kind = kind
        self.origin = origin
        self.organization = organization
        command = nil
        store = nil
        salt = try SystemRandom.bytes(16)
        pending = version(secret, created: created, rotation: rotation)
    }

    /// The environment variable that carries the value: a service's secret is called like the last part of the entry's
    /// name, such as `NEON_API_KEY` of `staging.NEON_API_KEY`; `nil` where that cannot be a variable's name.
    public var variable: String? {
        guard kind == .serviceSecret else { return kind.variable }
        let word = name.text.split(separator: ".").last.map(String.init) ?? ""
        let isName = word.utf8.allSatisfy { byte in
            (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
        }
        let isDigit = word.utf8.first.map { (0x30...0x39).contains($0) } ?? true
        return isName && !isDigit ? word : nil
    }

    private init(_ other: KeyEntry, as name: KeyName, current version: Version) {
        self.name = name
        kind = other.kind
        origin = other.origin
        organization = other.organization
        command = nil
        store = nil
        salt = other.salt
        current = version
    }

    /// An entry under another name that holds one version of this one.
    public func aside(_ version: Version, as name: KeyName) -> KeyEntry {
        KeyEntry(self, as: name, current: version)
    }

    private func version(_ secret: Secret, created: Timestamp, rotation: String?) -> Version {
        Version(
            secret: secret, created: created, fingerprint: Fingerprint(of: secret, salt: salt), rotation: rotation)
    }

    /// Makes a value pending for a rotation.
    ///
    /// A rotation that already has a pending value keeps it: the value may have reached a system before the process was
    /// killed, and another one would orphan it.
    ///
    /// - Returns: `false`, and nothing changes, when another rotation's value is pending, and where another secret manager
    ///   keeps the value and takes none, or has not been asked for the one that is replaced.
    public mutating func stage(_ secret: Secret, rotation: String, created: Timestamp) -> Bool {
        guard command == nil || (store != nil && current != nil) else { return false }
        if let pending { return pending.rotation == rotation }
        pending = version(secret, created: created, rotation: rotation)
        return true
    }

    /// The rotation is proven: pending becomes current and current becomes previous.
    ///
    /// Repeating it changes nothing.
    ///
    /// - Returns: `false`, and nothing changes, when the value of this rotation is neither pending nor current.
    public mutating func promote(rotation: String) -> Bool {
        guard let pending, pending.rotation == rotation else { return current?.rotation == rotation }
        previous = current
        current = pending
        self.pending = nil
        return true
    }

    /// The rotation is given up: its pending value goes.
    ///
    /// Repeating it changes nothing.
    public mutating func discardPending(rotation: String) {
        if pending?.rotation == rotation { pending = nil }
    }
}

/// Why the file of a key entry is not one.
///
/// Never carries what stands in the file.
public struct KeyEntryDefect: Error, Sendable, Equatable {
    /// What is wrong, as the end of a sentence about the file.
    public let reason: String
}

extension KeyEntry {
    /// The newest format this program knows: 2 has the command that takes a new value, and a program that knows only 1
    /// would drop the values of its rotation.
    ///
    /// A larger number is refused: a newer program may rely on what we would drop.
    static let format: Int64 = 2

    /// Whether it has values of a rotation that is under way, where another secret manager keeps it.
    private var isBeingRotated: Bool { pending != nil || previous != nil }

    /// The entry as the bytes of its file.
    var encoded: [UInt8] {
        var members: [JSONValue.Member] = [
            .init("molecule_key", .integer(store == nil ? 1 : KeyEntry.format)),
            .init("name", .string(name.text)),
            .init("kind", .string(kind.rawValue)),
            .init("origin", .string(origin.text)),
        ]
        if let organization { members.append(.init("organization", .string(organization))) }
        members.append(.init("salt", .string(String(decoding: TextEncoding.hexadecimal(salt), as: UTF8.self))))
        if let command { members.append(.init("command", .string(command))) }
        if let store { members.append(.init("store", .string(store))) }
        if let last { members.append(.init("last", last.document)) }
        for (label, version) in [("current", current), ("pending", pending), ("previous", previous)] {
            // What a command printed is stored for a rotation alone, which must be able to go back to it.
            guard let version, command == nil || isBeingRotated else { continue }
            members.append(.init(label, KeyEntry.encode(version)))
        }
        return Array((JSONValue.object(members).indented + "\n").utf8)
    }

    private static func encode(_ version: Version) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("value", .string(version.secret.reveal { String(decoding: $0, as: UTF8.self) })),
            .init("created", .string(version.created.text)),
            .init("fingerprint", .string(version.fingerprint.text)),
        ]
        if let rotation = version.rotation { members.append(.init("rotation", .string(rotation))) }
        return .object(members)
    }

    /// Reads the bytes of the file called `name`.
    init(decoding bytes: [UInt8], name: KeyName) throws(KeyEntryDefect) {
        let document: JSONValue
        do { document = try JSONValue.parse(bytes) } catch {
            throw KeyEntryDefect(reason: bytes.isEmpty ? "it is empty" : error.reason.rawValue)
        }
        guard let format = document["molecule_key"]?.integer else {
            throw KeyEntryDefect(reason: "it was not written by this program")
        }
        guard format <= KeyEntry.format else {
            throw KeyEntryDefect(reason: "it was written by a newer version of this program (format \(format))")
        }
        guard document["name"]?.text == name.text else {
            throw KeyEntryDefect(reason: "it is the file of another entry under this name")
        }
        guard (1...KeyEntry.format).contains(format),
            let kind = document["kind"]?.text.flatMap(KeyKind.init(rawValue:)),
            let originText = document["origin"]?.text,
            let salt = document["salt"]?.text.flatMap(TextEncoding.bytes(hexadecimal:)), salt.count == 16
        else { throw KeyEntryDefect(reason: "its kind, origin or salt is missing or malformed") }
        do { origin = try Origin(originText) } catch {
            throw KeyEntryDefect(reason: "its origin is not one: \(error.rawValue)")
        }
        self.name = name
        self.kind = kind
        self.salt = salt
        organization = document["organization"]?.text
        command = document["command"]?.text
        store = document["store"]?.text
        last = document["last"].flatMap(RotationMark.init)
        current = try KeyEntry.version(document["current"], "current", salt)
        pending = try KeyEntry.version(document["pending"], "pending", salt)
        previous = try KeyEntry.version(document["previous"], "previous", salt)
        guard command != nil || current != nil || pending != nil else {
            throw KeyEntryDefect(reason: "it holds no value")
        }
    }

    private static func version(
        _ document: JSONValue?, _ label: String, _ salt: [UInt8]
    ) throws(KeyEntryDefect) -> Version? {
        guard let document else { return nil }
        guard let value = document["value"]?.text, let created = document["created"]?.text.flatMap(Timestamp.init),
            let fingerprint = document["fingerprint"]?.text.flatMap({ Fingerprint(text: $0) })
        else { throw KeyEntryDefect(reason: "its \(label) version is malformed") }
        let secret = Secret(Array(value.utf8))
        guard Fingerprint(of: secret, salt: salt) == fingerprint else {
            throw KeyEntryDefect(reason: "its \(label) value does not match its fingerprint, so it was changed by hand")
        }
        return Version(
            secret: secret, created: created, fingerprint: fingerprint, rotation: document["rotation"]?.text)
    }
}
