import HostSystem
import Rotation

/// Waits between two looks at a deployment, until somebody asks to stop.
struct DeploymentPause: Sendable {
    /// Whether somebody asked to stop.
    var isInterrupted: @Sendable () -> Bool = { false }

    /// Waits for a second, in short naps.
    func nap() async throws(StepFailure) {
        for _ in 0..<20 {
            if isInterrupted() {
                throw StepFailure(.interrupted, "a signal asked to stop while the deployment was waited for")
            }
            await Pause.nap(milliseconds: 50)
        }
    }
}
