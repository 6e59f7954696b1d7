import Foundation
import HostSystem
import JSON
import Synchronization
import TestSupport

/// A scene in a home of its own, and the program that is run and killed in it.
final class KillLab {
    let home: TemporaryHome
    let scene: any KillScene
    /// What programs print lies outside the home, so that no printing counts as a change of it.
    private let outside: TemporaryHome
    private let entry: Data

    init(_ kind: KillKind, fault: String? = nil) throws {
        home = try TemporaryHome()
        outside = try TemporaryHome()
        scene = try kind.scene(home, fault: fault)
        entry = try Data(contentsOf: URL(fileURLWithPath: "\(home.keys)/\(scene.key)"))
    }

    /// Puts everything back as it was before any rotation.
    func reset() throws {
        for name in ["state", "config"] { try? FileManager.default.removeItem(atPath: home.file(name)) }
        for directory in ["config", "config/molecule", "config/molecule/keys"] { mkdir(home.file(directory), 0o700) }
        try entry.write(to: URL(fileURLWithPath: "\(home.keys)/\(scene.key)"))
        chmod("\(home.keys)/\(scene.key)", 0o600)
        try scene.reset()
    }

    /// The rotation all points are points of.
    var rotation: [String] { [Binary.molecule] + scene.rotation }

    /// Runs `molecule` with its calls counted.
    func traced(
        _ arguments: [String], _ injection: Injection = .none,
        counts: @escaping @Sendable (SystemCall) -> Bool = { _ in true }, watching watch: FileWatch
    ) throws -> TracedRun {
        let path = home.path
        let hasStandIns = scene.foreign.contains("stand-ins/")
        return try TracedRun(
            arguments, home: home, environment: scene.environment, prints: outside.file("run"), injection: injection,
            watches: { KillLab.matters($0, path) && (!hasStandIns || KillLab.isOurs($0)) }, counts: counts,
            watch: { _ in watch.look() })
    }

    /// Runs `molecule`, killed after so many microseconds.
    func timed(_ arguments: [String], killAfter delay: Int) throws -> TracedRun {
        try TracedRun(
            arguments, home: home, environment: scene.environment, prints: outside.file("run"), killAfter: delay)
    }

    /// Runs `molecule` untouched.
    func molecule(_ arguments: String...) throws -> TracedRun {
        try TracedRun(
            [Binary.molecule] + arguments, home: home, environment: scene.environment, prints: outside.file("run"))
    }

    /// Whether the program itself makes a call, and no program that it started: a stand-in is several processes where the
    /// program that it stands in for is one, and is not to be killed by halves.
    static func isOurs(_ call: SystemCall) -> Bool {
        let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(call.thread)/exe")
        return program?.hasSuffix("/molecule") == true
    }

    /// Files of the home, what is said to the platform and to children, and the children themselves.
    ///
    /// The loader's own
    /// reads change nothing and are the same for every program.
    static func matters(_ call: SystemCall, _ home: String) -> Bool {
        switch call.name {
        // What a stand-in does in its own directory is no business of the program's.
        case _ where call.target.hasPrefix("\(home)/stand-ins/"): false
        case "execve", "kill": true
        case "connect", "sendto", "sendmsg", "sendmmsg": call.target.hasPrefix("socket:")
        case "write", "writev": call.target.hasPrefix("pipe:") || call.target.hasPrefix(home)
        default: call.target.hasPrefix(home)
        }
    }
}

/// Looks at the files of the destinations all the while: they must never be without a value, or hold anything else.
final class FileWatch: Sendable {
    private let home: TemporaryHome
    private let names: [String]
    private let seen = Mutex<[String: Set<String>]>([:])

    init(_ lab: KillLab) {
        home = lab.home
        names = lab.scene.places.compactMap { $0.file?.name }
    }

    func look() {
        for name in names {
            let data = FileManager.default.contents(atPath: home.file(name))
            let text = data.map { String(decoding: $0, as: UTF8.self) } ?? "(missing)"
            seen.withLock { _ = $0[name, default: []].insert(text) }
        }
    }

    /// The texts of a file that were neither the one with the old value nor the one with the new.
    func strange(_ name: String, known: [String]) -> [String] {
        seen.withLock { $0[name, default: []].subtracting(known).sorted() }
    }
}

/// Why a point could not be tried, which is not a finding about the program.
struct KillFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
