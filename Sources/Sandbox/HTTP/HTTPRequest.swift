/// One request as it arrived.
struct HTTPRequest: Sendable {
    /// One header field; the value as bytes, since a token is compared as it was sent.
    struct Header: Sendable {
        /// In lower case.
        let name: String
        let value: [UInt8]
    }

    var method: String
    /// Path and query as they were sent.
    var target: String
    /// The path with escapes decoded, as routes are matched.
    var path: String
    /// What follows `?`, undecoded; `nil` without one.
    var query: String?
    /// 0 or 1, of HTTP/1.x.
    var minorVersion: Int
    var headers: [Header] = []
    var body: [UInt8] = []

    /// The first header of that name (lower case), as the Go servers read them.
    func bytes(ofHeader name: String) -> [UInt8]? { headers.first { $0.name == name }?.value }

    /// The same as text.
    func text(ofHeader name: String) -> String? { bytes(ofHeader: name).map { String(decoding: $0, as: UTF8.self) } }

    /// Whether the client wants the connection closed after the answer.
    var wantsClose: Bool {
        let values = headers.filter { $0.name == "connection" }.map { String(decoding: $0.value, as: UTF8.self) }
        let options = values.joined(separator: ",").lowercased().split { $0 == "," || $0 == " " }
        return minorVersion == 0 ? !options.contains("keep-alive") : options.contains("close")
    }
}

/// What is done with a request.
struct HTTPAction: Sendable {
    enum Reply: Sendable {
        case whole(HTTPResponse)
        /// Sends these bytes and nothing more, does something, and closes.
        case cut(sending: [UInt8], then: @Sendable () -> Void)
    }

    /// Seconds between handling the request and replying.
    var delay = 0.0
    var reply: Reply
}
