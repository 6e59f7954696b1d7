import JSON
import Keyfile
import Rotation

/// An app of Fly.io, as `flyctl` shows its secrets.
struct FlyApp: Sendable {
    /// One secret as the list shows it: never a value.
    struct Listed: Sendable, Equatable {
        /// Where the value that was set last is in use.
        enum Status: String, Sendable {
            case deployed = "Deployed"
            case staged = "Staged"
            case partial = "Partial"
            case unknown = "Unknown"
        }

        let name: String
        /// What Fly.io shows in place of the value; how it is made is not documented, so it is only compared.
        let digest: String
        /// `nil` where `flyctl` does not say: before 2026, and for apps of more than 100 machines.
        let status: Status?
    }

    /// The app's name.
    let name: String
    let flyctl: ExternalProgram

    init(_ name: String, in setting: ExternalProgram.Setting) {
        self.name = name
        flyctl = ExternalProgram(
            ["flyctl", "fly"], installation: "Install it: https://fly.io/docs/flyctl/install/",
            settings: ["FLY_NO_UPDATE_CHECK": "1", "NO_COLOR": "1"], in: setting)
    }

    /// Whether a text can be the name of an app.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty && !text.hasPrefix("-")
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: "_") || (0x41...0x5A).contains(byte)
            }
    }

    /// The app's secrets.
    func secrets() async throws(StepFailure) -> [Listed] {
        let arguments = ["secrets", "list", "--json", "-a", name]
        let outcome = try await flyctl.read(arguments)
        guard outcome.isSuccess else {
            let hint = "See what it says: flyctl secrets list -a \(name); --pass-env FLY_API_TOKEN gives it a token."
            throw flyctl.refusal(arguments, outcome, hint: hint)
        }
        guard let document = outcome.document, document == .null || document.items != nil else {
            throw StepFailure(.malformed, "what flyctl secrets list printed is no list of secrets")
        }
        return (document.items ?? []).compactMap(FlyApp.listed)
    }

    /// The members are in capitals in the lists of older versions.
    private static func listed(_ item: JSONValue) -> Listed? {
        guard let name = (item["name"] ?? item["Name"])?.text else { return nil }
        let status = (item["status"] ?? item["Status"])?.text.map { Listed.Status(rawValue: $0) ?? .unknown }
        return Listed(name: name, digest: (item["digest"] ?? item["Digest"])?.text ?? "", status: status)
    }
}

extension [FlyApp.Listed] {
    /// The secret of this name.
    func named(_ name: String) -> FlyApp.Listed? { first { $0.name == name } }
}
