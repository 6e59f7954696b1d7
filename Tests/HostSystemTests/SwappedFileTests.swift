import Foundation
import Glibc
import HostSystem
import Synchronization
import TestSupport
import Testing

/// A neighbour that changes what stands under a name while it is read or written.
@Suite(.blocking, .serialized) struct SwappedFileTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    /// Does something over and over while another thread puts one thing after the other into the place of a name.
    ///
    /// Ends when it has met both often enough: what may be used, and something else.
    private func race(
        _ changes: [@Sendable () -> Void], _ use: () -> Bool
    ) throws -> (met: Int, refused: Int) {
        let neighbour = Neighbour(changes)
        neighbour.start()
        defer { neighbour.stop() }
        var (met, refused) = (0, 0)
        let end = Date().addingTimeInterval(60)
        while met + refused < 3000 || min(met, refused) == 0, Date() < end {
            if use() { met += 1 } else { refused += 1 }
        }
        #expect(met > 0 && refused > 0, "the race met one side only: \(met) and \(refused)")
        return (met, refused)
    }

    /// Each of these things is moved to `name`, stays for a moment, and is moved back.
    private func visits(to name: String, _ things: [String]) -> [@Sendable () -> Void] {
        let place = scratch.path(name)
        return things.map { scratch.path($0) }.map { thing in
            {
                rename(thing, place)
                usleep(50)
                rename(place, thing)
            }
        }
    }

    @Test func `a file that is swapped for another is read as the one that was checked, or refused`() throws {
        try scratch.file("good", "good")
        try scratch.file("loose", "evil", mode: 0o644)
        try scratch.file("theirs", "evil", mode: 0o666)
        #expect(link(scratch.path("theirs"), scratch.path("second")) == 0)
        #expect(symlink("loose", scratch.path("link")) == 0)
        #expect(mkfifo(scratch.path("fifo"), 0o600) == 0)
        let path = scratch.path("name")
        let (read, refused) = try race(
            visits(to: "name", ["good", "loose", "link", "good", "fifo", "second", "good"])
        ) {
            let result = reading(path)
            if case .success(let text) = result {
                #expect(text == "good")
                return true
            }
            return false
        }
        print("swapped files: \(read) reads of the private file, \(refused) refused, none of another")
    }

    @Test func `a directory that is swapped for a link into an open one is never read through`() throws {
        scratch.directory("good")
        try scratch.file("good/file", "good")
        scratch.directory("open", mode: 0o777)
        try scratch.file("open/file", "evil")
        #expect(symlink("open", scratch.path("link")) == 0)
        let path = scratch.path("name/file")
        let (read, refused) = try race(visits(to: "name", ["good", "link", "open"])) {
            let result = reading(path)
            if case .success(let text) = result {
                #expect(text == "good")
                return true
            }
            return false
        }
        print("swapped directories: \(read) reads through the private one, \(refused) refused, none through another")
    }

    @Test func `a file that is swapped for a link while it is written leads no byte elsewhere`() throws {
        try scratch.file("victim", "untouched")
        #expect(chmod(scratch.path("victim"), 0o644) == 0)
        let name = scratch.path("name")
        let file = try PrivateFile(path: scratch.path("name"))
        let (written, refused) = try race([
            {
                symlink("victim", name)
                usleep(50)
                unlink(name)
                usleep(50)
            }
        ]) {
            do throws(FileFailure) {
                try file.write(Array("new".utf8))
                return true
            } catch { return false }
        }
        #expect(try scratch.home.read("victim") == "untouched")
        #expect(scratch.mode("victim") == 0o644)
        #expect(access(scratch.path(".name.molecule-new"), F_OK) != 0)
        print("swapped while written: \(written) writes, \(refused) refused, none through the link")
    }
}

/// Makes one change after the other until it is told to stop.
private final class Neighbour: Sendable {
    private let changes: [@Sendable () -> Void]
    private let isOver = Mutex(false)
    private let done = DispatchSemaphore(value: 0)

    init(_ changes: [@Sendable () -> Void]) { self.changes = changes }

    func start() {
        let thread = Thread { [self] in
            while !isOver.withLock({ $0 }) { for change in changes { change() } }
            done.signal()
        }
        thread.start()
    }

    func stop() {
        isOver.withLock { $0 = true }
        done.wait()
    }
}
