import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// What destroys something of one organisation: its slug must be given again, and nothing is sent before.
struct SlugAction {
    let slug: String
    private let confirmation: TypedConfirmation
    private let isPlanned: Bool
    private let keys: [KeyName]

    /// The options of all such commands.
    static let options = [
        TypedConfirmation.option("SLUG", "Confirm with the organisation's slug."), ActionPlan.option,
        CredentialFinder.keyOption,
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        confirmation = TypedConfirmation(arguments)
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
    }

    /// Prints the plan where that is all that was wanted, or has the slug given again.
    ///
    /// - Returns: the control plane to send it to, or `nil` where only the plan was wanted.
    func begin(
        _ operation: Operation, body: JSONValue? = nil, consequence: String, in world: World
    ) throws(Failure) -> ControlPlaneDesk? {
        if isPlanned {
            try ActionPlan(
                operation: operation, values: ["slug": slug], body: body, confirmation: "--confirm \(slug)"
            ).print(in: world)
            return nil
        }
        try confirmation.require(slug, consequence, in: world)
        return try ControlPlaneDesk(keys, in: world)
    }
}
