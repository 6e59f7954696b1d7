import CommandTree
import Destinations
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
    /// Where a new admin token goes.
    case destinations
    /// What runbooks name as `${name}`.
    case setting(String)

    /// The names that are not settings of runbooks.
    static let fixed: [(name: ConfigurationName, text: String)] = [
        (.standard, "profile"), (.address, "api_url"), (.controlPlaneAddress, "cp_url"), (.organization, "org_id"),
        (.organizationSlug, "org_slug"), (.keys, "keys"),
        (.destinations, "destinations"),
    ]

    /// Where it is given on the command line.
    static let operand = Operand(
        Value("NAME", .dynamic(kind: "configuration")), .one,
        "What is meant: profile, api_url, cp_url, org_id, org_slug, keys, destinations or settings.SETTING.")

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
        case .destinations:
            profile.destinations.isEmpty ? nil : profile.destinations.map(\.text).joined(separator: ", ")
        case .setting(let name): profile.settings[name]
        }
    }

    /// Whether it takes several values.
    var isList: Bool { self == .keys || self == .destinations }

    /// Sets its values in a profile, of which only a list has several; files are found from `directory`.
    func set(_ values: [String], in profile: inout Profile, directory: String) throws(Failure) {
        for value in values { try check(value) }
        guard self == .destinations else { return try set(values.joined(separator: ","), in: &profile) }
        var names: [DestinationName] = []
        for value in values {
            guard let name = DestinationName(value).flatMap({ DestinationName($0.absolute(in: directory)) }) else {
                throw .usage(UsageError(DestinationName.spellings))
            }
            names.append(name)
        }
        profile.destinations = names
    }

    private func check(_ value: String) throws(Failure) {
        guard Runbook.isSettingValue(value) else {
            throw .value("must not be empty or hold control characters", source: "The value of \(text)")
        }
        guard !Configuration.holdsSecret(value) else { throw .secretOffered(text) }
    }

    /// Sets its value in a profile, or takes it away; an address must be one.
    func set(_ value: String?, in profile: inout Profile) throws(Failure) {
        if let value { try check(value) }
        switch self {
        case .standard: break
        case .address: profile.address = try ConfigurationName.address(value, text)
        case .controlPlaneAddress: profile.controlPlaneAddress = try ConfigurationName.address(value, text)
        case .organization: profile.organization = value
        case .organizationSlug: profile.organizationSlug = value
        case .keys: profile.keys = try ConfigurationName.keys(value)
        case .destinations: profile.destinations = []
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
