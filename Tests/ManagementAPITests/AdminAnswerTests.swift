import ManagementAPI
import Testing

private func meaning(_ response: HTTPResponse, _ surface: AdminSurface = .selfHosted) -> AdminAnswer {
    AdminAnswer(response, surface: surface)
}

@Suite struct AdminAnswerTests {
    @Test(
        arguments: [
            ("{\"count\":0}", .selfHosted, .accepted(status: 200, workspaces: 0)),
            ("{\"workspaces\":[],\"count\":12}", .selfHosted, .accepted(status: 200, workspaces: 12)),
            ("{\"count\":\"12\"}", .selfHosted, .unexpected(status: 200)),
            ("{\"count\":null}", .selfHosted, .unexpected(status: 200)),
            ("{\"count\":1.5}", .selfHosted, .unexpected(status: 200)),
            ("{\"workspaces\":[]}", .selfHosted, .unexpected(status: 200)),
            ("[]", .selfHosted, .unexpected(status: 200)), ("\"count\"", .selfHosted, .unexpected(status: 200)),
            ("", .selfHosted, .unexpected(status: 200)), ("{\"count\":1", .selfHosted, .unexpected(status: 200)),
            ("[]", .tenant, .accepted(status: 200, workspaces: 0)),
            ("[{\"id\":\"a\"},{}]", .tenant, .accepted(status: 200, workspaces: 2)),
            ("{\"count\":1}", .tenant, .unexpected(status: 200)), ("null", .tenant, .unexpected(status: 200)),
            ("{\"error\":\"x\"}", .tenant, .unexpected(status: 200)),
        ] as [(String, AdminSurface, AdminAnswer)])
    func `a 2xx counts as accepted only with the shape of its surface`(
        _ body: String, _ surface: AdminSurface, _ answer: AdminAnswer
    ) {
        #expect(meaning(.json(200, body), surface) == answer)
    }

    @Test func `JSON under another media type is not taken for it`() {
        #expect(meaning(.plain(200, "{\"count\":1}")) == .unexpected(status: 200))
        #expect(meaning(.plain(200, "{\"count\":1}", "Application/JSON")) == .accepted(status: 200, workspaces: 1))
        #expect(meaning(.json(201, "{\"count\":1}")) == .accepted(status: 201, workspaces: 1))
        #expect(meaning(.empty(204)) == .unexpected(status: 204))
    }

    @Test(arguments: ["admin auth required", "invalid admin auth token"])
    func `a 401 in the platform's own words refuses`(_ error: String) {
        #expect(meaning(.json(401, "{\"error\":\"\(error)\"}")) == .unauthenticated)
    }

    @Test(
        arguments: [
            .plain(401, "Unauthorized"), .empty(401), .empty(401, ["www-authenticate": "Basic"]), .json(401, "{}"),
            .json(401, "{\"message\":\"no\"}"), .json(401, "[]"), .json(401, "{\"error\":{}}"),
        ] as [HTTPResponse])
    func `a 401 of somebody else's says nothing about the platform`(_ response: HTTPResponse) {
        #expect(meaning(response) == .unexpected(status: 401))
    }

    @Test func `the three kinds of 404 are told apart`() {
        for surface in AdminSurface.allCases {
            #expect(meaning(.empty(404), surface) == .hidden)
            #expect(meaning(.plain(404, "404 page not found"), surface) == .notMounted)
            #expect(meaning(.json(404, "{\"error\":\"workspace not found\"}"), surface) == .unexpected(status: 404))
            #expect(meaning(.plain(404, "<html>", "text/html"), surface) == .webPage(status: 404))
        }
    }

    @Test func `a 400 asks for the organisation only with its code`() {
        let body = "{\"error\":\"missing tenant routing header\",\"code\":\"TENANT_ORG_HEADER_REQUIRED\"}"
        #expect(meaning(.json(400, body)) == .organizationRequired)
        #expect(meaning(.json(400, body), .tenant) == .organizationRequired)
        #expect(meaning(.json(400, "{\"error\":\"missing tenant routing header\"}")) == .unexpected(status: 400))
        #expect(meaning(.plain(400, body)) == .unexpected(status: 400))
    }

    @Test(arguments: [200, 401, 403, 404, 500, 502]) func `a web page is one whatever its status`(_ status: Int) {
        #expect(meaning(.plain(status, "<!doctype html>", "text/html; charset=utf-8")) == .webPage(status: status))
        #expect(meaning(.plain(status, "x", "application/xhtml+xml")) == .webPage(status: status))
        #expect(meaning(.plain(status, "\r\n  <html>")) == .webPage(status: status))
        #expect(
            meaning(HTTPResponse(status: status, headers: [:], body: Array("<html>".utf8))) == .webPage(status: status))
    }

    @Test func `a JSON document that begins with a bracket is no web page`() {
        #expect(meaning(.json(502, "<html>")) == .serverError(status: 502))
    }

    @Test(
        arguments: [301, 302, 303, 307, 308, 300, 304],
        ["https://elsewhere.example/x", "/login", "//elsewhere", "", "\u{1B}[2J"])
    func `a redirect is an answer that says where it points`(_ status: Int, _ location: String) {
        let answer = meaning(.empty(status, ["location": location]))
        #expect(answer == .redirect(status: status, to: location))
        #expect(meaning(.plain(status, "<html>", "text/html")) == .redirect(status: status, to: "nowhere"))
    }

    @Test(
        arguments: [
            (["retry-after": "7"], "{}", 7), (["retry-after": "0"], "{}", 0), (["x-ratelimit-reset": "9"], "{}", 9),
            (["retry-after": "7", "x-ratelimit-reset": "9"], "{\"retry_after\":11}", 7),
            (["retry-after": "soon", "x-ratelimit-reset": "9"], "{}", 9),
            ([:], "{\"error\":\"rate limit exceeded\",\"retry_after\":11}", 11),
            (["retry-after": "Wed, 21 Oct 2026 07:28:00 GMT"], "{\"retry_after\":5}", 5),
            (["retry-after": "-5"], "{}", 0),
            (["retry-after": "99999999999"], "{}", 86400), ([:], "{\"retry_after\":-3}", 0), ([:], "{}", nil),
            ([:], "not json", nil),
            (["x-ratelimit-limit": "unlimited"], "{\"retry_after\":\"5\"}", nil),
        ] as [([String: String], String, Int?)])
    func `a 429 says how long to wait, if the server does`(_ headers: [String: String], _ body: String, _ seconds: Int?)
    {
        #expect(meaning(.json(429, body, headers)) == .rateLimited(seconds: seconds))
    }

    @Test(
        arguments: [
            (.empty(403), .forbidden), (.json(403, "{\"error\":\"x\"}"), .forbidden),
            (.empty(500), .serverError(status: 500)),
            (
                .json(503, "{\"error\":\"platform datastore unavailable\",\"code\":\"platform_unavailable\"}"),
                .serverError(status: 503)
            ),
            (.plain(502, "canvas unavailable"), .serverError(status: 502)), (.empty(599), .serverError(status: 599)),
            (.json(409, "{}"), .unexpected(status: 409)), (.json(400, "{}"), .unexpected(status: 400)),
            (.empty(405), .unexpected(status: 405)),
            (.empty(100), .unexpected(status: 100)), (.empty(600), .unexpected(status: 600)),
        ] as [(HTTPResponse, AdminAnswer)])
    func `every other status is what it is`(_ response: HTTPResponse, _ answer: AdminAnswer) {
        #expect(meaning(response) == answer)
    }
}
