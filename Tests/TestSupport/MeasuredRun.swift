import Foundation

/// A run of `molecule` with the most memory it held.
public struct MeasuredRun: Sendable {
    /// How it ended and what it printed.
    ///
    /// A program that is still there after 150 s is killed (137).
    public let run: Run
    /// The largest resident set, in KiB (`ru_maxrss` of wait4(2)).
    public let peak: Int

    /// Runs `molecule` in a home.
    ///
    /// time(1) waits for it and not this process: a program that shares its parent's memory until it begins, as one
    /// started by posix_spawn(3) does, is charged with what the parent holds.
    public static func molecule(
        _ arguments: [String], home: TemporaryHome, environment: [String: String] = [:]
    ) throws -> MeasuredRun {
        let report = home.file("peak-\(UUID().uuidString)")
        defer { unlink(report) }
        let run = try Run.program(
            "/usr/bin/time",
            ["--quiet", "-f", "%M", "-o", report, "timeout", "-s", "KILL", "150", Binary.molecule] + arguments,
            environment: home.environment.merging(environment) { $1 }, directory: home.path, deadline: 600)
        let text = (try? String(contentsOfFile: report, encoding: .utf8)) ?? ""
        guard let peak = text.split(separator: "\n").last.flatMap({ Int($0) }) else { throw POSIXError(.EIO) }
        return MeasuredRun(run: run, peak: peak)
    }
}
