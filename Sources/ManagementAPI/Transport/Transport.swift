import Keyfile

/// How requests reach a server.
///
/// One method, so that a fake is one function.
public protocol Transport: Sendable {
    /// Sends one request and waits for its whole answer, whatever its status. Redirects are answers, never followed.
    ///
    /// - Throws: `TransportFailure` when there is no whole answer; it tells whether the server can have acted.
    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse
}

/// A method that operations of the contract use.
public enum HTTPMethod: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether a request that got no answer may be sent again without asking what became of the first (RFC 9110, 9.2.1).
    public var isSafe: Bool { self == .get }
}

/// One header field of a request.
///
/// The value has been checked: no byte of it can end the line.
public struct HTTPHeader: Sendable {
    /// The field's name, as sent.
    public let name: String
    /// The field's value: printable ASCII and, where a server takes names as they are, UTF-8.
    public let value: String

    /// Accepts a name that is an RFC 9110 token and a value without control characters; `nil` otherwise.
    ///
    /// Foundation silently drops a header whose value holds CR or LF, and sends names with spaces as they are.
    public init?(_ name: String, _ value: String) {
        let symbols = Set("!#$%&'*+-.^_`|~".utf8)
        let isToken = name.utf8.allSatisfy { byte in
            symbols.contains(byte) || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
        }
        guard !name.isEmpty, isToken, value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        self.name = name
        self.value = value
    }
}

/// A credential with the origin it may be sent to.
public struct BearerCredential: Sendable {
    /// The token.
    public let secret: Secret
    /// The only place it is sent to.
    public let origin: Origin

    /// Binds a token to an origin.
    ///
    /// Fails unless every byte is visible ASCII (0x21 to 0x7E): anything else would be dropped from the request by
    /// Foundation, and the call would go out without a credential. `allowingSpaces` is for values of several words; a
    /// space at either end would be lost on the way, and is refused all the same.
    public init(
        _ secret: Secret, boundTo origin: Origin, allowingSpaces: Bool = false
    ) throws(TokenDefect) {
        try secret.reveal { bytes throws(TokenDefect) in
            guard !bytes.isEmpty else { throw .empty }
            let bad = bytes.indices.first { index in
                if bytes[index] == 0x20, allowingSpaces { return index == 0 || index == bytes.count - 1 }
                return !(0x21...0x7E).contains(bytes[index])
            }
            guard let offset = bad else { return }
            throw .invalidByte(kind: TokenByte.kind(of: bytes[offset]), offset: offset)
        }
        self.secret = secret
        self.origin = origin
    }
}

/// A secret that travels in a header other than as a bearer.
public struct SecretHeader: Sendable {
    /// A header that carries a secret.
    public struct Name: Sendable, Hashable {
        /// The name, as sent.
        public let rawValue: String

        /// The credential of a tenant's root.
        public static let tenantAdminToken = Name(unchecked: "X-Molecule-Admin-Token")
        /// The cookies.
        public static let cookie = Name(unchecked: "Cookie")

        private init(unchecked name: String) { rawValue = name }

        /// A header of somebody's own making; `nil` for what is no name, and for names that a transport sets itself.
        public init?(_ name: String) {
            let taken: Set = ["connection", "content-length", "content-type", "host", "transfer-encoding"]
            guard HTTPHeader(name, "") != nil, !taken.contains(name.lowercased()) else { return nil }
            rawValue = name
        }

        /// Whether it is `Authorization`, however that is written.
        public var isAuthorization: Bool { rawValue.lowercased() == "authorization" }
        /// Whether it is `Cookie`, however that is written.
        public var isCookie: Bool { rawValue.lowercased() == "cookie" }
    }

    /// The header.
    public let name: Name
    /// What stands before the secret, such as `Token `; empty as a rule.
    public let prefix: String
    /// The secret, with the only origin it is sent to.
    public let credential: BearerCredential

    /// Puts a secret into a header.
    public init(_ name: Name, prefix: String = "", _ credential: BearerCredential) {
        self.name = name
        self.prefix = prefix
        self.credential = credential
    }
}

/// Why a value cannot be a bearer token.
///
/// Names the kind of byte and its place, never the value.
public enum TokenDefect: Error, Sendable, Equatable {
    case empty
    case invalidByte(kind: String, offset: Int)
}

/// What to call a byte that may not stand in a token.
public enum TokenByte {
    /// The kind of byte, such as `a line break`; the byte itself is not shown.
    public static func kind(of byte: UInt8) -> String {
        switch byte {
        case 0x0A, 0x0D: "a line break"
        case 0x20, 0x09: "a space or tab"
        case 0x00: "a NUL byte"
        case 0x80...: "a byte outside ASCII"
        default: "a control character"
        }
    }
}

/// One request to one origin.
public struct HTTPRequest: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// Where it goes.
    public var origin: Origin
    /// The path and query, starting with `/`, already percent-encoded: visible ASCII without `#`.
    public var target: String
    /// Fields besides those the transport sets itself (Host, Content-Length, User-Agent, Accept, Authorization).
    public var headers: [HTTPHeader] = []
    /// Sent as `Authorization: Bearer`, if its origin is this request's; otherwise the request is not sent.
    public var credential: BearerCredential?
    /// Secrets sent in headers of their own, each under the same rule as `credential`.
    public var secretHeaders: [SecretHeader] = []
    /// A JSON body, sent with its content type.
    public var body: [UInt8]?
    /// How long the whole exchange may take, from connecting to the last byte of the answer.
    public var deadline: Duration
    /// Whether to open a connection of its own.
    ///
    /// A kept connection reaches one instance of a rolling deployment again and again, which is no proof about the
    /// others.
    public var usesFreshConnection = false
    /// The most bytes of a 2xx answer that are read; a longer one is a failure.
    public var maximumBody = HTTPRequest.defaultMaximumBody

    /// 12 MiB: a list of 20,000 workspaces has 11, and all that is made of it stays below 100 MiB.
    public static let defaultMaximumBody = 12 << 20
    /// 64 KiB: what is kept of the body of any other answer; the rest is discarded.
    public static let maximumErrorBody = 64 << 10

    /// A request without credential, body or extra headers.
    public init(_ method: HTTPMethod, _ origin: Origin, target: String, deadline: Duration) {
        self.method = method
        self.origin = origin
        self.target = target
        self.deadline = deadline
    }
}

/// A whole answer.
public struct HTTPResponse: Sendable {
    /// The status code, 100 to 999.
    public let status: Int
    /// The fields, names in lower case; values joined with `, ` where a field came more than once.
    public let headers: [String: String]
    /// The body, cut to 64 KiB when the status is not 2xx.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, headers: [String: String], body: [UInt8]) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The media type without parameters, in lower case; empty when there is none.
    public var mediaType: String {
        let field = headers["content-type"] ?? ""
        return field.prefix { $0 != ";" && $0 != " " }.lowercased()
    }
}

/// A request that got no whole answer.
public enum TransportFailure: Error, Sendable, Equatable {
    /// The server cannot have seen the request.
    case notSent(Reason)
    /// The server may have acted on the request, or not: probe before trying again.
    case outcomeUnknown(Reason)
    /// A status came, so the server has decided, but the body that belongs to it did not arrive whole.
    case answered(status: Int, Reason)

    /// What went wrong on the way.
    public enum Reason: Sendable, Equatable {
        /// The name of the host could not be resolved.
        case hostNotFound
        /// Nothing listens at the address, or the network refuses.
        case connectionRefused
        /// TLS could not be set up; the text is the library's own.
        case tls(String)
        /// The deadline passed.
        case deadlineExceeded
        /// The connection ended before the answer did.
        case connectionLost
        /// The answer is larger than the request allows.
        case bodyTooLarge
        /// The bytes that came are not HTTP as this transport reads it.
        case malformedAnswer
        /// The credential belongs to another origin; nothing was sent.
        case credentialForAnotherOrigin
        /// This transport cannot make the request; the text says why.
        case unsupported(String)
        /// The caller cancelled.
        case cancelled
        /// Anything else, in the library's own words.
        case other(String)
    }
}
