import Foundation

/// A program that runs beside the test: to be signalled, looked at and waited for.
///
/// Killed when the value goes.
public final class Background {
    private let child: Child
    private let folder: String

    /// Starts a program with nothing on its standard input.
    public init(_ path: String, _ arguments: [String], environment: [String: String], directory: String) throws {
        folder = "/tmp/background-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        child = try Child(
            path, arguments, environment: environment, directory: directory, output: "\(folder)/out",
            error: "\(folder)/err")
    }

    /// Starts `molecule` in a home.
    public static func molecule(
        _ arguments: String..., home: TemporaryHome, environment: [String: String] = [:]
    ) throws -> Background {
        try Background(
            Binary.molecule, Recording.added(to: arguments), environment: home.environment.merging(environment) { $1 },
            directory: home.path)
    }

    deinit {
        _ = child.end(deadline: 0)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The process id.
    public var pid: Int32 { child.pid }
    /// Whether it has not ended.
    public var isRunning: Bool { child.isRunning }
    /// What it has printed on standard output so far.
    public var output: String { text("out") }
    /// What it has printed on standard error so far.
    public var error: String { text("err") }

    /// Sends it a signal.
    public func signal(_ number: Int32) { child.signal(number) }

    /// Waits until a condition holds, and says whether it did in time.
    @discardableResult
    public func until(_ seconds: TimeInterval = 20, _ condition: (Background) -> Bool) -> Bool {
        Wait.until(seconds) { condition(self) || !isRunning } && condition(self)
    }

    /// Waits for its end, and kills it after the deadline.
    public func end(deadline: TimeInterval = 300) -> Run {
        let status = child.end(deadline: deadline)
        return Run(status: status, output: output, error: error)
    }

    private func text(_ name: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(), as: UTF8.self)
    }
}

/// Waiting for something that another process does.
public enum Wait {
    /// Asks again every few milliseconds, and says whether the answer was yes in time.
    @discardableResult
    public static func until(_ seconds: TimeInterval = 20, _ condition: () -> Bool) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if condition() { return true }
            usleep(5000)
        }
        return condition()
    }
}
