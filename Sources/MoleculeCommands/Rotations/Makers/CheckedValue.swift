import Destinations
import Keyfile
import Rotation

/// What another maker gives, checked like any new value.
struct CheckedValue: ValueMaker, Inspectable {
    let maker: any ValueMaker & Inspectable
    let rule: ValueRule

    var statement: String { maker.statement }

    func inspect() async throws(StepFailure) -> String { try await maker.inspect() }

    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        let value = try await maker.make(isRepeated: isRepeated, old: old)
        try rule.check(value, old: old)
        return value
    }
}
