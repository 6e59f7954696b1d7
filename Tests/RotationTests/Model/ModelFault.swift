import TestSupport

/// What goes wrong at one call of a process, and at which, from 1.
struct ModelFault: Sendable {
    enum Kind: CaseIterable, Sendable {
        /// The process ends before the effect.
        case crashBefore
        /// The process ends after the effect, before it learns of it.
        case crashAfter
        /// The call is refused and has no effect.
        case failBefore
        /// The call has its effect, or a part of it, and reports a failure all the same.
        case failAfter
        /// The call has no effect yet: somebody or some moment is waited for.
        case wait

        var isCrash: Bool { self == .crashBefore || self == .crashAfter }
        var acts: Bool { self == .crashAfter || self == .failAfter }
    }

    let kind: Kind
    let call: Int

    /// Any fault at any call that a drive usually gets to.
    static func random(_ generator: inout SeededGenerator) -> ModelFault {
        let kinds = Kind.allCases
        return ModelFault(
            kind: kinds[Int.random(in: 0..<kinds.count, using: &generator)],
            call: Int.random(in: 1...[8, 20, 50][Int.random(in: 0..<3, using: &generator)], using: &generator))
    }
}
