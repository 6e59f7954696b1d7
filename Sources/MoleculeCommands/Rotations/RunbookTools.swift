import CommandTree
import Destinations
import HostSystem
import Keyfile
import ManagementAPI
import Rotation

/// Makes the tools that the kinds of a runbook's parts stand for.
struct RunbookTools {
    let setting: RotationSetting
    /// The only place the value is sent to by proofs.
    let origin: Origin
    let rule: ValueRule
    let pace: ProofPace

    var plan: RotationPlan { setting.plan }
    var world: World { setting.world }
    /// How long a confirmation is waited for once something was ended.
    var patience: Duration { .seconds(plan.patience) }

    init(_ setting: RotationSetting) throws(Failure) {
        self.setting = setting
        let plan = setting.plan
        guard let shape = plan.settings[RunbookPlanSetting.shape].flatMap(Runbook.Shape.init(planText:)) else {
            throw .plan("does not say what a value looks like")
        }
        do { origin = try Origin(plan.origin) } catch { throw .plan("is bound to no origin") }
        rule = ValueRule(secret: plan.variable, shape: shape, others: BuiltInRunbooks.all)
        let output = setting.world.output
        pace = ProofPace(isInterrupted: setting.world.isInterrupted) { output.progress($0) }
    }

    /// Gives the new value, which all of these destinations must be able to take.
    func maker(for destinations: [any Destination]) throws(Failure) -> any ValueMaker {
        var rule = rule
        rule.destinations = destinations
        let settings = plan.source.settings
        switch RunbookSourceKind(rawValue: plan.source.kind) {
        case .generated?:
            guard let form = TokenForm(plan.source) else { throw .plan("has a source of an unknown form") }
            return GeneratedValue(form: form, rule: rule)
        case .pasted?:
            return PastedValue(
                instruction: settings["instruction"] ?? "Make a new value.", rule: rule, input: setting.input,
                id: setting.id, world: world)
        case .command?:
            return CommandValue(
                command: settings["command"] ?? "", summary: settings["summary"] ?? "", runner: setting.runner,
                rule: rule)
        case .flyToken?: return try flyTokenMaker(settings, rule)
        case nil: throw .plan("has a source that this version does not know")
        }
    }

    /// A proof of the plan.
    func proof(
        _ part: RotationPlan.Part, _ step: RotationStep, of destinations: [any Destination]
    ) throws(Failure) -> any LivenessProof {
        let deadline = world.settings.deadline
        let proof: (any LivenessProof)?
        switch RunbookProofKind(rawValue: part.kind) {
        case .bearer?: proof = try bearer(part, deadline)
        case .webhook?:
            proof = WebhookProof(
                part.settings, prefixes: rule.shape.prefixes, former: versions, transport: world.transport(),
                deadline: deadline, pace: pace)
        case .destinations?: proof = DestinationsProof(destinations, pace: pace)
        case .health?:
            proof = HealthProof(part.settings, transport: world.transport(), deadline: deadline, pace: pace)
        case .githubWorkflow?: proof = workflow(part.settings)
        case .fleet?: proof = FleetProof(pace: pace, look: try fleet(part.settings["key"] ?? plan.variable))
        case .provision?: proof = try provision()
        case .command?: proof = CommandProof(part.settings, runner: setting.runner, pace: pace)
        case .manual?: proof = ManualProof(part.settings, hand: setting.hand(step))
        case nil: throw .plan("has a proof that this version does not know")
        }
        guard let proof else { throw .plan("has a \(part.kind) proof with settings that cannot be used") }
        return proof
    }

    private func bearer(_ part: RotationPlan.Part, _ deadline: Duration) throws(Failure) -> BearerProof? {
        let proof = BearerProof(
            part.settings, prefixes: rule.shape.prefixes, transport: world.transport(), deadline: deadline, pace: pace)
        // Whoever changes the address of a proof must not get the value with it.
        if let proof, proof.origin != origin {
            throw .conflict(
                "A proof would send the value to \(proof.origin.text), and it is bound to \(origin.text) alone.",
                hint: "Correct the origin or the proof in the runbook.")
        }
        return proof
    }

    private func provision() throws(Failure) -> ProvisionProof {
        guard let slug = plan.settings[RunbookPlanSetting.disposable] else {
            throw .plan("creates an organisation and does not name it")
        }
        return ProvisionProof(
            slug: slug, mark: "molecule rotation \(setting.id?.text ?? "")", client: try controlPlane(), pace: pace)
    }

    /// How the old value is ended.
    func retirement(
        _ part: RotationPlan.Part, confirmedBy proofs: [any RefusalProof]
    ) throws(Failure) -> any Retirement {
        let made = plan.source.settings["instruction"].map { ", which was made thus: \($0)" } ?? ""
        let newInstruction = "End the new value at its issuer\(made)"
        switch RunbookRetirementKind(rawValue: part.kind) {
        case .flyToken?: return try flyTokenRetirement(part.settings, confirmedBy: proofs)
        case .manual?:
            let isGuarded = part.settings["guard"] == RunbookProofKind.fleet.rawValue
            return ManualRetirement(
                instruction: part.settings["instruction"] ?? "End the old value at its issuer.",
                newInstruction: newInstruction, old: setting.hand(.retire), new: setting.hand(.retireNew),
                guardian: isGuarded ? try fleetGuard() : nil, proofs: proofs, pace: pace, patience: patience)
        case .expires?:
            guard let hours = plan.overlap?.hours else {
                throw .plan("does not say how many hours both values work")
            }
            return ExpiryRetirement(
                hours: hours, obtained: try obtained(), old: setting.hand(.retire, isAsked: false),
                new: setting.hand(.retireNew),
                newInstruction: newInstruction)
        case .command?:
            return CommandRetirement(
                command: part.settings["command"] ?? "", runner: setting.runner, old: setting.hand(.retire),
                new: setting.hand(.retireNew), proofs: proofs, pace: pace, patience: patience)
        case nil: throw .plan("has a retirement that this version does not know")
        }
    }

    /// When the new value was had, as far as the journal says already.
    private func obtained() throws(Failure) -> Timestamp? {
        guard let id = setting.id else { return nil }
        return try world.rotation(id).time(of: .obtain)
    }

    /// The values of the key entry as they are now.
    private var versions: @Sendable () throws(StepFailure) -> [Secret] {
        let store = world.keyStore
        let key = plan.key
        return { () throws(StepFailure) in
            do throws(KeyStoreFailure) {
                let entry = try store.load(key)
                return [entry.current, entry.pending, entry.previous].compactMap { $0?.secret }
            } catch {
                if case .unknown = error { return [] }
                throw StepFailure(error)
            }
        }
    }
}
