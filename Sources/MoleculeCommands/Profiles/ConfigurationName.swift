import CommandTree
import Keyfile
import Rotation

/// What can be read and set in the configuration, by the name it has in the file.
enum ConfigurationName: Sendable, Equatable {
    /// The profile that is meant when none is named.
    case standard
    case address
    case controlPlaneAddress
    case organization
    case organizationSlug
    case keys
    /// What runbooks name as `${name}`.
    case setting(String)

    /// The names that are not settings of runbooks.
    static let fixed: [(name: ConfigurationName, text: String)] = [
        (.standard, "profile"), (.address, "api_url"), (.controlPlaneAddress, "cp_url"), (.organization, "org_id"),
        (.organizationSlug, "org_slug"), (.keys, "keys"),
    ]

    /// Where it is given on the command line.
    static let operand = Operand(
        Value("NAME", .dynamic(kind: "configuration")), .one,
        "What is meant: profile, api_url, cp_url, org_id, org_slug, keys or settings.SETTING.")

    /// Reads a name as typed; a dash does for the underscore, as in the options of the same name.
    static func parse(_ text: String) throws(UsageError) -> ConfigurationName {
        if text.hasPrefix("settings.") {
            let name = String(text.dropFirst("settings.".count))
            guard Runbook.isSettingName(name), !looksLikeSecret(name) else {
                throw UsageError("The name of a setting is lower-case letters, digits and _, a letter first.")
            }
            return .setting(name)
        }
        let plain = text.replacing("-", with: "_")
        if let found = fixed.first(where: { $0.text == plain }) { return found.name }
        let near = suggestion(for: plain, among: fixed.map(\.text)).map { "Did you mean '\($0)'?" }
        let all = fixed.map(\.text).joined(separator: ", ")
        throw UsageError(
            "The configuration has no such name.", hint: near ?? "There are: \(all) and settings.SETTING.")
    }

    /// As it stands in the file.
    var text: String {
        if case .setting(let name) = self { return "settings.\(name)" }
        return ConfigurationName.fixed.first { $0.name == self }?.text ?? ""
    }

    /// Its value in a profile; `nil` where there is none.
    func value(in profile: Profile) -> String? {
        switch self {
        case .standard: nil
        case .address: profile.address
        case .controlPlaneAddress: profile.controlPlaneAddress
        case .organization: profile.organization
        case .organizationSlug: profile.organizationSlug
        case .keys: profile.keys.isEmpty ? nil : profile.keys.map(\.text).joined(separator: ",")
        case .setting(let name): profile.settings[name]
        }
    }

    /// Sets its value in a profile, or takes it away; an address must be one.
    func set(_ value: String?, in profile: inout Profile) throws(Failure) {
        if let value {
            guard Runbook.isSettingValue(value) else {
                throw .value("must not be empty or hold control characters", source: "The value of \(text)")
            }
            guard !Configuration.holdsSecret(value) else { throw .secretOffered(text) }
        }
        switch self {
        case .standard: break
        case .address: profile.address = try ConfigurationName.address(value, text)
        case .controlPlaneAddress: profile.controlPlaneAddress = try ConfigurationName.address(value, text)
        case .organization: profile.organization = value
        case .organizationSlug: profile.organizationSlug = value
        case .keys: profile.keys = try ConfigurationName.keys(value)
        case .setting(let name): profile.settings[name] = value
        }
    }

    /// An address in the one form it is written in.
    private static func address(_ value: String?, _ name: String) throws(Failure) -> String? {
        guard let value else { return nil }
        return try Origin.parse(value, source: "The value of \(name)").text
    }

    private static func keys(_ value: String?) throws(Failure) -> [KeyName] {
        var names: [KeyName] = []
        for text in (value ?? "").split(separator: ",") {
            do { names.append(try KeyName.parse(String(text))) } catch { throw .usage(error) }
        }
        return names
    }
}

extension Failure {
    /// A secret was offered to a file that holds none.
    static func secretOffered(_ name: String) -> Failure {
        .usage(
            UsageError(
                "The value of \(name) looks like a secret, and the configuration holds none.",
                hint: "Keep it in the key store: molecule keys add NAME --kind KIND --origin URL"))
    }
}
