import Glibc

/// The check of an agent's address, since May.
///
/// The server resolves the name. The sandbox asks no one: `localhost` is let through as there, a name with a dot is
/// taken to resolve to a public address unless it is one of those that never do (RFC 2606, RFC 6762), and any other
/// name is taken not to resolve.
enum UnsafeAddress {
    static func reason(_ url: String, mode: SandboxConfiguration.DeploymentMode) -> String? {
        guard let mark = url.firstRange(of: "://"), ["http", "https"].contains(url[..<mark.lowerBound].lowercased())
        else {
            return "scheme must be http or https"
        }
        var host = url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let at = host.lastIndex(of: "@") { host = host[host.index(after: at)...] }
        if host.hasPrefix("[") {
            host = host.dropFirst().prefix { $0 != "]" }
        } else {
            host = host.prefix { $0 != ":" }
        }
        let name = host.lowercased()
        guard !name.isEmpty else { return "missing host" }
        if name == "localhost" { return nil }
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, name, &bytes) == 1 { return reason(Array(bytes.prefix(4)), mode) }
        if inet_pton(AF_INET6, name, &bytes) == 1 { return reason6(bytes, mode) }
        let last = name.split(separator: ".").last.map { String($0) } ?? ""
        let isResolved = name.contains(".") && !["invalid", "test", "example", "local"].contains(last)
        return isResolved ? nil : "host does not resolve"
    }

    private static func reason(_ bytes: [UInt8], _ mode: SandboxConfiguration.DeploymentMode) -> String? {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (127, _, _), (0, _, _): "loopback address"
        case (169, 254, _): "link-local address"
        case (192, 0, 2), (198, 51, 100), (203, 0, 113): "test network address"
        case (100, 64...127, _): "carrier-grade NAT address"
        case (224...255, _, _): "multicast address"
        case (10, _, _), (172, 16...31, _), (192, 168, _): mode == .saas ? nil : "private address"
        default: nil
        }
    }

    private static func reason6(_ bytes: [UInt8], _ mode: SandboxConfiguration.DeploymentMode) -> String? {
        let isMapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        if isMapped { return reason(Array(bytes.suffix(4)), mode) }
        if bytes.prefix(15).allSatisfy({ $0 == 0 }), bytes[15] <= 1 { return "loopback address" }
        switch bytes[0] {
        case 0xFE where bytes[1] & 0xC0 == 0x80: return "link-local address"
        case 0xFF: return "multicast address"
        case 0xFC, 0xFD: return mode == .saas ? nil : "private address"
        default: return nil
        }
    }
}
