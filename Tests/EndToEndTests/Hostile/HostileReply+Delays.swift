import Foundation
import TestSupport

extension HostileReply {
    /// Sends some bytes and then nothing more.
    private static func silence(_ place: String, after text: String = "") -> HostileReply {
        HostileReply("silence \(place)", .lost, isSlow: true, commands: [.list, .mint, .door]) { peer, _ in
            peer.send(text)
            peer.holdUntilClosed()
            return false
        }
    }

    /// Sends some bytes and then others, over and over, slower than anybody has time for.
    private static func drip(_ place: String, after text: String = "", _ drop: String) -> HostileReply {
        HostileReply("dripping \(place)", .lost, isSlow: true, commands: [.list, .mint, .verify]) { peer, _ in
            peer.send(text)
            peer.drip(drop, every: 100)
            return false
        }
    }

    /// Sends some bytes and then others without end, as fast as they are taken.
    private static func flood(_ place: String, after text: String = "", _ drop: String) -> HostileReply {
        HostileReply("\(place) without end", .lost, isSlow: true, commands: [.list, .mint]) { peer, _ in
            peer.send(text)
            peer.flood(Array(String(repeating: drop, count: 10_000).utf8), upTo: .max)
            return false
        }
    }

    /// Replies that take for ever, at each phase.
    static let delays: [HostileReply] = [
        silence("at once"), silence("in the start line", after: "HTTP/1.1 2"),
        silence("after the start line", after: "HTTP/1.1 200 OK\r\n"),
        silence("in the head", after: "HTTP/1.1 200 OK\r\nContent-"),
        silence("after the head", after: head("Content-Length: 2", body: "")),
        silence("in the body", after: head("Content-Length: 2", body: "[")),
        silence("after a body without a length", after: head()),
        silence("after a chunk's size", after: head("Transfer-Encoding: chunked", body: "2\r\n")),
        silence("after a chunk", after: head("Transfer-Encoding: chunked", body: "2\r\n[]\r\n")),
        silence("after the last chunk", after: head("Transfer-Encoding: chunked", body: "2\r\n[]\r\n0\r\n")),
        silence("after status 100", after: "HTTP/1.1 100 Continue\r\n\r\n"),
        silence("in an error", after: "HTTP/1.1 500 No\r\nContent-Length: 5\r\n\r\n["),
        drip("a start line", "H"), drip("a reason", after: "HTTP/1.1 200 ", "x"),
        drip("a field", after: "HTTP/1.1 200 OK\r\nX: ", "x"), drip("fields", after: "HTTP/1.1 200 OK\r\n", "X: 1\r\n"),
        drip("a body", after: head("Content-Length: 9999", body: ""), " "),
        drip("a body without a length", after: head(body: ""), " "),
        drip("chunks", after: head("Transfer-Encoding: chunked", body: ""), "1\r\n \r\n"),
        drip("a chunk's size", after: head("Transfer-Encoding: chunked", body: ""), "0"),
        drip("trailers", after: head("Transfer-Encoding: chunked", body: "2\r\n[]\r\n0\r\n"), "X: 1\r\n"),
        drip("status 100", "HTTP/1.1 100 Continue\r\n\r\n"),
        flood("a start line", "x"), flood("a field", after: "HTTP/1.1 200 OK\r\nX: ", "x"),
        flood("fields", after: "HTTP/1.1 200 OK\r\n", "X: 1\r\n"),
        flood("a chunk's extension", after: head("Transfer-Encoding: chunked", body: "1;"), "x"),
        flood("trailers", after: head("Transfer-Encoding: chunked", body: "2\r\n[]\r\n0\r\n"), "X: 1\r\n"),
        flood("a trailer", after: head("Transfer-Encoding: chunked", body: "2\r\n[]\r\n0\r\nX: "), "x"),
    ]
}
