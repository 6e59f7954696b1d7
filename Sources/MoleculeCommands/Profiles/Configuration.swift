import CommandTree
import Destinations
import HostSystem
import JSON
import Keyfile
import Rotation

/// The configuration file: profiles, and which of them is meant when none is named.
struct Configuration: Sendable, Equatable {
    /// The number of the format, the value of `molecule_config`.
    static let format: Int64 = 1
    /// Some profiles have some thousand bytes.
    private static let limit = 1 << 20

    /// The profile that is meant when none is named.
    var standard: String?
    /// The profiles, in the order of the file.
    var profiles: [Profile] = []

    /// A configuration without profiles.
    init() {}

    /// Reads the file; `nil` where there is none.
    ///
    /// Others may read it, since it holds no secret, but whoever can change it decides where credentials go: so nobody
    /// else may.
    static func read(_ path: String) throws(Failure) -> Configuration? {
        let bytes: [UInt8]
        do throws(FileFailure) { bytes = try PrivateFile(path: path).readShared(limit: limit) } catch {
            if case .notFound = error { return nil }
            throw .file(error)
        }
        do { return try Configuration(bytes) } catch { throw .configuration(path, error) }
    }

    /// What is wrong with a file, and where.
    struct Defect: Error, Equatable {
        /// Such as `profiles.staging.api_url`; empty for the whole.
        let path: String
        /// The end of a sentence about the place; never a value.
        let problem: String
    }

    /// Reads a document.
    init(_ bytes: [UInt8]) throws(Defect) {
        let document: JSONValue
        do { document = try JSONValue.parse(bytes) } catch {
            throw Defect(path: "", problem: "is not JSON: \(error.reason.rawValue), at byte \(error.offset)")
        }
        let members = try Configuration.members(document, "", ["molecule_config", "profile", "profiles"])
        guard members["molecule_config"] == .integer(Configuration.format) else {
            throw Defect(
                path: "molecule_config", problem: "must be \(Configuration.format), the format this version reads")
        }
        for member in members["profiles"]?.members ?? [] {
            let path = "profiles.\(Configuration.isName(member.name) ? member.name : "(unnamed)")"
            guard Configuration.isName(member.name) else {
                throw Defect(
                    path: path, problem: "must be named with 1 to 64 of A-Z a-z 0-9 . _ -, a letter or digit first")
            }
            profiles.append(try Configuration.profile(member.name, member.value, path))
        }
        if let profiles = members["profiles"], profiles.members == nil {
            throw Defect(path: "profiles", problem: "must be an object")
        }
        guard let name = members["profile"] else { return }
        standard = try Configuration.text(name, "profile")
        guard profiles.contains(where: { $0.name == standard }) else {
            throw Defect(path: "profile", problem: "names no profile of the file")
        }
    }

    private static func profile(_ name: String, _ document: JSONValue, _ path: String) throws(Defect) -> Profile {
        let members = try members(
            document, path, ["api_url", "cp_url", "org_id", "org_slug", "keys", "destinations", "settings"])
        var profile = Profile(name: name)
        if let value = members["api_url"] { profile.address = try text(value, "\(path).api_url") }
        if let value = members["cp_url"] { profile.controlPlaneAddress = try text(value, "\(path).cp_url") }
        if let value = members["org_id"] { profile.organization = try text(value, "\(path).org_id") }
        if let value = members["org_slug"] { profile.organizationSlug = try text(value, "\(path).org_slug") }
        if let value = members["keys"] { profile.keys = try keys(value, "\(path).keys") }
        if let value = members["destinations"] {
            profile.destinations = try destinations(value, "\(path).destinations")
        }
        guard let settings = members["settings"] else { return profile }
        guard let settings = settings.members else {
            throw Defect(path: "\(path).settings", problem: "must be an object")
        }
        for member in settings {
            guard Runbook.isSettingName(member.name), !looksLikeSecret(member.name) else {
                let problem = "has a name that is not lower-case letters, digits and _, a letter first"
                throw Defect(path: "\(path).settings", problem: problem)
            }
            profile.settings[member.name] = try text(member.value, "\(path).settings.\(member.name)")
        }
        return profile
    }

    private static func keys(_ value: JSONValue, _ path: String) throws(Defect) -> [KeyName] {
        let names = value.items?.compactMap { $0.text.flatMap { KeyName($0) } }
        guard let names, names.count == value.items?.count, !names.contains(where: { looksLikeSecret($0.text) }) else {
            throw Defect(path: path, problem: "must be a list of names of key entries")
        }
        return names
    }

    private static func destinations(_ value: JSONValue, _ path: String) throws(Defect) -> [DestinationName] {
        guard let items = value.items else { throw Defect(path: path, problem: "must be a list of destinations") }
        var names: [DestinationName] = []
        for (index, item) in items.enumerated() {
            guard let name = DestinationName(try text(item, "\(path)[\(index)]")), name.isAbsolute else {
                throw Defect(
                    path: "\(path)[\(index)]", problem: "must be a destination, with an absolute path for a file")
            }
            names.append(name)
        }
        return names
    }

    private static func members(
        _ document: JSONValue, _ path: String, _ known: [String]
    ) throws(Defect) -> [String: JSONValue] {
        guard let members = document.members else { throw Defect(path: path, problem: "must be an object") }
        for member in members where !known.contains(member.name) {
            throw Defect(path: path, problem: "has an unknown member; there are \(known.joined(separator: ", "))")
        }
        return Dictionary(uniqueKeysWithValues: members.map { ($0.name, $0.value) })
    }

    private static func text(_ value: JSONValue, _ path: String) throws(Defect) -> String {
        guard let text = value.text, Runbook.isSettingValue(text) else {
            throw Defect(path: path, problem: "must be a text that is not empty, without control characters")
        }
        guard !holdsSecret(text) else {
            throw Defect(path: path, problem: "holds what looks like a secret, and this file holds none")
        }
        return text
    }

    /// Whether some word of a text looks like a secret, also one inside an address.
    static func holdsSecret(_ text: String) -> Bool {
        let words = text.split { " \t'\"=,;@?&".contains($0) } + text.split { " \t'\"=,;@?&/:".contains($0) }
        return words.contains { looksLikeSecret(String($0)) }
    }

    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first != 0x2D, first != 0x2E, first != 0x5F else { return false }
        return (1...64).contains(text.utf8.count) && !looksLikeSecret(text)
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "._-".utf8.contains(byte)
            }
    }
}

extension Configuration {
    /// The profile of a name, or the one that is meant when none is given.
    ///
    /// `source` is what named it, for the message.
    func profile(named name: String?, by source: String) throws(Failure) -> Profile? {
        guard let name = name ?? standard else { return nil }
        if let profile = profiles.first(where: { $0.name == name }) { return profile }
        let names = profiles.map(\.name)
        let hint =
            suggestion(for: name, among: names).map { "Did you mean '\($0)'?" }
            ?? (names.isEmpty ? "The configuration has no profiles." : "There are: \(names.joined(separator: ", ")).")
        throw .usage(UsageError("\(source) names a profile that does not exist.", hint: hint))
    }
}

extension Failure {
    /// A configuration file that cannot be used.
    static func configuration(_ path: String, _ defect: Configuration.Defect) -> Failure {
        let place = defect.path.isEmpty ? path : "\(path): \(defect.path)"
        let hint =
            defect.problem.contains("secret")
            ? "Keep it in the key store: molecule keys add NAME --kind KIND --origin URL" : "man 5 molecule-config"
        return .usage(UsageError("\(place) \(defect.problem).", hint: hint))
    }
}

/// A verb that needs no profile, and works where the configuration cannot be read.
protocol ProfileFree {}
