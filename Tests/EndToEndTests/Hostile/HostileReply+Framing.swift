import Foundation
import TestSupport

extension HostileReply {
    private static func length(_ length: String, _ meaning: Meaning) -> HostileReply {
        bytes("a length of \(length)", meaning, head("Content-Length: \(length)"))
    }

    private static func chunks(_ name: String, _ chunks: String, _ meaning: Meaning = .lost) -> HostileReply {
        bytes(name, meaning, head("Transfer-Encoding: chunked", body: chunks))
    }

    /// Lengths and chunks that lie.
    static let framings: [HostileReply] = [
        length("10", .lost), length("1", .garbage), length("0", .garbage), length("-1", .lost), length("-0", .lost),
        length("9223372036854775807", .lost), length("9223372036854775806", .lost),
        length("4611686018427387904", .lost),
        length("9223372036854775808", .empty), length("18446744073709551618", .empty), length("1e3", .garbage),
        length("0x2", .garbage),
        length("+2", .empty), length("2, 2", .empty), length("2, 3", .empty), length("two", .lost), length("", .lost),
        length("2 3", .empty),
        bytes("two lengths", .lost, head("Content-Length: 2", "Content-Length: 3")),
        bytes("the same length twice", .empty, head("Content-Length: 2", "Content-Length: 2")),
        bytes(
            "a length and chunks", .empty,
            head("Content-Length: 9", "Transfer-Encoding: chunked", body: "2\r\n[]\r\n0\r\n\r\n")),
        bytes(
            "a second answer after the first", .empty,
            head("Content-Length: 2") + "HTTP/1.1 302 X\r\nLocation: /x\r\n\r\n"),
        bytes("a kept connection that is closed", .empty, head("Content-Length: 2", "Connection: keep-alive")),
        chunks("a chunk cut short", "5\r\n[]"), chunks("no last chunk", "2\r\n[]\r\n"),
        chunks("no end of the last chunk", "2\r\n[]\r\n0\r\n"),
        chunks("a size that is none", "ZZ\r\n[]"), chunks("a negative size", "-2\r\n[]\r\n0\r\n\r\n"),
        chunks("a size beyond 64 bits", "fffffffffffffffff\r\n[]"),
        chunks("the largest size", "7fffffffffffffff\r\n[]"),
        chunks("a size of 64 KiB of zeros", String(repeating: "0", count: 64 << 10) + "2\r\n[]\r\n0\r\n\r\n"),
        chunks("an extension of 1 MiB", "2;" + String(repeating: "x", count: 1 << 20) + "\r\n[]\r\n0\r\n\r\n", .empty),
        chunks("trailers", "2\r\n[]\r\n0\r\nX-After: 1\r\nContent-Length: 9\r\n\r\n", .empty),
        chunks("a trailer of 1 MiB", "2\r\n[]\r\n0\r\nX: " + String(repeating: "x", count: 1 << 20) + "\r\n\r\n"),
        chunks("10,000 trailers", "2\r\n[]\r\n0\r\n" + String(repeating: "X: 1\r\n", count: 10_000) + "\r\n", .empty),
        chunks(
            "a chunk for each byte of blanks", String(repeating: "1\r\n \r\n", count: 50_000) + "2\r\n[]\r\n0\r\n\r\n",
            .empty),
        bytes("a transfer coding that is none", .empty, head("Transfer-Encoding: x", "Content-Length: 2")),
        bytes("chunks twice", .empty, head("Transfer-Encoding: chunked, chunked", body: "2\r\n[]\r\n0\r\n\r\n")),
        bytes("nothing", .lost, ""),
        bytes("nothing after the head", .lost, head("Content-Length: 2", body: "")),
        bytes("no end of the head", .lost, "HTTP/1.1 200 OK\r\nContent-Type: appli"),
        bytes("a start line alone", .lost, "HTTP/1.1 200 OK\r\n"),
    ]

    /// A good reply, of which only so many bytes come before the connection is reset: of every length.
    static let resets: [HostileReply] = {
        let reply = Array(head("Content-Length: 2").utf8)
        return (0..<reply.count).map { count in
            HostileReply("reset after \(count) bytes", .lost, commands: count % 10 == 0 ? [.list, .mint] : [.list]) {
                peer, _ in
                peer.send(Array(reply[..<count]))
                // What the client has not read when the reset comes is lost to it, which is another way to lose it.
                if count % 2 == 0 { peer.pause(milliseconds: 20) }
                peer.reset()
                return false
            }
        }
    }()
}
