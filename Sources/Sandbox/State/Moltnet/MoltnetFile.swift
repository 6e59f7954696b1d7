import Glibc
import HostSystem
import JSON

/// A configuration file, read and judged as the server does at its start.
enum MoltnetFile {
    /// The settings of a file; those without a document when there is no path.
    ///
    /// - Throws: `refusedConfiguration` with what the server says before it ends.
    static func load(_ path: String?, _ release: MoltnetRelease) throws(SandboxError) -> MoltnetSettings {
        guard let path else { return MoltnetSettings() }
        let document = try document(path)
        let settings: MoltnetSettings
        do { settings = try MoltnetSettings(document, release) } catch {
            throw .refusedConfiguration(path: path, reason: error.reason)
        }
        // After everything else: that the secret has been read by then is how the server does it.
        if settings.holdsSecrets { try checkPrivate(path, kind: "moltnet config", present: "secrets") }
        if release.rebindsAgents, let agent = settings.contestedAgent {
            throw .refusedConfiguration(
                path: path, reason: "agent \"\(agent)\" is declared by multiple auth tokens")
        }
        return settings
    }

    /// The document in a file.
    static func document(_ path: String) throws(SandboxError) -> JSONValue {
        let bytes: [UInt8]
        do throws(SystemError) {
            guard let found = try StateFile.read(path) else {
                throw SystemError(call: "open", path: path, code: ENOENT)
            }
            bytes = found
        } catch { throw .unreadable(path: path, reason: error.reason) }
        do { return try MoltnetText.parse(String(decoding: bytes, as: UTF8.self)) } catch {
            throw .refusedConfiguration(path: path, reason: error.reason)
        }
    }

    /// The last part of the path must be no symbolic link, and no bit may be set for anyone but the owner; nothing else
    /// is looked at.
    ///
    /// - Parameters:
    ///   - kind: What the server calls such a file.
    ///   - present: What it says is in one that is a link; `nil` for a file that is nothing but a secret.
    static func checkPrivate(_ path: String, kind: String, present: String?) throws(SandboxError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            throw .refusedConfiguration(
                path: path, reason: "stat \(kind) \"\(path)\": \(SystemError(call: "lstat").reason)")
        }
        func refusal(_ rule: String, _ secrets: String?) -> SandboxError {
            let condition = secrets.map { " when \($0) are present" } ?? ""
            return .refusedConfiguration(path: path, reason: "\(kind) \"\(path)\" must not be \(rule)\(condition)")
        }
        if status.st_mode & S_IFMT == S_IFLNK { throw refusal("a symlink", present) }
        if status.st_mode & 0o077 != 0 { throw refusal("group/world readable", present.map { _ in "tokens" }) }
    }
}
