import Rotation

/// Waits between two looks at a deployment, until somebody asks to stop.
struct DeploymentPause: Sendable {
    /// Whether somebody asked to stop.
    var isInterrupted: @Sendable () -> Bool = { false }

    /// Waits for a second, in short naps.
    func nap() async throws(StepFailure) {
        await RoundPace(isInterrupted: isInterrupted).wait(milliseconds: 1000)
        if isInterrupted() {
            throw StepFailure(.interrupted, "a signal asked to stop while the deployment was waited for")
        }
    }
}
