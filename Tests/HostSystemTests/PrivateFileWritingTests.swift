import Foundation
import HostSystem
import TestSupport
import Testing

@Suite struct PrivateFileWritingTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func file(_ name: String) throws -> PrivateFile { try PrivateFile(path: scratch.path(name)) }

    @Test(arguments: [0, 0o022, 0o077, 0o777] as [mode_t])
    func `a new file has mode 0600 whatever the umask`(_ mask: mode_t) async throws {
        let scratch = scratch
        try await onThreadOfItsOwn {
            umask(mask)
            try PrivateFile(path: scratch.path("a")).write(Array("secret".utf8))
            #expect(scratch.mode("a") == 0o600)
        }
        #expect(reading(scratch.path("a")) == .success("secret"))
        #expect(try scratch.names() == ["a"])
    }

    @Test func `a file that is replaced keeps its mode`() throws {
        try scratch.file("a", "old", mode: 0o400)
        try file("a").write(Array("new".utf8))
        #expect(scratch.mode("a") == 0o400)
        #expect(reading(scratch.path("a")) == .success("new"))
        #expect(try scratch.names() == ["a"])
    }

    @Test(.enabled(if: geteuid() == 0, "only root has groups to choose from"))
    func `a file that is replaced keeps its group`() throws {
        #expect(chown(try scratch.file("a", "old"), uid_t.max, 65534) == 0)
        try file("a").write(Array("new".utf8))
        var status = stat()
        #expect(stat(scratch.path("a"), &status) == 0)
        #expect(status.st_gid == 65534 && status.st_uid == geteuid())
    }

    @Test func `the file is another one afterwards, so that a reader has the old bytes or the new`() throws {
        let reader = Descriptor(open(try scratch.file("a", "old"), O_RDONLY))
        try file("a").write(Array("a longer new text".utf8))
        #expect(try reader.readAll(limit: 100, path: "a") == Array("old".utf8))
    }

    @Test func `a link or an insecure file is not replaced, and nothing is left behind`() throws {
        try scratch.file("target", "untouched")
        #expect(symlink("target", scratch.path("link")) == 0)
        try scratch.file("open", "untouched", mode: 0o644)
        #expect(link(try scratch.file("one", "untouched"), scratch.path("other")) == 0)
        scratch.directory("directory")
        let before = try scratch.names()
        for (name, problem) in [
            ("link", InsecureFile.Problem.symbolicLink), ("open", .mode("0644")), ("one", .links(2)),
            ("directory", .kind(.directory)),
        ] {
            let file = try file(name)
            #expect(throws: FileFailure.insecure(InsecureFile(path: file.path, problem: problem))) {
                try file.write(Array("new".utf8))
            }
        }
        #expect(try scratch.names() == before)
        for name in ["target", "open", "one"] { #expect(try scratch.home.read(name) == "untouched") }
    }

    @Test func `a file that must not exist is not overwritten`() throws {
        try file("a").write(Array("first".utf8), over: .mustNotExist)
        #expect(throws: FileFailure.exists(path: scratch.path("a"))) {
            try file("a").write(Array("second".utf8), over: .mustNotExist)
        }
        #expect(reading(scratch.path("a")) == .success("first"))
        #expect(try scratch.names() == ["a"])
    }

    @Test func `what a killed writer left is replaced by the next one`() throws {
        try scratch.file(".a.molecule-new", "half a sec")
        try file("a").write(Array("whole".utf8))
        #expect(try scratch.names() == ["a"])
        #expect(reading(scratch.path("a")) == .success("whole"))
    }

    @Test func `a leftover can be removed without writing, and its name tells whose it is`() throws {
        try scratch.file(".a.molecule-new", "half")
        try scratch.file("a", "whole")
        try file("a").removeLeftovers()
        try file("a").removeLeftovers()
        #expect(try scratch.names() == ["a"])
        #expect(PrivateFile.nameOfTemporary(".a.b.molecule-new") == "a.b")
        for name in ["a", ".a", "a.molecule-new", ".molecule-new", ".a.molecule-new.x"] {
            #expect(PrivateFile.nameOfTemporary(name) == nil, "\(name)")
        }
    }

    @Test func `a link under the temporary name is removed and not followed`() throws {
        try scratch.file("victim", "untouched")
        #expect(symlink("victim", scratch.path(".a.molecule-new")) == 0)
        try file("a").write(Array("new".utf8))
        #expect(try scratch.home.read("victim") == "untouched")
        #expect(try scratch.names() == ["a", "victim"])
    }

    /// A limit on the size of files stands in for a full disk: the write is cut short and then refused.
    @Test func `nothing is half-written when the disk is full`() throws {
        let home = scratch.home
        let value = String(repeating: "x", count: 6000)
        let limited = "trap '' XFSZ; ulimit -f 4; "
        let add = "molecule keys add big --kind org-token --origin https://a.example --from-stdin"
        try home.write("value", value)
        let run = try Run.shell("\(limited) \(add) < value", home: home)
        #expect(run.status == 1, "\(run.output)\(run.error)")
        #expect(run.error.contains("File too large"))
        #expect(!run.error.contains("xxxx"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.keys).filter { $0 != ".locks" } == [])
        #expect(try Run.shell("\(add) < value", home: home).status == 0)
        #expect(try Run.shell("molecule keys show big --reveal | head -c 6000", home: home).output.hasSuffix("xxx"))
    }

    @Test func `a directory that is made on the way is private`() throws {
        _ = try SafeDirectory.open(scratch.path("a/b/c"), missing: .create)
        for name in ["a", "a/b", "a/b/c"] { #expect(scratch.mode(name) == 0o700) }
        try SafeDirectory.open(scratch.path("a/b/c")).requirePrivate()
        #expect(chmod(scratch.path("a"), 0o755) == 0)
        let problem = InsecureFile.Problem.parentMode(directory: scratch.path("a"), mode: "0755")
        #expect(throws: FileFailure.insecure(InsecureFile(path: scratch.path("a"), problem: problem))) {
            try SafeDirectory.open(scratch.path("a")).requirePrivate()
        }
    }

    @Test func `a directory tells its names, removes them, and does not mind what is gone`() throws {
        try scratch.file("b")
        try scratch.file(".hidden")
        let directory = try SafeDirectory.open(scratch.home.path)
        #expect(try directory.names() == [".hidden", "b"])
        try directory.remove("b")
        try directory.remove("b")
        #expect(try directory.names() == [".hidden"])
        #expect(try directory.status(of: "b") == nil)
        #expect(try directory.status(of: ".hidden")?.modeText == "0600")
    }
}
