import Keyfile
import Testing

@testable import ManagementAPI

private let token = "Abz09+/=mol_SECRET-token.XY"

@Suite struct AdminTokenVerifierTests {
    private let origin: Origin

    init() throws { origin = try Origin("https://a.example") }

    private func verify(
        _ platform: FakePlatform, organization: String? = nil, retired: String? = nil
    ) async throws -> AdminTokenVerification {
        let verifier = AdminTokenVerifier(
            transport: platform, origin: origin, organization: organization, deadline: .seconds(7))
        return try await verifier.verify(Secret(Array(token.utf8)), retired: retired.map { Secret(Array($0.utf8)) })
    }

    @Test func `a protected self-hosted platform is found with three requests`() async throws {
        let platform = FakePlatform.protected(token)
        let verification = try await verify(platform)
        #expect(verification.verdict == .protected && verification.surface == .selfHosted)
        #expect(verification.probes.map(\.kind) == [.noToken, .randomToken, .token])
        #expect(platform.requests.map(\.target) == Array(repeating: "/admin/workspaces", count: 3))
        #expect(
            platform.requests.allSatisfy { $0.method == "GET" && $0.origin == origin && $0.body == nil && $0.isFresh })
        #expect(platform.requests.allSatisfy { $0.deadline == .seconds(7) && $0.headers.isEmpty })
    }

    @Test func `a tenant server is found where the self-hosted route is not mounted`() async throws {
        let platform = FakePlatform.protected(token, at: "/workspaces")
        let verification = try await verify(platform, organization: "b7a2-11")
        #expect(verification.verdict == .protected && verification.surface == .tenant)
        #expect(platform.requests.map(\.target) == ["/admin/workspaces"] + Array(repeating: "/workspaces", count: 3))
        #expect(platform.requests.allSatisfy { $0.headers == ["X-Molecule-Org-Id": "b7a2-11"] })
    }

    @Test func `a tenant server behind a web application is found too`() async throws {
        let platform = FakePlatform { request in
            guard request.target == "/workspaces" else { return .success(.plain(200, "<html>", "text/html")) }
            return .success(request.bearer == token ? .workspaces(0, target: "/workspaces") : .refused)
        }
        #expect(try await verify(platform).verdict == .protected)
    }

    @Test func `the first request carries no credential, the second a stranger's, the last the token`() async throws {
        let platform = FakePlatform.protected(token)
        _ = try await verify(platform)
        let bearers = platform.requests.map(\.bearer)
        #expect(bearers.count == 3 && bearers[0] == nil && bearers[2] == token)
        let stranger = try #require(bearers[1])
        #expect(stranger != token && stranger.utf8.count == token.utf8.count)
    }

    @Test func `the stranger has a character of the same class in every place`() async throws {
        func form(_ text: String) -> String {
            String(text.map { $0.isNumber ? "0" : $0.isUppercase ? "A" : $0.isLowercase ? "a" : $0 })
        }
        var seen: Set<String> = []
        for _ in 0..<20 {
            let platform = FakePlatform.protected(token)
            _ = try await verify(platform)
            let stranger = try #require(platform.requests[1].bearer)
            #expect(form(stranger) == form(token))
            seen.insert(stranger)
        }
        #expect(seen.count == 20)
    }

    @Test func `a token without a stranger of its form is never called protected`() async throws {
        let platform = FakePlatform { $0.bearer == "---" ? .success(.json(200, "{\"count\":1}")) : .success(.refused) }
        let verifier = AdminTokenVerifier(transport: platform, origin: origin, organization: nil, deadline: .seconds(1))
        let verification = try await verifier.verify(Secret(Array("---".utf8)))
        #expect(verification.probes.map(\.kind) == [.noToken, .token])
        #expect(verification.verdict == .unexpected(status: 0))
    }

    @Test(
        arguments: [
            .plain(200, "<html>", "text/html"), .empty(302, ["location": "https://evil.example/"]),
            .json(200, "{\"ok\":true}"), .json(200, "[]"),
            .unknownRoute, .empty(404), .json(400, "{\"code\":\"TENANT_ORG_HEADER_REQUIRED\"}"), .empty(403),
            .json(429, "{}"), .empty(500),
            .plain(401, "Unauthorized"), .empty(204), .json(404, "{\"error\":\"x\"}"),
        ] as [HTTPResponse])
    func `the token is never sent to what does not answer like a platform`(_ response: HTTPResponse) async throws {
        // An array is the tenant's shape at the tenant's route, and there an open door.
        let platform = FakePlatform { _ in .success(response) }
        let verification = try await verify(platform, retired: "former")
        #expect(verification.verdict != .protected)
        let isOpenTenant = verification.surface == .tenant
        #expect(isOpenTenant || platform.requests.allSatisfy { $0.bearer == nil })
        #expect(isOpenTenant || (1...2).contains(platform.requests.count))
    }

    @Test(
        arguments: [
            .notSent(.hostNotFound), .notSent(.tls("x")), .outcomeUnknown(.deadlineExceeded),
            .answered(status: 200, .connectionLost),
        ] as [TransportFailure])
    func `a server that cannot be asked is asked once`(_ failure: TransportFailure) async throws {
        let platform = FakePlatform { _ in .failure(failure) }
        #expect(try await verify(platform).verdict == .unreachable(failure))
        #expect(platform.requests.count == 1)
    }

    @Test func `a redirect that comes only for the token is told and not followed`() async throws {
        let platform = FakePlatform { request in
            .success(request.bearer == token ? .empty(307, ["location": "https://evil.example/x"]) : .refused)
        }
        // Where to is not kept: the server may have put the token into it.
        #expect(try await verify(platform).verdict == .redirect(status: 307, to: ""))
        #expect(platform.requests.allSatisfy { $0.origin == origin })
    }

    @Test func `an open door and a door for anyone are told from a protected one`() async throws {
        let open = FakePlatform { _ in .success(.json(200, "{\"count\":1}")) }
        #expect(try await verify(open).verdict == .open)
        let any = FakePlatform { .success($0.bearer == nil ? .refused : .json(200, "{\"count\":1}")) }
        #expect(try await verify(any).verdict == .acceptsAnyToken)
        let other = FakePlatform.protected("another")
        #expect(try await verify(other).verdict == .tokenRefused)
    }

    @Test func `a former token must be refused too`() async throws {
        let both = FakePlatform {
            .success([token, "former"].contains($0.bearer) ? .json(200, "{\"count\":1}") : .refused)
        }
        let verification = try await verify(both, retired: "former")
        #expect(verification.verdict == .retiredTokenAccepted)
        #expect(verification.probes.map(\.kind) == [.noToken, .randomToken, .retiredToken, .token])
        let fresh = FakePlatform.protected(token)
        #expect(try await verify(fresh, retired: "former").verdict == .protected)
        #expect(fresh.requests.map(\.bearer).contains("former"))
    }

    @Test func `a token that no header can carry is refused before anything is sent`() async throws {
        let platform = FakePlatform.protected(token)
        let verifier = AdminTokenVerifier(transport: platform, origin: origin, organization: nil, deadline: .seconds(1))
        await #expect(throws: TokenDefect.invalidByte(kind: "a line break", offset: 1)) {
            try await verifier.verify(Secret(Array("a\n".utf8)))
        }
        await #expect(throws: TokenDefect.empty) {
            try await verifier.verify(Secret(Array("a".utf8)), retired: Secret([]))
        }
        #expect(platform.requests.isEmpty)
    }
}
