import HostSystem
import ManagementAPI

/// Waits until a workspace has a status.
struct WorkspaceWait: Sendable {
    /// The status that is waited for; `removed` is reached by one that is gone altogether as well.
    let goal: String
    /// For how long at most.
    let patience: Duration
    /// Statuses it does not leave by itself for the one that is waited for.
    var dead: Set<String> = ["failed"]

    /// Half a second at first, so that a quick change is seen soon, and 5 seconds in the end, so that many who wait do
    /// not use up the server's 600 requests a minute.
    private static let pauses = (first: 500, last: 5000)

    /// Polls until the status is reached.
    ///
    /// What passes, such as a server that restarts, is waited out; everything else ends the wait.
    func run(_ id: String, on server: WorkspaceServer) async throws(Failure) -> Models.Workspace? {
        SignalWatch.start()
        let output = server.world.output
        defer { output.endProgress() }
        let end = ContinuousClock.now + patience
        var pause = WorkspaceWait.pauses.first
        while true {
            var state = "not reachable"
            var trouble: Failure?
            do throws(Failure) {
                let workspace = try await server.read(id)
                if try await isReached(workspace, id, server) { return workspace }
                state = workspace?.status ?? "gone"
                guard ContinuousClock.now < end else {
                    throw .workspace(.timedOut(workspace?.label ?? id, id: id, wanted: goal, status: state))
                }
            } catch {
                guard error.isPassing, ContinuousClock.now < end else { throw error }
                trouble = error
            }
            if case .rateLimited(let seconds?) = trouble?.reply?.kind { pause = max(pause, seconds * 1000) }
            try await sleep(pause, until: end, state, server.world)
            pause = min(pause * 3 / 2, WorkspaceWait.pauses.last)
        }
    }

    private func isReached(
        _ workspace: Models.Workspace?, _ id: String, _ server: WorkspaceServer
    ) async throws(Failure) -> Bool {
        let status = workspace?.status ?? "gone"
        if status == goal || goal == "removed" && workspace == nil { return true }
        guard workspace == nil || status == "removed" || dead.contains(status) else { return false }
        let reason = status == "failed" ? await server.reason(of: id) : nil
        throw .workspace(.ended(workspace?.label ?? id, id: id, wanted: goal, status: status, reason: reason))
    }

    /// Sleeps in short naps, so that a signal is noticed, and counts down on a terminal.
    private func sleep(
        _ milliseconds: Int, until end: ContinuousClock.Instant, _ state: String, _ world: World
    ) async throws(Failure) {
        let wake = min(end, .now + .milliseconds(milliseconds))
        repeat {
            if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
            let left = max(.zero, end - .now).components.seconds
            world.output.progress("waiting for \(goal), \(left) s left: it is \(state)")
            await Pause.nap(milliseconds: 50)
        } while ContinuousClock.now < wake
    }
}
