extension MoltnetFinding {
    /// What can be wrong.
    public enum Code: String, Sendable, CaseIterable {
        // The file itself.
        case missing
        case unreadable
        case symbolicLink = "symbolic-link"
        case mode
        case owner
        case hardLinks = "hard-links"
        case kind
        case directory
        case linkedDirectory = "linked-directory"
        case looseCopy = "loose-copy"
        case tracked
        // Its text, which Moltnet refuses.
        case syntax
        case unknownKey = "unknown-key"
        case wrongKind = "wrong-kind"
        case version
        case authMode = "auth-mode"
        case registration
        case noTokens = "no-tokens"
        case missingValue = "missing-value"
        case missingScopes = "missing-scopes"
        case unknownScope = "unknown-scope"
        case agentTwice = "agent-twice"
        case agentID = "agent-id"
        case pairing
        case connection
        case staticToken = "static-token"
        case tokenFile = "token-file"
        // What Moltnet never tells.
        case authOff = "auth-off"
        case duplicateID = "duplicate-id"
        case duplicateValue = "duplicate-value"
        case noID = "no-id"
        case noAgents = "no-agents"
        case mixedScopes = "mixed-scopes"
        case shortValue = "short-value"
        case placeholder
        case agentToken = "agent-token"
        case operatorInNode = "operator-in-node"
        case unknownNodeValue = "unknown-node-value"
        case networkMismatch = "network-mismatch"
        case agentMismatch = "agent-mismatch"
        case plainHTTP = "plain-http"
        case tokenNotSent = "token-not-sent"
        case severalSources = "several-sources"
        case workspaceCopy = "workspace-copy"
        case environmentOverrides = "environment-overrides"

        /// How bad it is.
        public var severity: Severity {
            switch self {
            case .linkedDirectory, .looseCopy, .tracked, .authOff, .duplicateID, .duplicateValue, .noID, .noAgents,
                .mixedScopes, .shortValue, .placeholder, .agentToken, .operatorInNode, .unknownNodeValue,
                .networkMismatch, .agentMismatch, .plainHTTP, .tokenNotSent, .severalSources, .workspaceCopy,
                .environmentOverrides:
                .warning
            default: .error
            }
        }

        /// Whether it means that somebody else can get at the secrets, or that Moltnet takes it for that.
        public var isInsecureFile: Bool {
            switch self {
            case .symbolicLink, .mode, .owner, .hardLinks, .kind, .directory, .tokenFile: true
            default: false
            }
        }
    }
}
