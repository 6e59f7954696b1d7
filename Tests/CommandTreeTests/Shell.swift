import Foundation
import Testing

/// Runs other programs for tests: the shells that complete, and the tools that check what is generated.
enum Shell {
    /// What a finished process left.
    struct Result {
        let status: Int32
        let output: String
        /// The output's lines, without the empty one at the end.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// Whether the tests that need a program run: where it is installed, and on CI always, so that they cannot be lost.
    static func isWanted(_ program: String) -> Bool {
        ProcessInfo.processInfo.environment["CI"] != nil || path(of: program) != nil
    }

    /// Runs a program found in PATH to its end, with both of its streams in the output.
    static func run(
        _ program: String, _ arguments: [String], in directory: URL, environment: [String: String] = [:]
    ) throws -> Result {
        let executable = try #require(path(of: program), "\(program) is not installed")
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = directory
        var variables = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "TERM": "dumb"]
        variables.merge(["HOME": directory.path, "LC_ALL": "C.UTF-8"]) { $1 }
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Result(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
    }

    /// A directory of its own for the length of a body.
    static func withDirectory<Value>(_ body: (URL) throws -> Value) throws -> Value {
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
    func write(_ text: String, to name: String, mode: Int = 0o644) throws {
        let file = appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
    }
}
