import Foundation
import HostSystem
import Keyfile
import Rotation
import TestSupport
import Testing

@testable import Destinations

/// Stand-in programs in a home, and destinations that drive them.
final class ProgramFixture {
    static let app = "fly/control-plane"
    static let repository = "github/Molecule-AI/monorepo"
    static let service = "railway/control-plane"

    let home: TemporaryHome
    let standIn: StandIn
    var deadline = Duration.seconds(60)

    init(_ programs: [StandIn.Program] = StandIn.Program.allCases) throws {
        SignalWatch.ignoreBrokenPipes()
        home = try TemporaryHome()
        standIn = try StandIn(programs, home: home)
        try standIn.add(app: "control-plane", repository: "Molecule-AI/monorepo", service: "control-plane")
    }

    var setting: ExternalProgram.Setting {
        ExternalProgram.Setting(
            directory: home.path, environment: ["PATH": standIn.path, "HOME": home.path], deadline: deadline)
    }

    func fly(_ variable: String = "NEW_SECRET") -> FlyDestination {
        FlyDestination(app: "control-plane", variable: variable, settling: .zero, in: setting)
    }

    func github(_ variable: String = "NEW_SECRET") -> GitHubDestination {
        GitHubDestination(repository: "Molecule-AI/monorepo", variable: variable, in: setting)
    }

    /// That a value is on no command line and in no environment of a call so far.
    func expectUnseen(_ value: String, _ location: SourceLocation = #_sourceLocation) {
        for call in standIn.calls {
            #expect(!call.words.joined(separator: " ").contains(value), sourceLocation: location)
            #expect(!call.environment.contains(value), sourceLocation: location)
        }
    }
}

/// Whether a failure is of the kind for something that is not there.
func isMissing(_ failure: StepFailure?) -> Bool { if case .missing? = failure?.kind { true } else { false } }

/// Whether a failure is of the kind for what a destination does not do.
func isRefused(_ failure: StepFailure?) -> Bool { if case .refused? = failure?.kind { true } else { false } }

/// Whether a failure is of the kind for a deadline.
func isTimedOut(_ failure: StepFailure?) -> Bool { if case .timedOut? = failure?.kind { true } else { false } }

/// A context whose servers are not there.
func testContext() -> DestinationContext {
    DestinationContext(
        variable: "ADMIN_TOKEN", programs: .init(directory: "/", environment: [:], deadline: .seconds(1)),
        platform: PlatformAccess(
            client: { () throws(StepFailure) in throw StepFailure(.unavailable, "there is no platform") },
            explain: { _, operation in StepFailure(.refused, operation.id) }),
        gitea: { () throws(StepFailure) in throw StepFailure(.unavailable, "there is no Gitea server") },
        workflow: WorkflowStep(outputs: nil) { _ throws(StepFailure) in }, isInterrupted: { false })
}
