import Foundation
import HostSystem
import Keyfile
import Rotation
import TestSupport
import Testing

@testable import Destinations

@Suite(.blocking) struct GitHubDestinationTests {
    private let fixture: ProgramFixture
    private let github: GitHubDestination
    private let stored = "\(ProgramFixture.repository)/secrets/NEW_SECRET"

    init() throws {
        fixture = try ProgramFixture([.gh])
        github = fixture.github()
    }

    private var standIn: StandIn { fixture.standIn }

    private func failure(_ value: String = "new-value") async -> StepFailure? {
        await stepFailure { () async throws(StepFailure) in try await github.put(secret(value)) }
    }

    @Test func `a value is written, and the time in the list confirms it`() async throws {
        #expect(try await github.inspect() == "the repository does not have NEW_SECRET yet")
        #expect(try await github.holds(secret("new-value")) == false)
        try await github.put(secret("new-value"))
        #expect(try await github.holds(secret("new-value")) == true)
        #expect(try await github.inspect().hasPrefix("the repository has NEW_SECRET, written at 20"))
        #expect(standIn.read(stored) == "new-value")
        fixture.expectUnseen("new-value")
        #expect(
            standIn.changes.map(\.words) == [["gh", "secret", "set", "NEW_SECRET", "--repo", "Molecule-AI/monorepo"]])
        #expect(try await fixture.github().holds(secret("new-value")) == nil, "another process cannot tell")
    }

    @Test func `two writes in one second are told apart`() async throws {
        try await github.put(secret("first-value"))
        try await github.put(secret("second-value"))
        #expect(try await github.holds(secret("second-value")) == true)
        #expect(try await github.holds(secret("first-value")) == nil)
        #expect(standIn.read(stored) == "second-value")
    }

    @Test func `a program that lies is noticed by the time, or by the list`() async throws {
        try standIn.set(.lies, .gh, "secret-set")
        #expect(await failure()?.reason == "gh said that it set NEW_SECRET, but does not list it")
        try standIn.write(stored, "old-value")
        #expect(await failure()?.reason == "gh said that it set NEW_SECRET, but the list shows no newer write")
    }

    @Test func `a program that does its work and says that it failed is believed by the list`() async throws {
        try standIn.set(.halfSucceeds, .gh, "secret-set")
        #expect(await failure() == nil)
        #expect(standIn.read(stored) == "new-value")
    }

    @Test func `a refusal is told with the command and its status`() async throws {
        try standIn.set(.refuses, .gh, "secret-set")
        #expect(await failure()?.reason == "gh secret set ended with status 1")
        try standIn.set(.refuses, .gh, "secret-list")
        #expect(await failure()?.hint?.contains("--pass-env GH_TOKEN") == true)
    }

    @Test func `a program that never ends is killed at the deadline`() async throws {
        try standIn.set(.hangs, .gh, "secret-set")
        fixture.deadline = .seconds(2)
        let impatient = fixture.github()
        let failure = await stepFailure { () async throws(StepFailure) in try await impatient.put(secret("x-y-z")) }
        #expect(failure?.reason == "gh secret set was still running after 2 s and was killed")
    }

    @Test func `a missing program and an impossible name are found before anything is asked`() async throws {
        let empty = try ProgramFixture([])
        let missing = await stepFailure { () async throws(StepFailure) in _ = try await empty.github().inspect() }
        #expect(isMissing(missing) && missing?.hint?.contains("https://cli.github.com") == true)
        let named = fixture.github("GITHUB_TOKEN")
        let refusal = await stepFailure { () async throws(StepFailure) in _ = try await named.inspect() }
        #expect(refusal?.reason == "GitHub takes no secret whose name begins with GITHUB_")
        #expect(standIn.calls.isEmpty)
    }

    @Test(arguments: ["", "x\n", "x\r\n", "x\r"])
    func `a value that the program would change is refused beforehand`(_ value: String) async {
        #expect(await failure(value)?.reason.hasSuffix(", which gh would change") == true)
        #expect(standIn.calls.isEmpty)
    }

    @Test func `inner line breaks and spaces arrive as they are`() async throws {
        try await github.put(secret(" -----BEGIN\nx y\n-----END "))
        #expect(standIn.read(stored) == " -----BEGIN\nx y\n-----END ")
    }
}
