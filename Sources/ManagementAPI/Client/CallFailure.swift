import JSON
import Keyfile

/// Why a call of an operation did not succeed.
public enum CallFailure: Error, Sendable {
    /// A parameter is missing or does not fit; nothing was sent. `reason` is the end of a sentence about it.
    case parameter(name: String, reason: String)
    /// The body does not fit; nothing was sent.
    case body(SchemaDefect)
    /// No credential at hand does; nothing was sent.
    case credentials(CredentialSet.Missing)
    /// A credential is bound to another origin; nothing was sent.
    case boundElsewhere(source: String, origin: Origin)
    /// A value cannot travel in a header; nothing was sent.
    case token(TokenDefect, source: String)
    /// No whole answer came.
    case transport(TransportFailure)
    /// The server said no, or something that is no answer of this operation.
    case answer(ErrorAnswer)
}

extension CallFailure {
    /// Whether the server may have acted although no usable answer came.
    public var leavesOutcomeOpen: Bool {
        switch self {
        case .transport(.outcomeUnknown), .transport(.answered): true
        // A proxy in front says these when it lost the server on the way.
        case .answer(let answer): answer.kind == .malformed || answer.status == 502 || answer.status == 504
        default: false
        }
    }
}

/// An answer that is not success.
public struct ErrorAnswer: Sendable, Equatable {
    /// What kind of no it is.
    public enum Kind: Sendable, Equatable {
        case unauthenticated
        case forbidden
        /// The thing named is not there.
        case notFound
        /// The server has no such operation: its 404 is not of the operation's making.
        case notMounted
        /// An empty 404: the organisation named is not this server's, or none was named.
        case hidden
        /// The server wants to be told the organisation.
        case organizationRequired
        /// The thing was there and has been removed.
        case gone
        case invalid
        case conflict
        /// A budget is spent.
        case paymentRequired
        case rateLimited(seconds: Int?)
        case redirect(to: String)
        case webPage
        /// The edge in front of tenants answers in the tenant's place.
        case edge(EdgePage)
        case serverError
        /// A status that should be success, with a body that is not the operation's.
        case malformed
        case other
    }

    /// The kind.
    public let kind: Kind
    /// The status.
    public let status: Int
    /// What the server said in its `error` member, unshortened; empty when it said nothing.
    public let text: String
    /// The machine-readable `code` member, if there is one.
    public let code: String?
    /// The whole JSON body, if there is one.
    public let document: JSONValue?

    /// Reads an answer whose status is not success, or whose body is not the operation's.
    init(_ response: HTTPResponse, isMalformed: Bool = false) {
        // What is no answer of the operation says nothing, and may be of many megabytes.
        let document = isMalformed ? nil : AnswerBody.document(response)
        self.document = document
        status = response.status
        text = document?["error"]?.text ?? ""
        code = document?["code"]?.text
        kind = isMalformed ? .malformed : ErrorAnswer.kind(response, document)
    }

    /// The same with a mark in the place of each text that is to be masked; what kind of answer it is stands.
    func masked(_ isMasked: (String) -> Bool) -> ErrorAnswer { ErrorAnswer(self, isMasked) }

    private init(_ other: ErrorAnswer, _ isMasked: (String) -> Bool) {
        if case .redirect = other.kind { kind = .redirect(to: "nowhere") } else { kind = other.kind }
        status = other.status
        text = isMasked(other.text) ? "" : other.text
        code = other.code.flatMap { isMasked($0) ? nil : $0 }
        document = other.document?.masked(isMasked)
    }

    private static func kind(_ response: HTTPResponse, _ document: JSONValue?) -> Kind {
        if (300...399).contains(response.status) { return .redirect(to: response.headers["location"] ?? "nowhere") }
        if AnswerBody.isWebPage(response) { return EdgePage(response).map { .edge($0) } ?? .webPage }
        switch response.status {
        case 400 where document?["code"]?.text == "TENANT_ORG_HEADER_REQUIRED": return .organizationRequired
        case 400, 413, 415: return .invalid
        case 401: return .unauthenticated
        case 402: return .paymentRequired
        case 403: return .forbidden
        case 404 where response.body.isEmpty: return .hidden
        case 404: return document == nil ? .notMounted : .notFound
        case 409, 412, 422: return .conflict
        case 410: return .gone
        case 429: return .rateLimited(seconds: AnswerBody.secondsToWait(response, document))
        case 500...599: return .serverError
        default: return .other
        }
    }
}

/// What several readers of answers need.
enum AnswerBody {
    /// The body as a document, or `nil`: an answer that only claims to be JSON is treated as one that is not.
    static func document(_ response: HTTPResponse) -> JSONValue? {
        guard response.mediaType == "application/json" else { return nil }
        do { return try JSONValue.parse(response.body) } catch { return nil }
    }

    static func isWebPage(_ response: HTTPResponse) -> Bool {
        if response.mediaType == "text/html" || response.mediaType == "application/xhtml+xml" { return true }
        let start = response.body.prefix(64).drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
        return response.mediaType != "application/json" && start.first == UInt8(ascii: "<")
    }

    static func secondsToWait(_ response: HTTPResponse, _ body: JSONValue?) -> Int? {
        let fields = [response.headers["retry-after"], response.headers["x-ratelimit-reset"]]
        let seconds =
            fields.lazy.compactMap { $0.flatMap(Int.init) }.first ?? body?["retry_after"]?.integer.map { Int($0) }
        // A server may say anything; nobody waits longer than a day.
        return seconds.map { min(max($0, 0), 86400) }
    }
}

extension JSONValue {
    /// The same with a mark in the place of each text that is to be masked, names of members included.
    fileprivate func masked(_ isMasked: (String) -> Bool) -> JSONValue {
        switch self {
        case .string(let text): isMasked(text) ? "***" : self
        case .array(let items): .array(items.map { $0.masked(isMasked) })
        case .object(let members):
            .object(members.map { .init(isMasked($0.name) ? "***" : $0.name, $0.value.masked(isMasked)) })
        case .null, .bool, .integer, .double: self
        }
    }
}
