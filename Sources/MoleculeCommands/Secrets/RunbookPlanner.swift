import CommandTree
import Destinations
import JSON
import Keyfile
import ManagementAPI
import Rotation

/// Turns a runbook whose settings are filled in into a plan, and tells what is known of it before it is carried out.
struct RunbookPlanner {
    let runbook: Runbook
    let profile: String?
    let verb: SecretsRotate
    let world: World

    /// Whether workspaces of a platform are concerned.
    var concernsFleet: Bool {
        runbook.destinations.contains { DestinationName($0)?.kind.concernsFleet == true }
            || runbook.proofs.contains { $0.kind == RunbookProofKind.fleet.rawValue }
    }

    /// The plan.
    func plan() throws(Failure) -> RotationPlan {
        let origin = try Origin.parse(runbook.origin, source: "The origin of the runbook")
        let key = try keyName()
        let entry = try entry(key, origin)
        return RotationPlan(
            subject: RunbookSubject.name, key: key, origin: origin.text, variable: runbook.secret,
            source: runbook.source, destinations: try places(), proofs: try proofs(), retirement: runbook.retirement,
            overlaps: runbook.overlap != .cutOver, settings: try settings(), directory: world.workingDirectory,
            passedVariables: verb.passed,
            patience: verb.patience.map { Int($0.components.seconds) } ?? runbook.patience,
            replacing: entry?.current?.fingerprint.text ?? "")
    }

    private func keyName() throws(Failure) -> KeyName {
        if let key = verb.key { return key }
        let text = profile.map { "\($0).\(runbook.secret)" } ?? runbook.secret
        guard let key = KeyName(text) else {
            throw .usage(UsageError("The key entry of \(runbook.secret) needs a name.", hint: "Add --key NAME."))
        }
        return key
    }

    /// The key entry, if it is there: one of a service's secret, bound to the runbook's origin.
    private func entry(_ key: KeyName, _ origin: Origin) throws(Failure) -> KeyEntry? {
        guard try world.entryNames().contains(key) else { return nil }
        let entry = try world.changeableEntry(key)
        guard entry.kind == .serviceSecret else {
            throw .usage(
                UsageError(
                    "Key entry '\(key.text)' holds \(entry.kind.summary), not a service's secret.",
                    hint: "Name another one with --key."))
        }
        guard entry.origin == origin else {
            throw .conflict(
                "Key entry '\(key.text)' is bound to \(entry.origin.text), and the runbook sends values to \(origin.text).",
                hint: "Correct the setting, or name another entry with --key.")
        }
        return entry
    }

    private func places() throws(Failure) -> [RotationPlan.Place] {
        var places: [RotationPlan.Place] = []
        for text in runbook.destinations {
            guard let name = DestinationName(text) else {
                let shown = looksLikeSecret(text) ? "One" : "'\(TerminalText.safe(text))'"
                throw .usage(UsageError("\(shown) is no destination. \(DestinationName.spellings)"))
            }
            places.append(name.place(in: world.workingDirectory))
        }
        return places
    }

    /// The proofs; one that creates an organisation only where somebody names it.
    private func proofs() throws(Failure) -> [RotationPlan.Part] {
        let provision = runbook.proofs.first { $0.kind == RunbookProofKind.provision.rawValue }
        if let slug = verb.answers.disposable {
            guard let provision else {
                throw .usage(
                    UsageError(
                        "The runbook of \(runbook.secret) creates no organisation, as it is set.",
                        hint:
                            "Leave --verify-provision out, or see its settings: molecule secrets runbook show \(runbook.secret)"
                    ))
            }
            let prefixes = (provision.settings["prefixes"] ?? "").split(separator: ",").map {
                String($0.drop { $0 == " " })
            }
            guard ProvisionProof.isDisposable(slug, prefixes: prefixes.isEmpty ? ProvisionProof.prefixes : prefixes)
            else {
                let list = (prefixes.isEmpty ? ProvisionProof.prefixes : prefixes).joined(separator: ", ")
                throw .usage(
                    UsageError(
                        "What --verify-provision creates is deleted again, so its name must begin with one of \(list).",
                        hint: "--verify-provision keytest-1"))
            }
        }
        return runbook.proofs.filter {
            $0.kind != RunbookProofKind.provision.rawValue || verb.answers.disposable != nil
        }
    }

    private func settings() throws(Failure) -> [String: String] {
        var settings = [RunbookPlanSetting.shape: runbook.shape.planText]
        settings[RunbookPlanSetting.profile] = profile
        settings[RunbookPlanSetting.reason] = verb.answers.reason
        settings[RunbookPlanSetting.disposable] = verb.answers.disposable
        if case .hours(let hours) = runbook.overlap { settings[RunbookPlanSetting.overlapHours] = String(hours) }
        if let part = runbook.retirement, part.kind == RunbookRetirementKind.flyToken.rawValue {
            guard let id = verb.answers.oldID else {
                throw .refused(
                    "The old token is revoked by its id, which is not known here.",
                    hint: "flyctl tokens list -a \(part.settings["app"] ?? "APP"), then --old-id ID")
            }
            settings[RunbookPlanSetting.oldID] = id
        }
        if concernsFleet {
            settings[RunbookPlanSetting.platform] =
                try world.client(for: .tenant, keys: verb.platformKeys).server.text
            settings[RunbookPlanSetting.organization] = world.settings.organization
            if !verb.platformKeys.isEmpty {
                settings[RunbookPlanSetting.platformKeys] = verb.platformKeys.map(\.text).joined(separator: ",")
            }
        }
        if verb.answers.disposable != nil {
            settings[RunbookPlanSetting.controlPlane] =
                try world.client(for: .controlPlane, keys: []).server.text
        }
        return settings
    }

    /// The value that somebody brings along, checked before anything begins.
    func broughtValue(_ input: RotationInput, for run: RotationRun) throws(Failure) -> Secret? {
        guard let source = input.source else { return nil }
        guard runbook.source.kind == RunbookSourceKind.pasted.rawValue else {
            throw .usage(
                UsageError(
                    "A new value of \(runbook.secret) is not brought along.", hint: "Leave the --from option out."))
        }
        let value = try source.fetch(in: world)
        let rule = ValueRule(
            secret: runbook.secret, shape: runbook.shape, others: BuiltInRunbooks.all,
            destinations: run.subject.destinations)
        do { try rule.check(value, old: run.entry?.current?.secret) } catch {
            throw .explained(
                "\(error.reason.prefix(1).uppercased())\(error.reason.dropFirst()). Nothing has been changed.",
                hint: error.hint.map { "\($0), then type the same again." }, .usage)
        }
        return value
    }
}
