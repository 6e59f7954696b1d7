import Foundation
import HostSystem
import JSON
import Synchronization
import TestSupport

/// A platform in another process and a key entry whose token it has, which can be put back as they were.
final class KillLab {
    let home: TemporaryHome
    let platform: Platform
    /// What programs print lies outside the home, so that no printing counts as a change of it.
    private let outside: TemporaryHome
    private let entry: Data

    static let old = "b2xkLXRva2VuLW9mLXRoZS1raWxsLXRlc3RzLTAwMDE="
    static let key = "k"

    init(fault: String? = nil) throws {
        home = try TemporaryHome()
        outside = try TemporaryHome()
        try home.write("platform.env", KillLab.environmentText(KillLab.old))
        // A limit nobody reaches: every point asks some twenty times.
        let faults = fault.map { ["--fault", $0] } ?? []
        // Not recorded: a gigabyte of the same few messages says nothing more than the other suites'.
        platform = try Platform(list: ["--rate-limit", "1000000"] + faults, home: home, isRecorded: false)
        try home.write("token", KillLab.old)
        let added = try Run.molecule(
            "keys", "add", KillLab.key, "--kind", "admin-token", "--origin", platform.url, "--from-file",
            home.file("token"), home: home)
        guard added.status == 0 else { throw KillFailure("the entry could not be made: \(added.error)") }
        entry = try Data(contentsOf: URL(fileURLWithPath: "\(home.keys)/\(KillLab.key)"))
    }

    /// The environment file with a value; what stands round it must never change.
    static func environmentText(_ value: String) -> String {
        "# kept by hand\nPORT=8080\nADMIN_TOKEN=\(value)\nexport REGION='north'\n"
    }

    /// Puts everything back as it was before any rotation.
    func reset() throws {
        for name in ["state", "seen", "config", ".platform.env.molecule-new"] {
            try? FileManager.default.removeItem(atPath: home.file(name))
        }
        for directory in ["config", "config/molecule", "config/molecule/keys"] { mkdir(home.file(directory), 0o700) }
        try entry.write(to: URL(fileURLWithPath: "\(home.keys)/\(KillLab.key)"))
        chmod("\(home.keys)/\(KillLab.key)", 0o600)
        try home.write("platform.env", KillLab.environmentText(KillLab.old))
        kill(platform.pid, SIGHUP)
        for _ in 0..<500 where !accepts(KillLab.old) { usleep(10_000) }
        guard accepts(KillLab.old) else { throw KillFailure("the platform did not come back to the old token") }
    }

    /// Whether the platform lets somebody with this token in, and keeps those without out.
    func accepts(_ token: String?) -> Bool {
        RawRequest.status(of: "/admin/workspaces", at: platform.url, token: token) == 200
    }

    /// The rotation all points are points of.
    var rotation: [String] {
        [
            Binary.molecule, "admin-token", "rotate", "--key", KillLab.key, "--to", "env-file:platform.env", "--to",
            "exec:cat > seen", "--then", platform.restart, "--wait", "20s", "--yes",
        ]
    }

    /// Runs `molecule` with its calls counted.
    func traced(
        _ arguments: [String], _ injection: Injection = .none,
        counts: @escaping @Sendable (SystemCall) -> Bool = { _ in true }, watching watch: EnvironmentWatch
    ) throws -> TracedRun {
        let path = home.path
        return try TracedRun(
            arguments, home: home, prints: outside.file("run"), injection: injection,
            watches: { KillLab.matters($0, path) }, counts: counts, watch: { _ in watch.look() })
    }

    /// Runs `molecule`, killed after so many microseconds.
    func timed(_ arguments: [String], killAfter delay: Int) throws -> TracedRun {
        try TracedRun(arguments, home: home, prints: outside.file("run"), killAfter: delay)
    }

    /// Runs `molecule` untouched.
    func molecule(_ arguments: String...) throws -> TracedRun {
        try TracedRun([Binary.molecule] + arguments, home: home, prints: outside.file("run"))
    }

    /// Files of the home, what is said to the platform and to children, and the children themselves.
    ///
    /// The loader's own
    /// reads change nothing and are the same for every program.
    static func matters(_ call: SystemCall, _ home: String) -> Bool {
        switch call.name {
        case "execve", "kill": true
        case "connect", "sendto", "sendmsg", "sendmmsg": call.target.hasPrefix("socket:")
        case "write", "writev": call.target.hasPrefix("pipe:") || call.target.hasPrefix(home)
        default: call.target.hasPrefix(home)
        }
    }
}

/// Looks at the environment file all the while: it must never be without the token, or hold anything but it.
final class EnvironmentWatch: Sendable {
    private let path: String
    private let seen = Mutex<Set<String>>([])

    init(_ home: TemporaryHome) { path = home.file("platform.env") }

    func look() {
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? "(missing)"
        seen.withLock { _ = $0.insert(text) }
    }

    /// The texts that were neither the one with the old value nor the one with the new.
    func strange(new: String?) -> [String] {
        let known = Set(([KillLab.old] + (new.map { [$0] } ?? [])).map(KillLab.environmentText))
        return seen.withLock { $0.subtracting(known).sorted() }
    }
}

/// Why a point could not be tried, which is not a finding about the program.
struct KillFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// What a kill left behind, read without the code under test where that is possible.
struct KillSnapshot {
    let current: String?
    let pending: String?
    let previous: String?
    let environment: String
    /// What the exec: destination got last.
    let seen: String?
    /// The rotations as `rotations list` tells them.
    let rotations: [JSONValue]

    init(_ lab: KillLab) throws {
        let file = URL(fileURLWithPath: "\(lab.home.keys)/\(KillLab.key)")
        let entry = try JSONValue.parse(Array(Data(contentsOf: file)))
        current = entry["current"]?["value"]?.text
        pending = entry["pending"]?["value"]?.text
        previous = entry["previous"]?["value"]?.text
        environment = try lab.home.read("platform.env")
        seen = try? lab.home.read("seen")
        let list = try lab.molecule("rotations", "list", "-o", "json")
        guard list.status == 0 else { throw KillFailure("rotations list ended with \(list.status): \(list.error)") }
        rotations = try JSONValue.parse(Array(list.output.utf8))["items"]?.items ?? []
    }

    /// The new value, if there is one anywhere.
    var new: String? { pending ?? (current == KillLab.old ? nil : current) }

    /// The one rotation that has not ended.
    var unfinished: String? {
        rotations.first { ["unfinished", "rolling-back"].contains($0["state"]?.text ?? "") }?["id"]?.text
    }

    /// What the journal says of a step; `nil` when the step is not on the way the rotation is on.
    func state(of step: String) -> String? {
        rotations.last?["steps"]?.items?.first { $0["step"]?.text == step }?["state"]?.text
    }
}
