import Keyfile
import Rotation

/// `railway:SERVICE`: a variable of a service of the Railway project that the directory is linked to.
public struct RailwayDestination: Destination {
    private let service: RailwayService
    private let variable: String
    private let pause: DeploymentPause
    private let lastDeployment = LastPut()

    /// The most that is handed over: what one private file may hold.
    private static let limit = 64 << 10

    init(
        service: String, variable: String, pause: DeploymentPause = DeploymentPause(),
        in setting: ExternalProgram.Setting
    ) {
        self.service = RailwayService(service, in: setting)
        self.variable = variable
        self.pause = pause
    }

    /// `railway:SERVICE`.
    public var name: String { "railway:\(service.name)" }

    /// What it does.
    public var statement: String {
        """
        sets the variable \(variable) with railway, the value on its standard input and without a deployment, and reads \
        it back
        """
    }

    /// Redeploys the service.
    public var deployment: (any Deployment)? {
        RailwayDeployment(service: service, variable: variable, pause: pause, lastDeployment: lastDeployment)
    }

    /// The program must be there, take values from standard input, and list the service's variables.
    public func inspect() async throws(StepFailure) -> String {
        _ = try service.railway.locate()
        let help = try await service.railway.read(["variable", "set", "--help"], isQuiet: true)
        guard help.isSuccess, String(decoding: help.output, as: UTF8.self).contains("--stdin") else {
            throw StepFailure(
                .refused, "this railway takes values on its command line alone", hint: "railway upgrade")
        }
        let isThere = try await service.variables().contains { $0.name == variable }
        return "the service \(isThere ? "has" : "does not have") \(variable)"
    }

    /// Reads the value back.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? { try await service.holds(variable, value) }

    /// railway removes line breaks at the end, and Railway replaces references.
    public func defect(of value: Secret) -> String? {
        if let defect = ProgramValue.defect(of: value, limit: RailwayDestination.limit, trimming: .lineBreaks) {
            return "\(defect), which railway would change"
        }
        let hasReference = value.reveal {
            String(decoding: $0, as: UTF8.self).split(separator: "$").contains { $0.hasPrefix("{{") }
        }
        return hasReference ? "holds ${{, which Railway takes for a reference to another variable" : nil
    }

    /// Sets the variable without deploying it.
    ///
    /// What is read back is believed, not the exit status.
    public func put(_ value: Secret) async throws(StepFailure) {
        if let refusal = refusal(of: value) { throw refusal }
        let arguments = ["variable", "set", variable, "--stdin", "--skip-deploys", "--json", "--service", service.name]
        let outcome = try await service.railway.run(arguments, input: value)
        guard try await service.holds(variable, value) == false else { return }
        guard outcome.isSuccess else { throw service.railway.refusal(arguments, outcome) }
        throw StepFailure(
            .refused, "railway said that it set \(variable), but the service has another value",
            hint: "railway variable list --service '\(service.name)'")
    }
}
