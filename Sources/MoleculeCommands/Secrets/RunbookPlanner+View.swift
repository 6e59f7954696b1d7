import Destinations
import JSON
import Keyfile
import ManagementAPI
import Rotation

extension RunbookPlanner {
    /// The plan for people and as data; `origin` says where the runbook and the settings come from.
    func view(_ run: RotationRun, origin: String) -> RotationPlanView {
        let key = run.plan.key.text
        var before = [runbook.purpose, origin]
        if run.plan.replacing.isEmpty {
            before.append(
                "The old value is not at hand: it cannot be put back, and a new one cannot be compared with it. To have it: molecule keys add \(key) --kind service-secret --origin \(run.plan.origin)"
            )
        } else {
            before.append("The value that is replaced is \(run.plan.replacing).")
        }
        if let reason = verb.answers.reason { before.append("Reason: \(reason).") }
        return RotationPlanView(
            run: run, title: "\(runbook.secret), key entry '\(key)'\(profile.map { ", profile \($0)" } ?? "")",
            before: before, after: after, members: members)
    }

    private var after: [String] {
        var lines = ["Danger: \(runbook.danger.rawValue). \(overlap)", "Blast radius: \(runbook.blastRadius)"]
        if let coupling = runbook.coupling { lines.append("Coupled: \(coupling)") }
        lines += runbook.requirements.map { "To be affirmed (\($0.name)): \($0.question)" }
        return lines + runbook.drift.map { "Differs from the written procedure: \($0)" }
    }

    private var overlap: String {
        switch runbook.overlap {
        case .cutOver: "This secret has one value: whoever uses the old one is cut over, not overlapped."
        case .untilRetired: "Both values work until the old one is retired."
        case .hours(let hours): "Both values work for \(hours) h from when the new one is issued."
        }
    }

    private var members: [JSONValue.Member] {
        [
            .init("secret", .string(runbook.secret)), .init("profile", .optional(profile)),
            .init("danger", .string(runbook.danger.rawValue)), .init("overlap", .string(overlap)),
            .init("blast_radius", .string(runbook.blastRadius)), .init("coupling", .optional(runbook.coupling)),
            .init("drift", .array(runbook.drift.map { .string($0) })),
            .init(
                "requirements",
                .array(runbook.requirements.map { ["name": .string($0.name), "question": .string($0.question)] })),
        ]
    }

    /// Asks what can be asked beforehand, and says what cannot.
    ///
    /// - Returns: The first thing that stands in the way.
    func look(into view: inout RotationPlanView) async throws(Failure) -> Failure? {
        var obstacle: Failure?
        try await lookAtFleet(&view)
        let parts: [(String, Any?)] =
            [("obtain", view.run.subject.maker)]
            + view.run.subject.proofs.enumerated().map { (RotationStep.verify($0).word, $1) }
            + [("retire", view.run.subject.retirement)]
        for (name, part) in parts {
            guard let part = part as? any Inspectable else { continue }
            do throws(StepFailure) {
                view.findings.append(.init(subject: name, text: try await part.inspect()))
            } catch {
                // What does not answer now may well do so later.
                if error.isPassing {
                    view.findings.append(.init(subject: name, text: error.reason, isUnknown: true))
                    continue
                }
                view.findings.append(.init(subject: name, text: error.reason, problem: error.reason))
                obstacle = obstacle ?? .destination(name, error)
            }
        }
        for (index, proof) in view.run.subject.proofs.enumerated() {
            let name = RotationStep.verify(index).word
            if let old = view.run.entry?.current?.secret, let refusal = proof as? any RefusalProof {
                view.findings.append(await RunbookPlanner.finding(name, refusal, old))
            } else if !proof.isPassive {
                view.findings.append(
                    .init(
                        subject: name, text: "cannot be asked without acting, so it is not known yet", isUnknown: true))
            }
        }
        RunbookPlanner.tellUnknown(&view)
        return obstacle
    }

    /// Says of every step that nothing was found out about why that is so.
    private static func tellUnknown(_ view: inout RotationPlanView) {
        let known = Set(view.findings.map(\.subject))
        for step in view.run.plan.steps where !known.contains(step.word) {
            let reason: String
            switch step {
            case .obtain: reason = "because the value is made or brought when the rotation runs"
            case .deploy: reason = "because a deployment changes what runs"
            case .activate: reason = "because the command changes what runs"
            case .verify: reason = "because it is asked of the new value, which is not there yet"
            case .retire: reason = "because the old value is still in use"
            // What is known of destinations is told under their names, and the key store is here.
            default: continue
            }
            view.findings.append(.init(subject: step.word, text: reason, isUnknown: true))
        }
    }

    /// Whether the value that is replaced still works, which a later proof is compared with.
    private static func finding(
        _ name: String, _ proof: any RefusalProof, _ old: Secret
    ) async -> RotationPlanView.Finding {
        do throws(StepFailure) {
            switch try await proof.isRefused(old) {
            case false?: return .init(subject: name, text: "the value that is replaced is accepted now")
            case true?: return .init(subject: name, text: "the value that is replaced is refused already")
            case nil: return .init(subject: name, text: "the answer about the old value tells nothing", isUnknown: true)
            }
        } catch {
            return .init(subject: name, text: error.reason, isUnknown: true)
        }
    }

    /// Which workspaces restart, which have a value of their own, and which sleep.
    private func lookAtFleet(_ view: inout RotationPlanView) async throws(Failure) {
        guard concernsFleet else { return }
        let client = try world.client(for: .tenant, keys: verb.platformKeys)
        let impact = try await WriteImpact.look(.global, [runbook.secret], world, client)
        view.before += impact.sentences(.global)
        view.members += impact.members
        if let obstacle = impact.obstacle {
            view.findings.append(.init(subject: "workspaces", text: obstacle, problem: obstacle))
        }
    }
}
