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
            with X-Molecule-Org-Slug, with X-Molecule-Org-Id, or by a host such as acme.localhost. What becomes of an \
            organisation shows in its slug: fail-… does not come up, stall-… never begins to, sticky-… is deleted only \
            when asked twice, broke-… cannot pay, sick-… does not come back from a redeployment.
            """,
        ],
        options: [
            .value(
                "listen", Value("ADDRESS:PORT", .text), default: "127.0.0.1:0",
                "Where to listen: a loopback address; port 0 is any free one."),
            .value("env-file", Value("PATH", .file), "The environment file to read the server's credentials from."),
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
        self.options = options
        pidFile = arguments.text("pid-file")
        lifetime = arguments.duration("for")
    }

    func run(in world: World) async throws(Failure) {
        SignalWatch.start()
        SignalWatch.startCountingHangups()
        let server = try SandboxServer.started(options.configuration)
        defer { server.stop() }
        try world.output.print(
            Report(
                ["url": .string(server.url), "pid": .integer(Int64(getpid()))], rows: [[server.url, String(getpid())]],
                names: [server.url]))
        world.output.remark(
            "Serving \(server.url); stop with Ctrl-C, read the environment file again with kill -HUP \(getpid()).")
        if let pidFile { try writePid(to: pidFile) }
        await server.serve(until: lifetime.map { .now + $0 })
        if let pidFile { unlink(pidFile) }
        if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
    }

    private func writePid(to path: String) throws(Failure) {
        do { try PrivateFile(path: path).write(Array("\(getpid())\n".utf8)) } catch { throw .file(error) }
    }
}
