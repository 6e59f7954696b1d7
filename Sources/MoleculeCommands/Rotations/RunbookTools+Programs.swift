import Destinations
import Rotation

extension RunbookTools {
    /// What the new token is called at its issuer; before the rotation has a name, a placeholder for the plan.
    private var tokenName: String { setting.id.map { FlyTokenMaker.name(for: $0) } ?? "molecule-ROTATION" }

    /// Makes a deploy token of an app.
    func flyTokenMaker(_ settings: [String: String], _ rule: ValueRule) throws(Failure) -> any ValueMaker {
        guard let app = settings["app"] else { throw .plan("makes a token of no app") }
        return CheckedValue(
            maker: FlyTokenMaker(app: app, name: tokenName, expiry: settings["expiry"], in: setting.programs),
            rule: rule)
    }

    /// Revokes the old deploy token of an app.
    func flyTokenRetirement(
        _ settings: [String: String], confirmedBy proofs: [any RefusalProof]
    ) throws(Failure) -> any Retirement {
        guard let app = settings["app"], let id = plan.settings[RunbookPlanSetting.oldID] else {
            throw .plan("revokes a token and does not say which")
        }
        return FlyTokenRetirement(
            app: app, oldID: id, newName: tokenName, proofs: proofs, pace: pace, patience: patience,
            in: setting.programs)
    }

    /// A proof by a run of a workflow.
    func workflow(_ settings: [String: String]) -> WorkflowProof? {
        WorkflowProof(settings, programs: setting.programs, pace: pace)
    }
}
