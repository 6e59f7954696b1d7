// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

import JSON

/// The shared object shapes of the contract.
public enum Models {
    /// The ordinary error body. Several errors carry more members; those have schemas of their own.
    public struct Error: Sendable {
        /// The member `error`.
        public let error: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            self.document = document
        }
    }

    /// May, SaaS tenant: the request names no organisation. April answers an empty 404 instead.
    public struct OrgHeaderRequiredError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `code`.
        public let code: String?
        /// The member `required_header`.
        public let requiredHeader: String?
        /// The member `detail`.
        public let detail: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            code = document["code"].flatMap { $0.text }
            requiredHeader = document["required_header"].flatMap { $0.text }
            detail = document["detail"].flatMap { $0.text }
            self.document = document
        }
    }

    /// The budget of requests is spent.
    public struct RateLimitError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `retry_after`.
        public let retryAfter: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            retryAfter = document["retry_after"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// The gate of the administrative routes could not read its database.
    public struct PlatformUnavailableError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `code`.
        public let code: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            code = document["code"].flatMap { $0.text }
            self.document = document
        }
    }

    /// May: the workspace is removed but not purged. Delete answers without `hint` and `removed_at`.
    public struct WorkspaceRemovedError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `id`.
        public let id: String?
        /// The member `hint`.
        public let hint: String?
        /// The member `removed_at`.
        public let removedAt: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            id = document["id"].flatMap { $0.text }
            hint = document["hint"].flatMap { $0.text }
            removedAt = document["removed_at"].flatMap { $0.text }
            self.document = document
        }
    }

    /// May: a delete without the confirming header, or with another name in it.
    public struct ConfirmNameRequiredError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `hint`.
        public let hint: String?
        /// The member `workspace_name`.
        public let workspaceName: String?
        /// The member `active_tasks`.
        public let activeTasks: Int64?
        /// The member `child_count`.
        public let childCount: Int64?
        /// The member `schedule_count`.
        public let scheduleCount: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            hint = document["hint"].flatMap { $0.text }
            workspaceName = document["workspace_name"].flatMap { $0.text }
            activeTasks = document["active_tasks"].flatMap { $0.integer }
            childCount = document["child_count"].flatMap { $0.integer }
            scheduleCount = document["schedule_count"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// A delete of a workspace with children that `confirm=true` did not allow. There is no `error` member.
    public struct ChildrenConfirmationRequired: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `message`.
        public let message: String?
        /// The member `children`.
        public let children: [JSONValue]?
        /// The member `children_count`.
        public let childrenCount: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            message = document["message"].flatMap { $0.text }
            children = document["children"].flatMap { $0.items }
            childrenCount = document["children_count"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// The rows are removed but compute could not be stopped. A requested purge has not happened.
    public struct StopFailureError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `removed_count`.
        public let removedCount: Int64?
        /// The member `stop_failures`.
        public let stopFailures: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            removedCount = document["removed_count"].flatMap { $0.integer }
            stopFailures = document["stop_failures"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// The workspace is working and `force` was not sent.
    public struct ActiveTasksError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `active_tasks`.
        public let activeTasks: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            activeTasks = document["active_tasks"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// May: runtime and model do not make a workspace. `code` is the reason to act on.
    public struct WorkspaceUnprocessableError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `code`.
        public let code: String?
        /// The member `runtime`.
        public let runtime: String?
        /// The member `model`.
        public let model: String?
        /// The member `template`.
        public let template: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            code = document["code"].flatMap { $0.text }
            runtime = document["runtime"].flatMap { $0.text }
            model = document["model"].flatMap { $0.text }
            template = document["template"].flatMap { $0.text }
            self.document = document
        }
    }

    /// May: a model vendor's credential for a workspace that is billed through the platform.
    public struct VendorKeyBlockedError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `key`.
        public let key: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            key = document["key"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            self.document = document
        }
    }

    /// Some values cannot be decrypted, so none is returned.
    public struct SecretDecryptionError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `failed_keys`.
        public let failedKeys: [String]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            failedKeys = document["failed_keys"].flatMap { $0.items?.compactMap { $0.text } }
            self.document = document
        }
    }

    /// An error with its cause.
    public struct DetailedError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `detail`.
        public let detail: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            detail = document["detail"].flatMap { $0.text }
            self.document = document
        }
    }

    /// The mode could not be worked out; `safe_default` is what the server falls back to.
    public struct BillingModeResolutionError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `detail`.
        public let detail: String?
        /// The member `safe_default`.
        public let safeDefault: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            detail = document["detail"].flatMap { $0.text }
            safeDefault = document["safe_default"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            self.document = document
        }
    }

    /// May: the workspace is not an external one.
    public struct RuntimeMismatchError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `runtime`.
        public let runtime: String?
        /// The member `hint`.
        public let hint: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            runtime = document["runtime"].flatMap { $0.text }
            hint = document["hint"].flatMap { $0.text }
            self.document = document
        }
    }

    /// The name's slug is taken.
    public struct TemplateExistsError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `id`.
        public let id: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            id = document["id"].flatMap { $0.text }
            self.document = document
        }
    }

    /// The template needs global secrets that are not set or are empty.
    public struct MissingEnvironmentError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `missing_env`.
        public let missingEnv: [JSONValue]?
        /// The member `required_env`.
        public let requiredEnv: [JSONValue]?
        /// The member `template`.
        public let template: String?
        /// The member `suggestion`.
        public let suggestion: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            missingEnv = document["missing_env"].flatMap { $0.items }
            requiredEnv = document["required_env"].flatMap { $0.items }
            template = document["template"].flatMap { $0.text }
            suggestion = document["suggestion"].flatMap { $0.text }
            self.document = document
        }
    }

    /// May: single workspaces of the template need secrets that are not set.
    public struct MissingWorkspaceEnvironmentError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `missing_workspace_env`.
        public let missingWorkspaceEnv: [JSONValue]?
        /// The member `template`.
        public let template: String?
        /// The member `suggestion`.
        public let suggestion: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            missingWorkspaceEnv = document["missing_workspace_env"].flatMap { $0.items }
            template = document["template"].flatMap { $0.text }
            suggestion = document["suggestion"].flatMap { $0.text }
            self.document = document
        }
    }

    /// A plugin's name is not allowed.
    public struct PluginNameError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `plugin_name`.
        public let pluginName: String?
        /// The member `detail`.
        public let detail: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            pluginName = document["plugin_name"].flatMap { $0.text }
            detail = document["detail"].flatMap { $0.text }
            self.document = document
        }
    }

    /// No image belongs to this runtime.
    public struct UnknownRuntimeError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `known_runtimes`.
        public let knownRuntimes: [String]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            knownRuntimes = document["known_runtimes"].flatMap { $0.items?.compactMap { $0.text } }
            self.document = document
        }
    }

    /// Images were pulled, then containers could not be listed.
    public struct ImageRefreshPartialError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `partial_result`.
        public let partialResult: ImageRefreshResult?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            partialResult = document["partial_result"].flatMap { $0.members == nil ? nil : ImageRefreshResult($0) }
            self.document = document
        }
    }

    /// A filter that is not known.
    public struct DelegationQueryError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `allowed`.
        public let allowed: [String]?
        /// The member `requested_status`.
        public let requestedStatus: String?
        /// The member `requested`.
        public let requested: JSONValue?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            allowed = document["allowed"].flatMap { $0.items?.compactMap { $0.text } }
            requestedStatus = document["requested_status"].flatMap { $0.text }
            requested = document["requested"].flatMap { $0 == .null ? nil : $0 }
            self.document = document
        }
    }

    /// The purge stopped between two of its steps.
    public struct PurgeFailedError: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `purge_id`.
        public let purgeId: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            purgeId = document["purge_id"].flatMap { $0.text }
            self.document = document
        }
    }

    /// No image is pinned for the runtime (the contract's form: the code is the error text).
    public struct RuntimePinMissing: Sendable {
        /// The member `error`.
        public let error: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            self.document = document
        }
    }

    /// No image is pinned for the runtime (the form of the platform's other coded errors).
    public struct RuntimePinMissingWithCode: Sendable {
        /// The member `error`.
        public let error: String?
        /// The member `code`.
        public let code: String?
        /// The member `runtime`.
        public let runtime: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            code = document["code"].flatMap { $0.text }
            runtime = document["runtime"].flatMap { $0.text }
            self.document = document
        }
    }

    /// The server is up.
    public struct Health: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `service`.
        public let service: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            service = document["service"].flatMap { $0.text }
            self.document = document
        }
    }

    /// Which build answers.
    public struct BuildInfo: Sendable {
        /// The member `git_sha`.
        public let gitSha: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            gitSha = document["git_sha"].flatMap { $0.text }
            self.document = document
        }
    }

    /// A workspace as reads show it. The open single read leaves out what is marked as in the list only.
    public struct Workspace: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `name`.
        public let name: String?
        /// The member `role`.
        public let role: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The member `runtime`.
        public let runtime: String?
        /// The member `status`.
        public let status: String?
        /// The member `parent_id`.
        public let parentId: String?
        /// The member `url`.
        public let url: String?
        /// The member `agent_card`.
        public let agentCard: JSONValue?
        /// The member `active_tasks`.
        public let activeTasks: Int64?
        /// The member `max_concurrent_tasks`.
        public let maxConcurrentTasks: Int64?
        /// The member `uptime_seconds`.
        public let uptimeSeconds: Int64?
        /// The member `last_error_rate`.
        public let lastErrorRate: JSONValue?
        /// The member `x`.
        public let x: JSONValue?
        /// The member `y`.
        public let y: JSONValue?
        /// The member `collapsed`.
        public let collapsed: Bool?
        /// The member `current_task`.
        public let currentTask: String?
        /// The member `last_sample_error`.
        public let lastSampleError: String?
        /// The member `workspace_dir`.
        public let workspaceDir: String?
        /// The member `budget_limit`.
        public let budgetLimit: Int64?
        /// The member `monthly_spend`.
        public let monthlySpend: Int64?
        /// The member `provision_timeout_ms`.
        public let provisionTimeoutMs: Int64?
        /// The member `last_outbound_at`.
        public let lastOutboundAt: String?
        /// The member `broadcast_enabled`.
        public let broadcastEnabled: Bool?
        /// The member `talk_to_user_enabled`.
        public let talkToUserEnabled: Bool?
        /// The member `compute`.
        public let compute: JSONValue?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            role = document["role"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            runtime = document["runtime"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            parentId = document["parent_id"].flatMap { $0.text }
            url = document["url"].flatMap { $0.text }
            agentCard = document["agent_card"].flatMap { $0 == .null ? nil : $0 }
            activeTasks = document["active_tasks"].flatMap { $0.integer }
            maxConcurrentTasks = document["max_concurrent_tasks"].flatMap { $0.integer }
            uptimeSeconds = document["uptime_seconds"].flatMap { $0.integer }
            lastErrorRate = document["last_error_rate"].flatMap { $0 == .null ? nil : $0 }
            x = document["x"].flatMap { $0 == .null ? nil : $0 }
            y = document["y"].flatMap { $0 == .null ? nil : $0 }
            collapsed = document["collapsed"].flatMap { $0.bool }
            currentTask = document["current_task"].flatMap { $0.text }
            lastSampleError = document["last_sample_error"].flatMap { $0.text }
            workspaceDir = document["workspace_dir"].flatMap { $0.text }
            budgetLimit = document["budget_limit"].flatMap { $0.integer }
            monthlySpend = document["monthly_spend"].flatMap { $0.integer }
            provisionTimeoutMs = document["provision_timeout_ms"].flatMap { $0.integer }
            lastOutboundAt = document["last_outbound_at"].flatMap { $0.text }
            broadcastEnabled = document["broadcast_enabled"].flatMap { $0.bool }
            talkToUserEnabled = document["talk_to_user_enabled"].flatMap { $0.bool }
            compute = document["compute"].flatMap { $0 == .null ? nil : $0 }
            self.document = document
        }
    }

    /// Since May: the machine a workspace runs on.
    public struct Compute: Sendable {
        /// The member `instance_type`.
        public let instanceType: String?
        /// The member `volume`.
        public let volume: JSONValue?
        /// The member `display`.
        public let display: JSONValue?
        /// The member `data_persistence`.
        public let dataPersistence: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            instanceType = document["instance_type"].flatMap { $0.text }
            volume = document["volume"].flatMap { $0 == .null ? nil : $0 }
            display = document["display"].flatMap { $0 == .null ? nil : $0 }
            dataPersistence = document["data_persistence"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `InitialMemory` of the contract.
    public struct InitialMemory: Sendable {
        /// The member `content`.
        public let content: String?
        /// The member `scope`.
        public let scope: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            content = document["content"].flatMap { $0.text }
            scope = document["scope"].flatMap { $0.text }
            self.document = document
        }
    }

    /// A workspace to create. Unknown members are ignored.
    public struct CreateWorkspaceRequest: Sendable {
        /// The member `name`.
        public let name: String?
        /// The member `role`.
        public let role: String?
        /// The member `template`.
        public let template: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The member `model`.
        public let model: String?
        /// The member `llm_provider`.
        public let llmProvider: String?
        /// The member `runtime`.
        public let runtime: String?
        /// The member `external`.
        public let external: Bool?
        /// The member `url`.
        public let url: String?
        /// The member `delivery_mode`.
        public let deliveryMode: String?
        /// The member `workspace_dir`.
        public let workspaceDir: String?
        /// The member `workspace_access`.
        public let workspaceAccess: String?
        /// The member `parent_id`.
        public let parentId: String?
        /// The member `budget_limit`.
        public let budgetLimit: Int64?
        /// The member `secrets`.
        public let secrets: JSONValue?
        /// The member `max_concurrent_tasks`.
        public let maxConcurrentTasks: Int64?
        /// The member `canvas`.
        public let canvas: JSONValue?
        /// The member `initial_memories`.
        public let initialMemories: [InitialMemory]?
        /// The member `compute`.
        public let compute: Compute?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            name = document["name"].flatMap { $0.text }
            role = document["role"].flatMap { $0.text }
            template = document["template"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            model = document["model"].flatMap { $0.text }
            llmProvider = document["llm_provider"].flatMap { $0.text }
            runtime = document["runtime"].flatMap { $0.text }
            external = document["external"].flatMap { $0.bool }
            url = document["url"].flatMap { $0.text }
            deliveryMode = document["delivery_mode"].flatMap { $0.text }
            workspaceDir = document["workspace_dir"].flatMap { $0.text }
            workspaceAccess = document["workspace_access"].flatMap { $0.text }
            parentId = document["parent_id"].flatMap { $0.text }
            budgetLimit = document["budget_limit"].flatMap { $0.integer }
            secrets = document["secrets"].flatMap { $0 == .null ? nil : $0 }
            maxConcurrentTasks = document["max_concurrent_tasks"].flatMap { $0.integer }
            canvas = document["canvas"].flatMap { $0 == .null ? nil : $0 }
            initialMemories = document["initial_memories"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : InitialMemory($0) } }
            compute = document["compute"].flatMap { $0.members == nil ? nil : Compute($0) }
            self.document = document
        }
    }

    /// What an agent outside the platform needs to connect.
    public struct ExternalConnection: Sendable {
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `platform_url`.
        public let platformUrl: String?
        /// The member `auth_token`.
        public let authToken: String?
        /// The member `registry_endpoint`.
        public let registryEndpoint: String?
        /// The member `heartbeat_endpoint`.
        public let heartbeatEndpoint: String?
        /// The member `curl_register_template`.
        public let curlRegisterTemplate: String?
        /// The member `python_snippet`.
        public let pythonSnippet: String?
        /// The member `claude_code_channel_snippet`.
        public let claudeCodeChannelSnippet: String?
        /// The member `universal_mcp_snippet`.
        public let universalMcpSnippet: String?
        /// The member `hermes_channel_snippet`.
        public let hermesChannelSnippet: String?
        /// The member `codex_snippet`.
        public let codexSnippet: String?
        /// The member `openclaw_snippet`.
        public let openclawSnippet: String?
        /// The member `kimi_snippet`.
        public let kimiSnippet: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            workspaceId = document["workspace_id"].flatMap { $0.text }
            platformUrl = document["platform_url"].flatMap { $0.text }
            authToken = document["auth_token"].flatMap { $0.text }
            registryEndpoint = document["registry_endpoint"].flatMap { $0.text }
            heartbeatEndpoint = document["heartbeat_endpoint"].flatMap { $0.text }
            curlRegisterTemplate = document["curl_register_template"].flatMap { $0.text }
            pythonSnippet = document["python_snippet"].flatMap { $0.text }
            claudeCodeChannelSnippet = document["claude_code_channel_snippet"].flatMap { $0.text }
            universalMcpSnippet = document["universal_mcp_snippet"].flatMap { $0.text }
            hermesChannelSnippet = document["hermes_channel_snippet"].flatMap { $0.text }
            codexSnippet = document["codex_snippet"].flatMap { $0.text }
            openclawSnippet = document["openclaw_snippet"].flatMap { $0.text }
            kimiSnippet = document["kimi_snippet"].flatMap { $0.text }
            self.document = document
        }
    }

    /// What creation really answers: three or four members, or an external workspace's.
    public struct CreatedWorkspace: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `status`.
        public let status: String?
        /// The member `workspace_access`.
        public let workspaceAccess: String?
        /// The member `awareness_namespace`.
        public let awarenessNamespace: String?
        /// The member `external`.
        public let external: Bool?
        /// The member `connection`.
        public let connection: ExternalConnection?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            workspaceAccess = document["workspace_access"].flatMap { $0.text }
            awarenessNamespace = document["awareness_namespace"].flatMap { $0.text }
            external = document["external"].flatMap { $0.bool }
            connection = document["connection"].flatMap { $0.members == nil ? nil : ExternalConnection($0) }
            self.document = document
        }
    }

    /// Members to change; others, such as `budget_limit`, `status` and `model`, are ignored.
    public struct UpdateWorkspaceRequest: Sendable {
        /// The member `name`.
        public let name: String?
        /// The member `role`.
        public let role: String?
        /// The member `runtime`.
        public let runtime: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The member `parent_id`.
        public let parentId: String?
        /// The member `collapsed`.
        public let collapsed: Bool?
        /// The member `workspace_dir`.
        public let workspaceDir: String?
        /// The member `x`.
        public let x: JSONValue?
        /// The member `y`.
        public let y: JSONValue?
        /// The member `compute`.
        public let compute: JSONValue?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            name = document["name"].flatMap { $0.text }
            role = document["role"].flatMap { $0.text }
            runtime = document["runtime"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            parentId = document["parent_id"].flatMap { $0.text }
            collapsed = document["collapsed"].flatMap { $0.bool }
            workspaceDir = document["workspace_dir"].flatMap { $0.text }
            x = document["x"].flatMap { $0 == .null ? nil : $0 }
            y = document["y"].flatMap { $0 == .null ? nil : $0 }
            compute = document["compute"].flatMap { $0 == .null ? nil : $0 }
            self.document = document
        }
    }

    /// The request was read. It does not mean that every member was applied.
    public struct UpdatedWorkspace: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `needs_restart`.
        public let needsRestart: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            needsRestart = document["needs_restart"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// At least one of the two.
    public struct SetAbilitiesRequest: Sendable {
        /// The member `broadcast_enabled`.
        public let broadcastEnabled: Bool?
        /// The member `talk_to_user_enabled`.
        public let talkToUserEnabled: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            broadcastEnabled = document["broadcast_enabled"].flatMap { $0.bool }
            talkToUserEnabled = document["talk_to_user_enabled"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// A word for what was done.
    public struct StatusAnswer: Sendable {
        /// The member `status`.
        public let status: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            self.document = document
        }
    }

    /// Done.
    public struct WorkspaceDeleted: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `cascade_deleted`.
        public let cascadeDeleted: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            cascadeDeleted = document["cascade_deleted"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// State as an agent asks for it. With status 404 and `deleted: true` the workspace is removed, or has no row when `status` is missing too.
    public struct WorkspaceState: Sendable {
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `status`.
        public let status: String?
        /// The member `paused`.
        public let paused: Bool?
        /// The member `deleted`.
        public let deleted: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            workspaceId = document["workspace_id"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            paused = document["paused"].flatMap { $0.bool }
            deleted = document["deleted"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// How to start again; all optional.
    public struct RestartRequest: Sendable {
        /// The member `template`.
        public let template: String?
        /// The member `apply_template`.
        public let applyTemplate: Bool?
        /// The member `reset`.
        public let reset: Bool?
        /// The member `rebuild_config`.
        public let rebuildConfig: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            template = document["template"].flatMap { $0.text }
            applyTemplate = document["apply_template"].flatMap { $0.bool }
            reset = document["reset"].flatMap { $0.bool }
            rebuildConfig = document["rebuild_config"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// Restarting; online comes later.
    public struct RestartAccepted: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `config_dir`.
        public let configDir: String?
        /// The member `reset_session`.
        public let resetSession: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            configDir = document["config_dir"].flatMap { $0.text }
            resetSession = document["reset_session"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// May: nothing here to restart (external, kimi, kimi-cli, mock).
    public struct RestartNoop: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `runtime`.
        public let runtime: String?
        /// The member `message`.
        public let message: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            runtime = document["runtime"].flatMap { $0.text }
            message = document["message"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `PausedWorkspaces` of the contract.
    public struct PausedWorkspaces: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `paused_count`.
        public let pausedCount: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            pausedCount = document["paused_count"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `ResumedWorkspaces` of the contract.
    public struct ResumedWorkspaces: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `resumed_count`.
        public let resumedCount: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            resumedCount = document["resumed_count"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// Said whatever happened: April never changes anything, May not with active tasks. Read the status again.
    public struct HibernatedWorkspace: Sendable {
        /// The member `status`.
        public let status: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `ConnectionAnswer` of the contract.
    public struct ConnectionAnswer: Sendable {
        /// The member `connection`.
        public let connection: ExternalConnection?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            connection = document["connection"].flatMap { $0.members == nil ? nil : ExternalConnection($0) }
            self.document = document
        }
    }

    /// Text of the machine's serial console, as the control plane gives it.
    public struct ConsoleOutput: Sendable {
        /// The member `output`.
        public let output: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            output = document["output"].flatMap { $0.text }
            self.document = document
        }
    }

    /// Use of language models in the current UTC day.
    public struct WorkspaceUsage: Sendable {
        /// The member `input_tokens`.
        public let inputTokens: Int64?
        /// The member `output_tokens`.
        public let outputTokens: Int64?
        /// The member `total_calls`.
        public let totalCalls: Int64?
        /// The member `estimated_cost_usd`.
        public let estimatedCostUsd: String?
        /// The member `period_start`.
        public let periodStart: String?
        /// The member `period_end`.
        public let periodEnd: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            inputTokens = document["input_tokens"].flatMap { $0.integer }
            outputTokens = document["output_tokens"].flatMap { $0.integer }
            totalCalls = document["total_calls"].flatMap { $0.integer }
            estimatedCostUsd = document["estimated_cost_usd"].flatMap { $0.text }
            periodStart = document["period_start"].flatMap { $0.text }
            periodEnd = document["period_end"].flatMap { $0.text }
            self.document = document
        }
    }

    /// One rolling window, in cents.
    public struct PeriodBudget: Sendable {
        /// The member `limit`.
        public let limit: Int64?
        /// The member `spend`.
        public let spend: Int64?
        /// The member `remaining`.
        public let remaining: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            limit = document["limit"].flatMap { $0.integer }
            spend = document["spend"].flatMap { $0.integer }
            remaining = document["remaining"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// April has the three flat members, May has `periods` as well.
    public struct BudgetResponse: Sendable {
        /// The member `periods`.
        public let periods: JSONValue?
        /// The member `budget_limit`.
        public let budgetLimit: Int64?
        /// The member `monthly_spend`.
        public let monthlySpend: Int64?
        /// The member `budget_remaining`.
        public let budgetRemaining: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            periods = document["periods"].flatMap { $0 == .null ? nil : $0 }
            budgetLimit = document["budget_limit"].flatMap { $0.integer }
            monthlySpend = document["monthly_spend"].flatMap { $0.integer }
            budgetRemaining = document["budget_remaining"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// One of the two members must be there; 0 is a limit that blocks everything.
    public struct PatchBudgetRequest: Sendable {
        /// The member `budget_limits`.
        public let budgetLimits: JSONValue?
        /// The member `budget_limit`.
        public let budgetLimit: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            budgetLimits = document["budget_limits"].flatMap { $0 == .null ? nil : $0 }
            budgetLimit = document["budget_limit"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// Who pays the model vendor, in the contract's form or in the May server's.
    public struct BillingModeResponse: Sendable {
        /// The member `mode`.
        public let mode: String?
        /// The member `effective_mode`.
        public let effectiveMode: String?
        /// The member `source`.
        public let source: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `resolved_mode`.
        public let resolvedMode: String?
        /// The member `workspace_override`.
        public let workspaceOverride: String?
        /// The member `org_default`.
        public let orgDefault: String?
        /// The member `provider_selection`.
        public let providerSelection: String?
        /// The member `readback_error`.
        public let readbackError: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            mode = document["mode"].flatMap { $0.text }
            effectiveMode = document["effective_mode"].flatMap { $0.text }
            source = document["source"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            resolvedMode = document["resolved_mode"].flatMap { $0.text }
            workspaceOverride = document["workspace_override"].flatMap { $0.text }
            orgDefault = document["org_default"].flatMap { $0.text }
            providerSelection = document["provider_selection"].flatMap { $0.text }
            readbackError = document["readback_error"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `PutBillingModeRequest` of the contract.
    public struct PutBillingModeRequest: Sendable {
        /// The member `mode`.
        public let mode: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            mode = document["mode"].flatMap { $0.text }
            self.document = document
        }
    }

    /// That a secret exists. Its value is never listed.
    public struct SecretSummary: Sendable {
        /// The member `key`.
        public let key: String?
        /// The member `created_at`.
        public let createdAt: String?
        /// The member `updated_at`.
        public let updatedAt: String?
        /// The member `source`.
        public let source: String?
        /// The member `has_value`.
        public let hasValue: Bool?
        /// The member `scope`.
        public let scope: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            key = document["key"].flatMap { $0.text }
            createdAt = document["created_at"].flatMap { $0.text }
            updatedAt = document["updated_at"].flatMap { $0.text }
            source = document["source"].flatMap { $0.text }
            hasValue = document["has_value"].flatMap { $0.bool }
            scope = document["scope"].flatMap { $0.text }
            self.document = document
        }
    }

    /// A secret to store; both members must not be empty.
    public struct SetSecretRequest: Sendable {
        /// The member `key`.
        public let key: String?
        /// The member `value`.
        public let value: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            key = document["key"].flatMap { $0.text }
            value = document["value"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `SecretSaved` of the contract.
    public struct SecretSaved: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `key`.
        public let key: String?
        /// The member `scope`.
        public let scope: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            key = document["key"].flatMap { $0.text }
            scope = document["scope"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `SecretDeleted` of the contract.
    public struct SecretDeleted: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `key`.
        public let key: String?
        /// The member `scope`.
        public let scope: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            key = document["key"].flatMap { $0.text }
            scope = document["scope"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `ModelSetting` of the contract.
    public struct ModelSetting: Sendable {
        /// The member `model`.
        public let model: String?
        /// The member `source`.
        public let source: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            model = document["model"].flatMap { $0.text }
            source = document["source"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `PutModelRequest` of the contract.
    public struct PutModelRequest: Sendable {
        /// The member `model`.
        public let model: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            model = document["model"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `ModelSaved` of the contract.
    public struct ModelSaved: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `model`.
        public let model: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            model = document["model"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `WorkspaceToken` of the contract.
    public struct WorkspaceToken: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `prefix`.
        public let prefix: String?
        /// The member `created_at`.
        public let createdAt: String?
        /// The member `last_used_at`.
        public let lastUsedAt: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            prefix = document["prefix"].flatMap { $0.text }
            createdAt = document["created_at"].flatMap { $0.text }
            lastUsedAt = document["last_used_at"].flatMap { $0.text }
            self.document = document
        }
    }

    /// Live tokens, newest first.
    public struct WorkspaceTokenList: Sendable {
        /// The member `tokens`.
        public let tokens: [WorkspaceToken]?
        /// The member `count`.
        public let count: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            tokens = document["tokens"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : WorkspaceToken($0) } }
            count = document["count"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// There is neither id nor prefix; the prefix is the token's first eight characters.
    public struct WorkspaceTokenMinted: Sendable {
        /// The member `auth_token`.
        public let authToken: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `message`.
        public let message: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            authToken = document["auth_token"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            message = document["message"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `OrgToken` of the contract.
    public struct OrgToken: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `prefix`.
        public let prefix: String?
        /// The member `name`.
        public let name: String?
        /// The member `created_at`.
        public let createdAt: String?
        /// The member `org_id`.
        public let orgId: String?
        /// The member `created_by`.
        public let createdBy: String?
        /// The member `last_used_at`.
        public let lastUsedAt: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            prefix = document["prefix"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            createdAt = document["created_at"].flatMap { $0.text }
            orgId = document["org_id"].flatMap { $0.text }
            createdBy = document["created_by"].flatMap { $0.text }
            lastUsedAt = document["last_used_at"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `OrgTokenList` of the contract.
    public struct OrgTokenList: Sendable {
        /// The member `tokens`.
        public let tokens: [OrgToken]?
        /// The member `count`.
        public let count: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            tokens = document["tokens"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : OrgToken($0) } }
            count = document["count"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `CreateOrgTokenRequest` of the contract.
    public struct CreateOrgTokenRequest: Sendable {
        /// The member `name`.
        public let name: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            name = document["name"].flatMap { $0.text }
            self.document = document
        }
    }

    /// What the servers answer.
    public struct CreateOrgTokenResponse: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `prefix`.
        public let prefix: String?
        /// The member `name`.
        public let name: String?
        /// The member `auth_token`.
        public let authToken: String?
        /// The member `warning`.
        public let warning: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            prefix = document["prefix"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            authToken = document["auth_token"].flatMap { $0.text }
            warning = document["warning"].flatMap { $0.text }
            self.document = document
        }
    }

    /// The form in the product's guide. No known server sends it; a client understands it all the same.
    public struct CreateOrgTokenResponseAsDocumented: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `name`.
        public let name: String?
        /// The member `key`.
        public let key: String?
        /// The member `created_by`.
        public let createdBy: String?
        /// The member `created_at`.
        public let createdAt: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            key = document["key"].flatMap { $0.text }
            createdBy = document["created_by"].flatMap { $0.text }
            createdAt = document["created_at"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `OrgTokenRevoked` of the contract.
    public struct OrgTokenRevoked: Sendable {
        /// The member `revoked`.
        public let revoked: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            revoked = document["revoked"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `OrgTemplate` of the contract.
    public struct OrgTemplate: Sendable {
        /// The member `dir`.
        public let dir: String?
        /// The member `name`.
        public let name: String?
        /// The member `description`.
        public let description: String?
        /// The member `workspaces`.
        public let workspaces: Int64?
        /// The member `required_env`.
        public let requiredEnv: [JSONValue]?
        /// The member `recommended_env`.
        public let recommendedEnv: [JSONValue]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            dir = document["dir"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            description = document["description"].flatMap { $0.text }
            workspaces = document["workspaces"].flatMap { $0.integer }
            requiredEnv = document["required_env"].flatMap { $0.items }
            recommendedEnv = document["recommended_env"].flatMap { $0.items }
            self.document = document
        }
    }

    /// What to create.
    public struct OrgImportRequest: Sendable {
        /// The member `dir`.
        public let dir: String?
        /// The member `template`.
        public let template: JSONValue?
        /// The member `mode`.
        public let mode: String?
        /// The member `force`.
        public let force: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            dir = document["dir"].flatMap { $0.text }
            template = document["template"].flatMap { $0 == .null ? nil : $0 }
            mode = document["mode"].flatMap { $0.text }
            force = document["force"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// `ImportedWorkspace` of the contract.
    public struct ImportedWorkspace: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `name`.
        public let name: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The member `skipped`.
        public let skipped: Bool?
        /// The member `channels`.
        public let channels: [String]?
        /// The member `channels_skipped`.
        public let channelsSkipped: [JSONValue]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            skipped = document["skipped"].flatMap { $0.bool }
            channels = document["channels"].flatMap { $0.items?.compactMap { $0.text } }
            channelsSkipped = document["channels_skipped"].flatMap { $0.items }
            self.document = document
        }
    }

    /// `OrgImportResult` of the contract.
    public struct OrgImportResult: Sendable {
        /// The member `org`.
        public let org: String?
        /// The member `workspaces`.
        public let workspaces: [ImportedWorkspace]?
        /// The member `count`.
        public let count: Int64?
        /// The member `error`.
        public let error: String?
        /// The member `mode`.
        public let mode: String?
        /// The member `reconcile_removed_count`.
        public let reconcileRemovedCount: Int64?
        /// The member `reconcile_errors`.
        public let reconcileErrors: [String]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            org = document["org"].flatMap { $0.text }
            workspaces = document["workspaces"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : ImportedWorkspace($0) } }
            count = document["count"].flatMap { $0.integer }
            error = document["error"].flatMap { $0.text }
            mode = document["mode"].flatMap { $0.text }
            reconcileRemovedCount = document["reconcile_removed_count"].flatMap { $0.integer }
            reconcileErrors = document["reconcile_errors"].flatMap { $0.items?.compactMap { $0.text } }
            self.document = document
        }
    }

    /// `Template` of the contract.
    public struct Template: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `name`.
        public let name: String?
        /// The member `description`.
        public let description: String?
        /// The member `runtime`.
        public let runtime: String?
        /// The member `model`.
        public let model: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The member `skill_count`.
        public let skillCount: Int64?
        /// The member `skills`.
        public let skills: [String]?
        /// The member `models`.
        public let models: [JSONValue]?
        /// The member `required_env`.
        public let requiredEnv: [JSONValue]?
        /// The member `recommended_env`.
        public let recommendedEnv: [JSONValue]?
        /// The member `provision_timeout_seconds`.
        public let provisionTimeoutSeconds: Int64?
        /// The member `providers`.
        public let providers: [JSONValue]?
        /// The member `provider_registry`.
        public let providerRegistry: [JSONValue]?
        /// The member `registry_backed`.
        public let registryBacked: Bool?
        /// The member `registry_providers`.
        public let registryProviders: [JSONValue]?
        /// The member `registry_models`.
        public let registryModels: [JSONValue]?
        /// The member `displayable`.
        public let displayable: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            description = document["description"].flatMap { $0.text }
            runtime = document["runtime"].flatMap { $0.text }
            model = document["model"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            skillCount = document["skill_count"].flatMap { $0.integer }
            skills = document["skills"].flatMap { $0.items?.compactMap { $0.text } }
            models = document["models"].flatMap { $0.items }
            requiredEnv = document["required_env"].flatMap { $0.items }
            recommendedEnv = document["recommended_env"].flatMap { $0.items }
            provisionTimeoutSeconds = document["provision_timeout_seconds"].flatMap { $0.integer }
            providers = document["providers"].flatMap { $0.items }
            providerRegistry = document["provider_registry"].flatMap { $0.items }
            registryBacked = document["registry_backed"].flatMap { $0.bool }
            registryProviders = document["registry_providers"].flatMap { $0.items }
            registryModels = document["registry_models"].flatMap { $0.items }
            displayable = document["displayable"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// `TemplateImportRequest` of the contract.
    public struct TemplateImportRequest: Sendable {
        /// The member `name`.
        public let name: String?
        /// The member `files`.
        public let files: JSONValue?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            name = document["name"].flatMap { $0.text }
            files = document["files"].flatMap { $0 == .null ? nil : $0 }
            self.document = document
        }
    }

    /// `TemplateImported` of the contract.
    public struct TemplateImported: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `id`.
        public let id: String?
        /// The member `name`.
        public let name: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            id = document["id"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `TemplateRefreshResult` of the contract.
    public struct TemplateRefreshResult: Sendable {
        /// The member `manifest_path`.
        public let manifestPath: String?
        /// The member `cache_dir`.
        public let cacheDir: String?
        /// The member `refreshed_at`.
        public let refreshedAt: String?
        /// The member `results`.
        public let results: [JSONValue]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            manifestPath = document["manifest_path"].flatMap { $0.text }
            cacheDir = document["cache_dir"].flatMap { $0.text }
            refreshedAt = document["refreshed_at"].flatMap { $0.text }
            results = document["results"].flatMap { $0.items }
            self.document = document
        }
    }

    /// A workspace with its prompts and skills, and those below it. No secrets, memories or schedules.
    public struct Bundle: Sendable {
        /// The member `schema`.
        public let schema: String?
        /// The member `id`.
        public let id: String?
        /// The member `name`.
        public let name: String?
        /// The member `description`.
        public let description: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The member `model`.
        public let model: String?
        /// The member `system_prompt`.
        public let systemPrompt: String?
        /// The member `author`.
        public let author: String?
        /// The member `version`.
        public let version: String?
        /// The member `skills`.
        public let skills: [JSONValue]?
        /// The member `tools`.
        public let tools: [JSONValue]?
        /// The member `prompts`.
        public let prompts: JSONValue?
        /// The member `sub_workspaces`.
        public let subWorkspaces: [Bundle]?
        /// The member `agent_card`.
        public let agentCard: JSONValue?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            schema = document["schema"].flatMap { $0.text }
            id = document["id"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            description = document["description"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            model = document["model"].flatMap { $0.text }
            systemPrompt = document["system_prompt"].flatMap { $0.text }
            author = document["author"].flatMap { $0.text }
            version = document["version"].flatMap { $0.text }
            skills = document["skills"].flatMap { $0.items }
            tools = document["tools"].flatMap { $0.items }
            prompts = document["prompts"].flatMap { $0 == .null ? nil : $0 }
            subWorkspaces = document["sub_workspaces"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : Bundle($0) } }
            agentCard = document["agent_card"].flatMap { $0 == .null ? nil : $0 }
            self.document = document
        }
    }

    /// A bundle as export gives it. April takes one without a name too; the contract and May do not.
    public struct BundleImportRequest: Sendable {
        /// The member `name`.
        public let name: String?
        /// The member `description`.
        public let description: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The member `system_prompt`.
        public let systemPrompt: String?
        /// The member `skills`.
        public let skills: [JSONValue]?
        /// The member `tools`.
        public let tools: [JSONValue]?
        /// The member `prompts`.
        public let prompts: JSONValue?
        /// The member `sub_workspaces`.
        public let subWorkspaces: [JSONValue]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            name = document["name"].flatMap { $0.text }
            description = document["description"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            systemPrompt = document["system_prompt"].flatMap { $0.text }
            skills = document["skills"].flatMap { $0.items }
            tools = document["tools"].flatMap { $0.items }
            prompts = document["prompts"].flatMap { $0 == .null ? nil : $0 }
            subWorkspaces = document["sub_workspaces"].flatMap { $0.items }
            self.document = document
        }
    }

    /// One workspace's outcome, with its children's. A failed root is still a 201.
    public struct BundleImportResult: Sendable {
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `name`.
        public let name: String?
        /// The member `status`.
        public let status: String?
        /// The member `error`.
        public let error: String?
        /// The member `children`.
        public let children: [BundleImportResult]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            workspaceId = document["workspace_id"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            error = document["error"].flatMap { $0.text }
            children = document["children"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : BundleImportResult($0) } }
            self.document = document
        }
    }

    /// `AuditEvent` of the contract.
    public struct AuditEvent: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `timestamp`.
        public let timestamp: String?
        /// The member `agent_id`.
        public let agentId: String?
        /// The member `session_id`.
        public let sessionId: String?
        /// The member `operation`.
        public let operation: String?
        /// The member `hmac`.
        public let hmac: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `input_hash`.
        public let inputHash: String?
        /// The member `output_hash`.
        public let outputHash: String?
        /// The member `model_used`.
        public let modelUsed: String?
        /// The member `prev_hmac`.
        public let prevHmac: String?
        /// The member `human_oversight_flag`.
        public let humanOversightFlag: Bool?
        /// The member `risk_flag`.
        public let riskFlag: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            timestamp = document["timestamp"].flatMap { $0.text }
            agentId = document["agent_id"].flatMap { $0.text }
            sessionId = document["session_id"].flatMap { $0.text }
            operation = document["operation"].flatMap { $0.text }
            hmac = document["hmac"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            inputHash = document["input_hash"].flatMap { $0.text }
            outputHash = document["output_hash"].flatMap { $0.text }
            modelUsed = document["model_used"].flatMap { $0.text }
            prevHmac = document["prev_hmac"].flatMap { $0.text }
            humanOversightFlag = document["human_oversight_flag"].flatMap { $0.bool }
            riskFlag = document["risk_flag"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// `AuditPage` of the contract.
    public struct AuditPage: Sendable {
        /// The member `events`.
        public let events: [AuditEvent]?
        /// The member `total`.
        public let total: Int64?
        /// The member `chain_valid`.
        public let chainValid: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            events = document["events"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : AuditEvent($0) } }
            total = document["total"].flatMap { $0.integer }
            chainValid = document["chain_valid"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// `Activity` of the contract.
    public struct Activity: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `activity_type`.
        public let activityType: String?
        /// The member `status`.
        public let status: String?
        /// The member `source_id`.
        public let sourceId: String?
        /// The member `target_id`.
        public let targetId: String?
        /// The member `method`.
        public let method: String?
        /// The member `summary`.
        public let summary: String?
        /// The member `error_detail`.
        public let errorDetail: String?
        /// The member `duration_ms`.
        public let durationMs: Int64?
        /// The member `created_at`.
        public let createdAt: String?
        /// The member `request_body`.
        public let requestBody: JSONValue?
        /// The member `response_body`.
        public let responseBody: JSONValue?
        /// The member `tool_trace`.
        public let toolTrace: JSONValue?
        /// The member `peer_name`.
        public let peerName: String?
        /// The member `peer_role`.
        public let peerRole: String?
        /// The member `agent_card_url`.
        public let agentCardUrl: String?
        /// The member `attachments`.
        public let attachments: JSONValue?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            activityType = document["activity_type"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            sourceId = document["source_id"].flatMap { $0.text }
            targetId = document["target_id"].flatMap { $0.text }
            method = document["method"].flatMap { $0.text }
            summary = document["summary"].flatMap { $0.text }
            errorDetail = document["error_detail"].flatMap { $0.text }
            durationMs = document["duration_ms"].flatMap { $0.integer }
            createdAt = document["created_at"].flatMap { $0.text }
            requestBody = document["request_body"].flatMap { $0 == .null ? nil : $0 }
            responseBody = document["response_body"].flatMap { $0 == .null ? nil : $0 }
            toolTrace = document["tool_trace"].flatMap { $0 == .null ? nil : $0 }
            peerName = document["peer_name"].flatMap { $0.text }
            peerRole = document["peer_role"].flatMap { $0.text }
            agentCardUrl = document["agent_card_url"].flatMap { $0.text }
            attachments = document["attachments"].flatMap { $0 == .null ? nil : $0 }
            self.document = document
        }
    }

    /// `Event` of the contract.
    public struct Event: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `event_type`.
        public let eventType: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `payload`.
        public let payload: JSONValue?
        /// The member `created_at`.
        public let createdAt: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            eventType = document["event_type"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            payload = document["payload"].flatMap { $0 == .null ? nil : $0 }
            createdAt = document["created_at"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `PendingApproval` of the contract.
    public struct PendingApproval: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `workspace_name`.
        public let workspaceName: String?
        /// The member `action`.
        public let action: String?
        /// The member `status`.
        public let status: String?
        /// The member `created_at`.
        public let createdAt: String?
        /// The member `reason`.
        public let reason: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            workspaceName = document["workspace_name"].flatMap { $0.text }
            action = document["action"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            createdAt = document["created_at"].flatMap { $0.text }
            reason = document["reason"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `Liveness` of the contract.
    public struct Liveness: Sendable {
        /// The member `subsystems`.
        public let subsystems: JSONValue?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            subsystems = document["subsystems"].flatMap { $0 == .null ? nil : $0 }
            self.document = document
        }
    }

    /// `ScheduleHealth` of the contract.
    public struct ScheduleHealth: Sendable {
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `workspace_name`.
        public let workspaceName: String?
        /// The member `schedule_id`.
        public let scheduleId: String?
        /// The member `schedule_name`.
        public let scheduleName: String?
        /// The member `cron_expr`.
        public let cronExpr: String?
        /// The member `last_run_at`.
        public let lastRunAt: String?
        /// The member `expected_next_run`.
        public let expectedNextRun: String?
        /// The member `status`.
        public let status: String?
        /// The member `stale_threshold_seconds`.
        public let staleThresholdSeconds: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            workspaceId = document["workspace_id"].flatMap { $0.text }
            workspaceName = document["workspace_name"].flatMap { $0.text }
            scheduleId = document["schedule_id"].flatMap { $0.text }
            scheduleName = document["schedule_name"].flatMap { $0.text }
            cronExpr = document["cron_expr"].flatMap { $0.text }
            lastRunAt = document["last_run_at"].flatMap { $0.text }
            expectedNextRun = document["expected_next_run"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            staleThresholdSeconds = document["stale_threshold_seconds"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `OrphanSchedule` of the contract.
    public struct OrphanSchedule: Sendable {
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `workspace_status`.
        public let workspaceStatus: String?
        /// The member `schedule_id`.
        public let scheduleId: String?
        /// The member `schedule_name`.
        public let scheduleName: String?
        /// The member `source`.
        public let source: String?
        /// The member `enabled`.
        public let enabled: Bool?
        /// The member `cron_expr`.
        public let cronExpr: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            workspaceId = document["workspace_id"].flatMap { $0.text }
            workspaceStatus = document["workspace_status"].flatMap { $0.text }
            scheduleId = document["schedule_id"].flatMap { $0.text }
            scheduleName = document["schedule_name"].flatMap { $0.text }
            source = document["source"].flatMap { $0.text }
            enabled = document["enabled"].flatMap { $0.bool }
            cronExpr = document["cron_expr"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `OrphansReaped` of the contract.
    public struct OrphansReaped: Sendable {
        /// The member `repointed`.
        public let repointed: Int64?
        /// The member `disabled`.
        public let disabled: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            repointed = document["repointed"].flatMap { $0.integer }
            disabled = document["disabled"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `DroppedItems` of the contract.
    public struct DroppedItems: Sendable {
        /// The member `dropped`.
        public let dropped: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            dropped = document["dropped"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `ImageRefreshResult` of the contract.
    public struct ImageRefreshResult: Sendable {
        /// The member `pulled`.
        public let pulled: [String]?
        /// The member `failed`.
        public let failed: [String]?
        /// The member `recreated`.
        public let recreated: [String]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            pulled = document["pulled"].flatMap { $0.items?.compactMap { $0.text } }
            failed = document["failed"].flatMap { $0.items?.compactMap { $0.text } }
            recreated = document["recreated"].flatMap { $0.items?.compactMap { $0.text } }
            self.document = document
        }
    }

    /// `Memory` of the contract.
    public struct Memory: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `content`.
        public let content: String?
        /// The member `scope`.
        public let scope: String?
        /// The member `namespace`.
        public let namespace: String?
        /// The member `created_at`.
        public let createdAt: String?
        /// The member `workspace_name`.
        public let workspaceName: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            content = document["content"].flatMap { $0.text }
            scope = document["scope"].flatMap { $0.text }
            namespace = document["namespace"].flatMap { $0.text }
            createdAt = document["created_at"].flatMap { $0.text }
            workspaceName = document["workspace_name"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `MemoryImport` of the contract.
    public struct MemoryImport: Sendable {
        /// The member `content`.
        public let content: String?
        /// The member `scope`.
        public let scope: String?
        /// The member `namespace`.
        public let namespace: String?
        /// The member `created_at`.
        public let createdAt: String?
        /// The member `workspace_name`.
        public let workspaceName: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            content = document["content"].flatMap { $0.text }
            scope = document["scope"].flatMap { $0.text }
            namespace = document["namespace"].flatMap { $0.text }
            createdAt = document["created_at"].flatMap { $0.text }
            workspaceName = document["workspace_name"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `MemoryImportResult` of the contract.
    public struct MemoryImportResult: Sendable {
        /// The member `imported`.
        public let imported: Int64?
        /// The member `skipped`.
        public let skipped: Int64?
        /// The member `errors`.
        public let errors: Int64?
        /// The member `total`.
        public let total: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            imported = document["imported"].flatMap { $0.integer }
            skipped = document["skipped"].flatMap { $0.integer }
            errors = document["errors"].flatMap { $0.integer }
            total = document["total"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `Delegation` of the contract.
    public struct Delegation: Sendable {
        /// The member `delegation_id`.
        public let delegationId: String?
        /// The member `caller_id`.
        public let callerId: String?
        /// The member `callee_id`.
        public let calleeId: String?
        /// The member `task_preview`.
        public let taskPreview: String?
        /// The member `status`.
        public let status: String?
        /// The member `last_heartbeat`.
        public let lastHeartbeat: String?
        /// The member `deadline`.
        public let deadline: String?
        /// The member `result_preview`.
        public let resultPreview: String?
        /// The member `error_detail`.
        public let errorDetail: String?
        /// The member `retry_count`.
        public let retryCount: Int64?
        /// The member `created_at`.
        public let createdAt: String?
        /// The member `updated_at`.
        public let updatedAt: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            delegationId = document["delegation_id"].flatMap { $0.text }
            callerId = document["caller_id"].flatMap { $0.text }
            calleeId = document["callee_id"].flatMap { $0.text }
            taskPreview = document["task_preview"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            lastHeartbeat = document["last_heartbeat"].flatMap { $0.text }
            deadline = document["deadline"].flatMap { $0.text }
            resultPreview = document["result_preview"].flatMap { $0.text }
            errorDetail = document["error_detail"].flatMap { $0.text }
            retryCount = document["retry_count"].flatMap { $0.integer }
            createdAt = document["created_at"].flatMap { $0.text }
            updatedAt = document["updated_at"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `DelegationPage` of the contract.
    public struct DelegationPage: Sendable {
        /// The member `delegations`.
        public let delegations: [Delegation]?
        /// The member `count`.
        public let count: Int64?
        /// The member `status`.
        public let status: String?
        /// The member `limit`.
        public let limit: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            delegations = document["delegations"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : Delegation($0) } }
            count = document["count"].flatMap { $0.integer }
            status = document["status"].flatMap { $0.text }
            limit = document["limit"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `DelegationStats` of the contract.
    public struct DelegationStats: Sendable {
        /// The member `queued`.
        public let queued: Int64?
        /// The member `dispatched`.
        public let dispatched: Int64?
        /// The member `in_progress`.
        public let inProgress: Int64?
        /// The member `completed`.
        public let completed: Int64?
        /// The member `failed`.
        public let failed: Int64?
        /// The member `stuck`.
        public let stuck: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            queued = document["queued"].flatMap { $0.integer }
            dispatched = document["dispatched"].flatMap { $0.integer }
            inProgress = document["in_progress"].flatMap { $0.integer }
            completed = document["completed"].flatMap { $0.integer }
            failed = document["failed"].flatMap { $0.integer }
            stuck = document["stuck"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `PluginAllowlist` of the contract.
    public struct PluginAllowlist: Sendable {
        /// The member `org_id`.
        public let orgId: String?
        /// The member `plugins`.
        public let plugins: [JSONValue]?
        /// The member `allow_all`.
        public let allowAll: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            orgId = document["org_id"].flatMap { $0.text }
            plugins = document["plugins"].flatMap { $0.items }
            allowAll = document["allow_all"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// Replaces the list; without `plugins` it is cleared.
    public struct PutPluginAllowlistRequest: Sendable {
        /// The member `plugins`.
        public let plugins: [String]?
        /// The member `enabled_by`.
        public let enabledBy: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            plugins = document["plugins"].flatMap { $0.items?.compactMap { $0.text } }
            enabledBy = document["enabled_by"].flatMap { $0.text }
            self.document = document
        }
    }

    /// The names as sent, not the objects that a read gives.
    public struct PluginAllowlistSaved: Sendable {
        /// The member `org_id`.
        public let orgId: String?
        /// The member `plugins`.
        public let plugins: [String]?
        /// The member `allow_all`.
        public let allowAll: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            orgId = document["org_id"].flatMap { $0.text }
            plugins = document["plugins"].flatMap { $0.items?.compactMap { $0.text } }
            allowAll = document["allow_all"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// The document names `count` and nothing else; `workspaces` is our sandbox's reading of it.
    public struct SelfHostedWorkspaceList: Sendable {
        /// The member `count`.
        public let count: Int64?
        /// The member `workspaces`.
        public let workspaces: [Workspace]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            count = document["count"].flatMap { $0.integer }
            workspaces = document["workspaces"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : Workspace($0) } }
            self.document = document
        }
    }

    /// `TerminatedWorkspaces` of the contract.
    public struct TerminatedWorkspaces: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `terminated_count`.
        public let terminatedCount: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            terminatedCount = document["terminated_count"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `TierPromoteRequest` of the contract.
    public struct TierPromoteRequest: Sendable {
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            workspaceId = document["workspace_id"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `TierPromoted` of the contract.
    public struct TierPromoted: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// An organisation.
    public struct Organization: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `slug`.
        public let slug: String?
        /// The member `name`.
        public let name: String?
        /// The member `plan`.
        public let plan: String?
        /// The member `status`.
        public let status: String?
        /// The member `stripe_customer_id`.
        public let stripeCustomerId: String?
        /// The member `credits_balance`.
        public let creditsBalance: Int64?
        /// The member `plan_monthly_credits`.
        public let planMonthlyCredits: Int64?
        /// The member `overage_used_credits`.
        public let overageUsedCredits: Int64?
        /// The member `overage_cap_credits`.
        public let overageCapCredits: Int64?
        /// The member `created_at`.
        public let createdAt: String?
        /// The member `updated_at`.
        public let updatedAt: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            slug = document["slug"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            plan = document["plan"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            stripeCustomerId = document["stripe_customer_id"].flatMap { $0.text }
            creditsBalance = document["credits_balance"].flatMap { $0.integer }
            planMonthlyCredits = document["plan_monthly_credits"].flatMap { $0.integer }
            overageUsedCredits = document["overage_used_credits"].flatMap { $0.integer }
            overageCapCredits = document["overage_cap_credits"].flatMap { $0.integer }
            createdAt = document["created_at"].flatMap { $0.text }
            updatedAt = document["updated_at"].flatMap { $0.text }
            self.document = document
        }
    }

    /// An organisation as administrators really see it: `instance_status` instead of `status`.
    public struct AdminOrganization: Sendable {
        /// The member `id`.
        public let id: String?
        /// The member `slug`.
        public let slug: String?
        /// The member `name`.
        public let name: String?
        /// The member `plan`.
        public let plan: String?
        /// The member `instance_status`.
        public let instanceStatus: String?
        /// The member `created_at`.
        public let createdAt: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            id = document["id"].flatMap { $0.text }
            slug = document["slug"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            plan = document["plan"].flatMap { $0.text }
            instanceStatus = document["instance_status"].flatMap { $0.text }
            createdAt = document["created_at"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `CreateOrgRequest` of the contract.
    public struct CreateOrgRequest: Sendable {
        /// The member `slug`.
        public let slug: String?
        /// The member `name`.
        public let name: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            slug = document["slug"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `AdminCreateOrgRequest` of the contract.
    public struct AdminCreateOrgRequest: Sendable {
        /// The member `slug`.
        public let slug: String?
        /// The member `name`.
        public let name: String?
        /// The member `owner_user_id`.
        public let ownerUserId: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            slug = document["slug"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            ownerUserId = document["owner_user_id"].flatMap { $0.text }
            self.document = document
        }
    }

    /// What would have been created.
    public struct AdminCreateOrgDryRun: Sendable {
        /// The member `dry_run`.
        public let dryRun: Bool?
        /// The member `slug`.
        public let slug: String?
        /// The member `name`.
        public let name: String?
        /// The member `owner_user_id`.
        public let ownerUserId: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            dryRun = document["dry_run"].flatMap { $0.bool }
            slug = document["slug"].flatMap { $0.text }
            name = document["name"].flatMap { $0.text }
            ownerUserId = document["owner_user_id"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `AdminTenantTokenResponse` of the contract.
    public struct AdminTenantTokenResponse: Sendable {
        /// The member `slug`.
        public let slug: String?
        /// The member `admin_token`.
        public let adminToken: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            slug = document["slug"].flatMap { $0.text }
            adminToken = document["admin_token"].flatMap { $0.text }
            self.document = document
        }
    }

    /// How far provisioning is, as the contract has it.
    public struct ProvisionStatus: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `stage`.
        public let stage: String?
        /// The member `progress`.
        public let progress: Int64?
        /// The member `message`.
        public let message: String?
        /// The member `eta_seconds`.
        public let etaSeconds: Int64?
        /// The member `url`.
        public let url: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            stage = document["stage"].flatMap { $0.text }
            progress = document["progress"].flatMap { $0.integer }
            message = document["message"].flatMap { $0.text }
            etaSeconds = document["eta_seconds"].flatMap { $0.integer }
            url = document["url"].flatMap { $0.text }
            self.document = document
        }
    }

    /// How far provisioning is, as clients of April saw it.
    public struct ProvisionStatusObserved: Sendable {
        /// The member `status`.
        public let status: String?
        /// The member `url`.
        public let url: String?
        /// The member `error`.
        public let error: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            url = document["url"].flatMap { $0.text }
            error = document["error"].flatMap { $0.text }
            self.document = document
        }
    }

    /// Public facts about an organisation's server.
    public struct OrgInstance: Sendable {
        /// The member `slug`.
        public let slug: String?
        /// The member `status`.
        public let status: String?
        /// The member `ip`.
        public let ip: String?
        /// The member `org_id`.
        public let orgId: String?
        /// The member `region`.
        public let region: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            slug = document["slug"].flatMap { $0.text }
            status = document["status"].flatMap { $0.text }
            ip = document["ip"].flatMap { $0.text }
            orgId = document["org_id"].flatMap { $0.text }
            region = document["region"].flatMap { $0.text }
            self.document = document
        }
    }

    /// Everything kept about the organisation. Personal data.
    public struct OrgExport: Sendable {
        /// The member `schema_version`.
        public let schemaVersion: String?
        /// The member `exported_at`.
        public let exportedAt: String?
        /// The member `exported_by`.
        public let exportedBy: String?
        /// The member `subject`.
        public let subject: JSONValue?
        /// The member `organization`.
        public let organization: Organization?
        /// The member `infrastructure`.
        public let infrastructure: JSONValue?
        /// The member `members`.
        public let members: [JSONValue]?
        /// The member `notes`.
        public let notes: JSONValue?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            schemaVersion = document["schema_version"].flatMap { $0.text }
            exportedAt = document["exported_at"].flatMap { $0.text }
            exportedBy = document["exported_by"].flatMap { $0.text }
            subject = document["subject"].flatMap { $0 == .null ? nil : $0 }
            organization = document["organization"].flatMap { $0.members == nil ? nil : Organization($0) }
            infrastructure = document["infrastructure"].flatMap { $0 == .null ? nil : $0 }
            members = document["members"].flatMap { $0.items }
            notes = document["notes"].flatMap { $0 == .null ? nil : $0 }
            self.document = document
        }
    }

    /// `BillingCheckoutRequest` of the contract.
    public struct BillingCheckoutRequest: Sendable {
        /// The member `org_slug`.
        public let orgSlug: String?
        /// The member `plan`.
        public let plan: String?
        /// The member `success_url`.
        public let successUrl: String?
        /// The member `cancel_url`.
        public let cancelUrl: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            orgSlug = document["org_slug"].flatMap { $0.text }
            plan = document["plan"].flatMap { $0.text }
            successUrl = document["success_url"].flatMap { $0.text }
            cancelUrl = document["cancel_url"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `BillingPortalRequest` of the contract.
    public struct BillingPortalRequest: Sendable {
        /// The member `org_slug`.
        public let orgSlug: String?
        /// The member `return_url`.
        public let returnUrl: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            orgSlug = document["org_slug"].flatMap { $0.text }
            returnUrl = document["return_url"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `BillingSession` of the contract.
    public struct BillingSession: Sendable {
        /// The member `url`.
        public let url: String?
        /// The member `id`.
        public let id: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            url = document["url"].flatMap { $0.text }
            id = document["id"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `DeleteTenantRequest` of the contract.
    public struct DeleteTenantRequest: Sendable {
        /// The member `confirm`.
        public let confirm: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            confirm = document["confirm"].flatMap { $0.text }
            self.document = document
        }
    }

    /// How to go about it. `dry_run` is left out on purpose: a server that ignores it would redeploy everything.
    public struct RedeployFleetRequest: Sendable {
        /// The member `target_tag`.
        public let targetTag: String?
        /// The member `canary_slug`.
        public let canarySlug: String?
        /// The member `soak_seconds`.
        public let soakSeconds: Int64?
        /// The member `batch_size`.
        public let batchSize: Int64?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            targetTag = document["target_tag"].flatMap { $0.text }
            canarySlug = document["canary_slug"].flatMap { $0.text }
            soakSeconds = document["soak_seconds"].flatMap { $0.integer }
            batchSize = document["batch_size"].flatMap { $0.integer }
            self.document = document
        }
    }

    /// `RedeployResult` of the contract.
    public struct RedeployResult: Sendable {
        /// The member `slug`.
        public let slug: String?
        /// The member `phase`.
        public let phase: String?
        /// The member `ssm_status`.
        public let ssmStatus: String?
        /// The member `ssm_exit_code`.
        public let ssmExitCode: Int64?
        /// The member `healthz_ok`.
        public let healthzOk: Bool?
        /// The member `error`.
        public let error: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            slug = document["slug"].flatMap { $0.text }
            phase = document["phase"].flatMap { $0.text }
            ssmStatus = document["ssm_status"].flatMap { $0.text }
            ssmExitCode = document["ssm_exit_code"].flatMap { $0.integer }
            healthzOk = document["healthz_ok"].flatMap { $0.bool }
            error = document["error"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `RedeployFleetResult` of the contract.
    public struct RedeployFleetResult: Sendable {
        /// The member `ok`.
        public let ok: Bool?
        /// The member `results`.
        public let results: [RedeployResult]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            ok = document["ok"].flatMap { $0.bool }
            results = document["results"].flatMap { $0.items?.compactMap { $0.members == nil ? nil : RedeployResult($0) } }
            self.document = document
        }
    }

    /// `UpdateWorkspaceEnvRequest` of the contract.
    public struct UpdateWorkspaceEnvRequest: Sendable {
        /// The member `env`.
        public let env: JSONValue?
        /// The member `merge`.
        public let merge: Bool?
        /// The member `force`.
        public let force: Bool?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            env = document["env"].flatMap { $0 == .null ? nil : $0 }
            merge = document["merge"].flatMap { $0.bool }
            force = document["force"].flatMap { $0.bool }
            self.document = document
        }
    }

    /// Check `ok` and `ssm_exit_code`: 200 alone is not success.
    public struct UpdateWorkspaceEnvResponse: Sendable {
        /// The member `ok`.
        public let ok: Bool?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `instance_id`.
        public let instanceId: String?
        /// The member `ssm_status`.
        public let ssmStatus: String?
        /// The member `ssm_exit_code`.
        public let ssmExitCode: Int64?
        /// The member `container_restarted`.
        public let containerRestarted: Bool?
        /// The member `applied_keys`.
        public let appliedKeys: [String]?
        /// The member `env_keys_after`.
        public let envKeysAfter: [String]?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            ok = document["ok"].flatMap { $0.bool }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            instanceId = document["instance_id"].flatMap { $0.text }
            ssmStatus = document["ssm_status"].flatMap { $0.text }
            ssmExitCode = document["ssm_exit_code"].flatMap { $0.integer }
            containerRestarted = document["container_restarted"].flatMap { $0.bool }
            appliedKeys = document["applied_keys"].flatMap { $0.items?.compactMap { $0.text } }
            envKeysAfter = document["env_keys_after"].flatMap { $0.items?.compactMap { $0.text } }
            self.document = document
        }
    }

    /// `WorkspaceProvisionRequest` of the contract.
    public struct WorkspaceProvisionRequest: Sendable {
        /// The member `org_id`.
        public let orgId: String?
        /// The member `workspace_id`.
        public let workspaceId: String?
        /// The member `runtime`.
        public let runtime: String?
        /// The member `tier`.
        public let tier: Int64?
        /// The member `instance_type`.
        public let instanceType: String?
        /// The member `disk_gb`.
        public let diskGb: Int64?
        /// The member `platform_url`.
        public let platformUrl: String?
        /// The member `env`.
        public let env: JSONValue?
        /// The member `config_files`.
        public let configFiles: JSONValue?
        /// The member `display`.
        public let display: JSONValue?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            orgId = document["org_id"].flatMap { $0.text }
            workspaceId = document["workspace_id"].flatMap { $0.text }
            runtime = document["runtime"].flatMap { $0.text }
            tier = document["tier"].flatMap { $0.integer }
            instanceType = document["instance_type"].flatMap { $0.text }
            diskGb = document["disk_gb"].flatMap { $0.integer }
            platformUrl = document["platform_url"].flatMap { $0.text }
            env = document["env"].flatMap { $0 == .null ? nil : $0 }
            configFiles = document["config_files"].flatMap { $0 == .null ? nil : $0 }
            display = document["display"].flatMap { $0 == .null ? nil : $0 }
            self.document = document
        }
    }

    /// `WorkspaceProvisionResponse` of the contract.
    public struct WorkspaceProvisionResponse: Sendable {
        /// The member `instance_id`.
        public let instanceId: String?
        /// The member `public_ip`.
        public let publicIp: String?
        /// The member `private_ip`.
        public let privateIp: String?
        /// The member `state`.
        public let state: String?
        /// The member `runtime`.
        public let runtime: String?
        /// The member `domain`.
        public let domain: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            instanceId = document["instance_id"].flatMap { $0.text }
            publicIp = document["public_ip"].flatMap { $0.text }
            privateIp = document["private_ip"].flatMap { $0.text }
            state = document["state"].flatMap { $0.text }
            runtime = document["runtime"].flatMap { $0.text }
            domain = document["domain"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `WorkspaceProvisionStatus` of the contract.
    public struct WorkspaceProvisionStatus: Sendable {
        /// The member `instance_id`.
        public let instanceId: String?
        /// The member `state`.
        public let state: String?
        /// The member `public_ip`.
        public let publicIp: String?
        /// The member `private_ip`.
        public let privateIp: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            instanceId = document["instance_id"].flatMap { $0.text }
            state = document["state"].flatMap { $0.text }
            publicIp = document["public_ip"].flatMap { $0.text }
            privateIp = document["private_ip"].flatMap { $0.text }
            self.document = document
        }
    }

    /// `DeprovisionedWorkspace` of the contract.
    public struct DeprovisionedWorkspace: Sendable {
        /// The member `status`.
        public let status: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            status = document["status"].flatMap { $0.text }
            self.document = document
        }
    }
}
