import Foundation
import HostSystem
import TestSupport
import Testing

@Suite(.blocking) struct FileLockTests {
    private let scratch: Scratch
    private let directory: SafeDirectory

    init() throws {
        scratch = try Scratch()
        directory = try SafeDirectory.open(scratch.home.path)
    }

    private func acquire(wait: Duration = .zero) -> Result<FileLock, FileFailure> {
        Result { () throws(FileFailure) in
            try FileLock.acquire(in: directory, name: "a.lock", purpose: "testing", wait: wait)
        }
    }

    private func holder(_ result: Result<FileLock, FileFailure>) -> String? {
        if case .failure(.locked(_, let holder)) = result { holder } else { nil }
    }

    @Test func `a lock keeps the next one out until it goes, and says whose it is`() throws {
        var first: FileLock? = try acquire().get()
        #expect(holder(acquire()) == "process \(getpid()), testing")
        withExtendedLifetime(first) {}
        first = nil
        _ = try acquire().get()
        #expect(scratch.mode("a.lock") == 0o600)
    }

    @Test func `what is no file of its own is refused as a lock, and not written into`() throws {
        try scratch.file("entry", "untouched")
        #expect(link(scratch.path("entry"), scratch.path("a.lock")) == 0)
        let path = directory.path(of: "a.lock")
        #expect(failure(acquire()) == .insecure(InsecureFile(path: path, problem: .links(2))))
        #expect(try scratch.home.read("entry") == "untouched")
        #expect(unlink(scratch.path("a.lock")) == 0 && mkfifo(scratch.path("a.lock"), 0o600) == 0)
        #expect(failure(acquire()) == .insecure(InsecureFile(path: path, problem: .kind(.fifo))))
    }

    private func failure(_ result: Result<FileLock, FileFailure>) -> FileFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    @Test func `a lock is waited for as long as was said`() throws {
        let first = try acquire().get()
        let start = ContinuousClock.now
        #expect(holder(acquire(wait: .milliseconds(150))) != nil)
        let waited = ContinuousClock.now - start
        #expect(waited >= .milliseconds(150) && waited < .seconds(120))
        withExtendedLifetime(first) {}
    }

    @Test func `a lock that goes while it is waited for is had`() async throws {
        let number = open(try scratch.file("a.lock"), O_RDWR)
        #expect(flock(number, LOCK_EX) == 0)
        async let waiting: Void = onThreadOfItsOwn { [directory] in
            _ = try FileLock.acquire(in: directory, name: "a.lock", purpose: "waiting", wait: .seconds(600))
        }
        try await Task.sleep(for: .milliseconds(100))
        close(number)
        try await waiting
        #expect(try scratch.home.read("a.lock").contains("waiting"))
    }

    @Test func `another process's lock counts, and is free when that process is killed`() throws {
        let path = try scratch.file("a.lock", "process 1, something else\n")
        let process = Process()
        // The shell becomes the sleeper and takes the lock's descriptor with it: one process, one holder.
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = [
            "-c", "exec 9<>\"$1\" && flock -x 9 && touch \"$2\" && exec sleep 60", "sh", path, scratch.path("ready"),
        ]
        try process.run()
        for _ in 0..<1000 where access(scratch.path("ready"), F_OK) != 0 { usleep(10_000) }
        #expect(holder(acquire()) == "process 1, something else")
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        _ = try acquire(wait: .seconds(5)).get()
    }

    @Test func `a directory can be the lock itself, and gets no file`() throws {
        let first = try FileLock.acquire(on: directory, wait: .zero)
        #expect(throws: FileFailure.locked(path: scratch.home.path, holder: "another process")) {
            try FileLock.acquire(on: directory, wait: .milliseconds(30))
        }
        #expect(try scratch.names() == [])
        withExtendedLifetime(first) {}
    }

    @Test func `a link in place of the lock file is refused`() throws {
        try scratch.file("victim", "untouched")
        #expect(symlink("victim", scratch.path("a.lock")) == 0)
        guard case .failure(.insecure(let file)) = acquire() else {
            Issue.record("it was not refused")
            return
        }
        #expect(file.problem == .symbolicLink)
        #expect(try scratch.home.read("victim") == "untouched")
    }

    @Test func `what a holder wrote is cut to one line of printable text`() throws {
        try scratch.file("a.lock", "process 1\u{1B}[2J, evil\nmore")
        let number = open(scratch.path("a.lock"), O_RDWR)
        defer { close(number) }
        #expect(flock(number, LOCK_EX) == 0)
        #expect(holder(acquire()) == "process 1")
    }
}
