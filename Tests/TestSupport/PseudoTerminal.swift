import Foundation
import Glibc

/// A program on a terminal of its own, as a person has it in front of them.
public final class PseudoTerminal {
    private let primary: Int32
    private let child: pid_t
    private var status: Int32?
    /// Everything the terminal has shown, line ends as CR LF.
    public private(set) var screen = ""

    /// Starts the program as the leader of a session whose controlling terminal this is.
    public init(_ path: String, _ arguments: [String], environment: [String: String], directory: String) throws {
        // Swift sees neither posix_openpt(3) nor the names of these requests of tty_ioctl(4).
        let (getNumber, setLock) = (UInt(0x8004_5430), UInt(0x4004_5431))
        primary = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var (number, lock): (Int32, Int32) = (0, 0)
        guard primary >= 0, ioctl(primary, getNumber, &number) == 0, ioctl(primary, setLock, &lock) == 0 else {
            throw POSIXError(.ENOTTY)
        }
        let terminal = "/dev/pts/\(number)"
        _ = fcntl(primary, F_SETFL, O_NONBLOCK)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        // The first terminal that a session's leader opens becomes the session's.
        posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&actions, 0, 1)
        posix_spawn_file_actions_adddup2(&actions, 0, 2)
        // POSIX_SPAWN_SETSID of spawn.h, since glibc 2.26.
        let setSession: Int16 = 0x80
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var defaults = sigset_t()
        sigfillset(&defaults)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, setSession | Int16(POSIX_SPAWN_SETSIGDEF))
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        // The shell changes the directory and becomes the program.
        let line = ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", directory, path] + arguments
        var words: [UnsafeMutablePointer<CChar>?] = line.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var child = pid_t()
        guard posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, &variables) == 0 else {
            throw POSIXError(.ENOENT)
        }
        self.child = child
    }

    /// Starts `molecule` in a home.
    public static func molecule(
        _ arguments: String..., home: TemporaryHome, environment: [String: String] = [:]
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            Binary.molecule, arguments,
            environment: home.environment.merging(["TERM": "xterm"]) { $1 }.merging(environment) { $1 },
            directory: home.path)
    }

    deinit {
        if status == nil {
            kill(child, SIGKILL)
            waitpid(child, nil, 0)
        }
        close(primary)
    }

    /// Whether the terminal shows what is typed.
    public var echoes: Bool {
        var settings = termios()
        return tcgetattr(primary, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Types some text.
    public func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(primary, bytes, bytes.count)
    }

    /// Waits until the screen shows a text, and says whether it did.
    public func shows(_ text: String, within seconds: TimeInterval = 60) -> Bool {
        Wait.until(seconds) {
            look()
            return screen.contains(text)
        }
    }

    /// Waits for the program's end and gives its status as a shell says it; the program is killed after the deadline.
    public func end(within seconds: TimeInterval = 120) -> Int32 {
        if let status { return status }
        var raw: Int32 = 0
        let isOver = Wait.until(seconds) {
            look()
            return waitpid(child, &raw, WNOHANG) == child
        }
        if !isOver {
            kill(child, SIGKILL)
            waitpid(child, &raw, 0)
        }
        look()
        let number = raw & 0x7F
        let result = number == 0 ? (raw >> 8) & 0xFF : 128 + number
        status = result
        return result
    }

    private func look() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(primary, &buffer, buffer.count)
            guard count > 0 else { return }
            screen += String(decoding: buffer.prefix(count), as: UTF8.self)
        }
    }
}
