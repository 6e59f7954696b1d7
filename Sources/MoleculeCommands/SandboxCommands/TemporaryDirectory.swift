import Glibc
import HostSystem

/// A directory of our own that goes away again.
enum TemporaryDirectory {
    /// Makes one with mode 0700 under TMPDIR or /tmp.
    static func make(in world: World) throws(Failure) -> String {
        let parent = world.environment["TMPDIR"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array("\(parent)/molecule-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .system(SystemError(call: "mkdtemp", path: parent)) }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes it with everything in it.
    ///
    /// What cannot be removed is a nuisance, not a reason to fail.
    static func remove(_ path: String) async {
        let child = ChildProcess("/bin/rm", ["-rf", "--", path], environment: [:], deadline: .seconds(30))
        _ = try? await child.run()
    }
}
