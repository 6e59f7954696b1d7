import Keyfile
import Rotation

/// `flyctl secrets deploy`: the machines of an app get what was staged.
struct FlyDeployment: Deployment {
    let app: FlyApp
    let variable: String
    let settling: Duration
    let pause: DeploymentPause
    let lastPut: LastPut

    var statement: String {
        """
        deploys every staged secret of \(app.name), which restarts its machines; that the list shows \(variable) as \
        deployed confirms it, where flyctl tells
        """
    }

    /// Staged is a no; deployed is a yes when this process saw the value being staged.
    func isDeployed(_ value: Secret) async throws(StepFailure) -> Bool? {
        guard let secret = try await app.secrets().named(variable) else { return false }
        switch secret.status {
        case .staged, .partial: return false
        case .deployed: return lastPut.mark(of: value) == secret.digest ? true : nil
        case .unknown, nil: return nil
        }
    }

    /// Deploys, and waits until the list shows it.
    ///
    /// The list is believed, not the exit status.
    func deploy(_ value: Secret) async throws(StepFailure) {
        let end = ContinuousClock.now + app.flyctl.deadline
        let arguments = ["secrets", "deploy", "-a", app.name]
        let outcome = try await app.flyctl.run(arguments)
        let settled = ContinuousClock.now + settling
        while true {
            let status = try await app.secrets().named(variable)?.status
            if status == .deployed { return }
            guard outcome.isSuccess else { throw app.flyctl.refusal(arguments, outcome) }
            if status == nil || status == .unknown { return }
            let hint = "flyctl secrets list -a \(app.name)"
            if status == .staged, ContinuousClock.now >= settled {
                let reason = "flyctl secrets deploy ended well, but \(variable) is still only staged"
                throw StepFailure(.refused, reason, hint: hint)
            }
            if ContinuousClock.now >= end {
                throw StepFailure(.timedOut, "some machines of \(app.name) still do not have \(variable)", hint: hint)
            }
            try await pause.nap()
        }
    }
}
