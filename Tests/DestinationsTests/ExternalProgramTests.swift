import Foundation
import HostSystem
import Keyfile
import Rotation
import TestSupport
import Testing

@testable import Destinations

@Suite(.blocking) struct ExternalProgramTests {
    private let fixture: ProgramFixture

    init() throws { fixture = try ProgramFixture([.flyctl]) }

    @Test func `the environment is the one given, and what keeps the program quiet`() async throws {
        setenv("MOLECULE_TEST_LEAK", "leaked", 1)
        _ = try await fixture.fly().inspect()
        let call = try #require(fixture.standIn.calls.first)
        let names = Set(call.environment.split(separator: "\n").map { $0.prefix { $0 != "=" } })
        #expect(names.subtracting(["PWD", "OLDPWD", "_"]) == ["PATH", "HOME", "FLY_NO_UPDATE_CHECK", "NO_COLOR"])
    }

    @Test func `a directory of the PATH that is not absolute is passed over`() async throws {
        var setting = fixture.setting
        setting.environment["PATH"] = "stand-ins/bin:."
        let program = ExternalProgram(["flyctl"], installation: "Install it.", in: setting)
        #expect(isMissing(await stepFailure { () throws(StepFailure) in _ = try program.locate() }))
    }

    @Test func `more output than is kept is no document, and holds nobody up`() async throws {
        try fixture.standIn.set(.floods, .flyctl, "secrets-list")
        let failure = await stepFailure { () async throws(StepFailure) in _ = try await fixture.fly().inspect() }
        guard case .malformed? = failure?.kind else {
            Issue.record("it is of another kind: \(failure?.reason ?? "no failure")")
            return
        }
    }

    @Test func `a program that reads nothing and ends is no trouble`() async throws {
        var child = ChildProcess(
            "/bin/sh", ["-c", "exec <&-; echo out; echo err >&2"], environment: [:], deadline: .seconds(30))
        child.input = [UInt8](repeating: 0x78, count: 1 << 20)
        var complaints: [UInt8] = []
        let captured = try await child.capture(limit: 100) { complaints += $0 }
        #expect(captured.ending == .exited(0) && captured.output == Array("out\n".utf8) && !captured.isCut)
        #expect(complaints == Array("err\n".utf8))
    }

    @Test func `a grandchild that keeps the pipes open does not hold us up`() async throws {
        let child = ChildProcess(
            "/bin/sh", ["-c", "(sleep 30; echo late) & echo out"], environment: ["PATH": "/usr/bin:/bin"],
            deadline: .seconds(25))
        let captured = try await child.capture(limit: 100) { _ in }
        #expect(captured.ending == .exited(0) && captured.output == Array("out\n".utf8))
    }

    @Test func `the value is masked however its bytes come`() {
        for size in 1...12 {
            var mask = StreamMask(secret("hunter2"))
            let text = Array("before hunter2 and hunter and hunterhunter2hunter2 hunte".utf8)
            var shown: [UInt8] = []
            for start in stride(from: 0, to: text.count, by: size) {
                shown += mask.feed(Array(text[start..<min(start + size, text.count)]))
            }
            shown += mask.finish()
            #expect(String(decoding: shown, as: UTF8.self) == "before *** and hunter and hunter****** hunte")
        }
    }

    @Test func `lines of a value are masked on their own, and a quoted value too`() {
        var mask = StreamMask(secret("-----BEGIN \"KEY\"\nMIIabcdef\n-"))
        let shown = mask.feed(Array("bad line MIIabcdef in \"-----BEGIN \\\"KEY\\\"\\nMIIabcdef\\n-\"!".utf8))
        #expect(String(decoding: shown + mask.finish(), as: UTF8.self) == "bad line *** in \"***\"!")
    }
}
