import Keyfile
import Rotation

/// A value of random bytes made here.
struct GeneratedValue: ValueMaker {
    let form: TokenForm
    /// What the value must look like, where a runbook says.
    var rule: ValueRule?

    var statement: String { "takes \(form.bytes) random bytes and writes them as \(form.format.rawValue)" }

    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        let value: Secret
        do { value = try form.make() } catch { throw StepFailure(.refused, "there are no random bytes") }
        try rule?.check(value, old: old)
        return value
    }
}

extension TokenForm {
    /// The source in a plan.
    var source: RotationPlan.Part {
        RotationPlan.Part(RotationPlan.generated, ["format": format.rawValue, "bytes": String(bytes)])
    }

    /// Reads what `source` writes.
    init?(_ source: RotationPlan.Part) {
        guard source.kind == RotationPlan.generated, let format = source.settings["format"],
            let bytes = source.settings["bytes"].flatMap({ Int($0) })
        else { return nil }
        self.init(format: format, bytes: bytes)
    }
}
