import Foundation
import TestSupport

extension HostileReply {
    /// Every status of a redirect to every kind of place.
    static func redirects(to trap: HostileServer) -> [HostileReply] {
        let (followed, others) = ([301, 302, 307], [300, 303, 305, 306, 308])
        return followed.flatMap { status in places(trap).map { redirect(status, to: $0.place, $0.name) } }
            // The places are those that a client takes alike, whatever the status; the first lead to the trap.
            + others.flatMap { status in places(trap).prefix(10).map { redirect(status, to: $0.place, $0.name) } }
            + places(trap).map { redirect(307, to: $0.place, $0.name, commands: [.mint, .verify, .tenants]) }
            + [
                bytes("302 to nowhere", .redirect, "HTTP/1.1 302 X\r\nContent-Length: 0\r\n\r\n"),
                bytes("304", .redirect, "HTTP/1.1 304 X\r\nLocation: /x\r\n\r\n"),
                bytes("399", .redirect, "HTTP/1.1 399 X\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n"),
                bytes(
                    "two places", .redirect,
                    "HTTP/1.1 302 X\r\nLocation: /x\r\nLocation: http://127.0.0.1:\(trap.port)/\r\nContent-Length: 0\r\n\r\n"
                ),
                bytes(
                    "201 with a place", .garbage,
                    "HTTP/1.1 201 X\r\nLocation: http://127.0.0.1:\(trap.port)/\r\nContent-Length: 0\r\n\r\n"),
            ]
    }

    private static func redirect(
        _ status: Int, to place: String, _ name: String, commands: [HostileCommand] = [.list]
    ) -> HostileReply {
        bytes(
            "\(status) to \(name)", .redirect,
            "HTTP/1.1 \(status) X\r\nLocation: \(place)\r\nContent-Length: 5\r\n\r\nmoved", commands: commands)
    }

    private static func places(_ trap: HostileServer) -> [(name: String, place: String)] {
        let port = trap.port
        return [
            ("another port", "http://127.0.0.1:\(port)/workspaces"), ("another name", "http://localhost:\(port)/"),
            ("another address", "http://127.0.0.2:\(port)/"), ("https", "https://127.0.0.1:\(port)/"),
            ("a place without a scheme", "//127.0.0.1:\(port)/"), ("a user", "http://u:p@127.0.0.1:\(port)/"),
            ("a number", "http://2130706433:\(port)/"), ("an IPv6 address", "http://[::ffff:127.0.0.1]:\(port)/"),
            ("a path", "/x"), ("a name", "x"), ("itself", ""), ("a query", "?x"), ("a fragment", "#x"),
            ("a NUL", "//%00/"),
            ("no host", "http:///"), ("a broken address", "http://["), ("a broken escape", "http://%zz/"),
            ("blanks", "http://a b/"), ("a file", "file:///etc/passwd"), ("data", "data:,x"),
            ("a script", "javascript:1"),
            ("ftp", "ftp://127.0.0.1:\(port)/"), ("gopher", "gopher://127.0.0.1:\(port)/"),
            ("a socket", "unix:/tmp/x"), ("a port out of range", "http://127.0.0.1:99999/"),
            ("an escape sequence", "/\u{1B}[2J"), ("a text", "http://例え.テスト/"),
            ("64 KiB", "/" + String(repeating: "x", count: 64 << 10)),
        ]
    }
}
