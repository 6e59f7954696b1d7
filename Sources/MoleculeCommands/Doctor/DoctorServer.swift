import CommandTree
import HostSystem
import Keyfile
import ManagementAPI

/// Looks at one server: whether it is reached, over what, with which clock, what it is, and whether it is open to all.
struct DoctorServer {
    /// A server to look at.
    struct Target {
        let address: String
        /// What named it, for people.
        let source: String
        /// Whether it is a platform, not a control plane.
        let isPlatform: Bool
    }

    let origin: Origin
    let isPlatform: Bool
    let world: World

    /// The difference of clocks that is told: logs of two machines can no longer be laid side by side, and a second or
    /// two is what a slow answer makes.
    private static let tolerance: Int64 = 30_000

    /// Looks at every server.
    static func look(at targets: [Target], in world: World) async -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        for target in targets {
            do throws(Failure) {
                let origin = try Origin.parse(target.address, source: target.source)
                findings += await DoctorServer(origin: origin, isPlatform: target.isPlatform, world: world).look()
            } catch { findings.append(.failure(.server, error)) }
        }
        return findings
    }

    private func look() async -> [DoctorFinding] {
        let start = Timestamp.now
        var request = HTTPRequest(.get, origin, target: Operations.getHealth.path, deadline: world.settings.deadline)
        request.usesFreshConnection = true
        let response: HTTPResponse
        do { response = try await world.transport().send(request) } catch { return [unreached(error)] }
        let end = Timestamp.now
        let length = end.milliseconds - start.milliseconds
        var findings: [DoctorFinding] = [.ok(.server, "\(origin.text) answers, in \(length) ms"), tls]
        findings.append(clock(response, start, end))
        if isPlatform { findings += await access() }
        return findings
    }

    private func unreached(_ failure: TransportFailure) -> DoctorFinding {
        let isTLS = if case .notSent(.tls) = failure { true } else { false }
        let next: String? =
            switch failure {
            case .notSent(.connectionRefused), .notSent(.hostNotFound), .notSent(.tls):
                AdminTokenVerdict.unreachable(failure).hint(origin)
            default: "see whether a proxy or a slow network is in the way: molecule doctor --timeout 2m -v"
            }
        return .failure(isTLS ? .tls : .server, "\(origin.text): \(failure.sentence)", next: next, .unavailable)
    }

    private var tls: DoctorFinding {
        guard origin.scheme == .https else {
            return .ok(.tls, "\(origin.text) is plain http, which stays on this machine")
        }
        return .ok(.tls, "\(origin.text) proves who it is by a certificate that is trusted here")
    }

    /// Compares with the middle of the exchange; the server's clock is told to the second.
    private func clock(_ response: HTTPResponse, _ start: Timestamp, _ end: Timestamp) -> DoctorFinding {
        guard let theirs = response.headers["date"].flatMap({ Timestamp(httpDate: $0) }) else {
            return .ok(.clock, "\(origin.text) does not tell its time")
        }
        let skew = theirs.milliseconds + 500 - (start.milliseconds + end.milliseconds) / 2
        let slack = DoctorServer.tolerance + (end.milliseconds - start.milliseconds) / 2
        guard abs(skew) > slack else { return .ok(.clock, "the clock agrees with that of \(origin.text)") }
        let text = "the clock here is \(abs(skew) / 1000) s \(skew < 0 ? "ahead of" : "behind") that of \(origin.text)"
        return .warning(.clock, text, next: "sudo timedatectl set-ntp true")
    }

    /// What the server is, and what it answers to somebody without a credential.
    private func access() async -> [DoctorFinding] {
        let verifier = AdminTokenVerifier(
            transport: world.transport(), origin: origin, organization: world.settings.organization,
            deadline: world.settings.deadline)
        let verification = await verifier.probeDoor()
        guard let surface = verification.surface else {
            let verdict = verification.verdict
            return [
                .failure(.surface, "\(origin.text): \(verdict.sentence)", next: verdict.hint(origin), verdict.status)
            ]
        }
        let kind = surface == .selfHosted ? "a self-hosted platform" : "the server of one organisation (tenant)"
        let known = DoctorFinding.ok(.surface, "\(origin.text) is \(kind)")
        guard verification.probes.allSatisfy(\.isAsRequired) else {
            let verdict = verification.verdict
            return [
                known,
                .failure(.access, "\(origin.text): \(verdict.sentence)", next: verdict.hint(origin), verdict.status),
            ]
        }
        return [known, .ok(.access, "\(origin.text) refuses callers without a credential")]
    }
}

extension Timestamp {
    /// Reads a time as HTTP's Date tells it (RFC 9110, 5.6.7), such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    init?(httpDate text: String) {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        self.init("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
    }
}
