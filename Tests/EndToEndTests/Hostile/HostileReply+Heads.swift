import Foundation
import TestSupport

extension HostileReply {
    private static func line(_ line: String, _ fields: String = "Content-Length: 2\r\n") -> String {
        "HTTP/1.1 \(line)\r\nContent-Type: application/json\r\n\(fields)\r\n[]"
    }

    private static func field(_ name: String, _ field: String, _ meaning: Meaning) -> HostileReply {
        bytes(name, meaning, head("Content-Length: 2", field))
    }

    /// A field over and over, none of them remarkable.
    private static func fields(_ name: String, _ count: Int, _ field: @escaping @Sendable (Int) -> String)
        -> HostileReply
    {
        HostileReply(name, .lost) { peer, _ in
            peer.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n")
            for start in stride(from: 0, to: count, by: 1000) {
                let lines = (start..<min(count, start + 1000)).map { field($0) + "\r\n" }
                guard peer.send(lines.joined()) else { return false }
            }
            peer.send("\r\n[]")
            return false
        }
    }

    /// Start lines that no server should send.
    static let startLines: [HostileReply] = [
        bytes("a status of four digits", .lost, line("2000 OK")), bytes("status 000", .lost, line("000 No")),
        bytes("status 099", .lost, line("099 No")), bytes("a status of two digits", .lost, line("20 OK")),
        bytes("a negative status", .lost, line("-20 OK")), bytes("no status", .lost, line("OK")),
        bytes("status 600", .strange, line("600 No")), bytes("status 999", .strange, line("999 No")),
        bytes("a status without a reason", .empty, line("200")),
        bytes("a reason with an escape sequence", .empty, line("200 \u{1B}]0;x\u{07}")),
        bytes(
            "a reason that is the request's credential", .refusal, line("401 \(HostileCommand.token)"),
            except: [.verify: 12]),
        bytes("a start line of 1 MiB", .lost, line("200 " + String(repeating: "x", count: 1 << 20))),
        bytes("HTTP/0.9", .lost, "[]"), bytes("HTTP/0.9 in HTML", .lost, "<html>200</html>"),
        bytes("HTTP/2 without TLS", .empty, "HTTP/2 200\r\nContent-Type: application/json\r\n\r\n[]"),
        bytes("HTTP/3", .lost, "HTTP/3 200 OK\r\n\r\n[]"), bytes("HTTP/9.9", .lost, "HTTP/9.9 200 OK\r\n\r\n[]"),
        bytes("another protocol", .lost, "SSH-2.0-OpenSSH_9.2\r\n\r\n"), bytes("ICY", .lost, "ICY 200 OK\r\n\r\n[]"),
        bytes("NUL bytes alone", .lost, String(repeating: "\0", count: 4096)),
        bytes("a blank line first", .lost, "\r\n" + head("Content-Length: 2")),
        bytes("the request sent back", .lost, "GET /workspaces HTTP/1.1\r\nAuthorization: Bearer x\r\n\r\n"),
    ]

    /// Fields that no server should send.
    static let oddFields: [HostileReply] = [
        field("a field of 1 MiB", "X-Long: " + String(repeating: "x", count: 1 << 20), .lost),
        field("a name of 1 MiB", String(repeating: "x", count: 1 << 20) + ": 1", .lost),
        fields("100,000 fields", 100_000) { "X-\($0): 1" },
        fields("a field 100,000 times", 100_000) { _ in "X-Same: 1" },
        fields("100,000 cookies", 100_000) { "Set-Cookie: c\($0)=1; Path=/" },
        bytes(
            "4,000 fields of one name", .empty,
            head("Content-Length: 2", String(repeating: "X: 1\r\n", count: 4000) + "Y: 1")),
        field("a cookie", "Set-Cookie: session=1; Path=/; Domain=localhost", .empty),
        field("two types", "Content-Type: text/html", .garbage),
        field("a folded field", "X-Folded: a\r\n b\r\n\tc", .empty), field("a folded name", "X-Fold\r\n ed: a", .lost),
        bytes("a fold after the start line", .lost, "HTTP/1.1 200 OK\r\n folded: 1\r\nContent-Length: 2\r\n\r\n[]"),
        field("a line without a colon", "nothing", .lost), field("a field without a name", ": nothing", .empty),
        field("a blank before the colon", "X-Blank : 1", .empty), field("a NUL in a field", "X-Nul: a\0b", .lost),
        field("a NUL in a name", "X-\0: a", .lost), field("control characters", "X: \u{1B}[2J\u{07}\u{7F}", .empty),
        field("bytes of no text", "X: \u{FF}\u{80}", .empty),
        field("the client's own status field", "molecule-status: 302", .empty),
        bytes("line feeds alone", .empty, "HTTP/1.1 200 OK\nContent-Type: application/json\nContent-Length: 2\n\n[]"),
        field("another place to ask", "Alt-Svc: http=\"127.0.0.1:1\"; ma=99\r\nRefresh: 0; url=/x", .empty),
        field("an upgrade", "Connection: Upgrade\r\nUpgrade: h2c", .empty),
        field("the credential in a field", "X: \(HostileCommand.token)", .garbage),
        bytes(
            "a wait of many years", .strange,
            line("429 No", "Retry-After: 99999999999999999999\r\nContent-Length: 2\r\n"),
            except: [.list: 11, .mint: 11, .tenants: 11, .door: 11, .verify: 11]),
        bytes(
            "a negative wait", .strange, line("429 No", "Retry-After: -9223372036854775808\r\nContent-Length: 2\r\n"),
            except: [.list: 11, .mint: 11, .tenants: 11, .door: 11, .verify: 11]),
        field("a negative number of requests left", "X-RateLimit-Remaining: -9223372036854775808", .empty),
    ]

    /// Answers before the answer.
    static let interimAnswers: [HostileReply] = [
        bytes("status 100 first", .empty, "HTTP/1.1 100 Continue\r\n\r\n" + head("Content-Length: 2")),
        bytes(
            "10,000 times status 100 first", .empty,
            String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 10_000) + head("Content-Length: 2")),
        bytes("status 100 alone", .lost, "HTTP/1.1 100 Continue\r\n\r\n"),
        bytes("status 101", .lost, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n[]"),
        bytes(
            "status 103 with fields", .empty,
            "HTTP/1.1 103 Hints\r\nLink: </x>\r\nContent-Length: 9\r\n\r\n" + head("Content-Length: 2")),
        bytes("status 199", .empty, "HTTP/1.1 199 X\r\n\r\n" + head("Content-Length: 2")),
        HostileReply("status 100 without end", .lost, isSlow: true) { peer, _ in
            let storm = Array(String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 1000).utf8)
            peer.flood(storm, upTo: .max)
            return false
        },
    ]

    /// Requests for a credential.
    static let challenges: [HostileReply] =
        [
            "Basic realm=\"x\"", "Basic", "Basic realm=x, Bearer", "Digest realm=\"x\", nonce=\"1\"", "Digest",
            "Bearer",
            "Bearer realm=\"x\", error=\"invalid_token\"", "NTLM", "NTLM TlRMTVNTUAAC", "Negotiate", "Negotiate YII=",
            "AWS4-HMAC-SHA256", "Unknown", "", "\"", "realm=", "Basic realm=\"\u{1B}[2J\"",
        ].map { challenge in
            bytes(
                "a challenge: \(challenge)", .refusal,
                "HTTP/1.1 401 No\r\nWWW-Authenticate: \(challenge)\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"error\":\"no\"}",
                commands: [.list, .mint, .verify])
        } + [
            bytes(
                "1,000 challenges", .refusal,
                "HTTP/1.1 401 No\r\n" + String(repeating: "WWW-Authenticate: Basic realm=\"x\"\r\n", count: 1000)
                    + "Content-Length: 0\r\n\r\n", except: [.verify: 12]),
            bytes(
                "a proxy's challenge", .strange,
                "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"),
            bytes("a challenge with 200", .empty, head("Content-Length: 2", "WWW-Authenticate: Basic realm=\"x\"")),
            bytes(
                "a challenge without an end of its body", .lost,
                "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 100\r\n\r\n{}"),
        ]
}
