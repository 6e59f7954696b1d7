/// What a sandbox is to be: where it listens, which server it plays, and what goes wrong.
public struct SandboxConfiguration: Sendable {
    /// Which of the platform's servers is played.
    public enum Surface: String, Sendable, CaseIterable {
        /// The platform server of the ADMIN_TOKEN document: `/admin/workspaces` and its siblings.
        case selfHosted = "self-hosted"
        /// The server of one organisation: `/workspaces`, behind the tenant guard when there is an organisation id.
        case tenant
        /// The server of organisations, billing and machines: `/api/v1`, with the tenants behind it.
        case controlPlane = "control-plane"
        /// The server of a network of agents, from a configuration file of its own.
        case moltnet
    }

    /// Which state of the tenant server is played.
    public enum TenantRelease: String, Sendable, CaseIterable {
        /// As of 2026-04-27.
        case april = "2026-04"
        /// As of 2026-05-31.
        case may = "2026-05"
    }

    /// What the tenant server runs workspaces on, which decides what its operations really do.
    public enum DeploymentMode: String, Sendable, CaseIterable {
        /// Containers on the machine itself: workspaces start, stop and are restarted when a secret changes.
        case docker
        /// One machine per workspace, asked for from the control plane.
        case saas
        /// Nothing to run a workspace on: one that is created fails at once.
        case none
    }

    /// How many requests one client may send within a window that starts with its first.
    public struct RateLimit: Sendable, Equatable {
        /// Requests in one window: 1 or more.
        public var requests: Int
        /// The length of the window in seconds: 1 to 86 400.
        public var seconds: Int

        /// A budget; the default is the platform's own, 600 requests in 60 seconds.
        public init(requests: Int = 600, seconds: Int = 60) {
            self.requests = requests
            self.seconds = seconds
        }
    }

    /// An address of the loopback interface: in 127.0.0.0/8, `::1`, or `localhost` (which is 127.0.0.1).
    public var address = "127.0.0.1"
    /// The port, or 0 to let the system choose a free one.
    public var port: UInt16 = 0
    /// Which server is played.
    public var surface = Surface.selfHosted
    /// Which state of the tenant server is played; without meaning for the self-hosted surface.
    public var tenantRelease = TenantRelease.may
    /// Which version of the Moltnet server is played.
    public var moltnetRelease = MoltnetRelease.newest
    /// The configuration file of the Moltnet server; without one it lets everyone in, as the real one does.
    public var moltnetFile: String?
    /// The organisation's id, which turns the tenant guard on; without meaning for the self-hosted surface.
    public var organizationID: String?
    /// What the tenant server runs workspaces on.
    ///
    /// When unset it is `saas` with an organisation id and `docker` without one, as on the real server.
    public var deploymentMode: DeploymentMode?
    /// The whole `Cookie` header that the tenant server takes for a verified session; without one there is no session.
    public var sessionCookie: String?
    /// Whether the tenant server runs in development mode, which opens it and lifts its rate limits as long as
    /// `ADMIN_TOKEN` is unset.
    public var isDevelopment = false
    /// Whether the tenant server of April hands out test tokens, which it does unless it is told to be in production.
    public var hasTestTokens = true
    /// Seconds from the start of provisioning to its end, of a workspace on the tenant surface, and of an organisation
    /// or a machine on the control plane: 0 to 3 600.
    public var provisioningSeconds = 1.0
    /// Factor on the tenant server's own waits (2 seconds after every imported child, 60 between automatic restarts,
    /// 10 minutes to a provisioning timeout): 0 to 1.
    public var timeScale = 1.0
    /// Whether a web interface stands behind the server and answers every route that is not mounted, with HTML.
    public var hasCanvasProxy = false
    /// The file of `NAME=value` lines that `ADMIN_TOKEN` is read from, and for the control plane `CP_ADMIN_API_TOKEN`,
    /// `PROVISION_SHARED_SECRET` and `MOLECULE_SESSION_COOKIE`.
    ///
    /// Without one, or without the file, they are unset.
    public var environmentFile: String?
    /// The directory that changes are kept in across restarts; in memory only without one.
    ///
    /// Created when missing. Of the self-hosted surface only: the tenant surface forgets everything when it ends, and is
    /// refused with one.
    public var stateDirectory: String?
    /// How many workspaces there are at the start: 1 to 100 000.
    ///
    /// The known ones come first. Without meaning where saved ones are found.
    public var workspaces = 6
    /// How many of the made-up workspaces stand together, a lead and those below it: 1 to 100 000.
    public var teamSize = 8
    /// The request budget of each client.
    public var rateLimit = RateLimit()
    /// What goes wrong, and when.
    public var faults: [Fault] = []
    /// The file that one JSON line per request is appended to.
    ///
    /// Created when missing, for the owner only.
    public var logPath: String?
    /// The file that one JSON line per exchange is appended to: both messages whole, for tests.
    ///
    /// Bodies stand in it with the secrets they hold; of the headers that carry credentials, only that they were there.
    /// Created when missing, for the owner only; several sandboxes may share it.
    public var recordPath: String?
    /// Seconds a connection may stay silent, and that one request may take to arrive: above 0, up to 3 600.
    public var idleTimeout = 30.0
    /// How many connections are served at once: 1 to 1 024.
    ///
    /// More wait until one ends.
    public var maximumConnections = 256

    /// A self-hosted server on a free port of 127.0.0.1 without a token, as it stands until something is changed.
    public init() {}

    func check() throws(SandboxError) {
        guard rateLimit.requests >= 1, (1...86_400).contains(rateLimit.seconds) else {
            throw .invalidSetting("the rate limit needs at least 1 request and 1 to 86400 seconds")
        }
        guard (1...100_000).contains(workspaces) else {
            throw .invalidSetting("the number of workspaces must be 1 to 100000")
        }
        guard (1...100_000).contains(teamSize) else {
            throw .invalidSetting("the size of a team must be 1 to 100000")
        }
        guard idleTimeout > 0, idleTimeout <= 3_600 else {
            throw .invalidSetting("the idle timeout must be above 0 and at most 3600 seconds")
        }
        guard (1...1_024).contains(maximumConnections) else {
            throw .invalidSetting("the number of connections must be 1 to 1024")
        }
        if let organizationID, organizationID.isEmpty {
            throw .invalidSetting("the organisation id is empty")
        }
        // Better than to forget what somebody believes to be kept.
        if surface != .selfHosted, stateDirectory != nil {
            let name =
                switch surface {
                case .selfHosted, .tenant: "tenant surface"
                case .controlPlane: "control plane"
                case .moltnet: "Moltnet server"
                }
            throw .invalidSetting("the \(name) keeps no state across restarts")
        }
        guard (0...3_600).contains(provisioningSeconds) else {
            throw .invalidSetting("provisioning must take 0 to 3600 seconds")
        }
        guard (0...1).contains(timeScale) else {
            throw .invalidSetting("the factor on the server's waits must be 0 to 1")
        }
    }
}
