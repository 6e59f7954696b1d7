import Foundation

/// How a program ended and what it printed.
public struct Run: Sendable {
    /// The exit status, or 128 plus the number of the signal that ended it, as a shell says it.
    public let status: Int32
    /// What it printed on standard output.
    public let output: String
    /// What it printed on standard error.
    public let error: String

    /// Runs a program to its end, for 60 seconds at most.
    public static func program(
        _ path: String, _ arguments: [String], environment: [String: String], input: String = "",
        directory: String? = nil, deadline: TimeInterval = 300
    ) throws -> Run {
        // Files, not pipes: a full pipe would block the program, and a child that outlives it would hold the pipe open.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
        try Data(input.utf8).write(to: names[0])
        let child = try Child(
            path, arguments, environment: environment, directory: directory, input: names[0].path,
            output: names[1].path,
            error: names[2].path)
        let status = child.end(deadline: deadline)
        return Run(
            status: status, output: String(decoding: try Data(contentsOf: names[1]), as: UTF8.self),
            error: String(decoding: try Data(contentsOf: names[2]), as: UTF8.self))
    }

    /// Runs `molecule` in a home.
    public static func molecule(
        _ arguments: String..., home: TemporaryHome, environment: [String: String] = [:], input: String = ""
    ) throws -> Run {
        try molecule(arguments, home: home, environment: environment, input: input)
    }

    /// Runs `molecule` in a home.
    public static func molecule(
        _ arguments: [String], home: TemporaryHome, environment: [String: String] = [:], input: String = ""
    ) throws -> Run {
        try program(
            Binary.molecule, Recording.added(to: arguments), environment: home.environment.merging(environment) { $1 },
            input: input, directory: home.path)
    }

    /// Runs a shell line in a home.
    public static func shell(
        _ line: String, home: TemporaryHome, environment: [String: String] = [:], deadline: TimeInterval = 300
    ) throws -> Run {
        try program(
            "/bin/sh", ["-c", line], environment: home.environment.merging(environment) { $1 }, directory: home.path,
            deadline: deadline)
    }
}
