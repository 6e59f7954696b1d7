import Foundation
import TestSupport
import Testing

/// Disks that are full, cannot be written, or lie under one file only: a key store is the old one or the new one.
@Suite(.blocking) struct HostileDiskTests {
    private static let origin = "https://platform.example.com"
    private let home: TemporaryHome

    init() throws {
        home = try TemporaryHome()
        for name in ["one", "two"] {
            _ = try Run.molecule(
                "keys", "add", name, "--kind", "admin-token", "--origin", HostileDiskTests.origin, "--from-stdin",
                home: home, input: "value-of-\(name)")
        }
    }

    /// Runs a shell script in a mount namespace of its own, where it may mount; `nil` where the system grants none.
    private func mounting(_ script: String) throws -> Run? {
        let program = try #require(Binary.tool("unshare"), "unshare is part of every Linux")
        func run(_ script: String) throws -> Run {
            try Run.program(
                program, ["-rm", "sh", "-c", script], environment: home.environment, directory: home.path,
                deadline: 120)
        }
        guard try run("mount -t tmpfs none \(home.path)/config/molecule").status == 0 else {
            print("hostile disks: NOT RUN, since this system lets nobody mount")
            return nil
        }
        return try run(script)
    }

    /// A store on a disk of 64 KiB, copied there, and a line for each thing that was tried on it with what was left.
    private static let fullDisk = """
        store=config/molecule/keys
        cp -a $store saved
        mount -t tmpfs -o size=64k,mode=700 none config/molecule && cp -a saved $store || exit 99
        try() { # what, and the command
            what=$1; shift
            "$@" </dev/null >out 2>err; status=$?
            left=$(find $store -name '*molecule-new' | wc -l)
            loose=$(find $store -perm /077 | wc -l)
            torn=$(molecule keys check >/dev/null 2>&1; echo $?)
            echo "$what $status $left $loose $torn $(molecule keys list -q | tr '\\n' ,) $(wc -c <out)"
        }
        for free in 0 1 2 3 4 5 6; do
            rm -f config/molecule/filler
            head -c $((65536)) /dev/zero >config/molecule/filler 2>/dev/null
            if [ $free -gt 0 ]; then
                size=$(stat -c %s config/molecule/filler); truncate -s $((size - free * 4096)) config/molecule/filler
            fi
            try add molecule admin-token generate --save new --origin \(origin)
            try large sh -c 'head -c 9000 /dev/zero | tr "\\\\0" x | molecule keys add large --kind org-token --origin \(origin) --from-stdin'
            molecule keys remove new --yes -q 2>/dev/null; molecule keys remove large --yes -q 2>/dev/null
        done
        rm -f config/molecule/filler; molecule keys show one --reveal
        """

    @Test func `a full disk leaves the store as it was, or has the whole entry`() throws {
        guard let run = try mounting(HostileDiskTests.fullDisk) else { return }
        #expect(run.status == 0, "\(run.error)")
        let lines = run.output.split(separator: "\n")
        #expect(lines.last == "value-of-one")
        var (done, refused) = (0, 0)
        for line in lines.dropLast() {
            let words = line.split(separator: " ").map(String.init)
            let name = words[0] == "add" ? "new" : words[0]
            #expect(words[2...4] == ["0", "0", "0"], "a temporary, a loose mode or a torn entry: \(line)")
            let isThere = words[5].split(separator: ",").contains(Substring(name))
            #expect(isThere == (words[1] == "0"), "what is there and what was said differ: \(line)")
            #expect(words[1] == "0" || words[6] == "0", "a failure printed something: \(line)")
            if words[1] == "0" { done += 1 } else { refused += 1 }
        }
        #expect(done + refused == 14 && done > 0 && refused > 0)
        print("hostile disks: \(refused) writes to a full disk refused whole, \(done) done whole")
    }

    @Test func `a file that is a mount of its own is not replaced, and a store on another mount is used`() throws {
        let entry = "config/molecule/keys/one"
        let script = """
            cp -p \(entry) other; mount --bind other \(entry) || exit 99
            molecule admin-token rotate --key one --to env-file:x --yes --no-input >/dev/null 2>err; echo rotate $?
            molecule keys remove one --yes 2>>err; echo remove $?
            cmp other \(entry) && echo same; find config/molecule -name '*molecule-new' | wc -l
            mkdir elsewhere && chmod 700 elsewhere && mount --bind elsewhere state 2>/dev/null
            mkdir -p more && chmod 700 more && mount -t tmpfs -o mode=700 none more || exit 98
            XDG_CONFIG_HOME=$PWD/more molecule admin-token generate --save far --origin \(HostileDiskTests.origin) -q; echo far $?
            XDG_CONFIG_HOME=$PWD/more molecule keys list -q
            """
        guard let run = try mounting(script) else { return }
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(run.status == 0, "\(run.error)")
        #expect(lines.first { $0.hasPrefix("rotate") } != "rotate 0")
        let errors = try home.read("err")
        #expect(lines.contains("remove 1"), "\(lines) \(errors)")
        #expect(lines.contains("same") && lines.contains("0") && lines.contains("far 0") && lines.last == "far")
    }
}
