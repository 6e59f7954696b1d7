/// Something that goes wrong with the N-th request the sandbox receives, counted from 1 over all connections.
///
/// Written `KIND:N` or `KIND:N-M` for a range:
///
/// | rule | what happens |
/// | --- | --- |
/// | `kill-client:before:N` | the client's process is killed; the request was not handled |
/// | `kill-client:after:N` | it is killed when the request has been handled, before any reply |
/// | `kill-client:half:N` | it is killed when it was handled and half of the reply is sent |
/// | `drop:N`, `drop:after:N` | closed without a reply; not handled, or handled |
/// | `status:CODE:N` | answered with that status, as by a proxy in front; not handled |
/// | `delay:SECONDS:N` | handled at once, replied to that much later; goes together with every other rule |
/// | `garbage:N` | answered with bytes that are not HTTP; not handled |
/// | `html:N` | answered with an HTML page and 200; not handled |
/// | `edge:CODE:N` | answered by the edge in front of tenants with its page for 202, 404, 502 or 503; not handled |
/// | `deprecated:N` | handled, and the answer says that the route is deprecated and when it goes away |
/// | `redirect:URL:N` | answered 307 to that URL; not handled |
/// | `truncate:N` | handled, and the second half of the answer's body is missing |
/// | `retry-after:SECONDS:N` | answered 429 with that time to wait; not handled |
/// | `datastore:N` | handled by a server that does not reach its database: 503 `platform_unavailable` at its gate |
/// | `flap:K` | after a reload, K requests are judged by the previous and the new `ADMIN_TOKEN` in turn |
public struct Fault: Sendable, Equatable {
    /// What goes wrong.
    public enum Kind: Sendable, Equatable {
        /// The client's process gets SIGKILL.
        case killClient(Moment)
        /// The connection is closed without a reply.
        case drop(Moment)
        /// 400 to 599.
        case status(Int)
        /// Seconds: above 0, up to 600.
        case delay(Double)
        /// The reply is not HTTP.
        case garbage
        /// The reply is an HTML page with 200.
        case html
        /// One of the pages of the edge, by its status: 202, 404, 502 or 503.
        case edge(Int)
        /// The answer has the headers of a route that is going away.
        case deprecated
        /// The target, sent as it is.
        case redirect(String)
        /// The answer's head is whole, its body ends half-way.
        case truncate
        /// 429 with that many seconds to wait: 0 to 86 400.
        case tooMany(Int)
        /// The gates of the server do not reach their database.
        case datastoreDown
        /// Stands for the K requests after each reload; the first is judged by the previous token.
        case flap

        /// Whether the answer is one the server itself gives, and so one of the contract's.
        var isOfServer: Bool { self == .datastoreDown || self == .deprecated }
    }

    /// When, seen from the handling of the request.
    public enum Moment: String, Sendable {
        /// The request is never handled.
        case before
        /// The request is handled, nothing of the reply is sent.
        case after
        /// When half of the reply has been sent; of `killClient` only.
        case half
    }

    /// What goes wrong.
    public let kind: Kind
    /// Which requests it concerns, from 1.
    public let requests: ClosedRange<Int>
    /// The rule as it was written.
    public let text: String

    /// Reads a rule; `nil` when it is none of the above or a number is out of range.
    public init?(_ text: String) {
        // The numbers stand last, and a URL has colons of its own.
        guard let colon = text.lastIndex(of: ":"), let requests = Fault.requests(text[text.index(after: colon)...]),
            let kind = Fault.kind(text[..<colon])
        else { return nil }
        if kind == .flap, requests.count > 1 { return nil }
        self.kind = kind
        self.requests = kind == .flap ? 1...requests.lowerBound : requests
        self.text = text
    }

    private static func kind(_ text: Substring) -> Kind? {
        let colon = text.firstIndex(of: ":")
        let argument = colon.map { String(text[text.index(after: $0)...]) }
        switch (text[..<(colon ?? text.endIndex)], argument) {
        case ("kill-client", let moment?): return Moment(rawValue: moment).map(Kind.killClient)
        case ("drop", nil), ("drop", "before"): return .drop(.before)
        case ("drop", "after"): return .drop(.after)
        case ("status", let code?): return Int(code).flatMap { (400...599).contains($0) ? .status($0) : nil }
        case ("delay", let seconds?): return Double(seconds).flatMap { $0 > 0 && $0 <= 600 ? .delay($0) : nil }
        case ("garbage", nil): return .garbage
        case ("html", nil): return .html
        case ("edge", let code?): return Int(code).flatMap { EdgePage(rawValue: $0) }.map { .edge($0.rawValue) }
        case ("deprecated", nil): return .deprecated
        case ("redirect", let url?):
            return !url.isEmpty && url.utf8.allSatisfy { (0x21...0x7E).contains($0) } ? .redirect(url) : nil
        case ("truncate", nil): return .truncate
        case ("retry-after", let seconds?):
            return Int(seconds).flatMap { (0...86_400).contains($0) ? .tooMany($0) : nil }
        case ("datastore", nil): return .datastoreDown
        case ("flap", nil): return .flap
        default: return nil
        }
    }

    private static func requests(_ text: Substring) -> ClosedRange<Int>? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        // Digits alone: Int accepts a sign as well.
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let first = Int(parts[0]), let last = Int(parts[parts.count - 1]), first >= 1, last >= first
        else { return nil }
        return first...last
    }
}
