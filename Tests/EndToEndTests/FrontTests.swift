import Foundation
import TestSupport
import Testing

/// What stands in front of servers ends connections while requests are under way.
@Suite(
    .blocking,
    .enabled(if: Binary.isCI || Binary.tool("openssl") != nil && Binary.tool("python3") != nil, "no openssl or python"))
struct FrontTests {
    let home: TemporaryHome

    init() throws {
        home = try TemporaryHome()
        try Certificates.make(in: home)
    }

    @Test func `A request that a proxy's tunnel has carried counts as sent, whatever the next tunnel comes to`() throws
    {
        let server = try TLSStandIn(.tunnel, home: home)
        let run = try Run.molecule(
            "org", "tokens", "mint", "--name", "ci", "--no-input", "--api-url", "https://platform.example", "--ca-file",
            "own.pem",
            home: home,
            environment: ["ADMIN_TOKEN": Fixture.token, "https_proxy": "http://127.0.0.1:\(server.port)"])
        #expect(server.log.count { $0.contains("POST /org/tokens ") } == 1, "\(server.log)")
        #expect(run.status == 9, "\(run.error)")
        #expect(run.error.contains("The reply to the mint of 'ci' was lost"), "\(run.error)")
        #expect(server.log.count { $0.hasPrefix("proxy CONNECT") } == 3, "the lost key is looked for")
    }

    @Test func `A server of HTTP/2 that goes away in between makes no run fail`() throws {
        let server = try TLSStandIn(.goaway, home: home)
        let run = try Run.molecule(
            "workspaces", "pause", "--all", "--yes", "--concurrency", "1", "-o", "json", "--api-url",
            "https://localhost:\(server.port)", "--ca-file", "own.pem",
            home: home, environment: ["ADMIN_TOKEN": Fixture.token])
        #expect(run.status == 0, "\(run.error)")
        #expect(run.jsonLines.map { $0["result"] as? String } == ["paused", "paused", "paused"])
        #expect(server.log.contains { $0.hasPrefix("refused POST") }, "\(server.log)")
        let handled = server.log.filter { $0.hasPrefix("handled POST") }
        #expect(handled.count == 3 && Set(handled).count == 3, "each was handled once")
        #expect(!run.error.contains("could not be read afterwards"), "\(run.error)")
    }
}
