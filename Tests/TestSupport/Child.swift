import Foundation
import Glibc

/// A program started with posix_spawn(3).
///
/// Foundation's `Process` reads past the entries of /proc/self/fd and now and then
/// crashes the tests with it.
final class Child {
    let pid: pid_t
    private var ending: Int32?

    /// Starts a program whose standard streams are these files; the last two may be one.
    init(
        _ path: String, _ arguments: [String], environment: [String: String], directory: String?,
        input: String = "/dev/null", output: String, error: String
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, error, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // Other tests have files open meanwhile, and not all of them say that no child is to have them.
        Child.closeOthers(&actions)
        // Tests run on threads that block every signal, which a child would inherit.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var (none, all) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // The shell changes the directory and becomes the program.
        let change = ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", directory ?? "/", path]
        let line = (directory == nil ? [path] : change) + arguments
        var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var pid = pid_t()
        let result = posix_spawn(&pid, line[0], &actions, &attributes, &words, &variables)
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: result) ?? .EIO) }
        self.pid = pid
    }

    /// Has every file closed but the standard streams, by a function that Glibc's module hides without _GNU_SOURCE.
    private static func closeOthers(_ actions: inout posix_spawn_file_actions_t) {
        typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
        guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return }
        _ = unsafeBitCast(symbol, to: CloseFrom.self)(&actions, 3)
    }

    /// Whether it has not ended.
    var isRunning: Bool { status == nil }

    /// Its exit status, or 128 plus the number of the signal that ended it; `nil` while it runs.
    var status: Int32? {
        if let ending { return ending }
        var raw: Int32 = 0
        guard waitpid(pid, &raw, WNOHANG) == pid else { return nil }
        let number = raw & 0x7F
        ending = number == 0 ? (raw >> 8) & 0xFF : 128 + number
        return ending
    }

    /// Sends it a signal while it is ours to send to.
    func signal(_ number: Int32) { if isRunning { kill(pid, number) } }

    /// Waits for its end, and kills it after the deadline.
    func end(deadline: TimeInterval) -> Int32 {
        if !Wait.until(deadline, { !isRunning }) { signal(SIGKILL) }
        while isRunning { usleep(1000) }
        return status ?? -1
    }
}
