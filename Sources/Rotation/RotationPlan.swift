import HostSystem
import JSON
import Keyfile

/// What a rotation is going to do: everything a later process needs to go on with it, and no value.
public struct RotationPlan: Sendable, Equatable {
    /// The key entry that is rotated.
    public var key: KeyName
    /// The origin the entry is bound to.
    public var origin: String
    /// The form of the new value, such as `base64`.
    public var format: String
    /// How many random bytes the new value stands for.
    public var bytes: Int
    /// Where the value goes, in order, as typed, such as `env-file:/srv/platform.env`; paths are absolute.
    public var destinations: [String]
    /// The shell command that makes the value live, if one does.
    public var activation: String?
    /// The directory commands start in.
    public var directory: String
    /// Names of environment variables that commands get besides the clean set.
    public var passedVariables: [String]
    /// How long to wait for the new value to be live, in seconds.
    public var patience: Int
    /// The fingerprint of the value that is replaced.
    public var replacing: String

    /// A plan.
    public init(
        key: KeyName, origin: String, format: String, bytes: Int, destinations: [String], activation: String?,
        directory: String, passedVariables: [String], patience: Int, replacing: String
    ) {
        self.key = key
        self.origin = origin
        self.format = format
        self.bytes = bytes
        self.destinations = destinations
        self.activation = activation
        self.directory = directory
        self.passedVariables = passedVariables
        self.patience = patience
        self.replacing = replacing
    }

    /// The steps of the rotation, in order.
    public var steps: [RotationStep] {
        var steps: [RotationStep] = [.generate]
        steps += destinations.indices.map { .distribute($0) }
        if activation != nil { steps.append(.activate) }
        return steps + [.verify, .promote]
    }

    /// The plan as it stands in a journal.
    public var document: JSONValue {
        [
            "key": .string(key.text), "origin": .string(origin), "format": .string(format),
            "bytes": .integer(Int64(bytes)),
            "destinations": .array(destinations.map { .string($0) }), "activation": .optional(activation),
            "directory": .string(directory), "passed_variables": .array(passedVariables.map { .string($0) }),
            "patience": .integer(Int64(patience)),
            "replacing": .string(replacing),
        ]
    }

    /// Reads what `document` writes; `nil` for anything else.
    public init?(_ document: JSONValue) {
        guard let key = document["key"]?.text.flatMap({ KeyName($0) }), let origin = document["origin"]?.text,
            let format = document["format"]?.text,
            let bytes = document["bytes"]?.integer, let destinations = document["destinations"]?.items,
            let passed = document["passed_variables"]?.items, let directory = document["directory"]?.text,
            let patience = document["patience"]?.integer,
            let replacing = document["replacing"]?.text, (1...1 << 20).contains(bytes), (0...1 << 30).contains(patience)
        else { return nil }
        let texts = destinations.compactMap(\.text)
        guard texts.count == destinations.count else { return nil }
        self.init(
            key: key, origin: origin, format: format, bytes: Int(bytes), destinations: texts,
            activation: document["activation"]?.text,
            directory: directory, passedVariables: passed.compactMap(\.text), patience: Int(patience),
            replacing: replacing)
    }

    /// The SHA-256 of the plan in hexadecimal: a journal whose plan was changed by hand does not resume.
    public var digest: String {
        String(decoding: TextEncoding.hexadecimal(SHA256.digest(document.compact.utf8)), as: UTF8.self)
    }
}

/// One step of a rotation or of its rollback.
///
/// The word is what stands in the journal.
public enum RotationStep: Sendable, Hashable {
    /// The new value is made, and durable as pending.
    case generate
    /// The value is put into the destination of this number.
    case distribute(Int)
    /// The command runs that makes it live.
    case activate
    /// It is proven live, and the old one and strangers refused.
    case verify
    /// It becomes the key entry's current value.
    case promote
    /// The old value is put back into the destination of this number.
    case restore(Int)
    /// The command runs that makes the old value live again.
    case reactivate
    /// The old value is proven live.
    case verifyRestored
    /// The pending value is dropped from the key store.
    case discard

    /// The word in the journal, such as `distribute:0`.
    public var word: String {
        switch self {
        case .generate: "generate"
        case .distribute(let index): "distribute:\(index)"
        case .activate: "activate"
        case .verify: "verify"
        case .promote: "promote"
        case .restore(let index): "restore:\(index)"
        case .reactivate: "reactivate"
        case .verifyRestored: "verify-restored"
        case .discard: "discard"
        }
    }

    /// Reads what `word` writes.
    public init?(_ word: String) {
        let plain: [RotationStep] = [.generate, .activate, .verify, .promote, .reactivate, .verifyRestored, .discard]
        if let step = plain.first(where: { $0.word == word }) {
            self = step
            return
        }
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[1]), (0..<1000).contains(index) else { return nil }
        switch parts[0] {
        case "distribute": self = .distribute(index)
        case "restore": self = .restore(index)
        default: return nil
        }
    }
}

extension RotationStep {
    /// Whether the step puts an old value back.
    var isRestoring: Bool {
        if case .restore = self { true } else { false }
    }
}
