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
        subcommands: [SandboxServe.node, SandboxRun.node, SandboxTour.node])
}

/// The options of a sandbox.
struct SandboxOptions: Sendable {
    var configuration = SandboxConfiguration()

    static let options: [Option] = [
        .value(
            "surface",
            Value(
                "SURFACE",
                .choice([
                    .init("self-hosted", "the platform of the ADMIN_TOKEN page, with /admin routes"),
                    .init("tenant", "the workspace server of one organisation"),
                    .init("control-plane", "the server of organisations and machines, with their tenants behind it"),
                ])), default: "self-hosted", "Which server to be."),
        .value(
            "release", Value("RELEASE", .choice([.init("april", "as of April 2026"), .init("may", "as of May 2026")])),
            default: "may", "Which state of the tenant server to be."),
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
        configuration.tenantRelease = arguments.text("release") == "april" ? .april : .may
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
