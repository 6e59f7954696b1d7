import HostSystem
import Keyfile
import Rotation

/// Ends deploy tokens of an app of Fly.io with `flyctl`: the replaced one by its id, a new one by its name.
public struct FlyTokenRetirement: Retirement, Inspectable {
    private let tokens: FlyTokens
    private let oldID: String
    private let newName: String
    private let check: RefusalCheck

    /// A retirement of the token with an id, for whose replacement `newName` was used; `proofs` are asked afterwards with
    /// the old value, since an id can be mistaken for another's.
    public init(
        app: String, oldID: String, newName: String, proofs: [any RefusalProof], pace: ProofPace, patience: Duration,
        in setting: ExternalProgram.Setting
    ) {
        tokens = FlyTokens(app: FlyApp(app, in: setting))
        self.oldID = oldID
        self.newName = newName
        check = RefusalCheck(proofs: proofs, pace: pace, patience: patience)
    }

    /// What it does.
    public var statement: String {
        "revokes token \(oldID) of \(tokens.app.name) with flyctl, and reads in its list that it is revoked; then asks whether the old value is refused, where that can be told"
    }

    /// Finds out whether there is such a token to revoke.
    ///
    /// Changes nothing.
    ///
    /// - Returns: What was found, for the plan.
    public func inspect() async throws(StepFailure) -> String {
        _ = try tokens.app.flyctl.locate()
        let token = try await old()
        return "token \(oldID), called '\(token.name)', " + (token.revoked.isEmpty ? "works" : "is revoked already")
    }

    /// Asks the list.
    public func isOldRetired(_ old: Secret?) async throws(StepFailure) -> Bool? {
        let token = try await tokens.list().first { $0.id == oldID }
        return token.map { !$0.revoked.isEmpty }
    }

    /// Revokes the replaced token.
    public func retireOld(
        _ old: Secret?, replacement: Secret, obtained: Timestamp
    ) async throws(StepFailure) -> String? {
        let token = try await self.old()
        let time = token.revoked.isEmpty ? try await tokens.revoke(oldID) : token.revoked
        return "revoked at \(time); \(try await check.require(old))"
    }

    /// Revokes every token that this rotation made.
    public func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String? {
        let count = try await tokens.revokeAll(named: newName)
        return "\(count) revoked"
    }

    /// The token that is replaced, which must be there and not be the one that replaces it.
    private func old() async throws(StepFailure) -> FlyTokens.Listed {
        guard FlyTokens.isID(oldID), let token = try await tokens.list().first(where: { $0.id == oldID }) else {
            throw StepFailure(
                .missing, "\(tokens.app.name) lists no token with the id that is to be revoked",
                hint: "flyctl tokens list -a \(tokens.app.name)")
        }
        guard token.name != newName else {
            throw StepFailure(.conflict, "token \(oldID) is the new one, not the one that it replaces")
        }
        return token
    }
}
