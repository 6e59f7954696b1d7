import Foundation
import HostSystem
import Keyfile
import Rotation
import Synchronization
import TestSupport
import Testing

@testable import Destinations

@Suite struct GitHubOutputDestinationTests {
    private let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    private func destination(_ file: String? = "outputs", masked: @escaping @Sendable (Secret) -> Void = { _ in })
        -> GitHubOutputDestination
    {
        let outputs = file.map { StepOutputFile(path: home.file($0)) }
        return GitHubOutputDestination(
            output: "token", workflow: WorkflowStep(outputs: outputs) { secret throws(StepFailure) in masked(secret) })
    }

    @Test func `the value is masked, appended and read back, and the last one counts`() async throws {
        try home.write("outputs", "earlier=1")
        let masks = Mutex(0)
        let path = home.file("outputs")
        let destination = GitHubOutputDestination(
            output: "token",
            workflow: WorkflowStep(outputs: StepOutputFile(path: path)) { _ throws(StepFailure) in
                // Nothing may be in the file before the log is masked.
                let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
                #expect(text?.contains("new-value") == false)
                masks.withLock { $0 += 1 }
            })
        _ = try await destination.inspect()
        #expect(try await destination.holds(secret("one\ntwo")) == false)
        try await destination.put(secret("one\ntwo"))
        #expect(try await destination.holds(secret("one\ntwo")) == true)
        try await destination.put(secret("new-value"))
        #expect(try await destination.holds(secret("new-value")) == true)
        #expect(try await destination.holds(secret("one\ntwo")) == false)
        #expect(masks.withLock { $0 } == 2)
        let lines = try home.read("outputs").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.first == "earlier=1" && lines[1].hasPrefix("token<<molecule_"))
    }

    @Test func `a value that looks like another output does not hide the real one`() async throws {
        try home.write("outputs", "")
        try await destination().put(secret("token=forged\ntoken<<x\ny\nx"))
        #expect(try await destination().holds(secret("token=forged\ntoken<<x\ny\nx")) == true)
    }

    @Test func `outside a step, and with a file that is none, it is refused`() async throws {
        let outside = destination(nil)
        let absent = destination("absent")
        #expect(isMissing(await stepFailure { () async throws(StepFailure) in _ = try await outside.inspect() }))
        #expect(isMissing(await stepFailure { () async throws(StepFailure) in _ = try await absent.inspect() }))
        let directory = GitHubOutputDestination(
            output: "token",
            workflow: WorkflowStep(outputs: StepOutputFile(path: home.path)) { _ throws(StepFailure) in })
        #expect(await stepFailure { () async throws(StepFailure) in _ = try await directory.inspect() } != nil)
    }
}
