import Keyfile
import Rotation

/// `railway redeploy`: the service starts again with its variables as they are now.
struct RailwayDeployment: Deployment {
    let service: RailwayService
    let variable: String
    let pause: DeploymentPause
    /// Which deployment this process made after which value.
    let lastDeployment: LastPut

    var statement: String {
        """
        redeploys \(service.name); that a new deployment succeeds confirms it, and which value its processes have \
        cannot be read back
        """
    }

    /// A service whose variable is another one is surely not deployed with the value; otherwise only what this process
    /// has seen is known.
    func isDeployed(_ value: Secret) async throws(StepFailure) -> Bool? {
        guard try await service.holds(variable, value) else { return false }
        return lastDeployment.mark(of: value) != nil ? true : nil
    }

    /// Redeploys, and waits until a deployment that was not there before has succeeded.
    func deploy(_ value: Secret) async throws(StepFailure) {
        let end = ContinuousClock.now + service.railway.deadline
        let before = Set(try await service.deployments().map(\.id))
        lastDeployment.forget()
        let arguments = ["redeploy", "--service", service.name, "--yes"]
        let outcome = try await service.railway.run(arguments)
        while true {
            let new = try await service.deployments().filter { !before.contains($0.id) }
            if let done = new.first(where: { ["SUCCESS", "SLEEPING"].contains($0.status) }) {
                return lastDeployment.note(value, mark: done.id)
            }
            let hint = "railway deployment list --service '\(service.name)'"
            if let failed = new.first(where: { ["FAILED", "CRASHED", "REMOVED", "SKIPPED"].contains($0.status) }) {
                throw StepFailure(.refused, "deployment \(failed.id) ended as \(failed.status)", hint: hint)
            }
            guard outcome.isSuccess || !new.isEmpty else { throw service.railway.refusal(arguments, outcome) }
            if ContinuousClock.now >= end {
                let trouble = new.isEmpty ? "railway redeploy made no deployment" : "the deployment has not ended"
                throw StepFailure(
                    .timedOut, "\(trouble) within \(service.railway.deadline.components.seconds) s", hint: hint)
            }
            try await pause.nap()
        }
    }
}
