import CommandTree
import HostSystem
import Sandbox

/// The command `sandbox`.
enum SandboxCommands {
    static let node = Node(
        "sandbox", summary: "run a platform of your own on this machine",
        discussion: [
            """
            A whole platform inside this program, on loopback only, which answers as the real servers do: for learning, \
            for trying a rotation out, and for tests.
            """
        ],
        subcommands: [SandboxServe.node, SandboxRun.node, SandboxNode.node, SandboxTour.node])
}

/// The options of a sandbox.
struct SandboxOptions: Sendable {
    var configuration = SandboxConfiguration()

    /// The versions of Moltnet that differ in what clients see.
    static let moltnetReleases: [Value.Choice] = [
        .init("v0.1.0", "the Moltnet of the document: without open registration"),
        .init("v0.1.2", "the last one whose nodes may not ask about the network"),
        .init("v0.1.3", "the first one whose nodes may ask, and do at their start"),
        .init("v0.1.11", "the first one that strangers may read"),
        .init("v0.1.13", "the newest Moltnet, unless told otherwise"),
    ]

    static let options: [Option] = [
        .value(
            "surface",
            Value(
                "SURFACE",
                .choice([
                    .init("self-hosted", "the platform of the ADMIN_TOKEN page, with /admin routes"),
                    .init("tenant", "the workspace server of one organisation"),
                    .init("control-plane", "the server of organisations and machines, with their tenants behind it"),
                    .init("moltnet", "the server of a network of agents, from its own configuration file"),
                ])), default: "self-hosted", "Which server to be."),
        .value(
            "release",
            Value(
                "RELEASE",
                .choice(
                    [
                        .init("april", "the tenant server as of April 2026"),
                        .init("may", "the tenant server as of May 2026, unless told otherwise"),
                    ] + SandboxOptions.moltnetReleases)),
            "Which state of the tenant server, or which version of the Moltnet server, to be."),
        .value(
            "strict-org", Value("ID", .text),
            "Serve this organisation alone: a tenant then answers nobody who does not name it."),
        .value(
            "provisioning", Value("DURATION", .duration), default: "1s",
            "How long a workspace takes to come up, and on the control plane an organisation or a machine."),
        .flag("canvas", "Answer every unknown route with a web page, as behind the web application."),
        .value(
            "rate-limit", Value("COUNT", .integer(1...1_000_000)), default: "600",
            "How many requests one client may send in each window."),
        .value(
            "rate-window", Value("DURATION", .duration), default: "60s",
            "How long a window is, in whole seconds; shorter ones make tests quick."),
        .value(
            "fault", Value("RULE", .text), repeats: true,
            "Let something go wrong at a request, such as status:503:2, drop:3 or kill-client:after:4; may be repeated."
        ),
        .value(
            "log", Value("PATH", .file),
            "Append one JSON line a request: method, path, status and which token it had, never the token."),
        .value(
            "record", Value("PATH", .file),
            "Append one JSON line an exchange, for tests: both bodies are in it, with the secrets they hold."),
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        configuration.surface =
            arguments.text("surface").flatMap { SandboxConfiguration.Surface(rawValue: $0) }
            ?? .selfHosted
        if let duration = arguments.duration("provisioning") {
            configuration.provisioningSeconds = duration / .seconds(1)
        }
        try choose(release: arguments.text("release"))
        configuration.hasCanvasProxy = arguments.flag("canvas")
        configuration.rateLimit.requests = arguments.integer("rate-limit") ?? 600
        let window = (arguments.duration("rate-window") ?? .seconds(60)).components
        guard (1...86_400).contains(window.seconds), window.attoseconds == 0 else {
            throw UsageError("--rate-window is whole seconds, from 1s to 24h.")
        }
        configuration.rateLimit.seconds = Int(window.seconds)
        configuration.logPath = arguments.text("log")
        configuration.recordPath = arguments.text("record")
        configuration.organizationID = arguments.text("strict-org")
        for text in arguments.texts("fault") {
            guard let fault = Fault(text) else {
                throw UsageError(
                    "A --fault rule does not read.",
                    hint: "Rules look like status:503:2, drop:3, delay:0.5:1-4 or kill-client:after:4.")
            }
            configuration.faults.append(fault)
        }
    }

    /// A release is one of the server that is played.
    private mutating func choose(release: String?) throws(UsageError) {
        guard let release else { return }
        if let version = MoltnetRelease(release), configuration.surface == .moltnet {
            configuration.moltnetRelease = version
        } else if release == "april" || release == "may", configuration.surface != .moltnet {
            configuration.tenantRelease = release == "april" ? .april : .may
        } else {
            throw UsageError("\(release) is no release of --surface \(configuration.surface.rawValue).")
        }
    }
}

extension SandboxServer {
    /// Makes and starts a server.
    static func started(_ configuration: SandboxConfiguration) throws(Failure) -> SandboxServer {
        do throws(SandboxError) {
            let server = try SandboxServer(configuration)
            try server.start()
            return server
        } catch { throw .sandbox(error) }
    }

    /// Serves until a signal comes or the time is over, reading the environment file again at every SIGHUP.
    func serve(until end: ContinuousClock.Instant?) async {
        var seen = SignalWatch.hangupCount
        while SignalWatch.received == nil, !Task.isCancelled, end.map({ ContinuousClock.now < $0 }) ?? true {
            await Pause.nap(milliseconds: 20)
            if SignalWatch.hangupCount != seen {
                seen = SignalWatch.hangupCount
                reload()
            }
        }
    }
}
