import Foundation
import HostSystem
import Testing

@Suite struct PrivateFileReadingTests {
    @Test(arguments: [0o600, 0o400] as [mode_t]) func `a private file is read`(_ mode: mode_t) throws {
        let scratch = try Scratch()
        #expect(reading(try scratch.file("a", "value\n", mode: mode)) == .success("value\n"))
    }

    @Test(
        arguments: [
            0o644, 0o640, 0o604, 0o620, 0o602, 0o660, 0o606, 0o700, 0o500, 0o610, 0o601, 0o4600, 0o2600, 0o1600,
        ] as [mode_t])
    func `any other mode is refused, and named in octal`(_ mode: mode_t) throws {
        let scratch = try Scratch()
        let digits = String(mode, radix: 8)
        let text = String(repeating: "0", count: 4 - digits.count) + digits
        #expect(problem(try scratch.file("a", mode: mode)) == .mode(text))
    }

    @Test func `a shared file may be read by others, and changed or run by nobody else`() throws {
        let scratch = try Scratch()
        func shared(_ path: String) -> InsecureFile.Problem? {
            do throws(FileFailure) {
                _ = try PrivateFile(path: path).readShared(limit: 10)
                return nil
            } catch {
                if case .insecure(let file) = error { return file.problem }
                Issue.record("\(error.explanation)")
                return nil
            }
        }
        for mode in [0o600, 0o640, 0o644, 0o400, 0o444] as [mode_t] {
            #expect(shared(try scratch.file("a\(mode)", "value", mode: mode)) == nil)
        }
        for (mode, text) in [(0o620, "0620"), (0o602, "0602"), (0o666, "0666"), (0o755, "0755"), (0o4644, "4644")] {
            #expect(shared(try scratch.file(text, "value", mode: mode_t(mode))) == .mode(text))
        }
        #expect(symlink(try scratch.file("b"), scratch.path("link")) == 0)
        #expect(shared(scratch.path("link")) == .symbolicLink)
    }

    @Test func `a symbolic link is refused, even to a private file, and even when it leads nowhere`() throws {
        let scratch = try Scratch()
        #expect(symlink(try scratch.file("a"), scratch.path("link")) == 0)
        #expect(symlink("/there/is/nothing", scratch.path("dangling")) == 0)
        #expect(problem(scratch.path("link")) == .symbolicLink)
        #expect(problem(scratch.path("dangling")) == .symbolicLink)
    }

    @Test func `a file with two names is refused under both`() throws {
        let scratch = try Scratch()
        #expect(link(try scratch.file("a"), scratch.path("b")) == 0)
        #expect(problem(scratch.path("a")) == .links(2))
        #expect(problem(scratch.path("b")) == .links(2))
    }

    @Test(.timeLimit(.minutes(30))) func `a FIFO, a socket, a device and a directory are refused at once`() throws {
        let scratch = try Scratch()
        #expect(mkfifo(scratch.path("fifo"), 0o600) == 0)
        scratch.socket("socket")
        scratch.directory("directory")
        #expect(problem(scratch.path("fifo")) == .kind(.fifo))
        #expect(problem(scratch.path("socket")) == .kind(.socket))
        #expect(problem(scratch.path("directory")) == .kind(.directory))
        #expect(problem("/dev/null") == .kind(.device))
    }

    @Test(arguments: ["", "/", "a/", ".", "..", "a/.", "a/.."])
    func `a path that names a directory is refused`(_ path: String) {
        #expect(problem(path) == .kind(.directory))
    }

    @Test func `a missing file and a missing directory are not there, with their path`() throws {
        let scratch = try Scratch()
        #expect(reading(scratch.path("a")) == .failure(.notFound(path: scratch.path("a"))))
        #expect(reading(scratch.path("b/a")) == .failure(.notFound(path: scratch.path("b"))))
    }

    @Test func `a file in place of a directory on the way is refused`() throws {
        let scratch = try Scratch()
        let inner = try scratch.file("a") + "/b"
        #expect(problem(inner) == .notADirectory)
    }

    @Test func `the limit is the last size that is read`() throws {
        let scratch = try Scratch()
        let path = try scratch.file("a", "12345")
        #expect(reading(path, limit: 5) == .success("12345"))
        #expect(reading(path, limit: 4) == .failure(.tooLarge(path: path, limit: 4)))
        #expect(truncate(path, 65536) == 0)
        #expect((try? reading(path).get().utf8.count) == 65536)
        #expect(truncate(path, 65537) == 0)
        #expect(reading(path) == .failure(.tooLarge(path: path, limit: 65536)))
    }

    @Test(arguments: [0o777, 0o770, 0o720, 0o702] as [mode_t])
    func `a directory that others can write is refused, wherever on the way it is`(_ mode: mode_t) throws {
        let scratch = try Scratch()
        let open = scratch.directory("open", mode: mode)
        #expect(mkdir(open + "/inner", 0o700) == 0)
        try scratch.file("open/a")
        try scratch.file("open/inner/a")
        let expected = InsecureFile.Problem.parentMode(directory: open, mode: "0\(String(mode, radix: 8))")
        #expect(problem(open + "/a") == expected)
        #expect(problem(open + "/inner/a") == expected)
    }

    @Test(arguments: [0o755, 0o711, 0o1777, 0o1770] as [mode_t])
    func `a directory that others can only read, or that is sticky, is accepted`(_ mode: mode_t) throws {
        let scratch = try Scratch()
        scratch.directory("d", mode: mode)
        #expect(reading(try scratch.file("d/a")) == .success("secret"))
    }

    @Test func `a link of ours on the way is followed, and what it leads to is checked`() throws {
        let scratch = try Scratch()
        scratch.directory("real")
        scratch.directory("open", mode: 0o777)
        try scratch.file("real/a")
        try scratch.file("open/a")
        #expect(symlink("real", scratch.path("relative")) == 0)
        #expect(symlink(scratch.path("real"), scratch.path("absolute")) == 0)
        #expect(symlink("../real", scratch.path("real/up")) == 0)
        #expect(symlink("open", scratch.path("toOpen")) == 0)
        #expect(reading(scratch.path("relative/a")) == .success("secret"))
        #expect(reading(scratch.path("absolute/a")) == .success("secret"))
        #expect(reading(scratch.path("real/up/up/a")) == .success("secret"))
        #expect(problem(scratch.path("toOpen/a")) == .parentMode(directory: scratch.path("open"), mode: "0777"))
    }

    @Test func `a ring of links ends as the kernel would end it`() throws {
        let scratch = try Scratch()
        #expect(symlink("b", scratch.path("a")) == 0)
        #expect(symlink("a", scratch.path("b")) == 0)
        guard case .failure(.system(let error)) = reading(scratch.path("a/file")) else {
            Issue.record("it was not refused")
            return
        }
        #expect(error.code == ELOOP)
    }

    @Test func `two dots go up from where the link led, as in the kernel`() throws {
        let scratch = try Scratch()
        scratch.directory("one")
        scratch.directory("one/two")
        try scratch.file("one/a", "of one")
        try scratch.file("a", "of the top")
        #expect(symlink("one/two", scratch.path("link")) == 0)
        #expect(reading(scratch.path("link/../a")) == .success("of one"))
        #expect(reading(scratch.path("one/../a")) == .success("of the top"))
        #expect(reading(scratch.path("one/./two/.././../a")) == .success("of the top"))
        #expect(reading("/../.." + scratch.path("a")) == .success("of the top"))
    }

    @Test func `a relative path starts at the working directory`() async throws {
        let scratch = try Scratch()
        scratch.directory("d")
        try scratch.file("a", "here")
        try scratch.file("d/b", "below")
        try await onThreadOfItsOwn {
            #expect(chdir(scratch.home.path) == 0)
            #expect(reading("a") == .success("here"))
            #expect(reading("./a") == .success("here"))
            #expect(reading("d/b") == .success("below"))
            #expect(reading("d/../a") == .success("here"))
            #expect(reading("missing") == .failure(.notFound(path: "missing")))
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func `what belongs to another user is refused`() throws {
        let scratch = try Scratch()
        #expect(chown(try scratch.file("a"), 65534, gid_t.max) == 0)
        #expect(problem(scratch.path("a")) == .owner(65534))
        let theirs = scratch.directory("theirs")
        try scratch.file("theirs/b")
        #expect(chown(theirs, 65534, gid_t.max) == 0)
        #expect(problem(theirs + "/b") == .parentOwner(directory: theirs, owner: 65534))
        scratch.directory("real")
        try scratch.file("real/c")
        #expect(symlink("real", scratch.path("link")) == 0)
        #expect(lchown(scratch.path("link"), 65534, gid_t.max) == 0)
        #expect(problem(scratch.path("link/c")) == .parentOwner(directory: scratch.path("link"), owner: 65534))
    }

    @Test func `a file that is appended to must be private as well`() throws {
        let scratch = try Scratch()
        let file = try PrivateFile(path: try scratch.file("a", "one "))
        try file.openForAppending().writeAll(Array("two".utf8))
        #expect(reading(file.path) == .success("one two"))
        #expect(chmod(file.path, 0o644) == 0)
        #expect(throws: FileFailure.insecure(InsecureFile(path: file.path, problem: .mode("0644")))) {
            try file.openForAppending()
        }
    }
}
