import Keyfile
import Rotation

/// What another maker gives, masked in the log of a job before anything can print it.
struct MaskedValue: ValueMaker {
    let maker: any ValueMaker
    let world: World

    var statement: String { maker.statement }

    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        let value = try await maker.make(isRepeated: isRepeated, old: old)
        do throws(Failure) { try GitHubActions.mask(value, in: world) } catch { throw StepFailure(error) }
        return value
    }
}
