import Foundation
import HostSystem
import Keyfile
import Rotation
import TestSupport
import Testing

@testable import Destinations

@Suite(.blocking) struct FlyDestinationTests {
    private let fixture: ProgramFixture
    private let fly: FlyDestination
    private let deployment: any Deployment
    private let staged = "\(ProgramFixture.app)/staged/NEW_SECRET"
    private let deployed = "\(ProgramFixture.app)/deployed/NEW_SECRET"

    init() throws {
        fixture = try ProgramFixture([.flyctl])
        fly = fixture.fly()
        deployment = try #require(fly.deployment)
    }

    private var standIn: StandIn { fixture.standIn }

    private func failure(_ value: String = "new-value", mayBeThere: Bool = false) async -> StepFailure? {
        await stepFailure { () async throws(StepFailure) in try await fly.put(secret(value), mayBeThere: mayBeThere) }
    }

    private func deploymentFailure(_ value: String = "new-value") async -> StepFailure? {
        await stepFailure { () async throws(StepFailure) in try await deployment.deploy(secret(value)) }
    }

    @Test func `a value is staged, deployed, and confirmed by the list at each step`() async throws {
        try standIn.write(deployed, "old-value")
        #expect(try await fly.inspect().hasPrefix("the app has NEW_SECRET, digest "))
        #expect(try await fly.holds(secret("new-value")) == nil)
        try await fly.put(secret("new-value"), mayBeThere: false)
        #expect(try await fly.holds(secret("new-value")) == true)
        #expect(try await fly.holds(secret("old-value")) == nil)
        #expect(standIn.read(staged) == "new-value" && standIn.read(deployed) == "old-value")
        #expect(try await deployment.isDeployed(secret("new-value")) == false)
        try await deployment.deploy(secret("new-value"))
        #expect(try await deployment.isDeployed(secret("new-value")) == true)
        #expect(try await deployment.isDeployed(secret("old-value")) == nil)
        #expect(standIn.read(deployed) == "new-value")
        fixture.expectUnseen("new-value")
        #expect(
            standIn.changes.first?.words == [
                "flyctl", "secrets", "set", "NEW_SECRET=-", "--stage", "-a", "control-plane",
            ])
        #expect(standIn.changes.first?.input == "new-value")
    }

    @Test func `another process cannot tell which value the app has`() async throws {
        try await fly.put(secret("new-value"), mayBeThere: false)
        let later = fixture.fly()
        #expect(try await later.holds(secret("new-value")) == nil)
        #expect(try await later.deployment?.isDeployed(secret("new-value")) == false, "it is only staged")
        try await later.put(secret("new-value"), mayBeThere: true)
        try await later.deployment?.deploy(secret("new-value"))
        #expect(try await later.deployment?.isDeployed(secret("new-value")) == nil)
        #expect(standIn.read(deployed) == "new-value")
    }

    @Test func `an app without the secret surely does not hold the value`() async throws {
        #expect(try await fly.holds(secret("new-value")) == false)
        #expect(try await fly.inspect() == "the app does not have NEW_SECRET yet")
    }

    @Test func `the finding names what else a deployment takes along`() async throws {
        try standIn.write("\(ProgramFixture.app)/staged/SOMEBODY_ELSES", "x")
        #expect(
            try await fly.inspect()
                == "the app does not have NEW_SECRET yet; staged already, and deployed with it: SOMEBODY_ELSES")
    }

    @Test func `a program that lies is noticed by the digest`() async throws {
        try standIn.write(deployed, "old-value")
        try standIn.set(.lies, .flyctl, "secrets-set")
        let lie = await failure()
        #expect(lie?.reason == "flyctl said that it set NEW_SECRET, but its digest is the one from before")
        #expect(lie?.isUntaken == true, "a later attempt must not take it for its own work")
        try? FileManager.default.removeItem(atPath: standIn.file(deployed))
        #expect(await failure()?.reason == "flyctl said that it set NEW_SECRET, but does not list it")
        #expect(standIn.read(staged) == nil)
    }

    @Test func `a value that may be there already may leave the digest as it is`() async throws {
        try standIn.write(deployed, "new-value")
        #expect(await failure(mayBeThere: true) == nil)
        #expect(try await fly.holds(secret("new-value")) == nil)
    }

    @Test func `a program that does its work and says that it failed is believed by the list`() async throws {
        try standIn.set(.halfSucceeds, .flyctl)
        try standIn.set(.works, .flyctl, "secrets-list")
        #expect(await failure() == nil)
        #expect(try await fly.holds(secret("new-value")) == true)
        #expect(await deploymentFailure() == nil)
        #expect(try await deployment.isDeployed(secret("new-value")) == true)
    }

    @Test func `a refusal is told with the command and its status, not with the value`() async throws {
        try standIn.set(.refuses, .flyctl, "secrets-set")
        #expect(await failure()?.reason == "flyctl secrets set ended with status 1")
        try standIn.set(.refuses, .flyctl, "secrets-list")
        let refusal = await failure()
        #expect(refusal?.reason == "flyctl secrets list ended with status 1")
        #expect(refusal?.hint?.contains("--pass-env FLY_API_TOKEN") == true)
    }

    @Test func `a deployment that does nothing, or reaches some machines only, is noticed`() async throws {
        try await fly.put(secret("new-value"))
        try standIn.set(.lies, .flyctl, "secrets-deploy")
        #expect(
            await deploymentFailure()?.reason
                == "flyctl secrets deploy ended well, but NEW_SECRET is still only staged")
        try standIn.set(.refuses, .flyctl, "secrets-deploy")
        #expect(await deploymentFailure()?.reason == "flyctl secrets deploy ended with status 1")
        try standIn.set(.partial, .flyctl, "secrets-deploy")
        fixture.deadline = .seconds(3)
        let impatient = try #require(fixture.fly().deployment)
        let partial = await stepFailure { () async throws(StepFailure) in
            try await impatient.deploy(secret("new-value"))
        }
        #expect(partial?.reason == "some machines of control-plane still do not have NEW_SECRET")
        #expect(try await deployment.isDeployed(secret("new-value")) == false)
    }

    @Test func `a program that never ends is killed at the deadline, and what it did is not known`() async throws {
        try standIn.set(.hangs, .flyctl, "secrets-set")
        fixture.deadline = .seconds(2)
        let impatient = fixture.fly()
        let failure = await stepFailure { () async throws(StepFailure) in try await impatient.put(secret("x-y-z")) }
        #expect(isTimedOut(failure))
        #expect(failure?.reason == "flyctl secrets set was still running after 2 s and was killed")
        #expect(try await impatient.holds(secret("x-y-z")) == false)
    }

    @Test func `a missing program is found before anything is asked of it`() async throws {
        let fixture = try ProgramFixture([])
        let failure = await stepFailure { () async throws(StepFailure) in _ = try await fixture.fly().inspect() }
        #expect(isMissing(failure))
        #expect(failure?.reason == "there is no program flyctl on the PATH")
        #expect(failure?.hint?.contains("https://fly.io/docs/flyctl/install/") == true)
    }

    @Test func `the program may be called fly`() async throws {
        try FileManager.default.moveItem(
            atPath: "\(standIn.directory)/flyctl", toPath: "\(standIn.directory)/fly")
        #expect(try await fly.inspect() == "the app does not have NEW_SECRET yet")
    }

    @Test func `an app that is not there is found by asking for its secrets`() async throws {
        let elsewhere = FlyDestination(app: "elsewhere", variable: "A", in: fixture.setting)
        let failure = await stepFailure { () async throws(StepFailure) in _ = try await elsewhere.inspect() }
        #expect(isRefused(failure) && standIn.changes.isEmpty)
    }

    @Test(arguments: ["", " x", "x ", "x\n", "\tx", "x\u{A0}", "x\0y"])
    func `a value that the program would change is refused beforehand`(_ value: String) async {
        let refusal = await failure(value)
        #expect(isRefused(refusal) && refusal?.reason.hasSuffix(", which flyctl would change") == true)
        #expect(standIn.calls.isEmpty)
    }

    @Test func `a flyctl that does not tell what is deployed leaves that open`() async throws {
        try standIn.useOldFlyctl()
        try await fly.put(secret("new-value"), mayBeThere: false)
        #expect(try await fly.holds(secret("new-value")) == true)
        #expect(await deploymentFailure() == nil)
        #expect(try await deployment.isDeployed(secret("new-value")) == nil)
    }
}
