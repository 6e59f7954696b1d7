import Destinations
import Keyfile
import Rotation

/// What another maker gives, checked like any new value.
struct CheckedValue: ValueMaker {
    let maker: any ValueMaker
    let rule: ValueRule

    var statement: String { maker.statement }

    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        let value = try await maker.make(isRepeated: isRepeated, old: old)
        try rule.check(value, old: old)
        return value
    }
}
