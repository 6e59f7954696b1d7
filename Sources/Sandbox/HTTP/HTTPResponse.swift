import Glibc
import JSON

/// One answer.
struct HTTPResponse: Sendable {
    struct Header: Sendable {
        let name: String
        let value: String
    }

    var status: Int
    var headers: [Header] = []
    var body: [UInt8] = []
    /// Sent in chunks instead of with a length.
    var isChunked = false
    /// Seconds the server takes for it, which it spends without holding anything up.
    var delay = 0.0
    /// What goes on with the connection after the answer, which is closed when it returns: a protocol of its own.
    var session: (@Sendable (Int32) -> Void)?

    /// An answer with a status alone: no body, no content type.
    init(status: Int) { self.status = status }

    init(status: Int, contentType: String, body: String) {
        self.status = status
        headers = [Header(name: "Content-Type", value: contentType)]
        self.body = Array(body.utf8)
    }

    /// A JSON answer as the Go servers write it: `<`, `>` and `&` stand in strings only, and are escaped there.
    init(status: Int, _ json: JSONValue) {
        self.init(status: status, contentType: "application/json; charset=utf-8", body: "")
        for byte in json.compact.utf8 {
            switch byte {
            case UInt8(ascii: "<"): body += "\\u003c".utf8
            case UInt8(ascii: ">"): body += "\\u003e".utf8
            case UInt8(ascii: "&"): body += "\\u0026".utf8
            default: body.append(byte)
            }
        }
    }

    /// The ordinary error body.
    init(status: Int, error: String) { self.init(status: status, ["error": .string(error)]) }

    mutating func add(_ name: String, _ value: String) { headers.append(Header(name: name, value: value)) }

    /// The bytes on the wire, headers sorted by name as the Go servers send them.
    func serialized(answering request: HTTPRequest, closing: Bool) -> [UInt8] {
        var text = "HTTP/1.\(request.minorVersion) \(status) \(HTTPResponse.reason(status))\r\n"
        for header in headers.sorted(by: { $0.name < $1.name }) { text += "\(header.name): \(header.value)\r\n" }
        text += "Date: \(HTTPResponse.date(time(nil)))\r\n"
        let chunks = isChunked && request.minorVersion == 1
        if chunks {
            text += "Transfer-Encoding: chunked\r\n"
        } else if status != 204, status != 101 {
            // Neither has a length (RFC 9110, 8.6).
            text += "Content-Length: \(body.count)\r\n"
        }
        if closing {
            text += "Connection: close\r\n"
        } else if request.minorVersion == 0 {
            text += "Connection: keep-alive\r\n"
        }
        text += "\r\n"
        if request.method == "HEAD" { return Array(text.utf8) }
        guard chunks else { return Array(text.utf8) + body }
        let chunk = body.isEmpty ? [] : Array("\(String(body.count, radix: 16))\r\n".utf8) + body + Array("\r\n".utf8)
        return Array(text.utf8) + chunk + Array("0\r\n\r\n".utf8)
    }

    /// The standard phrases (RFC 9110, 15, and RFC 6585) of the statuses in use.
    static func reason(_ status: Int) -> String {
        switch status {
        case 101: "Switching Protocols"
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 207: "Multi-Status"
        case 301: "Moved Permanently"
        case 307: "Temporary Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 402: "Payment Required"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 409: "Conflict"
        case 410: "Gone"
        case 412: "Precondition Failed"
        case 413: "Request Entity Too Large"
        case 422: "Unprocessable Entity"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 505: "HTTP Version Not Supported"
        default: "status code \(status)"
        }
    }

    /// A date as HTTP writes it (RFC 9110, 5.6.7), such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    static func date(_ seconds: time_t) -> String {
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var seconds = seconds
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)]) \(parts.tm_year + 1900)"
            + " \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }
}
