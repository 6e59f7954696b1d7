import Foundation
import HostSystem
import TestSupport
import Testing

@Suite(.blocking) struct ChildProcessTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        SignalWatch.ignoreBrokenPipes()
    }

    // What looks at the shell itself stands in parentheses: while dash starts a program it blocks signals and moves
    // descriptors of its own.

    /// A shell line whose `$OUT` is a file of this test.
    private func shell(_ line: String, deadline: Duration = .seconds(30)) -> ChildProcess {
        .shell(line, environment: ["OUT": scratch.path("out"), "PATH": "/usr/bin:/bin"], deadline: deadline)
    }

    private func result(_ line: String) async throws -> String {
        #expect(try await shell(line).run() == .exited(0))
        return try scratch.home.read("out")
    }

    @Test(arguments: [0, 1, 44, 65536, 1 << 20]) func `every byte of the input arrives, and then its end`(_ count: Int)
        async throws
    {
        // A mebibyte is many turns of a test run whose threads are all taken.
        var child = shell("cat > \"$OUT\"", deadline: .seconds(300))
        child.input = try SystemRandom.bytes(count)
        #expect(try await child.run() == .exited(0))
        #expect(try Data(contentsOf: URL(fileURLWithPath: scratch.path("out"))) == Data(child.input))
    }

    @Test func `input that was cut by the deadline is not acted upon`() async throws {
        let line = "read -r first; sleep 0.2; cat > /dev/null; echo whole > \"$OUT\""
        var child = shell(line, deadline: .milliseconds(1))
        child.input = try SystemRandom.bytes(1 << 20)
        #expect(try await child.run() == .timedOut)
        #expect(!FileManager.default.fileExists(atPath: scratch.path("out")))
    }

    /// Whether the lock `a.lock` is free.
    private func isFree() -> Bool {
        (try? FileLock.acquire(in: SafeDirectory.open(scratch.home.path), name: "a.lock", purpose: "looking")) != nil
    }

    @Test func `a lock goes along with a child, and is free when that has ended, whatever it left running`()
        async throws
    {
        let directory = try SafeDirectory.open(scratch.home.path)
        var child = shell("sleep 60 >/dev/null 2>&1 & echo $! > \"$OUT\"")
        for isCaptured in [false, true] {
            child.lock = try FileLock.acquire(in: directory, name: "a.lock", purpose: "testing")
            let ending = isCaptured ? try await child.capture(limit: 0) { _ in }.ending : try await child.run()
            let left = try #require(Int32(try scratch.home.read("out").trimmingCharacters(in: .newlines)))
            defer { kill(left, SIGKILL) }
            #expect(ending == .exited(0) && kill(left, 0) == 0)
            #expect(isFree())
        }
    }

    @Test func `what escapes a deadline keeps the lock, and is found by it`() async throws {
        let directory = try SafeDirectory.open(scratch.home.path)
        let line = "setsid sh -c 'echo $$ > \"$OUT.new\"; mv \"$OUT.new\" \"$OUT\"; exec sleep 60' & sleep 60"
        var child = shell(line, deadline: .seconds(5))
        child.lock = try FileLock.acquire(in: directory, name: "a.lock", purpose: "testing")
        #expect(try await child.run() == .timedOut)
        child.lock = nil
        let escaped = try #require(Int32(try scratch.home.read("out").trimmingCharacters(in: .newlines)))
        #expect(!isFree())
        // Those that were killed may take a moment to be gone.
        #expect(Wait.until(20) { FileLock.groups(holding: "a.lock", in: directory) == [escaped] })
        kill(escaped, SIGKILL)
        #expect(Wait.until(20) { isFree() })
    }

    @Test func `without input there is nothing to read`() async throws {
        #expect(try await shell("cat; cat").run() == .exited(0))
    }

    @Test func `a program that reads nothing does not hold us`() async throws {
        var child = shell("exec 0<&-; exit 3", deadline: .seconds(180))
        child.input = [UInt8](repeating: 7, count: 1 << 20)
        let start = ContinuousClock.now
        #expect(try await child.run() == .exited(3))
        #expect(ContinuousClock.now - start < .seconds(90))
    }

    @Test(
        arguments: [
            ("exit 0", .exited(0)), ("exit 7", .exited(7)), ("exit 255", .exited(255)),
            ("kill -TERM $$", .signalled(15)), ("kill -KILL $$", .signalled(9)),
        ] as [(String, ChildProcess.Ending)])
    func `the ending is told as it was`(_ line: String, _ ending: ChildProcess.Ending) async throws {
        #expect(try await shell(line).run() == ending)
    }

    @Test func `a program that is not there is the system's refusal`() async throws {
        let child = ChildProcess("/there/is/no/program", [], environment: [:], deadline: .seconds(5))
        await #expect(throws: SystemError(call: "posix_spawn", path: "/there/is/no/program", code: ENOENT)) {
            try await child.run()
        }
    }

    @Test func `the deadline ends the program and all that it started`() async throws {
        let start = ContinuousClock.now
        let ending = try await shell("sleep 300 & echo $! > \"$OUT\"; wait", deadline: .milliseconds(400)).run()
        #expect(ending == .timedOut)
        #expect(ContinuousClock.now - start < .seconds(200))
        let sleeper = try #require(Int32(try scratch.home.read("out").trimmingCharacters(in: .whitespacesAndNewlines)))
        for _ in 0..<200 where isRunning(sleeper) { usleep(10_000) }
        #expect(!isRunning(sleeper))
    }

    @Test func `the deadline also ends a program that does not read`() async throws {
        var child = shell("sleep 300", deadline: .milliseconds(300))
        child.input = [UInt8](repeating: 7, count: 1 << 20)
        #expect(try await child.run() == .timedOut)
    }

    /// Whether a process is there and no zombie.
    private func isRunning(_ process: Int32) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return status.split(separator: ")").last?.hasPrefix(" Z") != true
    }

    @Test func `standard output goes where it is sent`() async throws {
        func target(_ number: Int32) -> String {
            var buffer = [CChar](repeating: 0, count: 4096)
            let count = readlink("/proc/self/fd/\(number)", &buffer, buffer.count)
            return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        for (output, expected) in [
            (ChildProcess.Output.discarded, "/dev/null"), (.standardError, target(2)), (.inherited, target(1)),
        ] {
            var child = shell("(readlink /proc/$$/fd/1 > \"$OUT\"; readlink /proc/$$/fd/2 >> \"$OUT\")")
            child.output = output
            #expect(try await child.run() == .exited(0))
            let text = try scratch.home.read("out")
            #expect(text == "\(expected)\n\(target(2))\n", "\(text)")
        }
    }

    @Test func `the environment is the one given and nothing else`() async throws {
        setenv("MOLECULE_TEST_LEAK", "leaked", 1)
        let text = try await result("tr '\\0' '\\n' < /proc/$$/environ > \"$OUT\"")
        #expect(text == "OUT=\(scratch.path("out"))\nPATH=/usr/bin:/bin\n")
    }

    @Test func `no descriptor of ours is open in the program`() async throws {
        let inheritable = (0..<3).map { _ in open("/dev/null", O_RDONLY) }
        defer { for number in inheritable { close(number) } }
        let names = try await result("(ls /proc/$$/fd > \"$OUT\")").split(separator: "\n").compactMap { Int32($0) }
        #expect(names.sorted().starts(with: [0, 1, 2]))
        for number in inheritable { #expect(!names.contains(number), "\(names)") }
    }

    @Test func `a shell's own children can be waited for`() async throws {
        #expect(
            try await shell("sleep 0.1 & wait; kill -TERM $$; sleep 5", deadline: .seconds(20)).run()
                == .signalled(SIGTERM))
    }

    @Test func `signals are neither blocked nor ignored in the program`() async throws {
        let text = try await result("(grep -E '^Sig(Blk|Ign)' /proc/$$/status > \"$OUT\")")
        let masks = text.split(separator: "\n").compactMap {
            $0.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
        }
        let mask = [SIGINT, SIGTERM, SIGHUP, SIGPIPE].reduce(UInt64(0)) { $0 | 1 << UInt64($1 - 1) }
        #expect(masks.count == 2)
        for found in masks { #expect(found & mask == 0, "\(text)") }
    }

    @Test func `the program has a process group of its own`() async throws {
        let text = try await result("cut -d' ' -f1,5 /proc/$$/stat > \"$OUT\"")
        let numbers = text.split { $0 == " " || $0 == "\n" }
        #expect(numbers.count == 2 && numbers[0] == numbers[1])
    }

    @Test func `a program is found along the path, and a name with a slash stands for itself`() throws {
        scratch.directory("one")
        scratch.directory("two")
        try scratch.file("one/tool", mode: 0o600)
        try scratch.file("two/tool", mode: 0o700)
        scratch.directory("one/folder")
        let path = "\(scratch.path("one")):\(scratch.path("two"))"
        #expect(ChildProcess.locate("tool", path: path) == scratch.path("two/tool"))
        #expect(ChildProcess.locate("folder", path: path) == nil)
        #expect(ChildProcess.locate("tool", path: scratch.path("one")) == nil || geteuid() == 0)
        #expect(ChildProcess.locate(scratch.path("two/tool"), path: "") == scratch.path("two/tool"))
        #expect(ChildProcess.locate("./no/such/tool", path: path) == nil)
    }
}
