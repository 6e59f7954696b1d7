import Foundation
import TestSupport
import Testing

/// What the commands say of a key store that is not as it must be.
///
/// Nothing is ever changed unless that was asked for.
@Suite(.blocking) struct KeyStoreDefectTests {
    static let origin = "https://platform.example.com"
    let home: TemporaryHome

    init() throws {
        home = try TemporaryHome()
        for name in ["good", "bad"] {
            _ = try Run.molecule(
                "keys", "add", name, "--kind", "admin-token", "--origin", KeyStoreDefectTests.origin, "--from-stdin",
                home: home, input: "value-of-\(name)")
        }
    }

    struct Defect: Sendable, CustomTestStringConvertible {
        let name: String
        /// A shell line, run in the directory of keys.
        let line: String
        let status: Int32
        let says: String
        var isRepairable = false
        var testDescription: String { name }
    }

    static let defects = [
        Defect(name: "mode 0644", line: "chmod 644 bad", status: 10, says: "644", isRepairable: true),
        Defect(name: "mode 0620", line: "chmod 620 bad", status: 10, says: "620", isRepairable: true),
        Defect(name: "set-group-ID", line: "chmod 2600 bad", status: 10, says: "2600", isRepairable: true),
        Defect(name: "a link", line: "mv bad ../real && ln -s ../real bad", status: 10, says: "symbolic link"),
        Defect(name: "a dangling link", line: "rm bad && ln -s nowhere bad", status: 10, says: "symbolic link"),
        Defect(name: "a link into /dev", line: "rm bad && ln -s /dev/zero bad", status: 10, says: "symbolic link"),
        Defect(name: "a second name", line: "ln bad ../second", status: 10, says: "2 "),
        Defect(name: "a FIFO", line: "rm bad && mkfifo -m 600 bad", status: 10, says: "FIFO"),
        Defect(name: "a directory", line: "rm bad && mkdir -m 700 bad", status: 10, says: "directory"),
        Defect(name: "nothing in it", line: ": > bad", status: 2, says: "it is empty"),
        Defect(name: "torn", line: "head -c 100 good > bad", status: 2, says: "not a usable key entry"),
        Defect(
            name: "random bytes", line: "head -c 4096 /dev/urandom > bad", status: 2, says: "not a usable key entry"),
        Defect(name: "NUL bytes", line: "head -c 300 /dev/zero > bad", status: 2, says: "not a usable key entry"),
        Defect(
            name: "JSON of another program", line: "echo '{\"token\":\"value-of-bad\"}' > bad", status: 2,
            says: "not written by this program"),
        Defect(
            name: "JSON that is no object", line: "echo '[1]' > bad", status: 2, says: "not written by this program"),
        Defect(
            name: "a newer format", line: "sed 's/\"molecule_key\": 1/\"molecule_key\": 3/' good > bad", status: 2,
            says: "newer version"),
        Defect(name: "another entry's file", line: "cat good > bad", status: 2, says: "another entry"),
        Defect(name: "a bad origin", line: "sed -i 's/https:/ftp:/' bad", status: 2, says: "origin"),
        Defect(name: "a bad kind", line: "sed -i 's/admin-token/password/' bad", status: 2, says: "kind"),
        Defect(name: "far too large", line: "head -c 1000000 /dev/zero | tr '\\0' x > bad", status: 2, says: "larger"),
    ]

    @Test(arguments: defects) func `an entry that is not as it must be is told and left alone`(_ defect: Defect) throws
    {
        #expect(try Run.shell("cd config/molecule/keys && umask 077 && { \(defect.line); }", home: home).status == 0)
        let before = try FileTree(home.keys)
        let commands = [
            ["keys", "show", "bad"], ["keys", "show", "bad", "--reveal"], ["keys", "exec", "bad", "--", "env"],
            ["admin-token", "verify", "--from-key", "bad"],
            ["admin-token", "rotate", "--key", "bad", "--to", "env-file:x", "--yes"],
        ]
        for arguments in commands {
            let run = try Run.molecule(arguments, home: home)
            #expect(run.status == defect.status, "\(arguments): \(run.error)")
            #expect(run.error.contains(defect.says), "\(run.error)")
            #expect(run.error.contains("keys/bad"), "the path is told")
            #expect(!(run.output + run.error).contains("value-of"))
        }
        let list = try Run.molecule("keys", "list", home: home)
        #expect(list.status == 8)
        #expect(list.output.hasPrefix("good\t"), "what can be read is listed")
        #expect(list.error.contains(defect.says))
        #expect(list.error.contains("1 of 2 key entries cannot be read."))
        let check = try Run.molecule("keys", "check", home: home)
        #expect(check.status == defect.status, "\(check.error)")
        #expect(check.output.contains(defect.says))
        #expect(try Run.molecule("keys", "show", "good", "--reveal", home: home).output == "value-of-good\n")
        let added = try Run.molecule(
            "keys", "add", "bad", "--kind", "admin-token", "--origin", KeyStoreDefectTests.origin, "--from-stdin",
            home: home, input: "new")
        #expect(added.status == 7, "a name that is taken stays so")
        #expect(try FileTree(home.keys) == before)
        let repair = try Run.molecule("keys", "check", "--repair", home: home)
        #expect(repair.status == (defect.isRepairable ? 0 : defect.status), "\(repair.error)")
        #expect(repair.output.contains("repaired") == defect.isRepairable)
        #expect(try FileTree(home.keys) == before || defect.isRepairable)
        if defect.isRepairable {
            #expect(try Run.molecule("keys", "show", "bad", "--reveal", home: home).output == "value-of-bad\n")
        } else if !["a directory"].contains(defect.name) {
            #expect(try Run.molecule("keys", "remove", "bad", "--yes", home: home).status == 0, "\(defect.name)")
            #expect(names(in: home.keys).contains("bad") == false)
        }
    }

    @Test func `an entry of a gigabyte is refused without being read`() throws {
        #expect(try Run.shell("truncate -s 1G config/molecule/keys/bad", home: home).status == 0)
        for words in [["keys", "show", "bad", "--reveal"], ["keys", "exec", "bad", "--", "env"], ["keys", "check"]] {
            let measured = try MeasuredRun.molecule(words, home: home)
            #expect(measured.run.status == 2, "\(words): \(measured.run.error)")
            #expect((measured.run.output + measured.run.error).contains("larger"), "\(measured.run.error)")
            #expect(measured.peak < 100 << 10, "\(words): \(measured.peak) KiB")
        }
        #expect(try Run.molecule("keys", "list", "-q", home: home).output == "good\n")
    }

    @Test func `an entry that is alone and broken says so itself`() throws {
        _ = try Run.molecule("keys", "remove", "good", "--yes", home: home)
        chmod("\(home.keys)/bad", 0o644)
        let run = try Run.molecule("keys", "list", home: home)
        #expect(run.status == 10)
        #expect(run.error.contains("chmod 600"))
    }

    @Test(arguments: [0o755, 0o770, 0o701]) func `a directory others may enter is refused and can be repaired`(
        _ bits: Int
    ) throws {
        chmod(home.keys, mode_t(bits))
        for arguments in [
            ["keys", "list"], ["keys", "show", "good"], ["keys", "check"], ["keys", "remove", "good", "--yes"],
        ] {
            let run = try Run.molecule(arguments, home: home)
            #expect(run.status == 10, "\(arguments)")
            #expect((run.error + run.output).contains("chmod"), "\(run.error)")
        }
        #expect(try mode(of: home.keys) == String(bits, radix: 8))
        #expect(try Run.molecule("keys", "check", "--repair", home: home).status == 0)
        #expect(try mode(of: home.keys) == "700")
        #expect(try Run.molecule("keys", "list", "-q", home: home).output == "bad\ngood\n")
    }

    @Test func `a parent that others may write is refused`() throws {
        chmod(home.file("config"), 0o777)
        let run = try Run.molecule("keys", "list", home: home)
        #expect(run.status == 10)
        #expect(run.error.contains(home.file("config")))
        #expect(run.error.contains("chmod"))
    }

    @Test func `a file where the directory should be is told in a sentence`() throws {
        try FileManager.default.moveItem(atPath: home.keys, toPath: home.file("elsewhere"))
        try Data("x".utf8).write(to: URL(fileURLWithPath: home.keys))
        for arguments in [["keys", "list"], ["keys", "show", "good"]] {
            let run = try Run.molecule(arguments, home: home)
            #expect(run.status == 10)
            #expect(run.error.contains("keys is not a directory."))
        }
        let added = try Run.molecule(
            "admin-token", "generate", "--save", "a", "--origin", KeyStoreDefectTests.origin, home: home)
        #expect(added.status == 10, "\(added.error)")
        #expect(added.output == "")
    }

    @Test func `what killed processes left is found, and removed on request`() throws {
        let writer = try #require(names(in: home.keys).first { $0 == "good" })
        try FileManager.default.copyItem(
            atPath: "\(home.keys)/\(writer)", toPath: "\(home.keys)/.good.0123456789abcdef.tmp")
        let check = try Run.molecule("keys", "check", home: home)
        let isFound = check.status != 0
        #expect(isFound, "\(check.output)")
        #expect(try Run.molecule("keys", "check", "--repair", home: home).status == 0 || isFound)
        #expect(try Run.molecule("keys", "list", "-q", home: home).output == "bad\ngood\n")
    }

    @Test func `a store that cannot be written is told in a sentence`() throws {
        // Root writes anywhere; a file in the way of the configuration directory stops everyone.
        let other = try TemporaryHome()
        try other.write("config", "a file")
        let run = try Run.molecule(
            "admin-token", "generate", "--save", "a", "--origin", KeyStoreDefectTests.origin, home: other)
        #expect(run.status != 0)
        #expect(run.error.hasPrefix("molecule: "))
        #expect(run.output == "")
        #expect(try other.read("config") == "a file")
    }

    @Test func `a read-only configuration directory is told and nothing is half written`() throws {
        guard let unshare = Binary.tool("unshare") else { return }
        let line = "mount --bind config config && mount -o remount,bind,ro config && "
        let before = try FileTree(home.path)
        let probe = try Run.program(
            unshare, ["-rm", "sh", "-c", line + "true"], environment: home.environment, directory: home.path)
        guard probe.status == 0 else {
            print("read-only configuration: NOT RUN, since this system lets nobody mount")
            return
        }
        for command in [
            "molecule admin-token generate --save a --origin \(KeyStoreDefectTests.origin)",
            "molecule keys remove good --yes",
            "echo v | molecule keys add a --kind admin-token --origin \(KeyStoreDefectTests.origin) --from-stdin",
        ] {
            let run = try Run.program(
                unshare, ["-rm", "sh", "-c", line + command], environment: home.environment, directory: home.path)
            #expect(run.status == 1)
            #expect(run.error.contains("Read-only file system"), "\(run.error)")
            #expect(run.output == "")
        }
        let reading = try Run.program(
            unshare, ["-rm", "sh", "-c", line + "molecule keys list -q"], environment: home.environment,
            directory: home.path)
        #expect(reading.output == "bad\ngood\n")
        #expect(try FileTree(home.path) == before)
    }
}
