import JSON
import Rotation

/// One question of a dry run, and its answer.
struct DryRunCheck {
    /// What was looked at.
    let subject: String
    /// Why the rotation cannot run; `nil` where nothing stands against it.
    let obstacle: String?
    /// What was found.
    let finding: String

    init(_ subject: String, _ obstacle: String?, _ finding: String) {
        self.subject = subject
        self.obstacle = obstacle
        self.finding = finding
    }
}

extension RotationRun {
    /// Asks every destination whether it can be used.
    ///
    /// Changes nothing.
    func checkDestinations() async -> [DryRunCheck] {
        var checks: [DryRunCheck] = []
        for destination in subject.destinations {
            do throws(StepFailure) {
                checks.append(DryRunCheck(destination.name, nil, try await destination.inspect()))
            } catch { checks.append(DryRunCheck(destination.name, error.reason, destination.statement)) }
        }
        return checks
    }

    /// What a dry run has found.
    func report(_ checks: [DryRunCheck]) -> Report {
        let isReady = checks.allSatisfy { $0.obstacle == nil }
        return Report(
            [
                "dry_run": true, "plan": plan.document,
                "checks": .array(
                    checks.map { check in
                        [
                            "subject": .string(check.subject), "ok": .bool(check.obstacle == nil),
                            "reason": .optional(check.obstacle),
                        ]
                    }),
            ], columns: ["CHECKED", "VERDICT", "FINDING"],
            rows: checks.map { [$0.subject, $0.obstacle == nil ? "ok" : "not ok", $0.obstacle ?? $0.finding] },
            remarks: [
                isReady ? "ok: nothing has been changed; the rotation can run." : "not ok: nothing has been changed."
            ],
            names: [isReady ? "ready" : "not ready"])
    }
}
