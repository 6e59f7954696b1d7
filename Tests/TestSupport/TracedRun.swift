import Foundation
import Synchronization

/// What happens to the N-th call of a traced program.
public enum Injection: Sendable {
    /// Nothing.
    case none
    /// The process that is about to make the call gets SIGKILL; the call is not made.
    case kill(Int)
    /// The process makes half of the call, a write, and then gets SIGKILL. Where the call is no write, as `kill`.
    case tear(Int)
    /// The call is not made and fails with this code.
    case error(Int32, Int)

    /// The number of the call, from 1.
    var number: Int {
        switch self {
        case .none: .max
        case .kill(let number), .tear(let number), .error(_, let number): number
        }
    }
}

/// A program run to its end with everything it starts, for a minute at most, its calls counted over all its threads and
/// children together.
///
/// strace counts `when=N` for each thread alone, so that whichever thread makes N calls first is hit and the calls of
/// the others are never reached; a Swift program moves between threads as it likes. Counting over all of them is the
/// reason for this tracer.
public struct TracedRun: Sendable {
    /// The exit status, or 128 plus the number of the signal that ended it.
    public fileprivate(set) var status: Int32 = -1
    /// What it printed on standard output.
    public fileprivate(set) var output = ""
    /// What it printed on standard error.
    public fileprivate(set) var error = ""
    /// The calls that were looked at and made, in order.
    public fileprivate(set) var calls: [SystemCall] = []
    /// The call that was hit.
    public fileprivate(set) var hit: SystemCall?

    /// Runs a program under ptrace, with these variables beside those of the home.
    ///
    /// `watches` picks the calls that are looked at, `counts` those of them that the
    /// injection counts; `watch` is told of each call that is looked at before it is made, while the caller stands
    /// still. What the program prints goes through files whose names start with `prints`.
    public init(
        _ arguments: [String], home: TemporaryHome, environment: [String: String] = [:], prints: String,
        injection: Injection = .none, watches: @escaping @Sendable (SystemCall) -> Bool,
        counts: @escaping @Sendable (SystemCall) -> Bool = { _ in true },
        watch: @escaping @Sendable (SystemCall) -> Void = { _ in }
    ) throws {
        let result = Mutex<Result<TracedRun, any Error>>(.failure(POSIXError(.ECHILD)))
        let done = DispatchSemaphore(value: 0)
        // A thread of its own: only the thread that attached may give orders, and it must wait for nobody else's children.
        let thread = Thread {
            var tracer = Tracer(injection: injection, watches: watches, counts: counts, watch: watch)
            let outcome = Result { try tracer.trace(arguments, Spawn.variables(home, environment), home, prints) }
            result.withLock { $0 = outcome }
            done.signal()
        }
        thread.start()
        done.wait()
        self = try result.withLock { $0 }.get()
    }

    /// Runs a program untraced, and kills it when some microseconds have passed.
    public init(
        _ arguments: [String], home: TemporaryHome, environment: [String: String] = [:], prints: String,
        killAfter delay: Int = 60_000_000
    ) throws {
        let variables = Spawn.variables(home, environment)
        let pid = try Spawn.start(arguments, variables, home, prints: prints, isHeld: false)
        let limit = DispatchWorkItem { kill(pid, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(delay), execute: limit)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        limit.cancel()
        finish(status, prints)
    }

    fileprivate init() {}

    fileprivate mutating func finish(_ ending: Int32, _ prints: String) {
        status = ending & 0x7F == 0 ? (ending >> 8) & 0xFF : 128 + (ending & 0x7F)
        output = String(decoding: FileManager.default.contents(atPath: prints + ".out") ?? Data(), as: UTF8.self)
        error = String(decoding: FileManager.default.contents(atPath: prints + ".err") ?? Data(), as: UTF8.self)
    }
}

/// Starts programs for `TracedRun`.
private enum Spawn {
    static func variables(_ home: TemporaryHome, _ environment: [String: String]) -> [String] {
        home.environment.merging(environment) { $1 }.map { "\($0.key)=\($0.value)" }
    }

    /// Starts a program in the home, through a shell that stops itself first when the program is to be held.
    static func start(
        _ arguments: [String], _ variables: [String], _ home: TemporaryHome, prints: String, isHeld: Bool
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        for (number, suffix) in [(Int32(1), ".out"), (2, ".err")] {
            posix_spawn_file_actions_addopen(&actions, number, prints + suffix, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        }
        let script = "cd \"$0\"; \(isHeld ? "kill -STOP $$; " : "")exec \"$@\""
        let words = ["/bin/sh", "-c", script, home.path] + (isHeld ? CallFilter.words : []) + arguments
        var pid = pid_t()
        let code = withCStrings(words) { words in
            withCStrings(variables) { variables in posix_spawn(&pid, "/bin/sh", &actions, nil, words, variables) }
        }
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        return pid
    }

    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            guard let address = buffer.baseAddress else {
                preconditionFailure("the array ends in nil, so it is not empty")
            }
            return body(address)
        }
    }
}

/// One traced run's worth of ptrace(2).
private struct Tracer {
    /// How a thread goes on: to its next call, or to its next call that the filter stops at.
    private let onward = CallFilter.words.isEmpty ? Ptrace.resume : Ptrace.goOn
    let injection: Injection
    let watches: @Sendable (SystemCall) -> Bool
    let counts: @Sendable (SystemCall) -> Bool
    let watch: @Sendable (SystemCall) -> Void
    private var run = TracedRun()
    private var count = 0
    /// Counting starts when the shell that starts the program has become the program.
    private var isArmed: Bool { execs > (CallFilter.words.isEmpty ? 0 : 1) }
    private var execs = 0
    /// What a thread's next return from a call is to lead to.
    private var atReturn: [pid_t: Injection] = [:]
    /// struct ptrace_syscall_info: the kind in byte 0, the call's number at 24, its six arguments from 32.
    private var words = [UInt64](repeating: 0, count: 16)

    init(
        injection: Injection, watches: @escaping @Sendable (SystemCall) -> Bool,
        counts: @escaping @Sendable (SystemCall) -> Bool, watch: @escaping @Sendable (SystemCall) -> Void
    ) {
        self.injection = injection
        self.watches = watches
        self.counts = counts
        self.watch = watch
    }

    mutating func trace(
        _ arguments: [String], _ variables: [String], _ home: TemporaryHome, _ prints: String
    ) throws -> TracedRun {
        let pid = try Spawn.start(arguments, variables, home, prints: prints, isHeld: true)
        let limit = DispatchWorkItem { kill(pid, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 60, execute: limit)
        defer { limit.cancel() }
        var status: Int32 = 0
        while waitpid(pid, &status, WUNTRACED) < 0, errno == EINTR {}
        let options =
            Ptrace.traceSystemCalls | Ptrace.traceChildren | Ptrace.traceExec | Ptrace.traceFiltered
            | Ptrace.killWithTracer
        guard Ptrace.call(Ptrace.seize, pid, 0, options) == 0 else {
            let code = errno
            kill(pid, SIGKILL)
            waitpid(pid, &status, 0)
            throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EPERM)
        }
        kill(pid, SIGCONT)
        run.finish(follow(pid), prints)
        return run
    }

    /// Waits for the program and everything it started to end.
    private mutating func follow(_ root: pid_t) -> Int32 {
        var ending: Int32 = 0
        while true {
            var status: Int32 = 0
            let thread = waitpid(-1, &status, Ptrace.waitForThreadsOfOurs)
            if thread < 0 {
                if errno == EINTR { continue }
                return ending
            }
            if status & 0xFF == 0x7F {
                stopped(thread, signal: (status >> 8) & 0xFF, event: status >> 16)
            } else if thread == root {
                ending = status
            }
        }
    }

    private mutating func stopped(_ thread: pid_t, signal: Int32, event: Int32) {
        switch (event, signal) {
        case (Ptrace.eventStop, SIGSTOP), (Ptrace.eventStop, SIGTSTP):
            Ptrace.call(Ptrace.listen, thread, 0, 0)
            return
        case (Ptrace.eventExec, _): execs += 1
        case (0, SIGTRAP | 0x80), (Ptrace.eventFiltered, _): systemCall(thread)
        case (0, _):
            Ptrace.call(onward, thread, 0, UInt(signal))
            return
        default: break
        }
        // A call that is to be met again at its return.
        Ptrace.call(atReturn[thread] == nil ? onward : Ptrace.resume, thread, 0, 0)
    }

    private mutating func systemCall(_ thread: pid_t) {
        guard isArmed, Ptrace.readInformation(thread, into: &words) else { return }
        // 1 is a call, 2 its return, and 3 a call that the filter stopped at.
        guard words[0] & 0xFF != 2 else { return returning(thread) }
        // Most calls are of no interest, and every one stops twice.
        guard SystemCall.table[words[3]] != nil,
            let call = SystemCall(number: words[3], arguments: Array(words[4..<10]), thread: thread), watches(call)
        else { return }
        watch(call)
        if counts(call) { count += 1 }
        guard counts(call), count == injection.number else { return run.calls.append(call) }
        run.hit = call
        switch injection {
        case .tear where call.name == "write" && call.length > 1:
            run.calls.append(call)
            Ptrace.setThirdArgument(thread, to: UInt(call.length / 2))
            atReturn[thread] = injection
        case .error:
            Ptrace.skipCall(thread)
            atReturn[thread] = injection
        case .none, .kill, .tear: kill(thread, SIGKILL)
        }
    }

    private mutating func returning(_ thread: pid_t) {
        switch atReturn.removeValue(forKey: thread) {
        case .error(let code, _)?: Ptrace.setResult(thread, to: -Int(code))
        case .tear?: kill(thread, SIGKILL)
        default: break
        }
    }
}

/// ptrace(2), which Swift does not see because it takes a variable number of arguments.
private enum Ptrace {
    // The numbers are those of <linux/ptrace.h>.
    static let goOn = 7
    static let resume = 24
    static let seize = 0x4206
    static let listen = 0x4208
    static let systemCallInformation = 0x420E
    static let traceSystemCalls: UInt = 1
    static let traceChildren: UInt = 2 | 4 | 8
    static let traceExec: UInt = 0x10
    static let traceFiltered: UInt = 0x80
    static let killWithTracer: UInt = 0x10_0000
    static let eventExec: Int32 = 4
    static let eventFiltered: Int32 = 7
    static let eventStop: Int32 = 128
    /// __WALL and __WNOTHREAD of <linux/wait.h>.
    static let waitForThreadsOfOurs = Int32(bitPattern: 0x4000_0000 | 0x2000_0000)

    private typealias Function = @convention(c) (Int, pid_t, UInt, UInt) -> Int
    private static let function: Function = {
        guard let symbol = dlsym(nil, "ptrace") else { preconditionFailure("every C library of Linux has ptrace") }
        return unsafeBitCast(symbol, to: Function.self)
    }()

    @discardableResult
    static func call(_ request: Int, _ thread: pid_t, _ address: UInt, _ data: UInt) -> Int {
        function(request, thread, address, data)
    }

    static func readInformation(_ thread: pid_t, into words: inout [UInt64]) -> Bool {
        words.withUnsafeMutableBytes { buffer in
            call(systemCallInformation, thread, UInt(buffer.count), UInt(bitPattern: buffer.baseAddress)) > 0
        }
    }

    #if arch(x86_64)
    /// Whether calls can be changed, and not only counted and cut short.
    static let canChangeCalls = true
    // struct user of <sys/user.h>: orig_rax, rax and rdx, eight bytes each, and PTRACE_POKEUSER.
    static func skipCall(_ thread: pid_t) { call(6, thread, 15 * 8, .max) }
    static func setResult(_ thread: pid_t, to value: Int) { call(6, thread, 10 * 8, UInt(bitPattern: value)) }
    static func setThirdArgument(_ thread: pid_t, to value: UInt) { call(6, thread, 12 * 8, value) }
    #else
    static let canChangeCalls = false
    static func skipCall(_ thread: pid_t) {}
    static func setResult(_ thread: pid_t, to value: Int) {}
    static func setThirdArgument(_ thread: pid_t, to value: UInt) {}
    #endif
}

extension TracedRun {
    /// Whether `Injection.error` and `Injection.tear` work on this processor.
    public static let canChangeCalls = Ptrace.canChangeCalls
}
