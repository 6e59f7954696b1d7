import HostSystem
import Synchronization

/// The environment the server runs with, and what changes when it is deployed anew.
final class Deployment: Sendable {
    /// What one request is judged by, fixed when it arrived.
    struct Snapshot: Sendable {
        /// The number of the request, from 1.
        let sequence: Int
        /// The `ADMIN_TOKEN` of the newest deployment; `nil` when unset or empty.
        let current: [UInt8]?
        /// That of the instance which takes this request: another one only in the middle of a rolling deployment.
        let inForce: [UInt8]?
        /// What the control plane compares credentials with.
        let controlPlane: ControlPlaneCredentials
    }

    private struct State {
        var sequence = 0
        var current: [UInt8]?
        var previous: [UInt8]?
        var controlPlane: ControlPlaneCredentials
        /// Requests that are still shared between two instances.
        var shared = 0
    }

    private let file: String?
    /// How many requests a rolling deployment lasts; 0 when the old instance is gone at once.
    private let overlap: Int
    private let state: Mutex<State>

    init(file: String?, overlap: Int) throws(SandboxError) {
        self.file = file
        self.overlap = overlap
        let environment = try Deployment.environment(in: file)
        state = Mutex(
            State(current: environment.adminToken, controlPlane: ControlPlaneCredentials(environment: environment)))
    }

    /// Counts a request and fixes what it is judged by.
    func receive() -> Snapshot {
        state.withLock { state in
            state.sequence += 1
            var inForce = state.current
            if state.shared > 0 {
                if (overlap - state.shared).isMultiple(of: 2) { inForce = state.previous }
                state.shared -= 1
            }
            return Snapshot(
                sequence: state.sequence, current: state.current, inForce: inForce, controlPlane: state.controlPlane)
        }
    }

    /// Reads the file again.
    ///
    /// One that exists but cannot be read changes nothing: a real server would not come up with it, and to take it for
    /// unset would open the door.
    func reload() {
        let environment: [String: [UInt8]]
        do { environment = try Deployment.environment(in: file) } catch { return }
        state.withLock { state in
            state.previous = state.current
            state.current = environment.adminToken
            state.controlPlane = ControlPlaneCredentials(environment: environment)
            state.shared = overlap
        }
    }

    /// The variables of the file that are set to something.
    private static func environment(in file: String?) throws(SandboxError) -> [String: [UInt8]] {
        guard let file else { return [:] }
        do {
            guard let bytes = try StateFile.read(file) else { return [:] }
            return EnvironmentFile.parse(bytes).filter { !$0.value.isEmpty }
        } catch {
            throw .unreadable(path: file, reason: error.reason)
        }
    }
}

extension [String: [UInt8]] {
    fileprivate var adminToken: [UInt8]? { self["ADMIN_TOKEN"] }
}
