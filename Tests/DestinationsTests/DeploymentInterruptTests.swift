import Keyfile
import Rotation
import TestSupport
import Testing

@testable import Destinations

@Suite(.blocking) struct DeploymentInterruptTests {
    private let fixture: ProgramFixture
    private let stop = DeploymentPause(isInterrupted: { true })

    init() throws { fixture = try ProgramFixture([.flyctl, .railway]) }

    private func expectInterrupted(_ destination: any Destination) async throws {
        try await destination.put(secret("new-value"))
        let deployment = try #require(destination.deployment)
        let failure = await stepFailure { () async throws(StepFailure) in
            try await deployment.deploy(secret("new-value"))
        }
        guard case .interrupted? = failure?.kind else {
            Issue.record("it is of another kind: \(failure?.reason ?? "no failure")")
            return
        }
    }

    @Test func `a signal ends the waiting for machines`() async throws {
        try fixture.standIn.set(.partial, .flyctl, "secrets-deploy")
        try await expectInterrupted(
            FlyDestination(app: "control-plane", variable: "NEW_SECRET", pause: stop, in: fixture.setting))
    }

    @Test func `a signal ends the waiting for a deployment`() async throws {
        try fixture.standIn.set(.lies, .railway, "redeploy")
        try await expectInterrupted(
            RailwayDestination(service: "control-plane", variable: "NEW_SECRET", pause: stop, in: fixture.setting))
    }
}
