import Keyfile

/// An address on the web, split into the place a secret is bound to and what is asked for there.
public struct WebAddress: Sendable, Equatable {
    /// Scheme, host and port.
    public let origin: Origin
    /// Path and query, starting with `/`.
    public let target: String

    /// Reads `scheme://host[:port][/path]`; `nil` for anything else, and for plain http to another machine.
    public init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
        let rest = text[text.index(colon, offsetBy: 3)...]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        do { origin = try Origin(String(text[..<slash])) } catch { return nil }
        target = slash == rest.endIndex ? "/" : String(rest[slash...])
        guard target.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }) else { return nil }
    }

    /// The address as it would be typed.
    public var text: String { origin.text + target }
}
