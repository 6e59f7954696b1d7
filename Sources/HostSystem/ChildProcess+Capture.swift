import Glibc

extension ChildProcess {
    /// A child that has ended, with what it printed on standard output.
    public struct Captured: Sendable {
        /// How it ended.
        public let ending: Ending
        /// What it printed on standard output, as far as it was kept.
        public let output: [UInt8]
        /// Whether it printed more than was kept.
        public let isCut: Bool
    }

    /// Runs the program to its end and keeps what it prints on standard output, up to `limit` bytes.
    ///
    /// The rest is read and dropped, so that the program never waits for us. What it prints on standard error is given to
    /// `onError` in pieces, as it comes.
    public func capture(limit: Int, onError: ([UInt8]) -> Void) async throws(SystemError) -> Captured {
        var run = try CaptureRun(self, limit: limit)
        defer { SignalWatch.setChildGroup(0) }
        while true {
            if let captured = try run.step(onError) { return captured }
            await Pause.nap(milliseconds: run.nap)
        }
    }

    /// The same, holding the thread meanwhile: for values that are fetched before anything else goes on.
    public func captureHere(limit: Int, onError: ([UInt8]) -> Void) throws(SystemError) -> Captured {
        var run = try CaptureRun(self, limit: limit)
        defer { SignalWatch.setChildGroup(0) }
        while true {
            if let captured = try run.step(onError) { return captured }
            usleep(useconds_t(run.nap) * 1000)
        }
    }

    /// A child that is being listened to.
    private struct CaptureRun {
        private let process: ChildProcess
        private let child: pid_t
        private var pipes: ChildPipes
        private let end: ContinuousClock.Instant
        /// How long to wait before the next step, in milliseconds.
        private(set) var nap = 1

        init(_ process: ChildProcess, limit: Int) throws(SystemError) {
            let (theirInput, ourInput) = try ChildProcess.makePipe()
            let (ourOutput, theirOutput) = try ChildProcess.makePipe()
            let (ourError, theirError) = try ChildProcess.makePipe()
            pipes = ChildPipes(
                input: ourInput, output: ourOutput, error: ourError, unwritten: process.input[...], limit: limit)
            process.keepDescriptorsFromChildren()
            // Before there is a child, as in `run`: what it reads must never be empty because we were killed.
            pipes.prefill()
            if let code = pipes.trouble { throw SystemError(call: "write", path: process.executable, code: code) }
            child = try process.spawn(
                input: theirInput.number, output: theirOutput.number, error: theirError.number)
            SignalWatch.setChildGroup(child)
            // Only the child may hold its ends: ours would keep the pipes open after it has gone.
            theirInput.close()
            theirOutput.close()
            theirError.close()
            end = ContinuousClock.now + process.deadline
            self.process = process
        }

        /// Reads and writes what there is; gives the child once it has ended.
        mutating func step(_ onError: ([UInt8]) -> Void) throws(SystemError) -> Captured? {
            let isBusy = pipes.exchange(onError)
            var ending = try ChildProcess.poll(child, process.executable)
            if ending != nil { process.lock?.release() }
            if ending == nil, ContinuousClock.now >= end {
                ChildProcess.killGroup(of: child)
                ending = .timedOut
            }
            guard let ending else {
                nap = isBusy ? 1 : min(nap * 2, 20)
                return nil
            }
            // What it printed before its end is in the pipes by now, whoever else still holds them.
            while pipes.exchange(onError), ContinuousClock.now < end {}
            if let code = pipes.trouble { throw SystemError(call: "write", path: process.executable, code: code) }
            return Captured(ending: ending, output: pipes.kept, isCut: pipes.isCut)
        }
    }

    private static func makePipe() throws(SystemError) -> (PipeEnd, PipeEnd) {
        var ends: [Int32] = [-1, -1]
        guard pipe2(&ends) else { throw SystemError(call: "pipe") }
        return (PipeEnd(ends[0]), PipeEnd(ends[1]))
    }

    /// How a child ended; `nil` while it runs.
    private static func poll(_ child: pid_t, _ executable: String) throws(SystemError) -> Ending? {
        var status: Int32 = 0
        let result = waitpid(child, &status, WNOHANG)
        if result == child { return ending(status) }
        if result < 0, errno != EINTR { throw SystemError(call: "waitpid", path: executable) }
        return nil
    }

    /// Ends a child with what it has started, and waits for it.
    static func killGroup(of child: pid_t) {
        var status: Int32 = 0
        kill(-child, SIGKILL)
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }
}

/// One end of a pipe, which can be closed before its last reference goes.
private final class PipeEnd {
    private(set) var number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close() }

    var isOpen: Bool { number >= 0 }

    func close() {
        if isOpen { Glibc.close(number) }
        number = -1
    }
}

/// Our ends of a child's three pipes, none of which may hold us up.
private struct ChildPipes {
    let input: PipeEnd
    let output: PipeEnd
    let error: PipeEnd
    /// What the child has not read yet.
    private var unwritten: ArraySlice<UInt8>
    private let limit: Int
    /// What it printed, up to the limit.
    private(set) var kept: [UInt8] = []
    private(set) var isCut = false
    /// Why the child did not get all of its input, if it did not: a code of errno.
    private(set) var trouble: Int32?

    init(input: PipeEnd, output: PipeEnd, error: PipeEnd, unwritten: ArraySlice<UInt8>, limit: Int) {
        self.input = input
        self.output = output
        self.error = error
        self.unwritten = unwritten
        self.limit = limit
        for end in [input, output, error] { _ = fcntl(end.number, F_SETFL, O_NONBLOCK) }
    }

    /// Writes and reads what can be written and read now; whether that was anything.
    mutating func exchange(_ onError: ([UInt8]) -> Void) -> Bool {
        var isBusy = feed()
        if let bytes = ChildPipes.read(output) {
            let room = limit - kept.count
            if bytes.count > room { isCut = true }
            kept += bytes.prefix(room)
            isBusy = true
        }
        if let bytes = ChildPipes.read(error) {
            onError(bytes)
            isBusy = true
        }
        return isBusy
    }

    /// Writes as much of the input as the pipe takes.
    mutating func prefill() { if !unwritten.isEmpty { _ = feed() } }

    private mutating func feed() -> Bool {
        guard input.isOpen else { return false }
        if unwritten.isEmpty {
            input.close()
            return false
        }
        let count = unwritten.withUnsafeBytes { write(input.number, $0.baseAddress, $0.count) }
        if count > 0 { unwritten = unwritten.dropFirst(count) }
        if count < 0, errno != EAGAIN, errno != EINTR {
            // A child that closes its input early has read what it wanted; anything else has cut the value short.
            if errno != EPIPE { trouble = errno }
            input.close()
        }
        return count > 0
    }

    /// What is there to read; `nil` when nothing is.
    private static func read(_ end: PipeEnd) -> [UInt8]? {
        guard end.isOpen else { return nil }
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let count = Glibc.read(end.number, &buffer, buffer.count)
        if count == 0 || count < 0 && errno != EAGAIN && errno != EINTR { end.close() }
        return count > 0 ? Array(buffer.prefix(count)) : nil
    }
}
