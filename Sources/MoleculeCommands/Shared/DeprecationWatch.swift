import HostSystem
import ManagementAPI
import Synchronization

/// What a command tells at most once.
final class Notices: Sendable {
    private let seen = Mutex<Set<String>>([])

    /// Whether this is the first time.
    func isFirst(_ notice: String) -> Bool { seen.withLock { $0.insert(notice).inserted } }
}

/// Warns, once, when a server says that what was called is going away (RFC 9745, RFC 8594).
struct DeprecationWatch: Transport {
    private let transport: any Transport
    private let output: Output
    private let notices: Notices

    /// Watches what another transport receives.
    init(_ transport: any Transport, output: Output, notices: Notices) {
        self.transport = transport
        self.output = output
        self.notices = notices
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        let response = try await transport.send(request)
        let sunset = response.headers["sunset"]
        if sunset != nil || response.headers["deprecation"] != nil, notices.isFirst("deprecation") {
            let path = request.target.prefix { $0 != "?" }
            // A time and nothing else: a server can put what it was sent anywhere.
            let end = sunset.flatMap { Timestamp(httpDate: $0) }.map { ", which ends on \($0.text)" } ?? ""
            output.remark("Warning: the server calls \(request.method.rawValue) \(path) deprecated\(end).")
        }
        return response
    }
}
