import Destinations
import HostSystem
import Keyfile
import Moltnet
import Rotation

/// The rotation of a static token of a Moltnet server, under its stable id.
struct MoltnetSubject: RotationSubject {
    static let name = "moltnet-token"

    let maker: any ValueMaker
    let destinations: [any Destination]
    let proofs: [any LivenessProof]
    let retirement: (any Retirement)?
    let absent: KeyStoreVault.AbsentEntry?
    /// The server's file.
    private let config: String

    /// The forms the parts of a plan have.
    static let form = TokenForm(format: "hex", bytes: 32)
    static let liveness = RotationPlan.Part(
        "moltnet-network", ["summary": "accepted; the old one, a random one and none refused"])
    static let bothTaken = RotationPlan.Part(
        "moltnet-network", ["summary": "accepted beside the old one; a random one and none refused"])
    static let attached = RotationPlan.Part("moltnet-attached", ["summary": "its agents connected again"])
    static let paired = RotationPlan.Part("moltnet-paired", ["summary": "its partner reaches the server again"])
    static let drop = RotationPlan.Part(
        "moltnet-drop", ["summary": "drop the old entry, restart, and prove the old value refused"])

    /// A part that is asked while both values work, which tells little, and once more when the old one has ended.
    static func early(_ part: RotationPlan.Part) -> RotationPlan.Part {
        let summary = (part.settings["summary"] ?? "").replacing(" again", with: "")
        return RotationPlan.Part(part.kind, ["summary": "\(summary) with either value; asked again at the end"])
    }

    init(_ setting: RotationSetting) throws(Failure) {
        let (world, plan) = (setting.world, setting.plan)
        guard let succession = MoltnetSuccession(plan.settings), let form = MoltnetSubject.form else {
            throw .plan("does not say which token it replaces")
        }
        let server: Origin
        do { server = try Origin(plan.origin) } catch { throw .plan("is for a server that has no address") }
        let pace = ProofPace(isInterrupted: world.isInterrupted) { [output = world.output] in output.progress($0) }
        let probe = MoltnetProbe(
            transport: world.transport(), origin: server, deadline: world.settings.deadline,
            networkID: succession.networkID)
        let patience = Duration.seconds(plan.patience)
        let liveness = MoltnetLiveness(
            probe: probe, isPublic: succession.isPublic, hasConsumers: plan.destinations.count > 1,
            overlaps: plan.overlaps, pace: pace)
        let versions = MoltnetSubject.versions(of: plan.key, setting.id, succession, in: world)
        let unwanted = { @Sendable [overlaps = plan.overlaps] (value: Secret) throws(StepFailure) -> Secret? in
            let versions = try versions()
            // With an overlap only the old value is ever alone.
            guard !overlaps || versions.old?.matches(value) == true else { return nil }
            return versions.known.first { !$0.matches(value) }
        }
        func restart(_ command: String?) -> MoltnetRestart {
            MoltnetRestart(
                command: command, runner: setting.runner, probe: probe, liveness: liveness, patience: patience,
                unwanted: unwanted)
        }
        let ownName = MoltnetServerDestination.name(path: succession.config, id: succession.id)
        let isStaged = plan.destinations.contains { $0.name == ownName && $0.deploys }
        let own = MoltnetServerDestination(
            path: succession.config, id: succession.id, newID: succession.newID, overlaps: plan.overlaps,
            deployment: isStaged ? restart(succession.serverCommand) : nil, versions: versions)
        maker = GeneratedValue(form: form)
        config = succession.config
        destinations = try MoltnetSubject.destinations(setting, succession.id, own, versions)
        let attached = MoltnetAttachmentProof(
            probe: probe, agents: succession.agents, path: succession.config, pace: pace)
        let paired = MoltnetPartnerProof(
            partners: succession.partners.map {
                MoltnetPartnerFile(
                    path: $0, transport: probe.transport, deadline: probe.deadline, own: server,
                    config: succession.config)
            }, pace: pace)
        let users: [String: any LivenessProof] = [
            MoltnetSubject.attached.kind: attached, MoltnetSubject.paired.kind: paired,
        ]
        proofs = plan.proofs.map { users[$0.kind] ?? liveness }
        retirement =
            plan.retirement == nil
            ? nil
            : MoltnetRetirement(
                destination: own, restart: restart(succession.retireCommand), liveness: liveness,
                users: plan.proofs.compactMap { users[$0.kind] },
                hand: succession.isByHand ? setting.hand(.retire) : nil, key: plan.key, patience: patience)
        // Only a dry run meets no entry: whoever begins a rotation has put the old value there.
        absent =
            plan.replacing.isEmpty
            ? KeyStoreVault.AbsentEntry(kind: .serviceSecret, origin: server, organization: nil) : nil
    }

    /// Where the value that was replaced may still stand.
    func reminders(of old: Secret?) -> [String] {
        var reminders = ["What else has the old value has to get the new one: cookies, workspace copies, backups."]
        let directory = config.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
        let path = "\(directory)/moltnet-tokens.env"
        // A file that is not there, or is somebody else's, has nothing to be told of.
        if let old, let bytes = try? PrivateFile(path: path).read(), old.reveal({ bytes.contains($0) }) {
            reminders.append(
                "\(path) still has it: correct it there, or next time add --to env-file:\(path) with --variable NAME.")
        }
        return reminders
    }

    private static func destinations(
        _ setting: RotationSetting, _ id: String, _ own: MoltnetServerDestination,
        _ versions: @escaping @Sendable () throws(StepFailure) -> MoltnetVersions
    ) throws(Failure) -> [any Destination] {
        let plan = setting.plan
        let context = setting.world.destinationContext(variable: plan.variable, programs: setting.programs)
        var destinations: [any Destination] = []
        for place in plan.destinations {
            if place.name == own.name {
                destinations.append(own)
            } else if let path = MoltnetConsumerDestination.path(in: place.name, id: id) {
                destinations.append(MoltnetConsumerDestination(path: path, id: id, versions: versions))
            } else if let name = DestinationName(place.name) {
                destinations.append(name.destination(in: context))
            } else {
                throw .plan("has a destination that this version does not know")
            }
        }
        return destinations
    }

    /// The values of the key entry, as it is when they are asked for.
    private static func versions(
        of key: KeyName, _ id: RotationID?, _ succession: MoltnetSuccession, in world: World
    ) -> @Sendable () throws(StepFailure) -> MoltnetVersions {
        { [store = world.keyStore] () throws(StepFailure) in
            let entry: KeyEntry
            do throws(KeyStoreFailure) { entry = try store.load(key) } catch {
                // A dry run has no entry yet, and what would be replaced is what the file has.
                if case .unknown = error {
                    let document = id == nil ? try? MoltnetSite.document(succession.config) : nil
                    let old = document.flatMap { MoltnetServerDocument($0).tokens(withID: succession.id).first?.value }
                    return MoltnetVersions(old: old, known: [old].compactMap { $0 })
                }
                throw StepFailure(error)
            }
            let isPromoted = id != nil && entry.current?.rotation == id?.text
            let old = isPromoted ? entry.previous : entry.current
            let known = [entry.current, entry.pending, isPromoted ? entry.previous : nil].compactMap { $0?.secret }
            return MoltnetVersions(old: old?.secret, known: known)
        }
    }
}
