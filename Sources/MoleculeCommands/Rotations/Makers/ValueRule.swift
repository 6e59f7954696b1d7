import Keyfile
import Rotation

/// What a new value of a secret must be: of its shape, of no other secret's, and not the old one.
struct ValueRule: Sendable {
    /// The secret's name.
    let secret: String
    let shape: Runbook.Shape
    /// The secrets whose values it may be taken for.
    let others: [Runbook]
    /// The destinations that must be able to take it.
    var destinations: [any Destination] = []

    /// Refuses a value; never says anything of what it holds.
    func check(_ value: Secret, old: Secret?) throws(StepFailure) {
        if let old, old.matches(value) {
            throw StepFailure(.malformed, "the value is the one that is to be replaced", hint: "Bring a new one")
        }
        // The other secret's name helps more than that a prefix is missing.
        if let other = foreigner(value) {
            throw StepFailure(
                .malformed, "the value has the shape of \(other), not of \(secret)", hint: "Copy the right one")
        }
        if let defect = shape.defect(of: value) {
            throw StepFailure(.malformed, "the value cannot be \(secret): it \(defect)", hint: "Copy it again")
        }
        for destination in destinations {
            if let failure = destination.refusal(of: value, as: .malformed) { throw failure }
        }
    }

    /// Why a destination can take no value of this shape, as the end of a sentence about the value; `nil` where it may take
    /// one.
    func defect(at destination: any Destination) -> String? {
        // What follows a prefix is as plain as it can be.
        let samples = shape.prefixes.map { Secret(Array("\($0)x".utf8)) }
        let defects = samples.compactMap { destination.defect(of: $0) }
        return defects.count == samples.count ? defects.first : nil
    }

    /// What is odd about a value that is taken all the same.
    func warning(_ value: Secret, old: Secret?) -> String? {
        guard let old, let before = shape.prefix(of: old), let now = shape.prefix(of: value), before != now else {
            return nil
        }
        return "The new value begins with \(now), and the one it replaces with \(before): see that this is meant."
    }

    /// The name of another secret whose prefix the value has, where it does not have as long a one of its own.
    private func foreigner(_ value: Secret) -> String? {
        let own = shape.prefix(of: value)?.utf8.count ?? 0
        let matches = others.compactMap { other -> (name: String, length: Int)? in
            guard other.secret != secret, let prefix = other.shape.prefix(of: value), prefix.utf8.count > own else {
                return nil
            }
            return (other.secret, prefix.utf8.count)
        }
        return matches.max { $0.length < $1.length }?.name
    }
}
