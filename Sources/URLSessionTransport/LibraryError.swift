import Foundation
import ManagementAPI

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What an error of Foundation says about a request.
///
/// Its code alone does not tell: a failed handshake, a broken chunk and a full disk are all -1, and -1004 can be reported
/// for any failure after one of a host's addresses refused, even when another accepted and got the request. So
/// libcurl's text decides, and a text that is not known means "may have acted".
struct LibraryError {
    let code: Int
    /// libcurl's text: printable ASCII, at most 200 bytes, without the credential.
    let text: String

    init(_ error: any Error, hiding secrets: [BearerCredential]) {
        let error = error as NSError
        code = error.domain == NSURLErrorDomain ? error.code : NSURLErrorUnknown
        text = LibraryError.sanitized(error.localizedDescription, hiding: secrets)
    }

    /// - Parameters:
    ///   - status: of an answer that began to come.
    ///   - mayBeSecondAttempt: whether libcurl may have sent the request on a kept connection before; then no later
    ///     failure proves that the server has not seen it.
    func failure(status: Int?, mayBeSecondAttempt: Bool) -> TransportFailure {
        if let reason = beforeSending { return mayBeSecondAttempt ? .outcomeUnknown(reason) : .notSent(reason) }
        if let status { return .answered(status: status, afterSending) }
        return .outcomeUnknown(afterSending)
    }

    /// The reason, if the failure is one that precedes the request.
    private var beforeSending: TransportFailure.Reason? {
        switch true {
        case starts("Could not resolve host"): .hostNotFound
        case starts("Failed to connect to", "Couldn't connect to server", "Could not connect to server"):
            code == NSURLErrorTimedOut ? .deadlineExceeded : .connectionRefused
        case isHandshake: .tls(text)
        // A tunnel through a proxy precedes the request as well; its status is the proxy's, not the platform's.
        case starts("Could not resolve proxy", "CONNECT tunnel failed", "Received HTTP code", "Proxy CONNECT aborted"):
            .other(text)
        default: nil
        }
    }

    /// libcurl's texts about a handshake.
    ///
    /// `SSL_read` and `SSL_write` come after it and are not here.
    private var isHandshake: Bool {
        guard !contains("SSL_read", "SSL_write", "SSL read", "SSL write") else { return false }
        return starts("SSL certificate", "SSL: ", "SSL connection timeout", "TLS connect error", "OpenSSL SSL_connect")
            || (starts("error:", "OpenSSL/") && contains("SSL routines"))
            || starts("error adding trust anchors", "error setting certificate")
            || contains("unable to get local issuer certificate", "no alternative certificate subject name")
    }

    private var afterSending: TransportFailure.Reason {
        switch code {
        case NSURLErrorNetworkConnectionLost, NSURLErrorBadServerResponse: return .connectionLost
        case NSURLErrorTimedOut: return .deadlineExceeded
        case NSURLErrorCancelled: return .cancelled
        default: break
        }
        if contains(
            "transfer closed", "Recv failure", "Send failure", "Empty reply", "Server returned nothing", "SSL_read",
            "SSL_write")
        {
            return .connectionLost
        }
        let isMalformed = contains(
            "HTTP/0.9", "HTTP/1", "Unsupported HTTP version", "eceived HTTP", "eader", "hunk", "hexadecimal",
            "Content-Length", "Weird server reply", "writing", "encoding", "HTTP/2 stream", "HTTP2", "Nul byte")
        return isMalformed ? .malformedAnswer : .other(text)
    }

    private func starts(_ beginnings: String...) -> Bool { beginnings.contains { text.hasPrefix($0) } }

    private func contains(_ parts: String...) -> Bool { parts.contains { text.contains($0) } }

    /// A server can put bytes of its own into an error's text, even an echo of the token.
    private static func sanitized(_ text: String, hiding secrets: [BearerCredential]) -> String {
        let printable = String(
            decoding: text.utf8.map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
        let echoesToken = secrets.contains { credential in
            credential.secret.reveal { printable.contains(String(decoding: $0, as: UTF8.self)) }
        }
        return echoesToken ? "the error holds the credential and is not shown" : String(printable.prefix(200))
    }
}
