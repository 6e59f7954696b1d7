/// One operation of the contract, with the facts a client needs that OpenAPI cannot say.
public struct Operation: Sendable {
    /// Which server answers it.
    public enum Surface: String, Sendable {
        case selfHosted = "self-hosted"
        case tenant
        case controlPlane = "control-plane"
    }

    /// What repeating it does.
    public enum Retry: String, Sendable {
        /// It only reads.
        case safe
        /// Doing it twice is doing it once.
        case idempotent
        /// Doing it twice may make two things.
        case never
    }

    /// Which budget of requests it draws on.
    public enum RateLimit: String, Sendable {
        case general
        /// Ten an hour for each address.
        case mint
        case none
    }

    /// A parameter in the path or the query, or a header.
    public struct Parameter: Sendable {
        /// Where it stands.
        public enum Place: String, Sendable {
            case path
            case query
            case header
        }

        /// Its name on the wire.
        public let name: String
        /// Where it stands.
        public let place: Place
        /// Whether the operation cannot be called without it.
        public let isRequired: Bool
        /// Its shape.
        public let schema: Schema
        /// What it does.
        public let summary: String

        /// Describes a parameter.
        public init(_ name: String, _ place: Place, required: Bool, _ schema: Schema, _ summary: String) {
            self.name = name
            self.place = place
            isRequired = required
            self.schema = schema
            self.summary = summary
        }
    }

    /// The body of a request.
    public struct Body: Sendable {
        /// Whether the operation cannot be called without one.
        public let isRequired: Bool
        /// Its shape.
        public let schema: Schema

        /// Describes a body.
        public init(required: Bool, _ schema: Schema) {
            isRequired = required
            self.schema = schema
        }
    }

    /// One of the answers that are documented.
    public struct Response: Sendable {
        /// The status.
        public let status: Int
        /// The media types its body may have; none when there is no body.
        public let mediaTypes: [String]
        /// The shape of its JSON body, where it has one.
        public let schema: Schema?
        /// When it comes.
        public let summary: String

        /// Describes an answer.
        public init(_ status: Int, _ mediaTypes: [String], _ schema: Schema?, _ summary: String) {
            self.status = status
            self.mediaTypes = mediaTypes
            self.schema = schema
            self.summary = summary
        }
    }

    /// A member or parameter that makes a dangerous call take effect.
    public struct Guard: Sendable {
        /// Where it stands: `query`, `header` or `body`.
        public let place: String
        /// Its name.
        public let name: String
        /// The text it must have; `{name}` and `{slug}` stand for what is acted on.
        public let value: String

        /// Describes a guard.
        public init(_ place: String, _ name: String, _ value: String) {
            self.place = place
            self.name = name
            self.value = value
        }
    }

    /// The name in the contract, such as `listWorkspaces`.
    public let id: String
    /// The method.
    public let method: HTTPMethod
    /// The path with its parameters in braces, such as `/workspaces/{id}`.
    public let path: String
    /// What it does, in one line.
    public let summary: String
    /// What it does, with side effects, guards and limits.
    public let description: String
    /// The nouns it is about.
    public let tags: [String]
    /// Which server answers it.
    public let surface: Surface
    /// Which class of callers it lets in, such as `admin`.
    public let authClass: String
    /// What is sent besides the body.
    public let parameters: [Parameter]
    /// The body, if it takes one.
    public let body: Body?
    /// The answers documented, by status.
    public let responses: [Response]
    /// The credentials that do, as alternatives; an empty alternative means that none is needed.
    public let security: [[SecurityScheme]]
    /// What repeating it does.
    public let retry: Retry
    /// What to do when its reply is lost.
    public let lostReply: String
    /// What else it does.
    public let sideEffects: [String]
    /// What confirms it, if it wants to be confirmed.
    public let confirm: Guard?
    /// What forces it past a refusal, if it can be forced.
    public let force: Guard?
    /// Which budget of requests it draws on.
    public let rateLimit: RateLimit
    /// How long it may take.
    public let deadlineSeconds: Int
    /// JSON pointers to members of the answer that are secrets.
    public let returnsSecrets: [String]
    /// JSON pointers to members of the body that are secrets.
    public let takesSecrets: [String]
    /// Whether it is one of the operations the product's contract promises.
    public let isPromised: Bool

    /// Describes an operation.
    public init(
        id: String, method: HTTPMethod, path: String, summary: String, description: String, tags: [String],
        surface: Surface, authClass: String, parameters: [Parameter], body: Body?, responses: [Response],
        security: [[SecurityScheme]], retry: Retry, lostReply: String, sideEffects: [String], confirm: Guard?,
        force: Guard?, rateLimit: RateLimit, deadlineSeconds: Int, returnsSecrets: [String], takesSecrets: [String],
        isPromised: Bool
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.summary = summary
        self.description = description
        self.tags = tags
        self.surface = surface
        self.authClass = authClass
        self.parameters = parameters
        self.body = body
        self.responses = responses
        self.security = security
        self.retry = retry
        self.lostReply = lostReply
        self.sideEffects = sideEffects
        self.confirm = confirm
        self.force = force
        self.rateLimit = rateLimit
        self.deadlineSeconds = deadlineSeconds
        self.returnsSecrets = returnsSecrets
        self.takesSecrets = takesSecrets
        self.isPromised = isPromised
    }
}
