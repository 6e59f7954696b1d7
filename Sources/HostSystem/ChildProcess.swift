import Glibc

/// Another program, run with a clean environment and nothing of ours open.
public struct ChildProcess: Sendable {
    /// How a child ended.
    public enum Ending: Sendable, Equatable {
        case exited(Int32)
        case signalled(Int32)
        /// It ran past its deadline and was killed with everything it started.
        case timedOut
    }

    /// Where a child's standard output goes.
    public enum Output: Sendable {
        case discarded
        /// To our standard error: data of ours alone goes to standard output.
        case standardError
        /// Where ours goes.
        case inherited
    }

    /// The program's path.
    public var executable: String
    /// Its arguments, without its name.
    public var arguments: [String]
    /// Its whole environment.
    public var environment: [String: String]
    /// What it reads on standard input; nothing when empty.
    ///
    /// The pipe is closed after the last byte.
    public var input: [UInt8] = []
    /// Where its standard output goes.
    ///
    /// Its standard error is ours.
    public var output = Output.standardError
    /// How long it may run.
    public var deadline: Duration
    /// Whether it takes our place at the terminal: our standard input and output, our process group, and the signals
    /// that ask us to stop.
    public var isForeground = false
    /// A lock that it, and what it starts, holds together with us, and goes on holding when we are killed.
    ///
    /// It is given up when the program has ended by itself, whatever that has left running. After a deadline it is held
    /// until the last process has gone that escaped being killed.
    public var lock: FileLock?

    /// A program to run.
    public init(_ executable: String, _ arguments: [String], environment: [String: String], deadline: Duration) {
        self.executable = executable
        self.arguments = arguments
        self.environment = environment
        self.deadline = deadline
    }

    /// A command line for the POSIX shell.
    public static func shell(_ command: String, environment: [String: String], deadline: Duration) -> ChildProcess {
        ChildProcess("/bin/sh", ["-c", command], environment: environment, deadline: deadline)
    }

    /// Runs the program to its end.
    ///
    /// It has a process group of its own, so that its deadline reaches what it started and a Ctrl-C meant for us does
    /// not stop it halfway.
    public func run() async throws(SystemError) -> Ending {
        if isForeground {
            keepDescriptorsFromChildren()
            return try await wait(for: try spawn(input: nil), until: .now + deadline)
        }
        var ends: [Int32] = [-1, -1]
        guard ChildProcess.pipe2(&ends) else { throw SystemError(call: "pipe") }
        var reader: Descriptor? = Descriptor(ends[0])
        var writer: Descriptor? = Descriptor(ends[1])
        keepDescriptorsFromChildren()
        // Before there is a child: one that was started by a process that is then killed would read an empty value, and
        // some programs set that.
        let ready = writer.map { prefill($0) } ?? 0
        let child = try spawn(input: reader?.number)
        SignalWatch.setChildGroup(child)
        defer { SignalWatch.setChildGroup(0) }
        // Only the child may hold the end it reads from: ours would keep the pipe open after it has gone.
        reader = nil
        let limit = ContinuousClock.now + deadline
        var failure: SystemError?
        if let descriptor = writer {
            switch await feed(descriptor, from: ready, until: limit) {
            case .whole: break
            case .refused(let reason): failure = reason
            case .outOfTime:
                // While its end of the pipe is open: a closed one would make the part that it has look like the whole.
                ChildProcess.killGroup(of: child)
                return .timedOut
            }
        }
        writer = nil
        let ending = try await wait(for: child, until: limit)
        if let failure { throw failure }
        return ending
    }

    /// Makes a pipe that no other child gets.
    static func pipe2(_ ends: inout [Int32]) -> Bool {
        guard pipe(&ends) == 0 else { return false }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return true
    }

    /// Whatever a library opened without FD_CLOEXEC is ours alone: a child that held our connection or our lock would
    /// keep it alive after us.
    func keepDescriptorsFromChildren() {
        for number in DirectoryListing.numbers("/proc/self/fd") where number > 2 {
            _ = fcntl(number, F_SETFD, FD_CLOEXEC)
        }
    }

    /// Starts the program; `input`, and `output` and `error` where they are given, become its standard streams.
    func spawn(input: Int32?, output captured: Int32? = nil, error: Int32? = nil) throws(SystemError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
        if let error { posix_spawn_file_actions_adddup2(&actions, error, 2) }
        if let captured { posix_spawn_file_actions_adddup2(&actions, captured, 1) }
        // Onto itself: that takes FD_CLOEXEC away, in the child alone.
        if let number = lock?.descriptor.number { posix_spawn_file_actions_adddup2(&actions, number, number) }
        switch isForeground || captured != nil ? .inherited : output {
        case .discarded: posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        case .standardError: posix_spawn_file_actions_adddup2(&actions, 2, 1)
        case .inherited: break
        }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        // We run on a thread of the runtime's, which blocks every signal; a child would inherit that and could be
        // stopped by nothing but SIGKILL.
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setpgroup(&attributes, 0)
        let group = isForeground ? 0 : POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(group | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        var child = pid_t()
        let result = CStringArray.with([executable] + arguments) { arguments in
            CStringArray.with(environment.map { "\($0.key)=\($0.value)" }.sorted()) { environment in
                posix_spawn(&child, executable, &actions, &attributes, arguments, environment)
            }
        }
        guard result == 0 else { throw SystemError(call: "posix_spawn", path: executable, code: result) }
        return child
    }

    /// Writes as much of the input as a pipe takes, which is 64 KiB and more than any secret has.
    ///
    /// - Returns: How many bytes that was.
    private func prefill(_ descriptor: Descriptor) -> Int {
        _ = fcntl(descriptor.number, F_SETFL, O_NONBLOCK)
        return max(0, input.withUnsafeBytes { write(descriptor.number, $0.baseAddress, $0.count) })
    }

    /// How handing over the input ended.
    private enum Feeding {
        /// The child has all that it wanted.
        case whole
        /// The system took no more.
        case refused(SystemError)
        /// The deadline passed first.
        case outOfTime
    }

    /// Writes the rest of the input without blocking: a child that never reads must not hold us past the deadline.
    ///
    /// A child that closes its input early has read what it wanted.
    ///
    private func feed(
        _ descriptor: Descriptor, from start: Int, until limit: ContinuousClock.Instant
    ) async -> Feeding {
        var written = start
        while written < input.count {
            guard ContinuousClock.now < limit else { return .outOfTime }
            let count = input.withUnsafeBytes { buffer in
                write(descriptor.number, buffer.baseAddress.map { $0 + written }, input.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN || errno == EINTR {
                await Pause.nap(milliseconds: 5)
            } else {
                return errno == EPIPE ? .whole : .refused(SystemError(call: "write", path: executable))
            }
        }
        return .whole
    }

    private func wait(for child: pid_t, until limit: ContinuousClock.Instant) async throws(SystemError) -> Ending {
        var nap = 1
        var told = 0
        while true {
            var status: Int32 = 0
            let asked = SignalWatch.requestCount
            if isForeground, asked > told, let number = SignalWatch.received {
                // From a terminal it has the signal already; one more of the same does no harm.
                kill(child, number)
                told = asked
            }
            let result = waitpid(child, &status, WNOHANG)
            if result == child {
                lock?.release()
                return ChildProcess.ending(status)
            }
            if result < 0, errno != EINTR { throw SystemError(call: "waitpid", path: executable) }
            if ContinuousClock.now >= limit {
                kill(isForeground ? child : -child, SIGKILL)
                while waitpid(child, &status, 0) < 0, errno == EINTR {}
                return .timedOut
            }
            await Pause.nap(milliseconds: nap)
            nap = min(nap * 2, 20)
        }
    }

    static func ending(_ status: Int32) -> Ending {
        let number = status & 0x7F
        return number == 0 ? .exited((status >> 8) & 0xFF) : .signalled(number)
    }

    /// Becomes another program: returns only when that fails.
    ///
    /// Its signals are the defaults again, and none is blocked.
    public static func become(
        _ executable: String, _ words: [String], environment: [String: String]
    ) -> SystemError {
        for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
        // The mask of the runtime's thread we are on blocks every signal, and would stay.
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        umask(ProcessHardening.originalMask)
        return CStringArray.with(words) { words in
            CStringArray.with(environment.map { "\($0.key)=\($0.value)" }.sorted()) { environment in
                execve(executable, words, environment)
                return SystemError(call: "execve", path: executable)
            }
        }
    }

    /// The file a command name stands for, looked up along a PATH; a name with a slash stands for itself.
    public static func locate(_ name: String, path: String) -> String? {
        if name.contains("/") { return isProgram(name) ? name : nil }
        return path.split(separator: ":").lazy.map { "\($0)/\(name)" }.first(where: isProgram)
    }

    /// Whether a path is that of a file that may be run; directories may be searched, which is not the same.
    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }
}

/// Swift strings as the array of C strings that exec wants.
enum CStringArray {
    static func with<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
        pointers.append(nil)
        // An environment may hold a secret: wiped before it is given back.
        defer {
            for case let pointer? in pointers {
                explicit_bzero(pointer, strlen(pointer))
                free(pointer)
            }
        }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            guard let address = buffer.baseAddress else {
                preconditionFailure("the array ends in nil, so it is not empty")
            }
            return body(address)
        }
    }
}
