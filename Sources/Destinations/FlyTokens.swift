import Keyfile
import Rotation

/// The deploy tokens of an app of Fly.io, as `flyctl` makes, lists and revokes them.
public struct FlyTokens: Sendable {
    /// One token as the list shows it: never its value.
    struct Listed: Sendable, Equatable {
        let id: String
        let name: String
        /// When it was revoked, in flyctl's words; empty while it works.
        let revoked: String
    }

    let app: FlyApp

    /// Whether a text can be the id of a token, and no option.
    public static func isID(_ text: String) -> Bool { FlyApp.isName(text) }

    /// The tokens of the app, revoked ones included.
    ///
    /// `flyctl` has no JSON for them: this is its table.
    func list() async throws(StepFailure) -> [Listed] {
        let arguments = ["tokens", "list", "-a", app.name]
        let outcome = try await app.flyctl.read(arguments)
        guard outcome.isSuccess else {
            let hint = "See what it says: flyctl tokens list -a \(app.name); --pass-env FLY_API_TOKEN gives it a token."
            throw app.flyctl.refusal(arguments, outcome, hint: hint)
        }
        guard let table = TextTable(outcome.output, columns: ["ID", "NAME", "CREATED BY", "EXPIRES AT", "REVOKED AT"])
        else { throw StepFailure(.malformed, "what flyctl tokens list printed is no table of tokens") }
        guard table.has("REVOKED AT") else {
            throw StepFailure(
                .malformed, "this flyctl does not tell which tokens are revoked", hint: "flyctl version upgrade")
        }
        return table.rows.compactMap { row in
            guard let id = row["ID"], FlyTokens.isID(id) else { return nil }
            return Listed(id: id, name: row["NAME"] ?? "", revoked: row["REVOKED AT"] ?? "")
        }
    }

    /// Makes a token.
    func create(name: String, expiry: String?) async throws(StepFailure) -> Secret {
        var arguments = ["tokens", "create", "deploy", "--name", name, "-a", app.name, "--json"]
        if let expiry { arguments += ["--expiry", expiry] }
        let outcome = try await app.flyctl.run(arguments)
        guard outcome.isSuccess else { throw app.flyctl.refusal(arguments, outcome) }
        // Two words: a scheme and the token itself.
        guard let token = outcome.document?["token"]?.text, !token.isEmpty,
            token.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw StepFailure(.malformed, "flyctl tokens create ended well, but printed no token") }
        return Secret(Array(token.utf8))
    }

    /// Revokes a token and reads the list again, since the exit status is 0 also when it failed.
    ///
    /// - Returns: When it was revoked.
    func revoke(_ id: String) async throws(StepFailure) -> String {
        let arguments = ["tokens", "revoke", id]
        let outcome = try await app.flyctl.run(arguments)
        let now = try await list().first { $0.id == id }
        guard let now, now.revoked.isEmpty else { return now?.revoked ?? "an unknown time: it is no longer listed" }
        guard outcome.isSuccess else { throw app.flyctl.refusal(arguments, outcome) }
        throw StepFailure(
            .refused, "flyctl tokens revoke ended well, but token \(id) is still not revoked",
            hint: "flyctl tokens list -a \(app.name)")
    }

    /// Revokes every token of a name that still works.
    ///
    /// - Returns: How many there were.
    func revokeAll(named name: String) async throws(StepFailure) -> Int {
        let leftovers = try await list().filter { $0.name == name && $0.revoked.isEmpty }
        for token in leftovers { _ = try await revoke(token.id) }
        return leftovers.count
    }
}
