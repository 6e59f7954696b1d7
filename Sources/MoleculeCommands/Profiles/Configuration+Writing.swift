import CommandTree
import HostSystem
import JSON
import Keyfile

extension Configuration {
    /// The document, as it stands in the file.
    var document: JSONValue {
        var members: [JSONValue.Member] = [.init("molecule_config", .integer(Configuration.format))]
        if let standard { members.append(.init("profile", .string(standard))) }
        members.append(.init("profiles", .object(profiles.map { .init($0.name, $0.document) })))
        return .object(members)
    }

    /// Changes the file under its lock: reads it, lets `change` have it, and writes it in one step.
    ///
    /// What could not be read again is never written: the new document is read back before it replaces the old one.
    static func update(
        _ path: String, _ change: (inout Configuration) throws(Failure) -> Void
    ) throws(Failure) {
        let place = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let directory: SafeDirectory
        let lock: FileLock
        do {
            directory = try SafeDirectory.open(place, missing: .createDurably)
            lock = try FileLock.acquire(
                in: directory, name: ".config.lock", purpose: "changing the configuration", wait: .seconds(10))
        } catch { throw .file(error) }
        defer { withExtendedLifetime(lock) {} }
        var configuration = try Configuration.read(path) ?? Configuration()
        try change(&configuration)
        let bytes = Array((configuration.document.indented + "\n").utf8)
        do { _ = try Configuration(bytes) } catch { throw .configuration(path, error) }
        let name = path.split(separator: "/").last.map(String.init) ?? path
        do { try PrivateFile(in: directory, name: name).write(bytes, over: .mayBeShared) } catch { throw .file(error) }
    }
}

extension Profile {
    /// The profile as it stands in the file.
    var document: JSONValue {
        var members: [JSONValue.Member] = []
        for (name, text) in [
            ("api_url", address), ("cp_url", controlPlaneAddress), ("org_id", organization),
            ("org_slug", organizationSlug),
        ] {
            if let text { members.append(.init(name, .string(text))) }
        }
        if !keys.isEmpty { members.append(.init("keys", .array(keys.map { .string($0.text) }))) }
        if !destinations.isEmpty {
            members.append(.init("destinations", .array(destinations.map { .string($0.text) })))
        }
        if !settings.isEmpty {
            let sorted = settings.sorted { $0.key < $1.key }
            members.append(.init("settings", .object(sorted.map { .init($0.key, .string($0.value)) })))
        }
        return .object(members)
    }
}
