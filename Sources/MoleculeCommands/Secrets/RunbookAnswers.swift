import CommandTree
import Destinations

/// What somebody says beforehand to the questions that a runbook asks.
struct RunbookAnswers: Sendable {
    /// The requirements that are affirmed.
    let affirmed: Set<String>
    /// Why it is rotated.
    let reason: String?
    /// Whether the secret's value is known to others.
    let isCompromised: Bool
    /// How many tenants there are.
    let tenants: Int?
    /// The secret's name, typed once more.
    let confirmation: String?
    /// The id of the old token at its issuer.
    let oldID: String?
    /// The organisation that may be created and deleted.
    let disposable: String?

    static let options: [Option] = [
        .value(
            "affirm", Value("REQUIREMENT", .text), repeats: true,
            "Say yes to a requirement of the runbook; may be repeated."),
        .value(
            "reason", Value("TEXT", .text),
            "Why the secret is rotated, where the runbook wants to know; kept in the journal."),
        .flag("compromised", "Say that the value is known to others, for a secret that is rotated only then."),
        .value("tenants", Value("COUNT", .integer(0...1_000_000)), "How many tenants lose their data by that."),
        .value("confirm", Value("NAME", .text), "The name of such a secret, typed once more."),
        .value("old-id", Value("ID", .text), "The id of the old token, where its issuer revokes by id."),
        .value(
            "verify-provision", Value("SLUG", .text),
            "Also prove it by creating the organisation SLUG and deleting it again, where the runbook allows it."),
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        affirmed = Set(arguments.texts("affirm"))
        reason = arguments.text("reason")
        isCompromised = arguments.flag("compromised")
        tenants = arguments.integer("tenants")
        confirmation = arguments.text("confirm")
        oldID = arguments.text("old-id")
        disposable = arguments.text("verify-provision")
        if let reason, holdsSecret(reason) {
            throw UsageError("A reason is a few words, and no secret.", hint: "--reason leak")
        }
        if let oldID {
            guard FlyTokens.isID(oldID), oldID.utf8.count <= 128 else {
                throw UsageError("The id of a token is letters, digits, - and _.", hint: "flyctl tokens list")
            }
        }
    }
}
