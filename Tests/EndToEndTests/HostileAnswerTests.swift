import Foundation
import TestSupport
import Testing

/// Answers that would end the process within Foundation, and what to say instead.
@Suite(.blocking) struct HostileAnswerTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let answer: String
        let status: Int32
        let text: String
        init(_ name: String, _ answer: String, _ status: Int32, _ text: String) {
            (testDescription, self.answer, self.status, self.text) = (name, answer, status, text)
        }
    }

    static let rows = [
        Row(
            "trailers",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\n\r\n2\r\n[]\r\n0\r\nX-After: 1\r\n\r\n", 0, ""),
        Row("a redirect to no address", SpyServer.redirect("//%00/"), 9, "The server sends callers elsewhere (302)"),
        Row(
            "a length near the largest number",
            "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\nConnection: close\r\n\r\n[]", 9,
            "The server answered 200, but the connection ended early."),
        Row(
            "a head cut short", "HTTP/1.1 200 OK\r\nContent-Type: appli", 9,
            "No whole answer came: the connection ended early."),
        Row(
            "a gzip-encoded body",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]", 9,
            "its body is encoded as gzip, which was not asked for."),
        Row(
            "a challenge",
            "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n"
                + "Connection: close\r\n\r\n", 4, "The server refuses the credential (401)"),
    ]

    @Test(arguments: rows)
    func `A hostile answer gets a verdict`(_ row: Row) throws {
        let home = try TemporaryHome()
        let server = try SpyServer(answer: row.answer)
        let run = try Run.molecule(
            "workspaces", "list", "--api-url", server.url, home: home, environment: ["ADMIN_TOKEN": Fixture.token])
        #expect(run.status == row.status, "\(run.error)")
        #expect(row.text.isEmpty || run.error.contains(row.text), "\(run.error)")
        #expect(server.connections == 1)
    }

    @Test func `The verdict on a token behind such answers is that the server cannot be asked`() throws {
        let home = try TemporaryHome()
        for row in HostileAnswerTests.rows where row.status == 9 && !row.answer.contains(" 302 ") {
            let server = try SpyServer(answer: row.answer)
            let run = try Run.molecule(
                "admin-token", "verify", "--api-url", server.url, home: home,
                environment: ["ADMIN_TOKEN": Fixture.token])
            #expect(run.status == 9, "\(row.testDescription): \(run.error)")
        }
    }

    /// Only where the program loads libcurl itself: a dynamic one does not start without it.
    @Test(.enabled(if: isSelfContained, "the program under test is linked to libcurl"))
    func `Without libcurl the program starts, and says what to install when it needs it`() throws {
        let home = try TemporaryHome()
        // Found before the system's, and no library.
        try home.write("libcurl.so.4", "")
        let environment = ["ADMIN_TOKEN": Fixture.token, "LD_LIBRARY_PATH": home.path]
        let version = try Run.molecule("--version", home: home, environment: environment)
        #expect(version.status == 0)
        let call = try Run.molecule(
            "workspaces", "list", "--api-url", "http://127.0.0.1:1", home: home, environment: environment)
        #expect(call.status == 9)
        #expect(call.error.contains("libcurl.so.4 cannot be used"), "\(call.error)")
        let verdict = try Run.molecule(
            "admin-token", "verify", "--api-url", "http://127.0.0.1:1", home: home, environment: environment)
        #expect(verdict.status == 9)
    }

    /// Whether the dynamic loader is not asked for libcurl.
    static let isSelfContained: Bool = {
        let traced = try? Run.program(
            Binary.molecule, [], environment: ["LD_TRACE_LOADED_OBJECTS": "1"])
        return traced.map { !$0.output.contains("libcurl") } ?? false
    }()
}

extension SpyServer {
    /// A redirect with a body.
    fileprivate static func redirect(_ location: String) -> String {
        "HTTP/1.1 302 Found\r\nLocation: \(location)\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]"
    }
}
