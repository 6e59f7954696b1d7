import Destinations
import Keyfile
import Rotation

/// The rotation of `ADMIN_TOKEN`: a value made here, proven by the three probes, dead by being replaced.
struct AdminTokenSubject: RotationSubject {
    static let name = "admin-token"

    let maker: any ValueMaker
    let destinations: [any Destination]
    let proofs: [any LivenessProof]

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
    }
}
