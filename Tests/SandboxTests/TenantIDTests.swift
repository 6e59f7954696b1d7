import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `An id in a path` {
    private static let spellings = [
        atlas.uppercased(), atlas.filter { $0 != "-" }, "%7B\(atlas)%7D", "urn:uuid:\(atlas)", "zz", "1",
    ]

    /// The status for each spelling above, by operation: with Go's parser, in canonical form only, by the database.
    private static let matrix: [(request: String, body: String?, statuses: [Int], error: String)] = [
        ("GET /workspaces/ID", nil, [200, 200, 200, 500, 400, 400], "invalid workspace ID"),
        ("PATCH /workspaces/ID", "{}", [200, 200, 200, 404, 400, 400], "invalid workspace ID"),
        ("GET /workspaces/ID/secrets", nil, [400, 400, 400, 400, 400, 400], "invalid workspace ID"),
        ("POST /workspaces/ID/secrets", "{}", [400, 400, 400, 400, 400, 400], "invalid workspace ID"),
        ("DELETE /workspaces/ID/secrets/K", nil, [400, 400, 400, 400, 400, 400], "invalid workspace ID"),
        ("GET /workspaces/ID/secrets/values", nil, [400, 400, 400, 400, 400, 400], "invalid workspace ID"),
        ("PUT /workspaces/ID/model", "{}", [400, 400, 400, 400, 400, 400], "invalid workspace ID"),
        ("GET /workspaces/ID/model", nil, [200, 200, 200, 500, 500, 500], "query failed"),
        ("GET /workspaces/ID/state", nil, [200, 200, 200, 500, 500, 500], "auth check failed"),
        ("POST /workspaces/ID/resume", nil, [404, 404, 404, 500, 500, 500], "lookup failed"),
        ("POST /workspaces/ID/hibernate", nil, [409, 409, 409, 500, 500, 500], "lookup failed"),
        ("GET /workspaces/ID/budget", nil, [200, 200, 200, 500, 500, 500], "query failed"),
        ("PATCH /workspaces/ID/budget", #"{"budget_limit":1}"#, [200, 200, 200, 404, 404, 404], "workspace not found"),
        ("GET /workspaces/ID/metrics", nil, [200, 200, 200, 500, 500, 500], "failed to verify workspace"),
        ("GET /workspaces/ID/audit", nil, [200, 200, 200, 500, 500, 500], "query failed"),
        ("GET /workspaces/ID/activity", nil, [200, 200, 200, 500, 500, 500], "query failed"),
        ("GET /events/ID", nil, [200, 200, 200, 500, 500, 500], "query failed"),
        ("GET /bundles/export/ID", nil, [200, 200, 200, 404, 404, 404], "bundle not found"),
        ("DELETE /org/tokens/ID", nil, [404, 404, 404, 500, 500, 500], "failed to revoke"),
        ("GET /orgs/ID/plugins/allowlist", nil, [200, 200, 200, 500, 500, 500], "failed to verify org"),
        ("POST /workspaces/ID/pause", nil, [200, 404, 404, 500, 500, 500], "lookup failed"),
        ("POST /workspaces/ID/restart", nil, [200, 200, 200, 500, 500, 500], "lookup failed"),
    ]

    @Test(arguments: Release.allCases)
    func `is looked at by every operation in its own way`(release: Release) throws {
        try withTenant(release) { admin throws in
            for (request, body, statuses, error) in Self.matrix {
                for (spelling, status) in zip(Self.spellings, statuses) {
                    let answer = try admin.call(request.replacing("ID", with: spelling), body)
                    #expect(answer.status == status, "\(request) \(spelling)")
                    guard spelling == "zz" else { continue }
                    #expect(try answer.json["error"]?.text == error, "\(request)")
                }
            }
        }
    }

    @Test(arguments: [
        (Release.april, [200, 500, 500], "failed to list tokens"), (.may, [200, 500, 400], "invalid workspace id"),
    ])
    func `is judged for tokens by the database in April and before it in May`(
        release: Release, statuses: [Int], error: String
    ) throws {
        try withTenant(release) { admin throws in
            for (spelling, status) in zip([atlas.uppercased(), "urn:uuid:\(atlas)", "zz"], statuses) {
                #expect(try admin.call("GET /workspaces/\(spelling)/tokens").status == status)
            }
            try admin.walk([
                Row("GET /workspaces/zz/tokens", statuses[2], error: error),
                Row("DELETE /workspaces/\(atlas)/tokens/zz", 500, error: "failed to revoke token"),
            ])
        }
    }

    @Test func `is judged for deletion by Go's parser`() throws {
        for (release, failed) in [(Release.april, "failed to check children"), (.may, "failed to check workspace")] {
            try withTenant(release) { admin throws in
                try admin.walk([
                    Row("DELETE /workspaces/zz", 400, error: "invalid workspace ID"),
                    Row("DELETE /workspaces/urn:uuid:\(atlas)", 500, error: failed),
                    Row("DELETE /workspaces/\(atlas.uppercased())", release == .may ? 400 : 409),
                ])
            }
        }
    }

    @Test(arguments: [
        ("6F1D2C3B4A5E4F608B7C000000000001", true, true), ("{6f1d2c3b-4a5e-4f60-8b7c-000000000001}", true, true),
        ("6f1d-2c3b-4a5e-4f60-8b7c-0000-0000-0001", false, true), ("6f1d2c3b-4a5e-4f60-8b7c-00000000000", false, false),
        ("6f1d2c3b-4a5e4f60-8b7c-000000000001", false, true), ("6f1d2c3b--4a5e-4f60-8b7c-000000000001", false, false),
        ("{6f1d2c3b-4a5e-4f60-8b7c-000000000001", false, false), ("", false, false),
        ("6f1d2c3b-4a5e-4f60-8b7c-000000000001-", false, false), ("-6f1d2c3b4a5e4f608b7c000000000001", false, false),
        ("urn:uuid:6f1d2c3b-4a5e-4f60-8b7c-000000000001", true, false),
        ("6g1d2c3b-4a5e-4f60-8b7c-000000000001", false, false),
    ])
    func `has spellings that Go takes, and others that the database takes`(text: String, go: Bool, database: Bool) {
        #expect(Identifier.isParsable(text) == go)
        #expect(Identifier.stored(text) == (database ? atlas : nil))
    }

    @Test func `is of version 4 when it is made`() {
        for _ in 1...100 {
            let id = Identifier.random()
            #expect(Identifier.isCanonical(id))
            #expect(id.dropFirst(14).first == "4")
            #expect("89ab".contains(id.dropFirst(19).first ?? " "))
        }
    }
}
