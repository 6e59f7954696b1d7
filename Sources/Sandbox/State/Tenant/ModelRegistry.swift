/// The runtimes and models the server of May knows.
enum ModelRegistry {
    static let runtimes: Set = [
        "claude-code", "hermes", "openclaw", "codex", "google-adk", "seo-agent", "external", "kimi", "kimi-cli", "mock",
    ]

    /// The provider of each model by runtime.
    ///
    /// The facts name models and providers; which model has which provider follows from the names, and where a name
    /// tells nothing (`gpt-…`, `claude-…`) the subscription is taken, unless the workspace has the vendor's key.
    private static let providers: [String: [String: String]] = [
        "claude-code": claudeCode,
        "codex": table("openai-subscription", "gpt-5.5 gpt-5.4 gpt-5.4-mini gpt-5.3-codex gpt-5.3-codex-spark gpt-5.2")
            .merging(table("platform", "openai/gpt-5.4 openai/gpt-5.4-mini")) { $1 },
        "hermes": table("kimi-coding", "kimi-coding/kimi-k2")
            .merging(table("platform", "moonshot/kimi-k2.6 moonshot/kimi-k2.5")) { $1 },
        "openclaw": table("moonshot", "moonshot:kimi-k2.6 moonshot:kimi-k2.5")
            .merging(table("platform", "moonshot/kimi-k2.6 moonshot/kimi-k2.5")) { $1 },
        "google-adk": ["vertex:gemini-2.5-pro": "vertex", "gemini-2.5-pro": "google"],
    ]

    private static let claudeCode: [String: String] = {
        let claude = "sonnet opus haiku claude-sonnet-4-6 claude-opus-4-7 claude-haiku-4-5 claude-sonnet-4-5"
        let miniMax = "MiniMax-M2 MiniMax-M2.7 MiniMax-M2.7-highspeed"
        let platform =
            "anthropic/claude-opus-4-7 anthropic/claude-sonnet-4-6 moonshot/kimi-k2.6 moonshot/kimi-k2.5 "
            + "minimax/MiniMax-M2.7 minimax/MiniMax-M2.7-highspeed"
        let tables = [
            table("anthropic-oauth", claude), table("anthropic-api", claude, prefix: "anthropic:"),
            table("kimi-coding", "kimi-for-coding kimi-k2.5 kimi-k2"),
            table("moonshot", "moonshot:kimi-k2.6 moonshot:kimi-k2.5"), table("minimax", miniMax),
            table("minimax", miniMax, prefix: "minimax:"), table("platform", platform),
        ]
        return tables.reduce(into: [:]) { $0.merge($1) { $1 } }
    }()

    private static func table(_ provider: String, _ models: String, prefix: String = "") -> [String: String] {
        Dictionary(uniqueKeysWithValues: models.split(separator: " ").map { (prefix + $0, provider) })
    }

    /// Whether a model may be asked for; a runtime without a registry takes any.
    static func isRegistered(_ model: String, runtime: String) -> Bool {
        providers[runtime].map { $0[model] != nil } ?? true
    }

    /// The models of a runtime, in order.
    static func models(of runtime: String) -> [String]? { providers[runtime].map { $0.keys.sorted() } }

    /// The provider of a model; `nil` when the runtime or the model is unknown.
    static func provider(of model: String, runtime: String, secrets: [String]) -> String? {
        switch providers[runtime]?[model] {
        case "anthropic-oauth" where secrets.contains("ANTHROPIC_API_KEY"): "anthropic-api"
        case "openai-subscription" where secrets.contains("OPENAI_API_KEY"): "openai-api"
        case let provider: provider
        }
    }
}

extension TenantState {
    /// Who pays for a workspace's models, and from what that follows.
    struct Billing: Sendable {
        let mode: String
        let source: String
        var override: String?
        var provider: String?
    }

    /// The secret that holds a workspace's model.
    var modelSecret: String { rules.isMay ? "MODEL" : "MODEL_PROVIDER" }

    func billing(_ id: String) -> Billing {
        if let mode = billingModes[id] { return Billing(mode: mode, source: "workspace_override", override: mode) }
        let platform = Billing(mode: "platform_managed", source: "derived_default")
        guard let runtime = row(id)?.runtime, let model = secrets[id]?[modelSecret]?.value else { return platform }
        let own = secrets[id]?.names ?? []
        guard let provider = ModelRegistry.provider(of: model, runtime: runtime, secrets: own) else {
            return Billing(mode: platform.mode, source: platform.source, provider: model)
        }
        let mode = provider == "platform" ? "platform_managed" : "byok"
        return Billing(mode: mode, source: "derived_provider", provider: provider)
    }
}
