import CommandTree
import HostSystem
import Keyfile

/// How a generated token is written, and how many random bytes it stands for.
struct TokenForm: Sendable {
    enum Format: String, Sendable, CaseIterable {
        case base64
        case base64url
        case hex
    }

    let format: Format
    let bytes: Int

    /// 32 bytes are what the product's page on ADMIN_TOKEN asks for; fewer are refused.
    ///
    /// 1024 fit every header limit.
    static let options: [Option] = [
        .value(
            "format",
            Value(
                "FORMAT",
                .choice([
                    .init("base64", "letters, digits, + / and ="), .init("base64url", "letters, digits, - and _"),
                    .init("hex", "digits and a to f"),
                ])), default: "base64", "How the random bytes are written."),
        .value(
            "bytes", Value("COUNT", .integer(32...1024)), default: "32", "How many random bytes to take, 32 to 1024."),
    ]

    /// What the product's page on ADMIN_TOKEN gives.
    static let usual = TokenForm(format: .base64, bytes: 32)

    private init(format: Format, bytes: Int) {
        self.format = format
        self.bytes = bytes
    }

    init(_ arguments: Arguments) {
        format = arguments.text("format").flatMap(Format.init) ?? .base64
        bytes = arguments.integer("bytes") ?? 32
    }

    init?(format: String, bytes: Int) {
        guard let format = Format(rawValue: format), (32...1024).contains(bytes) else { return nil }
        self.init(format: format, bytes: bytes)
    }

    /// A new token.
    func make() throws(Failure) -> Secret {
        do {
            let random = try SystemRandom.bytes(bytes)
            switch format {
            case .base64: return Secret(TextEncoding.base64(random))
            case .base64url: return Secret(TextEncoding.base64url(random))
            case .hex: return Secret(TextEncoding.hexadecimal(random))
            }
        } catch { throw .system(error) }
    }
}
