import Destinations
import Keyfile
import Rotation

/// The rotation of a service's secret as a runbook says, made from the plan alone: neither the runbook's file nor the
/// profile is needed to go on with it.
struct RunbookSubject: RotationSubject {
    static let name = "runbook"

    let maker: any ValueMaker
    let destinations: [any Destination]
    let proofs: [any LivenessProof]
    let retirement: (any Retirement)?
    let absent: KeyStoreVault.AbsentEntry?
    private let rule: ValueRule

    init(_ setting: RotationSetting) throws(Failure) {
        let plan = setting.plan
        let tools = try RunbookTools(setting)
        destinations = try tools.destinations()
        maker = try tools.maker(for: destinations)
        rule = tools.rule
        var proofs: [any LivenessProof] = []
        for (index, part) in plan.proofs.enumerated() {
            proofs.append(try tools.proof(part, .verify(index), of: destinations))
        }
        self.proofs = proofs
        let refusals = proofs.compactMap { $0 as? any RefusalProof }
        if let part = plan.retirement {
            retirement = try tools.retirement(part, confirmedBy: refusals)
        } else {
            retirement = nil
        }
        absent = KeyStoreVault.AbsentEntry(kind: .serviceSecret, origin: tools.origin, organization: nil)
    }

    func defect(at destination: any Destination) -> String? { rule.defect(at: destination) }
}
