import Destinations
import Foundation
import HostSystem
import Keyfile
import Rotation
import TestSupport
import Testing

@Suite(.blocking) struct CommandDestinationTests {
    private let home: TemporaryHome

    init() throws {
        home = try TemporaryHome()
        SignalWatch.ignoreBrokenPipes()
    }

    private func destination(_ command: String, deadline: Duration = .seconds(30)) -> CommandDestination {
        let runner = CommandRunner(
            ExternalProgram.Setting(
                directory: home.path, environment: ["PATH": "/usr/bin:/bin", "OUT": home.file("out")],
                deadline: deadline))
        return CommandDestination(command: command, runner: runner)
    }

    private func failure(_ command: String, deadline: Duration = .seconds(30)) async -> StepFailure? {
        await stepFailure { () async throws(StepFailure) in
            try await destination(command, deadline: deadline).put(secret("hunter2"))
        }
    }

    @Test func `the command gets the value and nothing after it, in the directory of the plan`() async throws {
        try await destination("cat > \"$OUT\"; pwd > \"$OUT.pwd\"").put(secret("value+/="))
        #expect(try home.read("out") == "value+/=")
        #expect(try home.read("out.pwd") == "\(home.path)\n")
    }

    @Test func `a command of several lines and quotes is one command`() async throws {
        try await destination("read -r line || true\nif [ \"$line\" = 'a b' ]; then echo \"it's so\" > \"$OUT\"\nfi")
            .put(secret("a b"))
        #expect(try home.read("out") == "it's so\n")
    }

    @Test func `its standard output is discarded, since it may repeat the value`() async throws {
        try await destination("cat; (readlink /proc/$$/fd/1 > \"$OUT\")").put(secret("x"))
        #expect(try home.read("out") == "/dev/null\n")
    }

    @Test func `its environment is the one given and the value is not on its command line`() async throws {
        setenv("MOLECULE_TEST_LEAK", "leaked", 1)
        try await destination(
            "cat >/dev/null; tr '\\0' '\\n' < /proc/$$/environ > \"$OUT\"; tr '\\0' ' ' < /proc/$$/cmdline >> \"$OUT\""
        ).put(secret("hunter2"))
        let text = try home.read("out")
        #expect(text.hasPrefix("OUT=\(home.file("out"))\nPATH=/usr/bin:/bin\n/bin/sh -c "))
        #expect(!text.contains("hunter2") && !text.contains("leaked"))
    }

    @Test(arguments: [
        ("exit 3", "the command ended with status 3"), ("false", "the command ended with status 1"),
        ("exit 126", "the command ended with status 126"),
        ("no-such-program-at-all 2>/dev/null", "the command ended with status 127: a program in it was not found"),
        ("kill -TERM $$", "the command was ended by signal 15"),
        ("cat >&2 </dev/null; exit 9", "the command ended with status 9"),
    ])
    func `any other ending is told, without the value or the command`(_ command: String, _ reason: String) async {
        let failure = await failure(command)
        #expect(failure?.reason == reason)
        switch failure?.kind {
        case .missing?: #expect(reason.contains("127"))
        case .refused?: #expect(!reason.contains("127"))
        default: Issue.record("it is of another kind")
        }
    }

    @Test func `a command that does not end is killed`() async {
        let start = ContinuousClock.now
        let failure = await failure("sleep 300", deadline: .seconds(1))
        #expect(failure?.reason == "the command was still running after 1 s and was killed")
        guard case .timedOut? = failure?.kind else {
            Issue.record("it is of another kind")
            return
        }
        #expect(ContinuousClock.now - start < .seconds(200))
    }

    @Test func `a command that does not read is no failure`() async throws {
        try await destination("exec 0<&-; true").put(Secret([UInt8](repeating: 0x61, count: 16 << 10)))
    }

    @Test func `a directory that is not there is a failure`() async {
        let runner = CommandRunner(
            ExternalProgram.Setting(
                directory: "/there/is/none", environment: ["PATH": "/bin"], deadline: .seconds(5)))
        let failure = await stepFailure { () async throws(StepFailure) in
            try await runner.run("true 2>/dev/null")
        }
        #expect(failure != nil)
    }

    @Test func `a command is read without being run`() async throws {
        _ = try await destination("touch \"$OUT\"").inspect()
        #expect(!FileManager.default.fileExists(atPath: home.file("out")))
        let failure = await stepFailure { () async throws(StepFailure) in
            _ = try await destination("if true; then").inspect()
        }
        #expect(failure?.reason == "the shell cannot read the command")
    }

    @Test func `nobody can tell what a command did with the value`() async throws {
        #expect(try await destination("true").holds(secret("x")) == nil)
        #expect(destination("true").name == "exec:true")
    }
}
