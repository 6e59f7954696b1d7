/// One step of a rotation or of its rollback.
///
/// The word is what stands in the journal.
public enum RotationStep: Sendable, Hashable {
    /// The new value is made or had, and durable as pending.
    case obtain
    /// The value is put into the destination of this number.
    case distribute(Int)
    /// What was put into the destination of this number is made live there.
    case deploy(Int)
    /// The command runs that makes the value live.
    case activate
    /// It is proven live by the proof of this number, and strangers refused.
    case verify(Int)
    /// It becomes the key entry's current value.
    case promote
    /// The old value is retired, and confirmed to be dead as far as that can be.
    case retire
    /// The old value is put back into the destination of this number.
    case restore(Int)
    /// The old value is made live again at the destination of this number.
    case redeploy(Int)
    /// The command runs that makes the old value live again.
    case reactivate
    /// The old value is proven live.
    case verifyRestored
    /// The new value is retired.
    case retireNew
    /// The pending value is dropped from the key store.
    case discard

    private static let plain: [String: RotationStep] = [
        "obtain": .obtain, "activate": .activate, "promote": .promote, "retire": .retire, "reactivate": .reactivate,
        "verify-restored": .verifyRestored, "retire-new": .retireNew, "discard": .discard,
    ]
    private static let numbered: [String: @Sendable (Int) -> RotationStep] = [
        "distribute": { .distribute($0) }, "deploy": { .deploy($0) }, "verify": { .verify($0) },
        "restore": { .restore($0) }, "redeploy": { .redeploy($0) },
    ]

    /// The word in the journal, such as `distribute:0`.
    public var word: String {
        switch self {
        case .obtain: "obtain"
        case .distribute(let index): "distribute:\(index)"
        case .deploy(let index): "deploy:\(index)"
        case .activate: "activate"
        case .verify(let index): "verify:\(index)"
        case .promote: "promote"
        case .retire: "retire"
        case .restore(let index): "restore:\(index)"
        case .redeploy(let index): "redeploy:\(index)"
        case .reactivate: "reactivate"
        case .verifyRestored: "verify-restored"
        case .retireNew: "retire-new"
        case .discard: "discard"
        }
    }

    /// Reads what `word` writes.
    public init?(_ word: String) {
        if let step = RotationStep.plain[word] {
            self = step
            return
        }
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let index = Int(parts[1]), (0..<1000).contains(index),
            let make = RotationStep.numbered[String(parts[0])], make(index).word == word
        else { return nil }
        self = make(index)
    }

    /// The number of the destination at which the step puts the old value back, or makes it live again.
    var restoredDestination: Int? {
        switch self {
        case .restore(let index), .redeploy(let index): index
        default: nil
        }
    }
}
