import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `billing`.
enum Billing {
    static let node = Node(
        "billing", summary: "see invoices and get the pages where an organisation is paid for",
        discussion: [
            """
            Nothing is bought here: checkout, portal and top-up print the address of a page, which a browser opens. The \
            credential is the session of an owner. What the payment service says in errors is never repeated.
            """
        ],
        subcommands: [BillingInvoices.node, BillingCheckout.node, BillingPortal.node, BillingTopUp.node])
}

/// The command `billing invoices`.
struct BillingInvoices: Verb {
    let keys: [KeyName]

    static let node = Node(
        "invoices", summary: "list your invoices", options: [CredentialFinder.keyOption],
        examples: [Example("List them.", "molecule billing invoices")], environment: Documented.credentials,
        files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in BillingInvoices(keys: try CredentialFinder.names(arguments)) })

    func run(in world: World) async throws(Failure) {
        let items = try await ControlPlaneDesk(keys, in: world).items(Operations.listInvoices, under: "invoices")
        try world.output.print(
            .list(
                items, columns: ["NUMBER", "STATUS", "DUE", "PAID", "CREATED", "PAGE"], rows: items.map(row),
                names: items.map { FieldTable.text($0["id"] ?? $0["number"]) },
                remarks: items.isEmpty ? ["No invoices."] : []))
    }

    private func row(_ item: JSONValue) -> [String] {
        [
            FieldTable.text(item["number"] ?? item["id"]), FieldTable.text(item["status"]),
            amount(item, "amount_due"), amount(item, "amount_paid"), FieldTable.text(item["created_at"]),
            FieldTable.text(item["hosted_invoice_url"]),
        ]
    }

    /// Cents, as the payment service counts them, with their currency.
    private func amount(_ item: JSONValue, _ name: String) -> String {
        guard let cents = item[name]?.integer else { return FieldTable.text(item[name]) }
        let currency = item["currency"]?.text?.uppercased() ?? "USD"
        return currency == "USD" ? Cents.text(cents) : "\(Cents.text(cents).dropFirst()) \(currency)"
    }
}

/// The command `billing checkout`.
struct BillingCheckout: Verb {
    let page: BillingPage
    let plan: String

    static let node = Node(
        "checkout", summary: "print the page where a plan is bought", operands: [OrgSlug.operand],
        options: [
            .value(
                "plan", Value("PLAN", .choice([.init("starter"), .init("pro")])), required: true, "Which plan to buy.")
        ] + BillingPage.options,
        examples: [
            Example("Print the page.", "molecule billing checkout acme --plan starter"),
            Example("Open it.", "molecule billing checkout acme --plan pro --open"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            BillingCheckout(page: try BillingPage(arguments), plan: arguments.text("plan") ?? "")
        })

    func run(in world: World) async throws(Failure) {
        try await page.show(
            Operations.billingCheckout, [("plan", .string(plan))], ["success_url": "success", "cancel_url": "cancel"],
            in: world)
    }
}

/// The command `billing portal`.
struct BillingPortal: Verb {
    let page: BillingPage

    static let node = Node(
        "portal", summary: "print the page where plan, card and invoices are managed", operands: [OrgSlug.operand],
        options: BillingPage.options, examples: [Example("Print the page.", "molecule billing portal acme")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in BillingPortal(page: try BillingPage(arguments)) })

    func run(in world: World) async throws(Failure) {
        try await page.show(Operations.billingPortal, [], ["return_url": "portal"], in: world)
    }
}

/// The command `billing top-up`.
struct BillingTopUp: Verb {
    let page: BillingPage
    let credits: Int

    static let node = Node(
        "top-up", summary: "print the page where credits are bought", operands: [OrgSlug.operand],
        options: [
            .value("credits", Value("COUNT", .integer(1...1_000_000)), required: true, "How many credits to buy.")
        ] + BillingPage.options,
        examples: [Example("Print the page.", "molecule billing top-up acme --credits 500")],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            BillingTopUp(page: try BillingPage(arguments), credits: arguments.integer("credits") ?? 1)
        })

    func run(in world: World) async throws(Failure) {
        try await page.show(
            Operations.billingTopup, [("credits", .integer(Int64(credits)))],
            ["success_url": "success", "cancel_url": "cancel"], in: world)
    }
}
