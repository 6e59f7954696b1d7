import Foundation

/// A directory of a test's own, with everything the program looks for under it.
///
/// Removed when the value goes.
public final class TemporaryHome: Sendable {
    /// The directory, mode 0700.
    public let path: String

    /// Makes the directory under /tmp, whose sticky bit the private-file rule accepts.
    public init() throws {
        var template = Array("/tmp/molecule-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A path in the directory.
    public func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The directory of key entries the program uses with this home.
    public var keys: String { file("config/molecule/keys") }
    /// The directory of journals the program uses with this home.
    public var rotations: String { file("state/molecule/rotations") }

    /// What the program needs to live here: nothing of the real user's.
    public var environment: [String: String] {
        [
            "HOME": path, "XDG_CONFIG_HOME": file("config"), "XDG_STATE_HOME": file("state"),
            "PATH": "\(Binary.directory):/usr/local/bin:/usr/bin:/bin", "TMPDIR": path, "LANG": "C.UTF-8",
            "SWIFT_BACKTRACE": "enable=no",
            // Tests that trace the program, or have a sandbox kill it, need not be root's.
            "MOLECULE_INSPECTABLE": "1",
        ]
    }

    /// Writes a file with a mode.
    public func write(_ name: String, _ text: String, mode: Int = 0o600) throws {
        if mode & 0o111 != 0 { return try writeProgram(name, text, mode: mode) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file(name))
    }

    /// Writes a file that is to be run, from another process: one that this process starts meanwhile for another test
    /// would inherit the open file, and a file that somebody has open for writing cannot be run.
    private func writeProgram(_ name: String, _ text: String, mode: Int) throws {
        let script = "cat > \"$1\" && chmod \"$2\" \"$1\""
        let run = try Run.program(
            "/bin/sh", ["-c", script, "sh", file(name), String(mode, radix: 8)], environment: [:], input: text)
        guard run.status == 0 else { throw POSIXError(.EIO) }
    }

    /// Reads a file.
    public func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: file(name))), as: UTF8.self)
    }
}

/// The programs under test.
public enum Binary {
    /// Where the build put them: beside the test runner, or where `MOLECULE_TEST_BINARIES` says, such as the directory
    /// of a release build.
    public static let directory: String = {
        if let directory = ProcessInfo.processInfo.environment["MOLECULE_TEST_BINARIES"] { return directory }
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (runner as NSString).deletingLastPathComponent
    }()

    /// The program itself.
    public static var molecule: String { "\(directory)/molecule" }

    /// Whether missing tools are a failure and not a reason to skip.
    public static let isCI = !(ProcessInfo.processInfo.environment["CI"] ?? "").isEmpty

    /// Where a tool is, if it is installed.
    public static func tool(_ name: String) -> String? {
        ["/usr/local/bin", "/usr/bin", "/bin"].map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
