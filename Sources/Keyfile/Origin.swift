/// Scheme, host and port: what a credential is bound to.
///
/// Compared exactly, never by substring.
public struct Origin: Sendable, Hashable {
    /// The schemes a platform is reached by.
    public enum Scheme: String, Sendable {
        case https
        case http
    }

    /// Why a text is not the address of a platform.
    public enum Defect: String, Error, Sendable {
        case notAURL = "it is not a URL such as https://platform.example.com"
        case scheme = "its scheme is neither https nor http"
        case userInfo = "it has a user name or password, which would be sent to the server"
        case path = "it has a path, a query or a fragment; give only scheme, host and port"
        case host = "its host is not a host name or an IP address"
        case port = "its port is not a number from 1 to 65535"
        case plainHTTP = "it is plain http to another machine, where anyone on the way can read the token; use https"
        case localhostName =
            "it is plain http to a name under localhost, which a resolver may send to another machine"
    }

    /// The scheme.
    public let scheme: Scheme
    /// The host in lower case; an IPv6 address stands in brackets.
    public let host: String
    /// The port, from 1 to 65535.
    public let port: Int

    /// Reads `scheme://host[:port]`, with at most one trailing slash.
    ///
    /// Plain http is accepted for loopback only.
    public init(_ text: String) throws(Defect) {
        guard let schemeEnd = text.range(of: "://") else { throw .notAURL }
        guard let scheme = Scheme(rawValue: text[..<schemeEnd.lowerBound].lowercased()) else { throw .scheme }
        var rest = text[schemeEnd.upperBound...]
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        // User info first: its password may hold any of the characters below, and must not be blamed as a path.
        guard !rest.contains("@") else { throw .userInfo }
        guard !rest.contains(where: { "/?#\\".contains($0) }) else { throw .path }
        // Before the host is put in lower case, which makes a k of the sign for kelvin.
        guard rest.prefix(while: { $0 != ":" }).utf8.allSatisfy({ $0 < 0x80 }) else { throw .host }
        let (host, port) = try Origin.split(rest, scheme)
        guard Origin.isHost(host) else { throw .host }
        self.scheme = scheme
        self.host = host
        self.port = port
        guard scheme == .https || isLoopback else {
            throw host.hasSuffix(".localhost") ? .localhostName : .plainHTTP
        }
    }

    /// `scheme://host[:port]`, the port left out where it is the scheme's own.
    public var text: String {
        port == Origin.defaultPort(scheme) ? "\(scheme.rawValue)://\(host)" : "\(scheme.rawValue)://\(host):\(port)"
    }

    /// Whether the host is this machine by its very name: `localhost`, `127.0.0.0/8` or `[::1]`.
    public var isLoopback: Bool {
        host == "localhost" || host == "[::1]" || (host.hasPrefix("127.") && Origin.isIPv4(host))
    }

    private static func defaultPort(_ scheme: Scheme) -> Int { scheme == .https ? 443 : 80 }

    private static func split(_ rest: Substring, _ scheme: Scheme) throws(Defect) -> (String, Int) {
        let host: Substring
        let afterHost: Substring
        if rest.hasPrefix("[") {
            guard let close = rest.firstIndex(of: "]") else { throw .host }
            host = rest[...close]
            afterHost = rest[rest.index(after: close)...]
        } else {
            host = rest.prefix { $0 != ":" }
            afterHost = rest[host.endIndex...]
        }
        guard !afterHost.isEmpty else { return (host.lowercased(), defaultPort(scheme)) }
        let digits = afterHost.dropFirst()
        guard afterHost.first == ":", digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
            (1...65535).contains(port)
        else { throw .port }
        return (host.lowercased(), port)
    }

    private static func isHost(_ host: String) -> Bool {
        if host.hasPrefix("[") {
            let address = host.dropFirst().dropLast()
            return address.contains(":") && address.utf8.count <= 45
                && address.utf8.allSatisfy { $0 == 0x3A || $0 == 0x2E || Character(Unicode.Scalar($0)).isHexDigit }
        }
        guard !host.isEmpty, host.utf8.count <= 253 else { return false }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        // A name that ends in a number must be a whole IPv4 address: resolvers read 127.1, 2130706433 or 0x7f.1 as one
        // (the same rule as in the URL standard of WHATWG).
        if let last = labels.last, isNumber(last) { return isIPv4(host) }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { byte in
                    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
                }
        }
    }

    private static func isNumber(_ label: Substring) -> Bool {
        let digits = label.hasPrefix("0x") ? label.dropFirst(2) : label
        return !label.isEmpty
            && digits.utf8.allSatisfy {
                (0x30...0x39).contains($0) || digits.count < label.count && (0x61...0x66).contains($0)
            }
    }

    private static func isIPv4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                guard let number = Int(part), part.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
                return number <= 255 && String(number) == part
            }
    }
}

extension String {
    /// The first place of a text, without Foundation.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            start = index(after: start)
        }
        return nil
    }
}
