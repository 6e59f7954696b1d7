import Foundation
import TestSupport

/// A platform in another process whose token is in an environment file, and a command that takes it too; or two files; or
/// with a secret manager that keeps the value instead of the key store.
final class AdminTokenScene: KillScene {
    let key = "k"
    let old = "b2xkLXRva2VuLW9mLXRoZS1raWxsLXRlc3RzLTAwMDE="
    private let home: TemporaryHome
    private let platform: Platform
    private let isDoubled: Bool
    private let isKeptOutside: Bool

    init(_ home: TemporaryHome, fault: String?, isDoubled: Bool = false, isKeptOutside: Bool = false) throws {
        self.home = home
        self.isDoubled = isDoubled
        self.isKeptOutside = isKeptOutside
        try home.write("platform.env", AdminTokenScene.text(old))
        try home.write("other.env", AdminTokenScene.text(old))
        // A limit nobody reaches: every point asks some twenty times.
        let faults = fault.map { ["--fault", $0] } ?? []
        // Not recorded: a gigabyte of the same few messages says nothing more than the other suites'.
        platform = try Platform(list: ["--rate-limit", "1000000"] + faults, home: home, isRecorded: false)
        try home.write("token", old)
        mkdir(home.file("manager"), 0o700)
        try home.write("manager/vault", old)
        // Puts the value there as a whole, as a secret manager does.
        let source =
            isKeptOutside
            ? ["--command", "cat manager/vault", "--store-command", "cat > manager/$$ && mv manager/$$ manager/vault"]
            : ["--from-file", home.file("token")]
        let added = try Run.molecule(
            ["keys", "add", key, "--kind", "admin-token", "--origin", platform.url] + source, home: home)
        guard added.status == 0 else { throw KillFailure("the entry could not be made: \(added.error)") }
    }

    /// The environment file with a value; what stands round it must never change.
    private static func text(_ value: String) -> String {
        "# kept by hand\nPORT=8080\nADMIN_TOKEN=\(value)\nexport REGION='north'\n"
    }

    var outside: (() -> String?)? { isKeptOutside ? { [home] in try? home.read("manager/vault") } : nil }

    var foreign: [String] { ["seen", "manager/", "platform.out", "platform.err", "platform.pid"] }

    var rotation: [String] {
        let second = isDoubled ? "env-file:other.env" : "exec:cat > seen"
        return [
            "admin-token", "rotate", "--key", key, "--to", "env-file:platform.env", "--to", second, "--then",
            platform.restart, "--wait", "20s", "--yes",
        ]
    }

    var places: [KillPlace] {
        let second =
            isDoubled ? file("other.env") : KillPlace(holds: { [home] in try? home.read("seen") }, isLoose: true)
        return [file("platform.env"), second]
    }

    private func file(_ name: String) -> KillPlace {
        KillPlace(
            holds: { [home] in
                let text = try? home.read(name)
                return text?.split(separator: "\n").first { $0.hasPrefix("ADMIN_TOKEN=") }.map {
                    String($0.dropFirst(12))
                }
            }, start: old, file: (name, AdminTokenScene.text))
    }

    func reset() throws {
        try? FileManager.default.removeItem(atPath: home.file("seen"))
        try home.write("manager/vault", old)
        for name in ["platform.env", "other.env"] {
            try? FileManager.default.removeItem(atPath: home.file(".\(name).molecule-new"))
            try home.write(name, AdminTokenScene.text(old))
        }
        kill(platform.pid, SIGHUP)
        for _ in 0..<500 where !accepts(old) { usleep(10_000) }
        guard accepts(old) else { throw KillFailure("the platform did not come back to the old token") }
    }

    func accepts(_ value: String?) -> Bool {
        RawRequest.status(of: "/admin/workspaces", at: platform.url, token: value) == 200
    }
}
