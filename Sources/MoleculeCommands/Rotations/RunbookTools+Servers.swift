import Destinations
import Keyfile
import ManagementAPI
import Rotation

extension RunbookTools {
    /// The world with the platform's address that the plan names.
    var platformWorld: World {
        var world = world
        if let address = plan.settings[RunbookPlanSetting.platform] {
            world.settings.address = address
            world.settings.isAddressAmbient = false
        }
        if let organization = plan.settings[RunbookPlanSetting.organization] {
            world.settings.organization = world.settings.organization ?? organization
        }
        return world
    }

    /// The destinations of the plan, those of the platform at the address that the plan names.
    func destinations() throws(Failure) -> [any Destination] {
        let setting = RotationSetting(
            world: platformWorld, plan: plan, id: setting.id, entry: setting.entry, input: setting.input)
        return try setting.destinations()
    }

    /// A client of the control plane that the plan names.
    func controlPlane() throws(Failure) -> ManagementClient {
        var world = world
        if let address = plan.settings[RunbookPlanSetting.controlPlane] {
            world.settings.controlPlaneAddress = address
            world.settings.isControlPlaneAddressAmbient = false
        }
        return try world.client(for: .controlPlane, keys: [])
    }

    /// What is seen of the workspaces that a global secret concerns.
    func fleet(_ key: String) throws(Failure) -> @Sendable () async throws(StepFailure) -> FleetProof.Fleet {
        let look = try impact(key)
        return { () async throws(StepFailure) in
            let impact = try await look()
            let excused = [WriteImpact.Effect.overrides, .seesLater, .external].flatMap { impact.rows($0) }
            return FleetProof.Fleet(
                concerned: impact.rows(.restarts).map { ($0.label, $0.status) }, excused: excused.map(\.label))
        }
    }

    /// Refuses as long as a workspace that sleeps may still have the old value.
    func fleetGuard() throws(Failure) -> @Sendable () async throws(StepFailure) -> Void {
        let look = try impact(plan.variable)
        let goingOn = "molecule rotations resume \(setting.id?.text ?? "ID")"
        return { () async throws(StepFailure) in
            let sleepers = try await look().rows(.seesLater)
            guard !sleepers.isEmpty else { return }
            throw StepFailure(
                .awaitingHand,
                "paused or hibernated workspaces may still hold the old value: \(WriteImpact.list(sleepers))",
                hint: "\(RunbookTools.waking(sleepers)); then \(goingOn)")
        }
    }

    /// The commands that start workspaces again, for hints.
    private static func waking(_ rows: [WorkspaceRow]) -> String {
        let commands = rows.prefix(3).map { row in
            "molecule workspaces \(row.status == "hibernated" ? "restart" : "resume") \(row.id)"
        }
        return commands.joined(separator: ", ") + (rows.count > 3 ? " and so on" : "")
    }

    private func impact(_ key: String) throws(Failure) -> @Sendable () async throws(StepFailure) -> WriteImpact {
        let world = platformWorld
        let client = try world.client(for: .tenant, keys: setting.platformKeys)
        return { () async throws(StepFailure) in
            let impact: WriteImpact
            do throws(Failure) { impact = try await WriteImpact.look(.global, [key], world, client) } catch {
                throw StepFailure(error)
            }
            if let failure = impact.failure {
                let cause = StepFailure(failure)
                throw StepFailure(
                    cause.kind, "the workspaces could not be listed: \(cause.reason)", hint: cause.hint)
            }
            return impact
        }
    }
}
