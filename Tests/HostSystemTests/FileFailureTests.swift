import Foundation
import HostSystem
import TestSupport
import Testing

@Suite struct FileFailureTests {
    @Test func `a system error names the call, the file and the system's reason`() {
        #expect(
            SystemError(call: "write", path: "/x", code: ENOSPC).explanation
                == "/x cannot be written: No space left on device")
        #expect(SystemError(call: "pipe", code: EMFILE).explanation == "pipe failed: Too many open files")
        #expect(SystemError(call: "x", code: 99_999).reason.contains("99999"))
    }

    @Test func `a system error takes errno as it stands`() {
        _ = open("/there/is/no/such/file", O_RDONLY)
        #expect(SystemError(call: "open").code == ENOENT)
    }

    static let problems: [(InsecureFile.Problem, String, String)] = [
        (.symbolicLink, "/a/b is a symbolic link", "name the file itself: readlink -f /a/b"),
        (.kind(.fifo), "/a/b is a FIFO, not a regular file", "give a regular file with mode 0600"),
        (.mode("0644"), "/a/b has mode 0644, so others can get at it", "chmod 600 /a/b"),
        (.links(2), "/a/b has 2 names (hard links)", "cp -p /a/b /a/b.new && mv /a/b.new /a/b"),
        (
            .parentMode(directory: "/a", mode: "0777"),
            "/a/b lies in /a, which has mode 0777, so others can replace it",
            "chmod go-w /a"
        ),
        (
            .parentMode(directory: "/a/b", mode: "0755"), "the directory /a/b has mode 0755, so others can get at it",
            "chmod 700 /a/b"
        ),
        (
            .parentOwner(directory: "/a", owner: 7), "/a/b is reached through /a, which belongs to user 7",
            "move the file into a directory of your own"
        ),
    ]

    @Test(arguments: 0..<7) func `an insecure file is explained with what repairs it`(_ index: Int) {
        let (problem, explanation, repair) = FileFailureTests.problems[index]
        let failure = FileFailure.insecure(InsecureFile(path: "/a/b", problem: problem))
        #expect(failure.explanation == explanation)
        #expect(failure.repair == repair)
    }

    @Test func `an owner is told together with who would be right`() {
        let file = InsecureFile(path: "/a", problem: .owner(65534))
        #expect(file.explanation == "/a belongs to user 65534, not to you (user \(geteuid()))")
        #expect(file.repair == "sudo chown \(geteuid()) /a")
    }

    @Test(arguments: ["/tmp/a b", "/tmp/it's", "/tmp/$(x)", "/tmp/a;b", "/tmp/*", "/tmp/\u{1F600}", "/tmp/a\nb"])
    func `a path in a command is quoted for the shell`(_ path: String) throws {
        let repair = InsecureFile(path: path, problem: .mode("0644")).repair
        let home = try TemporaryHome()
        let run = try Run.shell("set -- \(repair.dropFirst("chmod 600 ".count)); printf '%s|%s' $# \"$1\"", home: home)
        #expect(run.output == "1|\(path)")
    }

    @Test func `only an insecure file has a repair`() {
        for failure in [
            FileFailure.notFound(path: "/x"), .exists(path: "/x"), .tooLarge(path: "/x", limit: 5),
            .locked(path: "/x", holder: "process 1"), .system(SystemError(call: "open", path: "/x", code: EACCES)),
        ] {
            #expect(failure.repair == nil)
            #expect(failure.explanation.contains("/x"))
        }
    }
}
