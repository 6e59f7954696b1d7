import HostSystem
import Keyfile

/// Proves whether an ADMIN_TOKEN really protects a server.
///
/// A token that works proves nothing by itself: a server without ADMIN_TOKEN lets everyone in, and a header that never
/// reached it looks just as good. So the same read is asked for with nothing, with a random value of the same form, and
/// with the token: the first two must be refused and the last one accepted.
public struct AdminTokenVerifier: Sendable {
    private let transport: any Transport
    private let origin: Origin
    private let organization: String?
    private let deadline: Duration

    /// A verifier for one server.
    ///
    /// `deadline` is for each request.
    public init(transport: any Transport, origin: Origin, organization: String?, deadline: Duration) {
        self.transport = transport
        self.origin = origin
        self.organization = organization
        self.deadline = deadline
    }

    /// Makes the probes.
    ///
    /// `retired`, when given, is a former token that must be refused too.
    ///
    /// The one without a token goes first: the token is sent only to what has answered like a platform, so a mistyped
    /// address or a page in front of the server never sees it.
    public func verify(
        _ token: Secret, retired: Secret? = nil, within limit: Duration? = nil
    ) async throws(TokenDefect) -> AdminTokenVerification {
        guard let limit, limit < deadline else { return try await verifyAll(token, retired) }
        let hurried = AdminTokenVerifier(
            transport: transport, origin: origin, organization: organization, deadline: max(limit, .seconds(1)))
        return try await hurried.verifyAll(token, retired)
    }

    private func verifyAll(
        _ token: Secret, _ retired: Secret?
    ) async throws(TokenDefect) -> AdminTokenVerification {
        let credential = try BearerCredential(token, boundTo: origin)
        let former: BearerCredential? =
            if let retired { try BearerCredential(retired, boundTo: origin) } else { nil }
        let (surface, first) = await findSurface()
        guard let surface else {
            return AdminTokenVerification(surface: nil, probes: [first], organization: organization)
        }
        var probes = [first]
        if let stranger = try AdminTokenVerifier.random(like: token, boundTo: origin) {
            probes.append(AdminProbe(.randomToken, await ask(surface, stranger)))
        }
        if let former { probes.append(AdminProbe(.retiredToken, await ask(surface, former))) }
        probes.append(AdminProbe(.token, await ask(surface, credential)))
        return AdminTokenVerification(surface: surface, probes: probes, organization: organization)
    }

    /// Makes the one probe that needs no token: whether the server lets in callers without one.
    public func probeDoor() async -> AdminTokenVerification {
        let (surface, first) = await findSurface()
        return AdminTokenVerification(surface: surface, probes: [first], organization: organization)
    }

    /// The first surface whose admin read is mounted, with its answer to a request without a token.
    private func findSurface() async -> (AdminSurface?, AdminProbe) {
        var last = AdminProbe(.noToken, .notMounted)
        for surface in AdminSurface.allCases {
            let answer = await ask(surface, nil)
            last = AdminProbe(.noToken, answer)
            switch answer {
            case .accepted, .unauthenticated: return (surface, last)
            // A tenant server behind its web application answers unmounted routes with a page or a shape of its own.
            case .notMounted, .webPage, .unexpected: continue
            case .forbidden, .hidden, .organizationRequired, .redirect, .rateLimited, .serverError, .failed:
                return (nil, last)
            }
        }
        return (nil, last)
    }

    private func ask(_ surface: AdminSurface, _ credential: BearerCredential?) async -> AdminAnswer {
        var request = HTTPRequest(.get, origin, target: surface.probeTarget, deadline: deadline)
        request.credential = credential
        request.usesFreshConnection = true
        if let organization {
            guard let header = HTTPHeader("X-Molecule-Org-Id", organization) else {
                return .failed(.notSent(.unsupported("the organisation's id has a character that no header can hold")))
            }
            request.headers = [header]
        }
        do {
            let answer = AdminAnswer(try await transport.send(request), surface: surface)
            // A server can put what it was sent into the address it points to: that is shown only when nothing was sent.
            if credential != nil, case .redirect(let status, _) = answer { return .redirect(status: status, to: "") }
            return answer
        } catch {
            return .failed(error)
        }
    }

    /// A value of the same length, with a character of the same class in every place, that is not the token.
    static func random(like token: Secret, boundTo origin: Origin) throws(TokenDefect) -> BearerCredential? {
        let random: [UInt8]
        // Without random bytes there is no such probe, and without the probe nothing is proven.
        do { random = try SystemRandom.bytes(token.count) } catch { return nil }
        let bytes = token.reveal { bytes in zip(bytes, random).map { AdminTokenVerifier.substitute($0, $1) } }
        let stranger = Secret(bytes)
        return stranger.matches(token) ? nil : try BearerCredential(stranger, boundTo: origin)
    }

    private static func substitute(_ byte: UInt8, _ random: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: 0x30 + random % 10
        case 0x41...0x5A: 0x41 + random % 26
        case 0x61...0x7A: 0x61 + random % 26
        default: byte
        }
    }
}
