import Destinations
import Foundation
import HostSystem
import Keyfile
import Rotation
import TestSupport
import Testing

func secret(_ text: String) -> Secret { Secret(Array(text.utf8)) }

/// The failure of a step, which must come.
func stepFailure(_ body: () async throws(StepFailure) -> Void) async -> StepFailure? {
    do throws(StepFailure) {
        try await body()
        return nil
    } catch { return error }
}

@Suite struct EnvironmentFileDestinationTests {
    private let home: TemporaryHome
    private let destination: EnvironmentFileDestination

    init() throws {
        home = try TemporaryHome()
        destination = EnvironmentFileDestination(path: home.file("platform.env"), variable: "ADMIN_TOKEN")
    }

    private func status(_ name: String) -> stat {
        var status = stat()
        #expect(lstat(home.file(name), &status) == 0)
        return status
    }

    @Test func `a value that is put is held, and the old one is not`() async throws {
        try home.write("platform.env", "# tokens\nADMIN_TOKEN='old'\nA=1\n")
        #expect(try await destination.holds(secret("old")) == true)
        try await destination.put(secret("new"))
        #expect(try await destination.holds(secret("new")) == true)
        #expect(try await destination.holds(secret("old")) == false)
        #expect(try home.read("platform.env") == "# tokens\nADMIN_TOKEN='new'\nA=1\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["platform.env"])
    }

    @Test func `a file without the variable holds nothing`() async throws {
        try home.write("platform.env", "")
        #expect(try await destination.holds(secret("x")) == false)
        try await destination.put(secret("x"))
        #expect(try home.read("platform.env") == "ADMIN_TOKEN=x\n")
    }

    @Test(arguments: [0o600, 0o400]) func `the mode stays`(_ mode: Int) async throws {
        try home.write("platform.env", "ADMIN_TOKEN=old\n", mode: mode)
        try await destination.put(secret("new"))
        #expect(Int(status("platform.env").st_mode & 0o7777) == mode)
    }

    @Test func `nothing is written when the value is there already`() async throws {
        try home.write("platform.env", "ADMIN_TOKEN=same\n")
        let before = status("platform.env").st_ino
        try await destination.put(secret("same"))
        #expect(status("platform.env").st_ino == before)
        try await destination.put(secret("other"))
        #expect(status("platform.env").st_ino != before)
    }

    @Test func `an insecure file is refused by every call and stays as it is`() async throws {
        try home.write("platform.env", "ADMIN_TOKEN=old\n", mode: 0o644)
        for failure in [
            await stepFailure { () async throws(StepFailure) in _ = try await destination.inspect() },
            await stepFailure { () async throws(StepFailure) in _ = try await destination.holds(secret("old")) },
            await stepFailure { () async throws(StepFailure) in try await destination.put(secret("new")) },
        ] {
            #expect(failure?.hint == "chmod 600 \(home.file("platform.env"))")
            guard case .file(.insecure)? = failure?.kind else {
                Issue.record("it is of another kind")
                continue
            }
        }
        #expect(try home.read("platform.env") == "ADMIN_TOKEN=old\n")
    }

    @Test func `a missing file is told with the command that makes it`() async {
        let failure = await stepFailure { () async throws(StepFailure) in _ = try await destination.inspect() }
        #expect(failure?.reason == "there is no environment file \(home.file("platform.env"))")
        #expect(failure?.hint == "install -m 600 /dev/null \(home.file("platform.env"))")
        guard case .missing? = failure?.kind else {
            Issue.record("it is of another kind")
            return
        }
        #expect(await stepFailure { () async throws(StepFailure) in try await destination.put(secret("x")) } != nil)
        #expect(!FileManager.default.fileExists(atPath: home.file("platform.env")))
    }

    @Test func `a directory and a link are refused`() async throws {
        #expect(mkdir(home.file("platform.env"), 0o700) == 0)
        let failure = await stepFailure { () async throws(StepFailure) in _ = try await destination.inspect() }
        #expect(failure?.reason.contains("is a directory, not a regular file") == true)
        try home.write("real.env", "ADMIN_TOKEN=old\n")
        #expect(symlink("real.env", home.file("link.env")) == 0)
        let linked = EnvironmentFileDestination(path: home.file("link.env"), variable: "ADMIN_TOKEN")
        #expect(await stepFailure { () async throws(StepFailure) in try await linked.put(secret("new")) } != nil)
        #expect(try home.read("real.env") == "ADMIN_TOKEN=old\n")
    }

    @Test func `a line that is not understood is refused by number, without what stands in it`() async throws {
        try home.write("platform.env", "A=1\nADMIN_TOKEN=hunter2 # hunter2\n")
        let failure = await stepFailure { () async throws(StepFailure) in _ = try await destination.inspect() }
        #expect(failure?.reason.hasPrefix("line 2 of \(home.file("platform.env")) has a value that") == true)
        #expect(failure?.reason.contains("hunter2") == false)
    }

    @Test(arguments: ["a b", "a'b", "", "a\nB=1", "a$b"])
    func `a value that cannot be written plainly is refused and not shown`(_ value: String) async throws {
        try home.write("platform.env", "ADMIN_TOKEN=old\n")
        let failure = await stepFailure { () async throws(StepFailure) in try await destination.put(secret(value)) }
        #expect(
            failure?.reason
                == "\(destination.name) cannot take the value: it has characters that environment files do not agree on how to write"
        )
        #expect(try home.read("platform.env") == "ADMIN_TOKEN=old\n")
    }

    @Test func `what a killed writer left goes with the next put`() async throws {
        try home.write("platform.env", "ADMIN_TOKEN=old\n")
        try home.write(".platform.env.molecule-new", "ADMIN_TOKEN=half")
        try await destination.put(secret("old"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["platform.env"])
    }

    @Test func `a file is left alone while another process holds its directory`() async throws {
        try home.write("platform.env", "ADMIN_TOKEN=old\n")
        let directory = open(home.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        #expect(flock(directory, LOCK_EX) == 0)
        async let put: Void = destination.put(secret("new"))
        try await Task.sleep(for: .milliseconds(300))
        #expect(try home.read("platform.env") == "ADMIN_TOKEN=old\n")
        close(directory)
        try await put
        #expect(try home.read("platform.env") == "ADMIN_TOKEN=new\n")
    }

    @Test func `two variables set at once in one file are both there afterwards`() async throws {
        try home.write("platform.env", "A=0\nB=0\n")
        let path = home.file("platform.env")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for variable in ["A", "B"] {
                group.addTask {
                    let destination = EnvironmentFileDestination(path: path, variable: variable)
                    for number in 1...30 { try await destination.put(secret("\(variable)\(number)")) }
                }
            }
            try await group.waitForAll()
        }
        #expect(try home.read("platform.env") == "A=A30\nB=B30\n")
    }

    @Test(arguments: [
        ("env-file:a.env", "env-file:/here/a.env"), ("env-file:/a.env", "env-file:/a.env"),
        ("env-file:../a.env", "env-file:/here/../a.env"),
        ("exec:deploy now", "exec:deploy now"), ("exec:a:b", "exec:a:b"), ("env-file:a:b", "env-file:/here/a:b"),
    ])
    func `a relative path is made absolute and a command stays`(_ text: String, _ absolute: String) throws {
        let name = try #require(DestinationName(text))
        #expect(name.absolute(in: "/here") == absolute)
        #expect(DestinationName(absolute)?.absolute(in: "/elsewhere") == absolute)
        let context = testContext()
        #expect(name.destination(in: context).name == text && !name.destination(in: context).statement.isEmpty)
    }

    @Test(arguments: ["", "a.env", "env-file:", "exec:", "file:/a", "ENV-FILE:/a", ":x", "env-file", " exec:x"])
    func `another text is no destination`(_ text: String) { #expect(DestinationName(text) == nil) }
}
