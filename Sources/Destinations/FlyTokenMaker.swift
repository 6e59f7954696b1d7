import Keyfile
import Rotation

/// Makes a deploy token of an app of Fly.io with `flyctl`, under a name that only this rotation uses.
public struct FlyTokenMaker: ValueMaker, Inspectable {
    private let tokens: FlyTokens
    private let name: String
    private let expiry: String?

    /// A maker for an app; `expiry` is how long tokens live, such as `2160h`, and 20 years where it is not given.
    public init(app: String, name: String, expiry: String?, in setting: ExternalProgram.Setting) {
        tokens = FlyTokens(app: FlyApp(app, in: setting))
        self.name = name
        self.expiry = expiry
    }

    /// What the tokens of a rotation are called.
    public static func name(for rotation: RotationID) -> String { "molecule-\(rotation.text)" }

    /// What it does.
    public var statement: String {
        "makes a deploy token of \(tokens.app.name) with flyctl, called \(name), and revokes what an earlier attempt left"
    }

    /// The program must be there, and list the app's tokens.
    public func inspect() async throws(StepFailure) -> String {
        _ = try tokens.app.flyctl.locate()
        let working = try await tokens.list().count { $0.revoked.isEmpty }
        return "\(tokens.app.name) has \(working) tokens that work"
    }

    /// Makes a token.
    public func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        // What an earlier attempt made works, and nobody has its value.
        if isRepeated { _ = try await tokens.revokeAll(named: name) }
        let token = try await tokens.create(name: name, expiry: expiry)
        guard old?.matches(token) != true else {
            throw StepFailure(.refused, "flyctl tokens create gave the token that is replaced")
        }
        return token
    }
}
