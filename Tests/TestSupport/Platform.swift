import Foundation

/// A sandbox in another process, as a user would start it.
///
/// Ended when the value goes, and by itself after five minutes.
public final class Platform {
    /// Its address.
    public let url: String
    private let child: Child
    private let home: TemporaryHome

    /// Starts a platform whose environment file is `platform.env` in the home, with more options of `sandbox serve`.
    public convenience init(_ options: String..., home: TemporaryHome) throws {
        try self.init(list: options, home: home)
    }

    /// Starts a platform with options of `sandbox serve` in a list, whose traffic is recorded where the test run's is.
    public init(list options: [String], home: TemporaryHome, isRecorded: Bool = true) throws {
        self.home = home
        let arguments =
            [
                "sandbox", "serve", "--env-file", home.file("platform.env"), "--pid-file", home.file("platform.pid"),
                "--for", "5m", "-q",
            ] + options
        child = try Child(
            Binary.molecule, isRecorded ? Recording.added(to: arguments) : arguments, environment: home.environment,
            directory: home.path,
            output: home.file("platform.out"), error: home.file("platform.err"))
        let child = child
        Wait.until(60) { FileManager.default.fileExists(atPath: home.file("platform.pid")) || !child.isRunning }
        url = try home.read("platform.out").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    deinit { stop() }

    /// The process id.
    public var pid: Int32 { child.pid }

    /// Ends the platform.
    public func stop() {
        child.signal(SIGTERM)
        _ = child.end(deadline: 10)
    }

    /// The shell command that restarts it: it reads its environment file again.
    public var restart: String { "kill -HUP \(child.pid)" }

    /// Sets the token in its environment file, or removes it, and restarts it.
    public func deploy(_ token: String?) throws {
        try home.write("platform.env", token.map { "ADMIN_TOKEN=\($0)\n" } ?? "")
        kill(child.pid, SIGHUP)
        // Read again at its next look; an open platform answers anyone, a protected one its token.
        Wait.until(10) {
            let stranger = WebCall(url, "/admin/workspaces").status
            guard let token else { return stranger == 200 }
            return stranger == 401 && WebCall(url, "/admin/workspaces", token: token).status == 200
        }
    }
}

extension Platform {
    /// The options of a surface by one word: `self-hosted`, or `tenant-2026-04` and `tenant-2026-05` for the two states
    /// of the tenant server.
    public static func surface(_ name: String) -> [String] {
        guard name.hasPrefix("tenant-") else { return ["--surface", name] }
        return ["--surface", "tenant", "--release", name == "tenant-2026-04" ? "april" : "may"]
    }
}
