import Foundation
import TestSupport
import Testing

/// Servers that repeat what they were sent: whole, cut, escaped, in headers, and in answers to later requests.
@Suite(.blocking) struct EchoTests {
    /// A token as `openssl rand -base64` makes them, with the characters that JSON writers escape.
    private static let token = "Zk3/q9+Xy7/Lw2Vb5Tn8/Rc4Md6Hs1Jf0Pg+Uae7Yi="
    private static let value = "a-value/that-no-server-may-show-us-again"

    /// How a server writes a text into JSON.
    enum Writing: CaseIterable {
        case plain
        case slashes
        case numbers
        case beginning

        func write(_ text: String) -> String {
            switch self {
            case .plain: text
            case .slashes: text.replacingOccurrences(of: "/", with: "\\/")
            case .numbers: text.unicodeScalars.map { "\\u00" + String($0.value, radix: 16) }.joined()
            case .beginning: String(text.prefix(12)) + "…"
            }
        }
    }

    /// The credential of a request.
    private static func bearer(_ request: WebStandIn.Request) -> String {
        String((request.headers["authorization"] ?? "").split(separator: " ").last ?? "")
    }

    /// A text as it stands within quotes.
    private static func quoted(_ text: String) -> String {
        text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
    }

    private func isShown(_ secret: String, _ run: Run) -> Bool {
        let text = run.output + run.error
        let plain = text.replacingOccurrences(of: "\\/", with: "/")
        return [text, plain].contains { $0.contains(secret.prefix(9)) || $0.contains(secret.suffix(9)) }
    }

    private func run(_ words: String, _ home: TemporaryHome, _ url: String, input: String = "") throws -> Run {
        try Run.molecule(
            words.split(separator: " ").map(String.init), home: home,
            environment: ["MOLECULE_API_URL": url, "MOLECULE_CP_URL": url, "ADMIN_TOKEN": Self.token],
            input: input)
    }

    @Test(arguments: Writing.allCases, [200, 400, 401, 403, 422, 500])
    func `a credential that a server repeats is shown in no way that it is written`(
        _ writing: Writing, _ status: Int
    ) throws {
        // What is of success is a document that was asked for, and a beginning may be what it is about.
        if status == 200, writing == .beginning { return }
        let home = try TemporaryHome()
        let server = try WebStandIn { request in
            let text = writing.write(Self.bearer(request))
            return .init(status, #"{"error":"bad credential \#(text)","message":"\#(text)","code":"\#(text)"}"#)
        }
        for words in ["workspaces list", "auth status --check", "org tokens list -o json", "api tenantListWorkspaces"] {
            let run = try run(words, home, server.url)
            #expect(run.status != 0, "\(words)")
            #expect(!isShown(Self.token, run), "\(words): \(run.output) \(run.error)")
        }
        #expect(server.requests.contains { Self.bearer($0) == Self.token })
    }

    @Test(arguments: [400, 409, 422, 500])
    func `what is written to a server is not shown when that repeats it`(_ status: Int) throws {
        let home = try TemporaryHome()
        try home.write("secrets.env", "FIRST=\(Self.value)\n")
        let server = try WebStandIn { request in
            request.method == "GET"
                ? .init(200, "[]")
                : .init(
                    status, #"{"error":"invalid: \#(Self.quoted(String(decoding: request.body, as: UTF8.self)))"}"#)
        }
        for words in [
            "secrets set FOO --global --yes --from-stdin", "secrets import secrets.env --global --yes -o json",
            "api tenantSetGlobalSecret --body-from - --yes",
        ] {
            let input = words.hasPrefix("api") ? #"{"key":"FOO","value":"\#(Self.value)"}"# : Self.value
            let run = try run(words, home, server.url, input: input)
            #expect(run.status != 0, "\(words)")
            #expect(!isShown(Self.value, run), "\(words): \(run.output) \(run.error)")
        }
        #expect(server.requests.contains { String(decoding: $0.body, as: UTF8.self).contains(Self.value) })
    }

    @Test func `a new key that a destination repeats is in no message and in no file`() throws {
        let home = try TemporaryHome()
        let key = "Qm4tXv8yLz2nBw6cRp0sHd3gJf7kUa9eTi5oYq1xNb8"
        let server = try WebStandIn { request in
            switch (request.method, request.target.split(separator: "?")[0]) {
            case ("GET", "/org/tokens"): .init(200, #"{"tokens":[],"count":0}"#)
            case ("POST", "/org/tokens"):
                .init(200, #"{"id":"6f1d2c3b-4a5e-4f60-8b7c-00000000000a","prefix":"Qm4tXv8y","auth_token":"\#(key)"}"#)
            case ("GET", _): .init(200, "[]")
            case ("DELETE", _): .init(200, #"{"status":"revoked"}"#)
            default:
                .init(422, #"{"error":"invalid: \#(Self.quoted(String(decoding: request.body, as: UTF8.self)))"}"#)
            }
        }
        let run = try run("org tokens mint --name ci --to global-secret --yes", home, server.url)
        #expect(run.status != 0, "\(run.error)")
        #expect(server.requests.contains { String(decoding: $0.body, as: UTF8.self).contains(key) })
        #expect(!isShown(key, run), "\(run.output) \(run.error)")
        #expect(try FileTree(home.path).files(containing: [key]) == [])
    }

    @Test func `a session's value is not shown without its cookie's name either`() throws {
        let home = try TemporaryHome()
        let session = "session-value-of-a-test-0123456789abcdef"
        let server = try WebStandIn { request in
            let value = (request.headers["cookie"] ?? "").split(separator: "=", maxSplits: 1).last ?? ""
            return .init(403, #"{"error":"session \#(value) is unknown"}"#)
        }
        let run = try Run.molecule(
            "orgs", "list", home: home,
            environment: ["MOLECULE_CP_URL": server.url, "MOLECULE_SESSION_COOKIE": session])
        #expect(run.status == 5, "\(run.error)")
        #expect(server.requests.first?.headers["cookie"]?.contains(session) == true)
        #expect(!isShown(session, run), "\(run.error)")
    }

    @Test func `the end that a server announces is shown as a time alone`() throws {
        let home = try TemporaryHome()
        for (end, isTime) in [(Self.token, false), ("Sun, 06 Nov 2033 08:49:37 GMT", true)] {
            let server = try SpyServer(
                answer: SpyServer.json("[]").replacingOccurrences(
                    of: "Connection:", with: "Deprecation: x\r\nSunset: \(end)\r\nConnection:"))
            let run = try run("workspaces list", home, server.url)
            #expect(run.error.contains("deprecated"))
            #expect(!isShown(Self.token, run), "\(run.error)")
            #expect(run.error.contains("2033-11-06T08:49:37") == isTime, "\(run.error)")
        }
    }

    @Test func `what a fleet's file keeps of a server's words is no credential`() throws {
        let home = try TemporaryHome()
        let list = #"[{"id":"\#(Fleet.id(1))","name":"atlas","status":"online"}]"#
        let server = try WebStandIn { request in
            let text = Writing.slashes.write(Self.bearer(request))
            return request.method == "GET" ? .init(200, list) : .init(403, #"{"error":"\#(text) is not allowed"}"#)
        }
        let run = try run("workspaces pause --name atlas* --yes", home, server.url)
        #expect(run.status == 8, "\(run.error)")
        #expect(!isShown(Self.token, run), "\(run.output) \(run.error)")
        let directory = home.file("state/molecule/fleets")
        let file = try home.read("state/molecule/fleets/\(names(in: directory).first ?? "")")
        #expect(file.contains("atlas") && !file.contains(Self.token.prefix(9)))
    }
}
