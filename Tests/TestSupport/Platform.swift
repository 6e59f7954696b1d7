import Foundation

/// A sandbox in another process, as a user would start it.
///
/// Ended when the value goes, and by itself after five minutes.
public final class Platform {
    /// Its address.
    public let url: String
    private let process: Process
    private let home: TemporaryHome

    /// Starts a platform whose environment file is `platform.env` in the home, with more options of `sandbox serve`.
    public convenience init(_ options: String..., home: TemporaryHome) throws {
        try self.init(options: options, home: home)
    }

    /// Starts a platform with options that were made up elsewhere.
    public init(options: [String], home: TemporaryHome) throws {
        self.home = home
        process = Process()
        process.executableURL = URL(fileURLWithPath: Binary.molecule)
        process.arguments =
            [
                "sandbox", "serve", "--env-file", home.file("platform.env"), "--pid-file", home.file("platform.pid"),
                "--for", "5m", "-q",
            ] + options
        process.environment = home.environment
        let outputPath = home.file("platform.out")
        try Data().write(to: URL(fileURLWithPath: outputPath))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: outputPath))
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<1000 where !FileManager.default.fileExists(atPath: home.file("platform.pid")) { usleep(10_000) }
        url = try home.read("platform.out").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit { stop() }

    /// The process id.
    public var pid: Int32 { process.processIdentifier }

    /// Ends the platform.
    public func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// The shell command that restarts it: it reads its environment file again.
    public var restart: String { "kill -HUP \(process.processIdentifier)" }

    /// Sets the token in its environment file, or removes it, and restarts it.
    public func deploy(_ token: String?) throws {
        try home.write("platform.env", token.map { "ADMIN_TOKEN=\($0)\n" } ?? "")
        kill(process.processIdentifier, SIGHUP)
        usleep(100_000)
    }
}
