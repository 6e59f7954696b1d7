import JSON
import Keyfile
import ManagementAPI
import TestSupport
import Testing

@testable import Sandbox

/// Each of the contract's operations with each of its nine credentials, with every combination it names, and with none.
///
/// What must come of it is told by the contract, and what the client makes of the contract is compared as well: it sends
/// what the server lets in, and refuses by itself what the server would.
@Suite(.blocking) struct `The matrix of operations and credentials` {
    /// Every way to a tenant: at an address of its own, by the edge's routing headers, and alone.
    enum Way: String, CaseIterable {
        case host, slug, id, alone
    }

    private static let routing: Set<SecurityScheme> = [.orgRoutingHeaderId, .orgRoutingHeaderSlug]
    private static let acme = "0b54f9d6-3f0e-4b0e-9a55-6a1f0c8d7e21"

    @Test func `is about every operation and nine credentials`() {
        #expect(SecurityScheme.allCases.count == 9)
        let surfaces = [Operation.Surface.controlPlane, .tenant, .selfHosted].map(Self.operations)
        #expect(surfaces.reduce(0) { $0 + $1.count } == Operations.all.count)
        #expect(surfaces.map(\.count) == [30, 64, 6])
    }

    @Test func `of the control plane is as the contract says`() throws {
        try withControlPlane {
            $0.rateLimit.requests = 1_000_000
        } _: { plane throws in
            try walk(.controlPlane, TierCaller(server: plane.server, values: try values(plane)))
        }
    }

    @Test(arguments: Way.allCases) func `of a tenant is as the contract says, however it is reached`(_ way: Way) throws
    {
        guard way != .alone else {
            return try withTenant(.may) {
                $0.rateLimit.requests = 1_000_000
                $0.sessionCookie = "mcp_session=right-session"
            } _: { tenant throws in
                var values = Self.strangers
                values[.adminToken] = "right-token"
                values[.orgApiKey] = try tenant.mintOrgKey().text
                // Before anything starts a workspace, which gives it a token.
                let other = TierCaller(server: tenant.server, values: values, workspace: research)
                for operation in Self.operations(.tenant) where Self.isOfOwnToken(operation) {
                    for schemes in SecurityScheme.allCases.map({ [$0] }) + [[]] {
                        let expected = isAdmitted(operation, schemes) && schemes != [.workspaceToken]
                        #expect(
                            try other.verdict(operation, schemes) == (expected ? .admitted : .refused),
                            "\(operation.id) of a workspace without tokens, with \(schemes.map(\.rawValue))")
                    }
                }
                try walk(.tenant, TierCaller(server: tenant.server, values: values))
            }
        }
        try withControlPlane {
            $0.rateLimit.requests = 1_000_000
        } _: { plane throws in
            var caller = TierCaller(server: plane.server, values: try values(plane))
            switch way {
            case .host: caller.host = "acme.localhost"
            case .slug: caller.routing = ["X-Molecule-Org-Slug: acme"]
            default: caller.routing = ["X-Molecule-Org-Id: \(Self.acme)"]
            }
            try walk(.tenant, caller)
        }
    }

    @Test func `of a self-hosted server is as the contract says`() throws {
        try withGuardedSandbox {
            $0.rateLimit.requests = 1_000_000
        } _: { server, _ throws in
            var values = Self.strangers
            values[.adminToken] = "right-token"
            try walk(.selfHosted, TierCaller(server: server, values: values))
        }
    }

    /// The one alternative of the contract that depends on how the server is deployed.
    @Test func `lets a workspace token do what administrators do where there is no admin token`() throws {
        try withOpenTenant(.may) {
            $0.rateLimit.requests = 1_000_000
        } _: { tenant throws in
            let token = try #require(
                try tenant.json("POST /admin/workspaces/\(atlas)/tokens", nil, 201)["auth_token"]?.text)
            let caller = TierCaller(server: tenant.server, values: [.workspaceToken: token])
            let operations = Self.operations(.tenant).filter { $0.authClass == "admin" }
            #expect(operations.count == 38)
            for operation in operations {
                #expect(try caller.verdict(operation, []) == .refused, "\(operation.id)")
                #expect(try caller.verdict(operation, [.workspaceToken], altered: true) == .refused, "\(operation.id)")
                #expect(try caller.verdict(operation, [.workspaceToken]) == .admitted, "\(operation.id)")
            }
        }
    }

    @Test func `has no machines at all where the provision secret is not set`() throws {
        try withControlPlane("CP_ADMIN_API_TOKEN=right-admin\nMOLECULE_SESSION_COOKIE=right-session\n") {
            $0.rateLimit.requests = 1_000_000
        } _: { plane throws in
            let caller = TierCaller(server: plane.server, values: try values(plane))
            for operation in Self.operations(.controlPlane) where operation.authClass == "provision" {
                for schemes in SecurityScheme.allCases.map({ [$0] }) + [[]] + operation.security {
                    #expect(
                        try caller.verdict(operation, schemes) == .strange("404 404 page not found"),
                        "\(operation.id) with \(schemes)")
                }
            }
        }
    }

    private static func operations(_ surface: Operation.Surface) -> [Operation] {
        Operations.all.filter { $0.surface == surface }
    }

    /// What opens a control plane, and acme behind it.
    private func values(_ plane: ControlPlaneClient) throws -> [SecurityScheme: String] {
        var values = Self.strangers
        let token = try plane.adminToken("acme")
        let tenant = plane.with(["Authorization: Bearer \(token)", "X-Molecule-Org-Slug: acme"])
        values[.adminToken] = token
        values[.tenantAdminToken] = token
        values[.orgApiKey] = try #require(try tenant.json("POST /org/tokens")["auth_token"]?.text)
        return values
    }

    /// Values that are right somewhere, though not at every server.
    private static let strangers: [SecurityScheme: String] = [
        .workosSession: "right-session", .cpAdminBearer: "right-admin", .provisionSecret: "right-provision",
        .tenantAdminToken: "a-tenant-admin-token", .orgApiKey: "an-org-key", .workspaceToken: "a-workspace-token",
        .adminToken: "an-admin-token", .orgRoutingHeaderId: acme, .orgRoutingHeaderSlug: "acme",
    ]

    /// What lets only a workspace's own token in as soon as it has one.
    private static func isOfOwnToken(_ operation: Operation) -> Bool {
        ["tenantGetWorkspaceState", "tenantGetWorkspaceSecretValues"].contains(operation.id)
    }

    /// Whether the contract lets some credentials in, on a server that has an admin token.
    private func isAdmitted(_ operation: Operation, _ schemes: [SecurityScheme]) -> Bool {
        let secrets = Set(schemes).subtracting(Self.routing)
        if operation.authClass == "admin", secrets == [.workspaceToken] { return false }
        return operation.security.isEmpty
            || operation.security.contains { Set($0).subtracting(Self.routing).isSubset(of: secrets) }
    }

    private func walk(_ surface: Operation.Surface, _ caller: TierCaller) throws {
        var caller = caller
        for operation in Self.operations(surface) {
            // Where there are machines of their own, there are no images to fetch.
            if operation.id == "tenantRefreshWorkspaceImages", caller.host != nil || !caller.routing.isEmpty {
                #expect(try caller.verdict(operation, [.adminToken]) == .strange("404 404 page not found"))
                continue
            }
            let alone = SecurityScheme.allCases.map { [$0] } + [[]]
            for schemes in alone + operation.security {
                if surface == .tenant { try caller.renewWorkspaceToken() }
                let isAdmitted = isAdmitted(operation, schemes)
                let isLetIn = isAdmitted && (!Self.isOfOwnToken(operation) || schemes.contains(.workspaceToken))
                let note = Comment(rawValue: "\(operation.id) with \(schemes.map(\.rawValue))")
                #expect(try caller.verdict(operation, schemes) == (isLetIn ? .admitted : .refused), note)
                if surface == .selfHosted || operation.authClass != "admin" || schemes != [.workspaceToken] {
                    #expect(isSent(operation, schemes) == isAdmitted, note)
                }
            }
            for scheme in SecurityScheme.allCases where !Self.routing.contains(scheme) {
                let expected: TierCaller.Verdict = operation.security.isEmpty ? .admitted : .refused
                #expect(
                    try caller.verdict(operation, [scheme], altered: true) == expected,
                    "\(operation.id) with a wrong \(scheme.rawValue)")
            }
        }
    }

    /// Whether the client sends the request when it has these credentials and no other.
    private func isSent(_ operation: Operation, _ schemes: [SecurityScheme]) -> Bool {
        let found = schemes.compactMap(\.kind).map {
            FoundCredential(kind: $0, secret: Secret(Array("a-value-of-a-test".utf8)), origin: nil, source: "a test")
        }
        let set = CredentialSet(
            found, organizationID: schemes.contains(.orgRoutingHeaderId) ? Self.acme : nil,
            organizationSlug: schemes.contains(.orgRoutingHeaderSlug) ? "acme" : nil)
        do { return try !set.choose(for: operation).isEmpty || operation.security.isEmpty } catch { return false }
    }
}
