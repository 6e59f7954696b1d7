import Glibc

/// What a process that holds secrets does to itself first.
public enum ProcessHardening {
    /// No core dump from here on: its memory would hold every secret.
    ///
    /// The limit is one byte, not zero: Linux ignores zero when dumps are piped to a program, but takes one as "never"
    /// (core(5)); for files one byte is too small for any dump. New files are for us alone.
    public static func apply() {
        occupyStandardStreams()
        let resource = __rlimit_resource_t(RLIMIT_CORE.rawValue)
        var limit = rlimit()
        if getrlimit(resource, &limit) == 0 {
            limit.rlim_cur = min(1, limit.rlim_max)
            // Where even this is refused, there is no dump to forbid.
            _ = setrlimit(resource, &limit)
        }
        if getenv(inspectableVariable) == nil { forbidInspection() }
        originalMask = umask(0o077)
        // The runtime's crash report prints memory; a crash must not show what that holds.
        for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT] { signal(number, SIG_DFL) }
    }

    /// Puts something where a standard stream is closed: the next file that is opened would take its place, and what is
    /// printed would be written into that.
    ///
    /// It is open for the other direction, so that whoever reads or writes still hears that the stream is closed.
    private static func occupyStandardStreams() {
        for (number, mode) in [(Int32(0), O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)] where fcntl(number, F_GETFD) < 0 {
            // The lowest number that is free is taken, and those below are not free by now.
            _ = open("/dev/null", mode)
        }
    }

    /// The variable that, when set, leaves the process open to the debuggers and tracers of its user.
    public static let inspectableVariable = "MOLECULE_INSPECTABLE"

    /// Closes /proc/PID/mem, environ and the rest, and ptrace(2), to every process but root's.
    ///
    /// Whoever could set the variable that prevents it runs the program, and has its secrets anyway. Programs that are started from here are open again: execve(2) sees to that.
    private static func forbidInspection() {
        // Swift sees no function of C with a variable number of arguments; on Linux integers are passed to both alike.
        typealias Control = @convention(c) (Int32, UInt, UInt, UInt, UInt) -> Int32
        guard let symbol = dlsym(nil, "prctl") else { return }
        let control = unsafeBitCast(symbol, to: Control.self)
        // PR_SET_DUMPABLE of prctl(2).
        _ = control(4, 0, 0, 0, 0)
    }

    /// The file mode mask the process was started with, which is the one for programs of the user's.
    public private(set) nonisolated(unsafe) static var originalMask: mode_t = 0o022

    /// Ends the process now, without the exit handlers: OpenSSL's crash in one run of two hundred after an https request.
    public static func leave(_ status: Int32) -> Never {
        fflush(nil)
        _exit(status)
    }

    /// The environment as it was at start.
    ///
    /// The named variables are wiped where they lie and removed, so that neither a child nor /proc/PID/environ has them
    /// any longer.
    public static func takeEnvironment(removing names: Set<String>) -> [String: String] {
        var environment: [String: String] = [:]
        var pointer = environ
        while let entry = pointer.pointee {
            pointer += 1
            guard let equals = strchr(entry, Int32(UInt8(ascii: "="))) else { continue }
            let nameLength = entry.distance(to: equals)
            let bytes = UnsafeRawBufferPointer(start: entry, count: nameLength)
            let name = String(decoding: bytes, as: UTF8.self)
            let value = equals + 1
            environment[name] = String(cString: value)
            if names.contains(name) { explicit_bzero(value, strlen(value)) }
        }
        for name in names { unsetenv(name) }
        return environment
    }

    /// Wipes the value of a variable where it lies, which turned out to be a secret.
    ///
    /// The variable stays, empty: to remove it is not safe beside other threads.
    public static func wipeVariable(_ name: String) {
        var pointer = environ
        while let entry = pointer.pointee {
            pointer += 1
            guard let equals = strchr(entry, Int32(UInt8(ascii: "="))) else { continue }
            let bytes = UnsafeRawBufferPointer(start: entry, count: entry.distance(to: equals))
            if bytes.elementsEqual(name.utf8) { explicit_bzero(equals + 1, strlen(equals + 1)) }
        }
    }
}
