/// Names of secrets that the server treats in a way of their own, since May.
enum VendorKeys {
    private static let vendorKeys: Set = [
        "AI_GATEWAY_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ARCEEAI_API_KEY",
        "CLAUDE_CODE_OAUTH_TOKEN", "CODEX_AUTH_JSON", "DASHSCOPE_API_KEY", "DEEPSEEK_API_KEY", "GEMINI_API_KEY",
        "GLM_API_KEY", "HERMES_CUSTOM_API_KEY", "HERMES_CUSTOM_BASE_URL", "HF_TOKEN", "KIMI_API_KEY",
        "KIMI_CN_API_KEY", "MINIMAX_API_KEY", "MINIMAX_CN_API_KEY", "NOUS_API_KEY", "OPENAI_API_KEY",
        "OPENAI_BASE_URL", "OPENROUTER_API_KEY", "XAI_API_KEY", "ZAI_API_KEY",
    ]

    private static let forbiddenGlobally: Set = [
        "GITEA_TOKEN", "GITEA_PAT", "GITHUB_TOKEN", "GITHUB_PAT", "GH_TOKEN", "GITLAB_TOKEN", "GL_TOKEN",
        "BITBUCKET_TOKEN", "CP_ADMIN_API_TOKEN", "CP_ADMIN_TOKEN", "INFISICAL_OPERATOR_TOKEN",
        "INFISICAL_BOOTSTRAP_TOKEN", "RAILWAY_TOKEN", "RAILWAY_PERSONAL_API_TOKEN", "HETZNER_TOKEN",
        "HETZNER_API_TOKEN",
    ]

    /// Whether it is a credential of a model's vendor, which a workspace must not have while the platform pays.
    ///
    /// Blanks around it and case do not count.
    static func isVendorKey(_ name: String) -> Bool {
        vendorKeys.contains(name.uppercased().trimmed)
    }

    /// Whether no workspace starts while a global secret has this name.
    static func isForbiddenGlobally(_ name: String) -> Bool {
        forbiddenGlobally.contains(name) || name.hasPrefix("MOLECULE_OPERATOR_")
    }
}
