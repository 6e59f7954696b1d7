import Keyfile
import Rotation

/// `fly:APP`: a secret of an app of Fly.io, staged by `flyctl` and then deployed.
public struct FlyDestination: Destination {
    private let app: FlyApp
    private let variable: String
    private let settling: Duration
    private let pause: DeploymentPause
    private let lastPut = LastPut()

    /// What `flyctl` reads from its standard input at most.
    private static let limit = 64 << 10

    /// A destination that sets `variable` for an app.
    ///
    /// `settling` is how long the list may lag behind a deployment.
    init(
        app: String, variable: String, settling: Duration = .seconds(30), pause: DeploymentPause = DeploymentPause(),
        in setting: ExternalProgram.Setting
    ) {
        self.app = FlyApp(app, in: setting)
        self.variable = variable
        self.settling = settling
        self.pause = pause
    }

    /// `fly:APP`.
    public var name: String { "fly:\(app.name)" }

    /// What it does.
    public var statement: String {
        """
        stages \(variable) with flyctl, the value on its standard input; that the digest in the list changes confirms \
        that a value was taken, and which one cannot be read back
        """
    }

    /// Deploys what was staged.
    public var deployment: (any Deployment)? {
        FlyDeployment(app: app, variable: variable, settling: settling, pause: pause, lastPut: lastPut)
    }

    /// The program must be there, and list the app's secrets.
    public func inspect() async throws(StepFailure) -> String {
        _ = try app.flyctl.locate()
        let secrets = try await app.secrets()
        var finding = "the app does not have \(variable) yet"
        if let secret = secrets.named(variable) {
            let status = secret.status.map { ", \($0.rawValue.lowercased())" } ?? ""
            finding = "the app has \(variable), digest \(secret.digest)\(status)"
        }
        let others = secrets.filter { $0.name != variable && ($0.status == .staged || $0.status == .partial) }
        guard !others.isEmpty else { return finding }
        return "\(finding); staged already, and deployed with it: \(others.map(\.name).joined(separator: ", "))"
    }

    /// Only that the app has no such secret, or what this process put there, is known.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        if lastPut.mark(of: value) != nil { return true }
        return try await app.secrets().named(variable) == nil ? false : nil
    }

    /// flyctl takes an empty input for an empty secret, and trims white space at both ends.
    public func defect(of value: Secret) -> String? {
        ProgramValue.defect(of: value, limit: FlyDestination.limit, trimming: .bothEnds).map {
            "\($0), which flyctl would change"
        }
    }

    /// Stages the value, for whoever may have done so before.
    public func put(_ value: Secret) async throws(StepFailure) { try await put(value, mayBeThere: true) }

    /// Stages the value.
    ///
    /// The list is believed, not the exit status: a digest that changes is a value that was taken.
    public func put(_ value: Secret, mayBeThere: Bool) async throws(StepFailure) {
        if let refusal = refusal(of: value) { throw refusal }
        let before = try await app.secrets().named(variable)
        lastPut.forget()
        let arguments = ["secrets", "set", "\(variable)=-", "--stage", "-a", app.name]
        let outcome = try await app.flyctl.run(arguments, input: value)
        let after = try await app.secrets().named(variable)
        if let after, !after.digest.isEmpty, after.digest != before?.digest {
            return lastPut.note(value, mark: after.digest)
        }
        guard outcome.isSuccess else { throw app.flyctl.refusal(arguments, outcome) }
        let hint = "flyctl secrets list -a \(app.name)"
        guard let after else {
            throw StepFailure(.refused, "flyctl said that it set \(variable), but does not list it", hint: hint)
        }
        // The value may be the one that an earlier attempt put there; otherwise nothing has been taken.
        guard mayBeThere || after.digest.isEmpty else {
            let reason = "flyctl said that it set \(variable), but its digest is the one from before"
            throw StepFailure(.untaken, reason, hint: hint)
        }
    }
}
