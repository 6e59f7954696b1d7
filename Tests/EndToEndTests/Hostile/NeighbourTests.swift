import Foundation
import Glibc
import TestSupport
import Testing

/// What other users and other processes of the machine can get at, and where the program lives when nothing tells it.
@Suite(.blocking) struct NeighbourTests {
    private static let token = "value-that-neighbours-must-not-see"

    /// Adds a key entry with the value on standard input, by a shell line that may change things first.
    private func add(_ home: TemporaryHome, after line: String, environment: [String: String] = [:]) throws -> Run {
        try Run.program(
            "/bin/sh",
            [
                "-c",
                "\(line); exec molecule keys add mine --kind admin-token --origin http://127.0.0.1:1 --from-stdin",
            ],
            environment: home.environment.merging(environment) { $1 }.filter { !$0.value.isEmpty }, input: Self.token,
            directory: home.path)
    }

    @Test(arguments: ["000", "077", "777"])
    func `files are private whatever the umask, and programs that are started get it back`(_ mask: String) throws {
        let home = try TemporaryHome()
        let run = try add(home, after: "umask \(mask)")
        #expect(run.status == 0, "\(run.error)")
        #expect(try mode(of: "\(home.keys)/mine") == "600")
        for path in ["config", "config/molecule", "config/molecule/keys"] {
            #expect(try mode(of: home.file(path)) == "700", "\(path)")
        }
        let child = try Run.shell("umask \(mask); molecule keys exec mine -- sh -c umask", home: home)
        #expect(child.output == "0\(mask)\n", "\(child.error)")
    }

    @Test func `every file of every kind that a rotation leaves is private under umask 000`() throws {
        let fixture = try Fixture()
        let words = fixture.rotation.map { "'\($0)'" }.joined(separator: " ")
        let run = try Run.shell("umask 000; exec molecule \(words)", home: fixture.home)
        #expect(run.status == 0, "\(run.error)")
        for folder in ["config", "state"] {
            let files = FileManager.default.enumerator(atPath: fixture.home.file(folder))?.allObjects as? [String] ?? []
            #expect(files.count > 2)
            for file in files {
                let mode = try mode(of: fixture.home.file("\(folder)/\(file)"))
                #expect(["600", "700"].contains(mode), "\(folder)/\(file): \(mode)")
            }
        }
    }

    @Test(arguments: ["", "relative", "/"], ["", "config", "./config"])
    func `nothing is ever made below the working directory because a variable is missing or relative`(
        _ directory: String, _ base: String
    ) throws {
        let home = try TemporaryHome()
        // Reads only: the directory of the real user is what remains.
        for words in [["keys", "check"], ["rotations", "list"], ["auth", "status"]] {
            var environment = home.environment
            for (name, value) in [("HOME", directory), ("XDG_CONFIG_HOME", base), ("XDG_STATE_HOME", base)] {
                environment[name] = value.isEmpty ? nil : value
            }
            let run = try Run.program(Binary.molecule, words, environment: environment, directory: home.path)
            #expect(run.status != 1 && run.status < 128, "\(words): \(run.error)")
        }
        #expect(names(in: home.path) == [])
    }

    @Test func `a base directory that is relative gives way to the one in the home`() throws {
        let home = try TemporaryHome()
        let run = try add(home, after: "true", environment: ["XDG_CONFIG_HOME": "config"])
        #expect(run.status == 0, "\(run.error)")
        #expect(names(in: home.file(".config/molecule/keys")).contains("mine"))
        #expect(names(in: home.file("config")) == [])
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func `what belongs to another user is refused, also to root, with sudo or without`() throws {
        for (path, variables) in [
            ("config", [:]), ("config/molecule/keys", [:]), ("config/molecule/keys/mine", [:]),
            ("config", ["SUDO_USER": "nobody", "SUDO_UID": "65534"]),
        ] {
            let home = try TemporaryHome()
            try #require(try add(home, after: "true").status == 0)
            try #require(chown(home.file(path), 65534, 65534) == 0)
            let before = try FileTree(home.path).files(containing: [Self.token])
            for words in [
                ["keys", "show", "mine", "--reveal"], ["keys", "exec", "mine", "--", "env"],
                ["admin-token", "verify", "--from-key", "mine"],
            ] {
                let run = try Run.molecule(words, home: home, environment: variables)
                #expect(run.status == 10, "\(path), \(words): \(run.error)")
                #expect(run.error.contains("65534"), "\(run.error)")
                #expect(!(run.output + run.error).contains(Self.token))
            }
            let again = try add(home, after: "true", environment: variables)
            #expect(again.status == 10 || again.status == 7, "\(path): \(again.error)")
            #expect(try FileTree(home.path).files(containing: [Self.token]) == before)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can become another user"))
    func `another user gets at nothing of ours`() throws {
        let home = try TemporaryHome()
        try #require(try add(home, after: "umask 000").status == 0)
        try #require(chmod(home.path, 0o755) == 0)
        let become = "setpriv --reuid 65534 --regid 65534 --clear-groups --"
        try copyProgram(to: home)
        let read = try Run.shell("\(become) cat config/molecule/keys/mine", home: home)
        #expect(read.status != 0 && read.output.isEmpty)
        let run = try Run.shell("\(become) ./molecule-copy keys show mine --reveal", home: home)
        #expect(run.status != 0 && run.output.isEmpty, "\(run.error)")
    }

    /// The program itself may lie where another user cannot reach it.
    private func copyProgram(to home: TemporaryHome) throws {
        let copy = "cp '\(Binary.molecule)' ./molecule-copy && chmod 755 molecule-copy"
        try #require(try Run.shell(copy, home: home).status == 0)
    }

    /// sudo itself, which keeps HOME where it is told to, as some systems tell it.
    private func sudo(_ user: String, _ line: String, home: TemporaryHome) throws -> Run {
        try Run.shell(
            "exec sudo -n -u '\(user)' --preserve-env=HOME ./molecule-copy \(line)", home: home,
            environment: ["HOME": home.path, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
    }

    @Test(.enabled(if: geteuid() == 0, "only root may use sudo here"), arguments: ["root", "#65534"])
    func `under sudo with the home of another user nothing is read, and nothing is left there`(_ user: String) throws {
        let home = try TemporaryHome()
        let owner = user == "root" ? "#65534" : "root"
        try copyProgram(to: home)
        try #require(chmod(home.path, 0o755) == 0)
        if owner != "root" { try #require(chown(home.path, 65534, 65534) == 0) }
        try home.write("value", Self.token)
        try #require(chmod(home.file("value"), 0o644) == 0)
        let adding = "keys add mine --kind admin-token --origin http://127.0.0.1:1 --from-stdin < value"
        let added = try sudo(owner, adding, home: home)
        try #require(added.status == 0, "\(added.error)")
        let before = try Run.shell("find .config .local -printf '%p %u %m\\n' 2>/dev/null | sort", home: home).output
        #expect(before.contains(".config/molecule/keys/mine"))
        for line in [
            "keys show mine --reveal", "keys exec mine -- env", "admin-token verify --from-key mine", "keys list",
            adding, adding.replacingOccurrences(of: "mine", with: "other"), "keys remove mine --yes",
            "config set api_url http://127.0.0.1:1",
        ] {
            let run = try sudo(user, line, home: home)
            #expect(run.status == 10, "\(line): \(run.status) \(run.error)")
            #expect(run.error.contains("next: "), "\(run.error)")
            #expect(!(run.output + run.error).contains(Self.token))
        }
        let after = try Run.shell("find .config .local -printf '%p %u %m\\n' 2>/dev/null | sort", home: home).output
        #expect(after == before)
    }

    @Test(.enabled(if: geteuid() == 0, "only root can become another user"))
    func `a lock that somebody else holds on a directory stops no rotation`() throws {
        let fixture = try Fixture()
        try #require(chmod(fixture.home.path, 0o755) == 0)
        let neighbour = try Background(
            "/usr/bin/setpriv",
            ["--reuid", "65534", "--regid", "65534", "--clear-groups", "--", "flock", ".", "sleep", "120"],
            environment: fixture.home.environment, directory: fixture.home.path)
        // Held as soon as nobody else gets it.
        #expect(
            Wait.until(20) { (try? Run.shell("flock -n . true", home: fixture.home))?.status == 1 },
            "\(neighbour.error)")
        let run = try fixture.rotate()
        #expect(run.status == 0, "\(run.error)")
        #expect(neighbour.isRunning)
        #expect(try fixture.accepts(fixture.deployed()))
        #expect(!names(in: fixture.home.path).contains(".molecule-0.lock"))
    }

    @Test(arguments: ["<&- >&- 2>&-", ">&-", "2>&-", "<&- 2>&-"])
    func `what is printed on a closed stream goes into no file`(_ closing: String) throws {
        let tenant = try KeyTenant()
        for round in 0..<4 {
            _ = try Run.shell(
                "molecule org tokens mint --name w\(round) --save w\(round) -o json \(closing)", home: tenant.home,
                environment: tenant.environment.merging(["GITHUB_ACTIONS": "true"]) { $1 })
        }
        #expect(try FileTree(tenant.home.file("state")).files(containing: ["add-mask", "mints", "molecule:"]) == [])
        // The mask goes to standard error, beside a document: a key that cannot be masked is taken back.
        let isMasked = !closing.contains("2>&-")
        let open = try Run.shell(
            "molecule org tokens mint --name x --save x -o json >/dev/null", home: tenant.home,
            environment: tenant.environment)
        #expect(open.status == 0, "\(open.error)")
        #expect(try tenant.names().count == (isMasked ? 5 : 1))
    }

    @Test func `a secret in the place of a file's name is not repeated`() throws {
        let home = try TemporaryHome()
        let token = "Zk3q9Xy7Lw2Vb5Tn8Rc4Md6Hs1Jf0PgUae7Yi2Wo4Kx"
        for (variable, lines) in [
            ("ADMIN_TOKEN_FILE", ["workspaces list", "auth status", "doctor", "admin-token verify"]),
            ("MOLECULE_ORG_TOKEN_FILE", ["workspaces list", "auth status", "doctor", "org tokens list"]),
        ] {
            for line in lines {
                let run = try Run.molecule(
                    line.split(separator: " ").map(String.init), home: home,
                    environment: [variable: token, "MOLECULE_API_URL": "http://127.0.0.1:1"])
                #expect(
                    run.status != 0 && !(run.output + run.error).contains(token), "\(line): \(run.output) \(run.error)")
            }
        }
    }

    @Test func `a variable that turned out to be a secret is wiped`() throws {
        let fixture = try Fixture(["--fault", "delay:5:1-9"], key: nil)
        let verifying = try Background.molecule(
            "admin-token", "verify", "--from-env", "MINE", "--api-url", fixture.platform.url, home: fixture.home,
            environment: ["MINE": Self.token])
        #expect(Wait.until { (try? fixture.home.read("requests.log").isEmpty) == false })
        let environment = try Data(contentsOf: URL(fileURLWithPath: "/proc/\(verifying.pid)/environ"))
        #expect(environment.range(of: Data(Self.token.utf8)) == nil)
        #expect(environment.range(of: Data("MINE=".utf8)) != nil)
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGQUIT])
    func `a crash tells nothing and leaves nothing`(_ number: Int32) throws {
        let fixture = try Fixture(["--fault", "delay:5:1-9"], key: nil)
        // What a developer has set, or somebody who hopes for a report.
        let verifying = try Background(
            "/bin/sh",
            ["-c", "ulimit -c unlimited; exec molecule admin-token verify --api-url \(fixture.platform.url)"],
            environment: fixture.home.environment.merging([
                "ADMIN_TOKEN": Self.token, "SWIFT_BACKTRACE": "enable=yes,color=no,registers=all,images=all",
            ]) { $1 }, directory: fixture.home.path)
        #expect(Wait.until { (try? fixture.home.read("requests.log").isEmpty) == false })
        let before = names(in: fixture.home.path)
        verifying.signal(number)
        let run = verifying.end()
        #expect(run.status == 128 + number)
        // Before the program begins the runtime may say that it finds no program for reports.
        let shown = run.output + run.error
        #expect(!shown.contains(Self.token) && !shown.contains("crashed") && !shown.contains("Thread "), "\(shown)")
        #expect(names(in: fixture.home.path) == before, "a core file")
    }

    /// Only its own user is kept out: root may look at everything, as the manual says.
    @Test(.enabled(if: geteuid() == 0, "only root can become another user"))
    func `another process of the same user can neither read the memory nor the environment`() throws {
        let home = try TemporaryHome()
        try #require(chown(home.path, 65534, 65534) == 0)
        let script = """
            cp '\(Binary.molecule)' ./molecule-copy && chmod 755 molecule-copy
            cat >as-user <<'END'
            ./molecule-copy sandbox serve --pid-file ready --for 20s -q >/dev/null 2>errors &
            pid=$!
            for _ in $(seq 1000); do test -s ready && break; sleep 0.02; done
            test -s ready || cat errors
            for file in environ mem maps fd/0; do
                if cat "/proc/$pid/$file" >/dev/null 2>&1; then echo "$1: $file can be read"; fi
            done
            kill "$pid"
            wait
            rm ready
            END
            setpriv --reuid 65534 --regid 65534 --clear-groups -- sh as-user hardened
            MOLECULE_INSPECTABLE=1 setpriv --reuid 65534 --regid 65534 --clear-groups -- sh as-user inspectable
            """
        let environment = home.environment.filter { $0.key != "MOLECULE_INSPECTABLE" }
        let run = try Run.program("/bin/sh", ["-c", script], environment: environment, directory: home.path)
        #expect(!run.output.contains("hardened:"), "\(run.output)")
        #expect(run.output.contains("inspectable: environ can be read"), "\(run.output)\(run.error)")
    }
}
