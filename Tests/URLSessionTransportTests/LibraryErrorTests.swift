import Keyfile
import ManagementAPI
import Testing

@testable import URLSessionTransport

extension TransportTests {
    @Suite("Errors of the library") struct LibraryErrorTests {
        struct Case: Sendable, CustomTestStringConvertible {
            let code: Int
            let text: String
            let failure: TransportFailure
            init(_ code: Int, _ text: String, _ failure: TransportFailure) {
                (self.code, self.text, self.failure) = (code, text, failure)
            }
            var testDescription: String { "\(code) \(text)" }
        }

        /// libcurl's texts: 7.88.1 as seen, and those of 8.x that differ.
        static let cases = [
            Case(-1003, "Could not resolve host: a.example", .notSent(.hostNotFound)),
            Case(
                -1004, "Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server",
                .notSent(.connectionRefused)),
            Case(
                -1001, "Failed to connect to a.example port 443 after 130000 ms: Couldn't connect to server",
                .notSent(.deadlineExceeded)),
            Case(-1, "Failed to connect to ::1 port 1: Network is unreachable", .notSent(.connectionRefused)),
            // -1004 is given for any failure once one address of a host has refused.
            Case(-1004, "Empty reply from server", .outcomeUnknown(.connectionLost)),
            Case(-1004, "Recv failure: Connection reset by peer", .outcomeUnknown(.connectionLost)),
            Case(-1004, "something new", .outcomeUnknown(.other("something new"))),
            Case(-1011, "Empty reply from server", .outcomeUnknown(.connectionLost)),
            Case(-1005, "Recv failure: Connection reset by peer", .outcomeUnknown(.connectionLost)),
            Case(
                -1, "SSL certificate problem: self-signed certificate",
                .notSent(.tls("SSL certificate problem: self-signed certificate"))),
            Case(
                -1, "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number",
                .notSent(.tls("OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number"))),
            Case(
                -1, "TLS connect error: error:00000000:lib(0)::reason(0)",
                .notSent(.tls("TLS connect error: error:00000000:lib(0)::reason(0)"))),
            // After the handshake, when the request may have gone.
            Case(
                -1, "OpenSSL SSL_read: error:0A000126:SSL routines::unexpected eof while reading, errno 0",
                .outcomeUnknown(.connectionLost)),
            Case(-1, "OpenSSL SSL_write: Broken pipe, errno 32", .outcomeUnknown(.connectionLost)),
            Case(-1, "CONNECT tunnel failed, response 407", .notSent(.other("CONNECT tunnel failed, response 407"))),
            Case(-1001, "", .outcomeUnknown(.deadlineExceeded)),
            Case(-999, "cancelled", .outcomeUnknown(.cancelled)),
        ]

        @Test(arguments: cases)
        func `A failure is certain to precede the request only by a text that says so`(_ example: Case) throws {
            let error = LibraryError(libraryError(example.text, code: example.code), hiding: [])
            #expect(error.failure(status: nil, mayBeSecondAttempt: false) == example.failure)
            if case .notSent(let reason) = example.failure {
                #expect(error.failure(status: nil, mayBeSecondAttempt: true) == .outcomeUnknown(reason))
            }
        }

        @Test func `The library's text is shown short, printable and without the token`() throws {
            let origin = try Origin("https://a.example")
            let credential = try BearerCredential(Secret(Array(token.utf8)), boundTo: origin)
            let hostile = "a\u{1B}[31m\u{e9}" + String(repeating: "b", count: 999)
            let long = LibraryError(libraryError(hostile), hiding: [credential])
            #expect(long.text.utf8.count == 200)
            #expect(long.text.hasPrefix("a?[31m??b"))
            // Cutting first would leave the beginning of the token.
            let echo = libraryError(String(repeating: "b", count: 180) + token)
            #expect(!LibraryError(echo, hiding: [credential]).text.contains(token.prefix(5)))
        }
    }
}
