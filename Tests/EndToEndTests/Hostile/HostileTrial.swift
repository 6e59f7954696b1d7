import Foundation
import Synchronization
import TestSupport

/// One command against one reply, and everything that may go wrong with it.
struct HostileTrial: Sendable {
    let reply: HostileReply
    let command: HostileCommand

    /// No command may hold more than this, in KiB.
    static let maximumMemory = 100 << 10

    /// What came of a trial.
    struct Outcome: Sendable {
        let name: String
        var faults: [String] = []
        var requests = 0
        var peak = 0
    }

    /// Runs the command.
    ///
    /// - Parameter trap: where nobody may ever come: every proxy variable and most redirects lead there.
    func run(in home: TemporaryHome, trap: HostileServer) -> Outcome {
        var outcome = Outcome(name: "\(command.rawValue), \(reply.name)")
        let server = HostileServer { [reply, command] peer, request in
            guard let good = command.goodAnswer(to: request) else { return reply.script(peer, request) }
            peer.answer(good.status, ["Content-Type: application/json"], body: Array(good.body.utf8))
            return true
        }
        defer { server.stop() }
        let proxy = "http://127.0.0.1:\(trap.port)"
        let environment = [
            command.variable: HostileCommand.token, "http_proxy": proxy, "https_proxy": proxy, "ALL_PROXY": proxy,
            "URLSessionDebugLibcurl": "1", "SSLKEYLOGFILE": home.file("keylog"),
        ]
        let words = command.words("http://127.0.0.1:\(server.port)") + ["--timeout", reply.isSlow ? "1s" : "45s"]
        do {
            let measured = try MeasuredRun.molecule(words, home: home, environment: environment)
            outcome.peak = measured.peak
            outcome.requests = server.requests.count
            outcome.faults = faults(of: measured, server)
        } catch { outcome.faults.append("\(error)") }
        return outcome
    }

    private func faults(of measured: MeasuredRun, _ server: HostileServer) -> [String] {
        var faults: [String] = []
        let (run, wanted) = (measured.run, reply.status(of: command))
        if run.status != wanted { faults.append("status \(run.status), not \(wanted): \(run.error.prefix(300))") }
        if measured.peak > Self.maximumMemory { faults.append("\(measured.peak / 1024) MiB") }
        if (run.output + run.error).contains(HostileCommand.token) { faults.append("the credential is shown") }
        if (run.output + run.error).unicodeScalars.contains(where: Self.isAlive) {
            faults.append("a control character")
        }
        if run.status != 0, !run.error.hasPrefix("molecule: "), !run.error.contains("\nmolecule: ") {
            faults.append("no sentence: \(run.error.prefix(300))")
        }
        // Whatever the server says, the request is the one that the command makes, with its one credential.
        let heads = server.requests.map(\.head)
        if server.requests.isEmpty { faults.append("nothing was asked") }
        if heads.contains(where: { $0.components(separatedBy: HostileCommand.token).count > 2 }) {
            faults.append("the credential is sent twice in one request")
        }
        if heads.contains(where: { $0.lowercased().contains("\r\ncookie:") }) { faults.append("a cookie is sent") }
        return faults
    }

    private static func isAlive(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || (0x7F...0x9F).contains(scalar.value)
    }
}

/// Runs many trials at once, on threads of their own: most of them wait.
enum HostileCampaign {
    static func run(_ trials: [HostileTrial], in home: TemporaryHome, trap: HostileServer) -> [HostileTrial.Outcome] {
        let state = Mutex((next: 0, outcomes: [HostileTrial.Outcome]()))
        let threads = DispatchGroup()
        for _ in 0..<8 {
            threads.enter()
            Thread.detachNewThread {
                while true {
                    let number = state.withLock { state in
                        state.next += 1
                        return state.next - 1
                    }
                    guard number < trials.count else { break }
                    let outcome = trials[number].run(in: home, trap: trap)
                    state.withLock { $0.outcomes.append(outcome) }
                }
                threads.leave()
            }
        }
        threads.wait()
        return state.withLock { $0.outcomes }
    }
}
