import Foundation

/// Runs other programs for tests: the shells that complete, and the tools that check what is generated.
public enum Shell {
    /// What a finished process left.
    public struct Result {
        /// The exit status.
        public let status: Int32
        /// What it printed on both streams.
        public let output: String
        /// The output's lines, without the empty one at the end.
        public var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// A program that a test needs is not installed.
    public struct Missing: Error {
        /// Its name.
        public let program: String
    }

    /// Whether the tests that need a program run: where it is installed, and on CI always, so that they cannot be lost.
    public static func isWanted(_ program: String) -> Bool {
        ProcessInfo.processInfo.environment["CI"] != nil || path(of: program) != nil
    }

    /// Runs a program found in PATH to its end, with both of its streams in the output.
    public static func run(
        _ program: String, _ arguments: [String], in directory: URL, environment: [String: String] = [:]
    ) throws -> Result {
        guard let executable = path(of: program) else { throw Missing(program: program) }
        var variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "TERM": "dumb"]
        variables.merge(["HOME": directory.path, "LC_ALL": "C.UTF-8"]) { $1 }
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("shell-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let child = try Child(
            executable, arguments, environment: variables.merging(environment) { $1 }, directory: directory.path,
            output: output.path, error: output.path)
        let status = child.end(deadline: 300)
        return Result(status: status, output: String(decoding: try Data(contentsOf: output), as: UTF8.self))
    }

    /// A directory of its own for the length of a body.
    public static func withDirectory<Value>(_ body: (URL) throws -> Value) throws -> Value {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("tree-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        return try body(directory)
    }

    private static func path(of program: String) -> String? {
        let directories = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return directories.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

extension URL {
    /// Writes a file below this directory, making the directories on the way.
    public func write(_ text: String, to name: String, mode: Int = 0o644) throws {
        let file = appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }
}
