import Foundation
import TestSupport
import Testing

/// What `admin-token verify` says of every kind of server.
@Suite(.blocking) struct VerifyServerTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        var options: [String] = []
        var deployed: String? = Fixture.token
        var token: String? = Fixture.token
        var extra: [String] = []
        let status: Int32
        let verdict: String?
        let says: String
        var testDescription: String { name }
    }

    static let organization = "0f8fad5b-d9cb-469f-a165-70867728950e"
    static let april = Platform.surface("tenant-2026-04")
    static let may = Platform.surface("tenant-2026-05")

    static let cases = [
        Case(name: "protected", status: 0, verdict: "protected", says: ""),
        Case(name: "open", deployed: nil, status: 12, verdict: "open", says: "lets everyone in"),
        Case(name: "open, with an empty token", deployed: "", status: 12, verdict: "open", says: "lets everyone in"),
        Case(
            name: "wrong token", token: Fixture.other, status: 4, verdict: "token-refused", says: "refuses this token"),
        Case(name: "no token", token: nil, status: 4, verdict: nil, says: "No ADMIN_TOKEN was given."),
        Case(name: "empty token", token: "", status: 4, verdict: nil, says: "No ADMIN_TOKEN was given."),
        Case(name: "tenant of April", options: april, status: 0, verdict: "protected", says: ""),
        Case(name: "tenant of May", options: may, status: 0, verdict: "protected", says: ""),
        Case(name: "tenant, open", options: may, deployed: nil, status: 12, verdict: "open", says: "lets everyone in"),
        Case(
            name: "tenant, wrong token", options: april, token: Fixture.other, status: 4, verdict: "token-refused",
            says: "401"),
        Case(
            name: "April's guard without an organisation", options: april + ["--strict-org", organization], status: 2,
            verdict: "organization-required", says: "wants to know the organisation"),
        Case(
            name: "May's guard without an organisation", options: may + ["--strict-org", organization], status: 2,
            verdict: "organization-required", says: "wants to know the organisation"),
        Case(
            name: "April's guard with the organisation", options: april + ["--strict-org", organization],
            extra: ["--org-id", organization], status: 0, verdict: "protected", says: ""),
        Case(
            name: "May's guard with the organisation", options: may + ["--strict-org", organization],
            extra: ["--org-id", organization], status: 0, verdict: "protected", says: ""),
        Case(
            name: "April's guard with another organisation", options: april + ["--strict-org", organization],
            extra: ["--org-id", "other"], status: 6, verdict: "organization-unknown", says: "not this server's"),
        Case(
            name: "May's guard with other capitals", options: may + ["--strict-org", organization],
            extra: ["--org-id", organization.uppercased()], status: 6, verdict: "organization-unknown",
            says: "not this server's"),
        Case(name: "web application in front", options: ["--canvas"], status: 0, verdict: "protected", says: ""),
        Case(
            name: "web application before a tenant", options: may + ["--canvas"], status: 0, verdict: "protected",
            says: ""),
        Case(
            name: "web page", options: ["--fault", "html:1-"], status: 6, verdict: "web-page",
            says: "a web page answers"),
        Case(
            name: "503", options: ["--fault", "status:503:1-9"], status: 9, verdict: "server-error",
            says: "in trouble (503)"),
        Case(
            name: "503 for the token alone", options: ["--fault", "status:503:3"], status: 9, verdict: "server-error",
            says: "in trouble (503)"),
        Case(
            name: "403 for the token", options: ["--fault", "status:403:3"], status: 5, verdict: "token-forbidden",
            says: "403"),
        Case(
            name: "403 for everyone", options: ["--fault", "status:403:1-9"], status: 12, verdict: "unexpected",
            says: "answered 403 with something"),
        Case(
            name: "rate limit", options: ["--rate-limit", "1"], status: 11, verdict: "rate-limited",
            says: "too many requests from here (429); wait "),
        Case(
            name: "dropped", options: ["--fault", "drop:1-9"], status: 9, verdict: "unreachable",
            says: "no whole answer came"),
        Case(
            name: "dropped late", options: ["--fault", "drop:3"], status: 9, verdict: "unreachable",
            says: "no whole answer came"),
        Case(
            name: "garbage", options: ["--fault", "garbage:1-9"], status: 9, verdict: "unreachable",
            says: "no whole answer came"),
        Case(
            name: "slow", options: ["--fault", "delay:5:1-9"], extra: ["--timeout", "1s"], status: 9,
            verdict: "unreachable", says: "the deadline passed"),
        Case(
            name: "a stranger let in by one probe", options: ["--fault", "html:2"], status: 6, verdict: "web-page",
            says: "a web page answers"),
    ].map { item in
        // A range without an end is written with a large one.
        var item = item
        item = Case(
            name: item.name, options: item.options.map { $0.hasSuffix(":1-") ? $0 + "9" : $0 }, deployed: item.deployed,
            token: item.token, extra: item.extra, status: item.status, verdict: item.verdict, says: item.says)
        return item
    }

    @Test(arguments: cases) func `verify tells every kind of server`(_ item: Case) throws {
        let fixture = try Fixture(item.options, token: item.deployed, key: nil)
        let run = try Run.molecule(
            ["admin-token", "verify", "--api-url", fixture.platform.url, "-o", "json"] + item.extra, home: fixture.home,
            environment: item.token.map { ["ADMIN_TOKEN": $0] } ?? [:])
        #expect(run.status == item.status, "\(run.output)\(run.error)")
        if item.verdict == nil {
            #expect(run.output == "")
        } else {
            let document = try run.document()
            #expect(document["verdict"]?.text == item.verdict)
            #expect(document["protected"] == .bool(item.status == 0))
            #expect(document["origin"]?.text == fixture.platform.url)
        }
        guard item.status != 0 else {
            #expect(run.error == "")
            return
        }
        let failure = try run.failure()
        #expect(failure["status"]?.integer == Int64(item.status))
        #expect(failure["name"]?.text?.isEmpty == false)
        #expect(failure["message"]?.text?.contains(item.says) == true, "\(run.error)")
        #expect(failure["hint"]?.text?.isEmpty == false, "the next thing to type: \(run.error)")
        if item.status == 11 {
            let seconds = try #require(failure["retry_after"]?.integer)
            #expect((0...60).contains(seconds))
            #expect(failure["message"]?.text?.contains("wait \(seconds) s") == true)
        }
    }

    @Test func `a redirect is told and not followed, and its target hears nothing`() throws {
        let target = try SpyServer(answer: SpyServer.json("{\"count\":1}"))
        for requests in ["1-9", "3"] {
            let fixture = try Fixture(["--fault", "redirect:\(target.url)/admin/workspaces:\(requests)"], key: nil)
            let run = try fixture.verify()
            #expect(run.status == 9)
            // Once the token was sent, the address may hold it.
            #expect(run.error.contains("sends callers to \(requests == "3" ? "another place" : target.url)"))
            #expect(run.error.contains("nothing was sent there"))
        }
        #expect(target.connections == 0)
    }

    @Test(arguments: [
        SpyServer.json("{\"items\":[]}"), SpyServer.json("{\"count\":\"six\"}"), SpyServer.json("null"),
        SpyServer.json("{\"count\":1", status: "200 OK"), SpyServer.json("[1,2]", status: "418 Teapot"),
        SpyServer.json("{}", status: "401 Unauthorized"),
        "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
    ])
    func `a server of another kind never hears the token`(_ answer: String) throws {
        let home = try TemporaryHome()
        let server = try SpyServer(answer: answer)
        let run = try Run.molecule(
            "admin-token", "verify", "--api-url", server.url, home: home, environment: ["ADMIN_TOKEN": Fixture.token])
        #expect(run.status == 12, "\(run.error)")
        #expect(run.error.contains("something this version does not know"))
        #expect(server.connections > 0)
        #expect(!server.received.contains("uthorization"))
        #expect(!server.received.contains(Fixture.token))
    }

    @Test func `a server that lets everyone in is told although the answer to no token is what counts`() throws {
        let home = try TemporaryHome()
        let server = try SpyServer(answer: SpyServer.json("{\"count\":6}"))
        let run = try Run.molecule(
            "admin-token", "verify", "--api-url", server.url, home: home, environment: ["ADMIN_TOKEN": Fixture.token])
        #expect(run.status == 12)
        #expect(run.error.contains("lets everyone in"))
    }

    @Test func `what cannot be reached says why`() throws {
        let home = try TemporaryHome()
        let gone = try Fixture(key: nil)
        let url = gone.platform.url
        gone.platform.stop()
        let plain = try Fixture(key: nil)
        let secure = plain.platform.url.replacingOccurrences(of: "http:", with: "https:")
        let cases = [
            (url, "nothing listens at its address and port"),
            ("https://no-such-host.invalid", "its name is unknown (DNS)"),
            (secure, "TLS failed"),
        ]
        for (address, reason) in cases {
            let run = try Run.molecule(
                "admin-token", "verify", "--api-url", address, home: home, environment: ["ADMIN_TOKEN": Fixture.token])
            #expect(run.status == 9, "\(address)")
            #expect(run.error.contains(reason), "\(run.error)")
            #expect(run.error.contains("  next: "))
        }
    }
}
