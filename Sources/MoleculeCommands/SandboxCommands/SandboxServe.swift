import CommandTree
import Glibc
import HostSystem
import JSON
import Sandbox

/// The command `sandbox serve`.
struct SandboxServe: Verb {
    let options: SandboxOptions
    let pidFile: String?
    let lifetime: Duration?

    static let node = Node(
        "serve", summary: "serve a platform on loopback",
        discussion: [
            """
            Serves until it is stopped by a signal. ADMIN_TOKEN is read from the environment file at start and again at \
            SIGHUP, as a restarted server would read it; without the file or the variable the platform lets everyone in, \
            which is what the real one does.
            """,
            """
            A control plane reads CP_ADMIN_API_TOKEN, PROVISION_SHARED_SECRET and MOLECULE_SESSION_COOKIE from the same \
            file, and lets nobody in by one that is not set. Its tenants answer on the same port to whoever names them: \
            with X-Molecule-Org-Slug, with X-Molecule-Org-Id, or, for programs such as curl, by a host such as acme.localhost. What becomes of an \
            organisation shows in its slug: fail-… does not come up, stall-… never begins to, sticky-… is deleted only \
            when asked twice, broke-… cannot pay, sick-… does not come back from a redeployment.
            """,
            """
            A Moltnet server reads its configuration file once and never again: a change of it needs a restart, which is \
            SIGTERM (it ends with status 0) and a new start. It refuses a file that the real one refuses, in its words. \
            Without --config it looks where the real one does: MOLTNET_CONFIG, then Moltnet, moltnet.yaml, moltnet.yml and \
            moltnet.json; with none of them it lets everyone in, which is what the real one does too.
            """,
        ],
        options: [
            .value(
                "listen", Value("ADDRESS:PORT", .text), default: "127.0.0.1:0",
                "Where to listen: a loopback address; port 0 is any free one."),
            .value("env-file", Value("PATH", .file), "The environment file to read the server's credentials from."),
            .value("config", Value("PATH", .file), "The configuration file of a Moltnet server."),
            .value("state", Value("DIRECTORY", .directory), "Keep the workspaces' states here, across restarts."),
            .value(
                "workspaces", Value("COUNT", .integer(1...100_000)), default: "6",
                "How many workspaces there are at first."
            ),
            .value(
                "team-size", Value("COUNT", .integer(1...100_000)), default: "8",
                "How many of the made-up ones stand together, a lead and those below it; 1 for none below another."),
            .value("pid-file", Value("PATH", .file), "Write the process id here once the platform answers."),
            .value("for", Value("DURATION", .duration), "Stop after so long."),
        ] + SandboxOptions.options,
        examples: [
            Example("Serve a platform that is open to everyone.", "molecule sandbox serve --listen 127.0.0.1:8080"),
            Example(
                "Serve one whose token can be rotated.",
                "molecule sandbox serve --listen 127.0.0.1:8080 --env-file platform.env --pid-file platform.pid"),
            Example(
                "Serve a network of agents, as an older version did.",
                "molecule sandbox serve --surface moltnet --config Moltnet --release v0.1.2"),
        ],
        statuses: [.conflict, .interrupted, .terminated],
        action: { arguments throws(UsageError) in try SandboxServe(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        var options = try SandboxOptions(arguments)
        let listen = arguments.text("listen") ?? "127.0.0.1:0"
        guard let colon = listen.lastIndex(of: ":"), let port = UInt16(listen[listen.index(after: colon)...]) else {
            throw UsageError("--listen is an address and a port, such as 127.0.0.1:8080.")
        }
        // An IPv6 address stands in brackets where a port follows it.
        let address = listen[..<colon]
        let isBracketed = address.hasPrefix("[") && address.hasSuffix("]")
        options.configuration.address = String(isBracketed ? address.dropFirst().dropLast() : address)
        options.configuration.port = port
        options.configuration.environmentFile = arguments.text("env-file")
        options.configuration.stateDirectory = arguments.text("state")
        options.configuration.workspaces = arguments.integer("workspaces") ?? 6
        options.configuration.teamSize = arguments.integer("team-size") ?? 8
        options.configuration.moltnetFile = arguments.text("config")
        if let file = options.configuration.moltnetFile, looksLikeSecret(file) {
            throw UsageError("--config looks like a secret, which must not be typed here.", hint: "Name a file.")
        }
        guard options.configuration.surface == .moltnet || options.configuration.moltnetFile == nil else {
            throw UsageError("--config is of --surface moltnet only.")
        }
        self.options = options
        pidFile = arguments.text("pid-file")
        lifetime = arguments.duration("for")
    }

    func run(in world: World) async throws(Failure) {
        SignalWatch.start()
        var configuration = options.configuration
        let isMoltnet = configuration.surface == .moltnet
        if isMoltnet {
            // The real one has no use for a hangup, and ends.
            configuration.moltnetFile = configuration.moltnetFile ?? SandboxServe.moltnetFile(world)
        } else {
            SignalWatch.startCountingHangups()
        }
        let server = try SandboxServer.started(configuration)
        defer { server.stop() }
        try world.output.print(
            Report(
                ["url": .string(server.url), "pid": .integer(Int64(getpid()))], rows: [[server.url, String(getpid())]],
                names: [server.url]))
        let reload = isMoltnet ? "" : ", read the environment file again with kill -HUP \(getpid())"
        world.output.remark("Serving \(server.url); stop with Ctrl-C\(reload).")
        if let pidFile { try writePid(to: pidFile) }
        await server.serve(until: lifetime.map { .now + $0 })
        if let pidFile { unlink(pidFile) }
        if let number = SignalWatch.received, number != SIGTERM || !isMoltnet { throw .signalled(number, hint: nil) }
    }

    /// Where the real server finds its configuration.
    private static func moltnetFile(_ world: World) -> String? {
        if let path = world.environment["MOLTNET_CONFIG"], !path.isEmpty { return path }
        return ["Moltnet", "moltnet.yaml", "moltnet.yml", "moltnet.json"].first { access($0, F_OK) == 0 }
    }

    private func writePid(to path: String) throws(Failure) {
        do { try PrivateFile(path: path).write(Array("\(getpid())\n".utf8)) } catch { throw .file(error) }
    }
}
