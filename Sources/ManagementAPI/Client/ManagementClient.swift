import JSON
import Keyfile

/// A successful answer.
public struct Reply: Sendable {
    /// The status, such as 200 or 207.
    public let status: Int
    /// The JSON body; `nil` when there was none, or it is text.
    public let document: JSONValue?
    /// The body as it came.
    public let body: [UInt8]
    /// How many more requests the server allows in its present window, if it says.
    public let remainingRequests: Int?
}

/// Calls operations of the contract: checks what is sent, chooses the credentials, and reads what comes back.
public struct ManagementClient: Sendable {
    private let transport: any Transport
    private let origin: Origin
    private let credentials: CredentialSet
    private let deadline: Duration?
    private let sent = SentSecrets()

    /// A client of one server.
    ///
    /// `deadline` is for each request; without one the contract's own is taken.
    public init(transport: any Transport, origin: Origin, credentials: CredentialSet, deadline: Duration?) {
        self.transport = transport
        self.origin = origin
        self.credentials = credentials
        self.deadline = deadline
    }

    /// The server that is called.
    public var server: Origin { origin }

    /// Calls an operation.
    ///
    /// - Parameters:
    ///   - values: The parameters by name, as text.
    ///   - body: The body, where the operation takes one.
    public func call(
        _ operation: Operation, _ values: [String: String] = [:], body: JSONValue? = nil
    ) async throws(CallFailure) -> Reply {
        let request = try compose(operation, values, body: body)
        sent.note(request, operation, body: body)
        let response: HTTPResponse
        do { response = try await transport.send(request) } catch { throw .transport(error) }
        let reply: Reply
        do { reply = try read(response, operation) } catch {
            guard case .answer(let answer) = error else { throw error }
            throw .answer(sent.mask(answer))
        }
        // An answer of success that repeats it is none that can be used.
        if sent.isRepeated(in: response, reply.document) {
            throw .answer(ErrorAnswer(response, isMalformed: true))
        }
        return reply
    }

    /// The request an operation becomes.
    ///
    /// Throws before anything is sent.
    func compose(
        _ operation: Operation, _ values: [String: String], body: JSONValue?
    ) throws(CallFailure) -> HTTPRequest {
        let checked = try ParameterCheck(operation, values)
        if let body, let expected = operation.body {
            do { try expected.schema.check(body) } catch { throw .body(error) }
        } else if operation.body?.isRequired == true {
            throw .body(SchemaDefect(place: "", reason: "is needed"))
        }
        var request = HTTPRequest(
            operation.method, origin, target: checked.target,
            deadline: deadline ?? .seconds(operation.deadlineSeconds))
        request.headers = checked.headers
        request.body = body.map { Array($0.compact.utf8) }
        try authorize(&request, operation)
        return request
    }

    private func authorize(_ request: inout HTTPRequest, _ operation: Operation) throws(CallFailure) {
        let schemes: [SecurityScheme]
        do { schemes = try credentials.choose(for: operation) } catch { throw .credentials(error) }
        for scheme in schemes {
            switch scheme {
            case .orgRoutingHeaderId: try addHeader(scheme, credentials.organizationID, &request)
            case .orgRoutingHeaderSlug: try addHeader(scheme, credentials.organizationSlug, &request)
            case .tenantAdminToken: request.secretHeaders.append(SecretHeader(.tenantAdminToken, try bound(scheme)))
            case .workosSession: request.secretHeaders.append(SecretHeader(.cookie, try bound(scheme)))
            case .cpAdminBearer, .provisionSecret, .orgApiKey, .workspaceToken, .adminToken:
                request.credential = try bound(scheme)
            }
        }
        if credentials.isViaControlPlane, operation.surface != .controlPlane {
            try addHeader(.orgRoutingHeaderSlug, credentials.organizationSlug, &request)
        }
        // An open operation still lives behind the guard of a tenant that serves several organisations.
        if schemes.isEmpty, operation.surface == .tenant {
            try addHeader(.orgRoutingHeaderId, credentials.organizationID, &request)
        }
    }

    private func addHeader(
        _ scheme: SecurityScheme, _ value: String?, _ request: inout HTTPRequest
    ) throws(CallFailure) {
        // A routing header is a parameter as well; one that was given as such stands.
        guard let value, !request.headers.contains(where: { $0.name == scheme.header }) else { return }
        guard let header = HTTPHeader(scheme.header, value) else {
            throw .parameter(name: scheme.header, reason: "has a character that no header can hold")
        }
        request.headers.append(header)
    }

    /// The credential of a scheme, bound to the server that is called.
    ///
    /// One that is bound elsewhere is not sent.
    private func bound(_ scheme: SecurityScheme) throws(CallFailure) -> BearerCredential {
        guard let kind = scheme.kind, let found = credentials.found[kind] else {
            preconditionFailure("the scheme was chosen because its credential is here")
        }
        if let home = found.origin, home != origin { throw .boundElsewhere(source: found.source, origin: home) }
        let secret = scheme == .workosSession ? ManagementClient.cookie(found.secret) : found.secret
        do { return try BearerCredential(secret, boundTo: origin) } catch {
            throw .token(error, source: found.source)
        }
    }

    /// The contract's session is a cookie called `mcp_session`; a value with a name of its own is sent as it is.
    private static func cookie(_ secret: Secret) -> Secret {
        secret.reveal { bytes in
            isNamed(bytes) ? secret : Secret(Array("mcp_session=".utf8) + bytes)
        }
    }

    /// Whether a cookie has a name: lower-case letters, digits, `_` and `-` before the first `=`, and a value after it.
    ///
    /// A value in base64 ends in `=` without having one.
    private static func isNamed(_ bytes: [UInt8]) -> Bool {
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")), equals > 0 else { return false }
        let isName = bytes[..<equals].allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F || byte == 0x2D
        }
        return isName && bytes[equals...].contains { $0 != UInt8(ascii: "=") }
    }

    /// Reads an answer: 2xx that the operation documents is success.
    private func read(_ response: HTTPResponse, _ operation: Operation) throws(CallFailure) -> Reply {
        guard (200...299).contains(response.status), !AnswerBody.isWebPage(response) else {
            throw .answer(ErrorAnswer(response))
        }
        let document = AnswerBody.document(response)
        let documented = operation.responses.first { $0.status == response.status }
        let isJSONExpected = documented?.mediaTypes == ["application/json"]
        // Nobody asks for a part of an answer.
        if response.status == 206
            || isJSONExpected && document == nil && (!response.body.isEmpty || response.status != 200)
        {
            throw .answer(ErrorAnswer(response, isMalformed: true))
        }
        return Reply(
            status: response.status, document: document, body: response.body,
            remainingRequests: response.headers["x-ratelimit-remaining"].flatMap(Int.init))
    }
}
