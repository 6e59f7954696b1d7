import Foundation
import HostSystem
import Keyfile
import Rotation
import TestSupport
import Testing

@testable import Destinations

@Suite(.blocking) struct RailwayDestinationTests {
    private let fixture: ProgramFixture
    private let stored = "\(ProgramFixture.service)/variables/NEW_SECRET"
    private let live = "\(ProgramFixture.service)/live/NEW_SECRET"

    init() throws { fixture = try ProgramFixture([.railway]) }

    private var standIn: StandIn { fixture.standIn }
    private var railway: RailwayDestination {
        RailwayDestination(service: "control-plane", variable: "NEW_SECRET", in: fixture.setting)
    }

    private func failure(_ value: String = "new-value") async -> StepFailure? {
        await stepFailure { () async throws(StepFailure) in try await railway.put(secret(value)) }
    }

    @Test func `a value is set, read back, and redeployed`() async throws {
        let railway = railway
        let deployment = try #require(railway.deployment)
        #expect(try await railway.inspect() == "the service does not have NEW_SECRET")
        #expect(try await railway.holds(secret("new-value")) == false)
        try await railway.put(secret("new-value"))
        #expect(try await railway.holds(secret("new-value")) == true)
        #expect(try await self.railway.holds(secret("new-value")) == true, "another process can tell, too")
        #expect(standIn.read(stored) == "new-value" && standIn.read(live) == nil)
        #expect(try await deployment.isDeployed(secret("new-value")) == nil)
        try await deployment.deploy(secret("new-value"))
        #expect(try await deployment.isDeployed(secret("new-value")) == true)
        #expect(try await deployment.isDeployed(secret("old-value")) == false)
        #expect(standIn.read(live) == "new-value")
        fixture.expectUnseen("new-value")
        #expect(standIn.changes.first?.words.contains("--skip-deploys") == true)
    }

    @Test func `a program that lies is noticed, one that says it failed is not believed`() async throws {
        try standIn.set(.lies, .railway, "variable-set")
        #expect(await failure()?.reason == "railway said that it set NEW_SECRET, but the service has another value")
        try standIn.set(.halfSucceeds, .railway, "variable-set")
        #expect(await failure() == nil)
        try standIn.set(.refuses, .railway, "variable-set")
        #expect(await failure("another-value")?.reason == "railway variable set ended with status 1")
    }

    @Test func `a deployment that fails, does not come or is refused is noticed`() async throws {
        try await railway.put(secret("new-value"))
        fixture.deadline = .seconds(3)
        func deploy(_ mode: StandIn.Mode) async throws -> StepFailure? {
            try standIn.set(mode, .railway, "redeploy")
            let deployment = try #require(railway.deployment)
            return await stepFailure { () async throws(StepFailure) in try await deployment.deploy(secret("new-value"))
            }
        }
        #expect(try await deploy(.lies)?.reason == "railway redeploy made no deployment within 3 s")
        #expect(try await deploy(.refuses)?.reason == "railway redeploy ended with status 1")
        #expect(try await deploy(.fails)?.reason.hasSuffix(" ended as FAILED") == true)
        #expect(isTimedOut(try await deploy(.hangs)))
        fixture.deadline = .seconds(60)
        #expect(try await deploy(.halfSucceeds) == nil)
        #expect(standIn.read(live) == "new-value")
    }

    @Test func `a missing program is found before anything is asked`() async throws {
        let empty = try ProgramFixture([])
        let absent = RailwayDestination(service: "s", variable: "A", in: empty.setting)
        #expect(isMissing(await stepFailure { () async throws(StepFailure) in _ = try await absent.inspect() }))
        let unknown = RailwayDestination(service: "s", variable: "A", in: fixture.setting)
        let refusal = await stepFailure { () async throws(StepFailure) in _ = try await unknown.inspect() }
        #expect(refusal?.hint?.contains("railway link") == true)
    }

    @Test(arguments: ["", "x\n", "a ${{shared.X}}"]) func `a value that would be changed is refused`(_ value: String)
        async
    {
        #expect(isRefused(await failure(value)))
        #expect(standIn.calls.isEmpty)
    }
}
