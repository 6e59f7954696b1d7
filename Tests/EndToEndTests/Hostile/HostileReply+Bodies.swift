import Foundation
import TestSupport

extension HostileReply {
    private static func document(_ name: String, _ text: String, except exceptions: [HostileCommand: Int32] = [:])
        -> HostileReply
    {
        made(name, except: exceptions) { Array(text.utf8) }
    }

    private static func made(
        _ name: String, _ meaning: Meaning = .garbage, except exceptions: [HostileCommand: Int32] = [:],
        commands: [HostileCommand] = HostileCommand.allCases, _ body: @escaping @Sendable () -> [UInt8]
    ) -> HostileReply {
        HostileReply(name, meaning, except: exceptions, commands: commands) { peer, _ in
            peer.answer("200 OK", ["Content-Type: application/json"], body: body())
            return false
        }
    }

    /// A body of megabytes, which only a list is tried on: a mint would ask for it again and again.
    private static func heavy(
        _ name: String, _ meaning: Meaning = .garbage, _ body: @escaping @Sendable () -> [UInt8]
    ) -> HostileReply {
        made(name, meaning, commands: [.list, .tenants], body)
    }

    private static func times(_ text: String, _ count: Int) -> [UInt8] {
        Array(String(repeating: text, count: count).utf8)
    }

    /// Bodies that are said to be JSON.
    static let documents: [HostileReply] = [
        document("no body", ""), document("a body of blanks", "   "), document("null", "null"),
        document("a number", "1"),
        document("a text", "\"x\""),
        made("arrays 100,000 deep") { times("[", 100_000) + times("]", 100_000) },
        made("objects 100,000 deep") { times("{\"a\":", 100_000) + Array("1".utf8) + times("}", 100_000) },
        made("arrays that are never closed") { times("[", 1_000_000) },
        document("a number out of range", "[1e999999]"), made("a number of a million digits") { times("9", 1_000_000) },
        document("numbers where texts belong", "[{\"id\":1,\"name\":2,\"status\":3}]", except: [.tenants: 0]),
        document("a number that is none", "[NaN, Infinity, -]"),
        document("two members of one name", "{\"id\":1,\"id\":2}"),
        made("bytes of no text") { Array("[\"".utf8) + [0xFF, 0xC0, 0x80] + Array("\"]".utf8) },
        made("half a character") { Array("[\"\\ud800\"]".utf8) }, document("a control character", "[\"\u{01}\"]"),
        made("NUL bytes") { [UInt8](repeating: 0, count: 100_000) }, document("a NUL after it", "[]\0"),
        document("something after it", "[] []"), document("a mark of byte order", "\u{FEFF}[]"),
        made("sixteen bits a character") { Array("[]".utf8).flatMap { [$0, 0] } }, document("a comment", "/* */[]"),
        made("a text without end") { Array("[\"".utf8) + times("x", 1 << 20) }, document("half of it", "[{\"id\":"),
        heavy("a million objects") { Array("[{}".utf8) + times(",{}", 999_999) + Array("]".utf8) },
        heavy("a million small objects") { Array("[{\"a\":1}".utf8) + times(",{\"a\":1}", 999_999) + Array("]".utf8) },
        heavy("three million numbers") { Array("[1".utf8) + times(",1", 2_999_999) + Array("]".utf8) },
        heavy("a text of 11 MiB") { Array("[\"".utf8) + times("x", 11 << 20) + Array("\"]".utf8) },
        heavy("11 MiB of escapes") { Array("[\"".utf8) + times("\\u0041", 11 << 17) + Array("\"]".utf8) },
        heavy("11 MiB of blanks", .empty) { times(" ", 11 << 20) + Array("[]".utf8) },
        made("a hundred thousand members") {
            Array(("{" + (0..<100_000).map { "\"m\($0)\":1" }.joined(separator: ",") + "}").utf8)
        },
    ]

    /// Bodies that are something else.
    static let others =
        [
            bytes(
                "a web page with 200", .page,
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>"),
            bytes("a web page that is said to be JSON", .garbage, head("Content-Length: 13", body: "<html></html>")),
            bytes("a web page without a type", .page, "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>"),
            bytes("a text", .garbage, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n[]"),
            bytes(
                "a type that is none", .garbage,
                "HTTP/1.1 200 OK\r\nContent-Type: \u{1B}[2J;;=\r\nContent-Length: 2\r\n\r\n[]"),
            bytes(
                "a type of 60 KiB", .garbage,
                "HTTP/1.1 200 OK\r\nContent-Type: application/" + String(repeating: "x", count: 60 << 10)
                    + "\r\nContent-Length: 2\r\n\r\n[]"),
            bytes("204", .garbage, "HTTP/1.1 204 No\r\n\r\n"),
            bytes("204 with a body", .garbage, "HTTP/1.1 204 No\r\nContent-Length: 2\r\n\r\n[]"),
            bytes("205", .garbage, "HTTP/1.1 205 No\r\nContent-Length: 0\r\n\r\n"),
            bytes(
                "206", .garbage,
                "HTTP/1.1 206 Part\r\nContent-Type: application/json\r\nContent-Range: bytes 0-1/9999999999999999999\r\nContent-Length: 2\r\n\r\n[]"
            ),
            bytes(
                "the credential in an error", .refusal,
                "HTTP/1.1 401 No\r\nContent-Type: application/json\r\nContent-Length: \(12 + HostileCommand.token.utf8.count)\r\n\r\n{\"error\":\"\(HostileCommand.token)\"}",
                except: [.door: 4]),
            bytes(
                "an escape sequence in an error", .trouble,
                "HTTP/1.1 500 No\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n{\"error\":\"\\u001b[2J\\u202e\"}"
            ),
            HostileReply("an error of a gigabyte", .trouble) { peer, _ in
                peer.send("HTTP/1.1 500 No\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n")
                peer.flood([UInt8](repeating: 0x22, count: 1 << 20), upTo: 1 << 30)
                return false
            },
            HostileReply("a gigabyte", .lost) { peer, _ in
                peer.send(head("Content-Length: 1073741824", body: ""))
                peer.flood([UInt8](repeating: 0x20, count: 1 << 20), upTo: 1 << 30)
                return false
            },
            HostileReply("a gigabyte in chunks", .lost) { peer, _ in
                peer.send(head("Transfer-Encoding: chunked", body: ""))
                let chunk = Array("100000\r\n".utf8) + [UInt8](repeating: 0x20, count: 1 << 20) + Array("\r\n".utf8)
                peer.flood(chunk, upTo: 1 << 30)
                return false
            },
            HostileReply("a gigabyte without a length", .lost) { peer, _ in
                peer.send(head(body: ""))
                peer.flood([UInt8](repeating: 0x20, count: 1 << 20), upTo: 1 << 30)
                return false
            },
        ]

    /// Bodies that grow when they are unpacked, which was not asked for.
    static let codings: [HostileReply] =
        ["gzip", "deflate", "br", "zstd", "gzip, gzip", "compress", "x"].map { coding in
            HostileReply("a body in \(coding)", .lost) { peer, _ in
                peer.answer(
                    "200 OK", ["Content-Type: application/json", "Content-Encoding: \(coding)"], body: GzipBomb.gigabyte
                )
                return false
            }
        } + [
            HostileReply("a transfer in gzip", .garbage) { peer, _ in
                peer.send(head("Transfer-Encoding: gzip", body: ""))
                peer.send(GzipBomb.gigabyte)
                return false
            },
            HostileReply("a transfer in gzip and chunks", .garbage) { peer, _ in
                peer.send(
                    head("Transfer-Encoding: gzip, chunked", body: String(GzipBomb.gigabyte.count, radix: 16) + "\r\n"))
                peer.send(GzipBomb.gigabyte + Array("\r\n0\r\n\r\n".utf8))
                return false
            },
            HostileReply("an error in gzip", .trouble) { peer, _ in
                peer.answer("500 No", ["Content-Encoding: gzip"], body: GzipBomb.gigabyte)
                return false
            },
        ]
}
