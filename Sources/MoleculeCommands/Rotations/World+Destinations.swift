import CommandTree
import Destinations
import Keyfile
import ManagementAPI
import Rotation

extension World {
    /// The variable that carries the token for a Gitea server.
    static let giteaToken = "GITEA_TOKEN"
    /// The variable that carries the address of a Gitea server.
    static let giteaAddress = "GITEA_SERVER_URL"

    /// Where commands and programs of a rotation run, and with what.
    func programs(in directory: String, passing variables: [String]) -> ExternalProgram.Setting {
        ExternalProgram.Setting(
            directory: directory, environment: childEnvironment(passing: variables),
            deadline: RotationSetting.commandDeadline)
    }

    /// What destinations are made with; `keys` are the key entries that open the platform, and without them it is what the
    /// environment has.
    func destinationContext(
        variable: String, programs: ExternalProgram.Setting, keys: [KeyName] = []
    ) -> DestinationContext {
        DestinationContext(
            variable: variable, programs: programs,
            platform: PlatformAccess(
                client: { () throws(StepFailure) in
                    do throws(Failure) { return try client(for: .tenant, keys: keys) } catch {
                        throw StepFailure(error)
                    }
                },
                explain: { failure, operation in
                    if case .credentials(let missing) = failure, keys.isEmpty {
                        return StepFailure(
                            .unauthenticated, "no credential of its own was found to write there with",
                            hint: "Set \(CallFailure.variables(missing))")
                    }
                    return StepFailure(SecretWriter.vendorKeyRefusal(failure) ?? .call(failure, operation))
                }),
            gitea: { () throws(StepFailure) in
                do throws(Failure) { return try giteaServer() } catch { throw StepFailure(error) }
            },
            workflow: WorkflowStep(outputs: stepOutputs) { secret throws(StepFailure) in
                do throws(Failure) { try GitHubActions.mask(secret, in: self) } catch { throw StepFailure(error) }
            }, isInterrupted: isInterrupted)
    }

    /// The file of step outputs, inside a step of GitHub Actions.
    var stepOutputs: StepOutputFile? {
        guard let path = environment["GITHUB_OUTPUT"], !path.isEmpty else { return nil }
        return StepOutputFile(path: absolute(path))
    }

    /// The Gitea server of the environment.
    private func giteaServer() throws(Failure) -> GiteaServer {
        guard let address = environment[World.giteaAddress], !address.isEmpty else {
            throw .explained(
                "No address of a Gitea server is given.", hint: "Set GITEA_SERVER_URL, such as https://git.example.com",
                .usage)
        }
        let origin = try Origin.parse(address, source: World.giteaAddress)
        guard let (token, source) = try ValueSource.inEnvironment(World.giteaToken, in: self) else {
            throw .explained(
                "There is no token for the Gitea server.", hint: "Set GITEA_TOKEN or GITEA_TOKEN_FILE.",
                .unauthenticated)
        }
        do {
            return try GiteaServer(transport: transport(), origin: origin, token: token, deadline: settings.deadline)
        } catch { throw .value("cannot be sent in a header", source: source) }
    }
}
