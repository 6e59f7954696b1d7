import Destinations
import Keyfile
import Rotation

/// The rotation of `ADMIN_TOKEN`: a value made here, proven by the three probes, dead by being replaced.
struct AdminTokenSubject: RotationSubject {
    static let name = "admin-token"

    let maker: any ValueMaker
    let destinations: [any Destination]
    let proofs: [any LivenessProof]
    let beginning: String

    init(_ setting: RotationSetting) throws(Failure) {
        guard let entry = setting.entry else { throw .keyStore(.unknown(setting.plan.key)) }
        guard let form = TokenForm(setting.plan.source) else {
            throw .plan("asks for a token of a form this version does not know")
        }
        let world = setting.world
        let verifier = try AdminTarget(entry, in: world).verifier(in: world)
        maker = GeneratedValue(form: form)
        destinations = try setting.destinations()
        proofs = [
            AdminTokenProof(verifier, isInterrupted: world.isInterrupted) { [output = world.output] round in
                output.progress(VerificationReport.progress(round))
            }
        ]
        beginning = "molecule admin-token rotate --key \(entry.name.text)"
    }
}

/// A value of random bytes made here.
struct GeneratedValue: ValueMaker {
    let form: TokenForm

    var statement: String { "takes \(form.bytes) random bytes and writes them as \(form.format.rawValue)" }

    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        do { return try form.make() } catch { throw StepFailure(.refused, "there are no random bytes") }
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
