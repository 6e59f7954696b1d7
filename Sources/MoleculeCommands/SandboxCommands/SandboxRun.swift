import CommandTree
import Glibc
import HostSystem
import Keyfile
import Sandbox

/// The command `sandbox run`.
struct SandboxRun: Verb {
    let options: SandboxOptions
    let command: [String]
    let isOpen: Bool

    static let node = Node(
        "run", summary: "run a command against a platform that lives as long as it does",
        discussion: [
            """
            Starts a platform on a free port, runs the command, and stops the platform. The command has the ordinary \
            environment and, besides, MOLECULE_API_URL, ADMIN_TOKEN (a fresh one; none with --open), \
            MOLECULE_SANDBOX_ENV_FILE and MOLECULE_SANDBOX_PID: after a change of the file, SIGHUP to that process makes \
            the platform read it again. The command's status becomes that of this program.
            """,
            """
            A control plane has three credentials instead, in CP_ADMIN_API_TOKEN, PROVISION_SHARED_SECRET and \
            MOLECULE_SESSION_COOKIE, and its address in MOLECULE_CP_URL as well.
            """,
        ],
        operands: [Operand(Value("COMMAND", .text), .commandLine, "The command and its arguments.")],
        options: [
            .flag(
                "open",
                "Leave ADMIN_TOKEN unset, so that the platform lets everyone in; a control plane then lets nobody in.")
        ]
            + SandboxOptions.options,
        examples: [
            Example("Verify a platform that is protected.", "molecule sandbox run -- molecule admin-token verify"),
            Example(
                "Ask it with curl.",
                "molecule sandbox run --open -- sh -c 'curl -s \"$MOLECULE_API_URL/admin/workspaces\"'"),
        ],
        statuses: [.notFound, .interrupted, .terminated],
        action: { arguments throws(UsageError) in
            SandboxRun(
                options: try SandboxOptions(arguments), command: arguments.operands("COMMAND"),
                isOpen: arguments.flag("open"))
        })

    func run(in world: World) async throws(Failure) {
        let directory = try TemporaryDirectory.make(in: world)
        let result: Result<ChildProcess.Ending, Failure>
        do throws(Failure) {
            result = .success(try await serve(in: directory, world))
        } catch { result = .failure(error) }
        // Whatever happened, nothing stays behind.
        await TemporaryDirectory.remove(directory)
        try result.get().handOn()
    }

    private func serve(in directory: String, _ world: World) async throws(Failure) -> ChildProcess.Ending {
        guard let path = ChildProcess.locate(command[0], path: searchPath(world)) else {
            throw .noProgram(command[0])
        }
        var environment = world.environment.filter { !KeyKind.variables.contains($0.key) }
        var configuration = options.configuration
        configuration.environmentFile = "\(directory)/platform.env"
        if !isOpen {
            let names =
                configuration.surface == .controlPlane
                ? ["CP_ADMIN_API_TOKEN", "PROVISION_SHARED_SECRET", "MOLECULE_SESSION_COOKIE"] : ["ADMIN_TOKEN"]
            var lines = ""
            for name in names {
                let token = try TokenForm.usual.make().reveal { String(decoding: $0, as: UTF8.self) }
                lines += "\(name)=\(token)\n"
                environment[name] = token
            }
            do {
                try PrivateFile(path: "\(directory)/platform.env").write(Array(lines.utf8))
            } catch { throw .file(error) }
        }
        SignalWatch.start()
        SignalWatch.startCountingHangups()
        let server = try SandboxServer.started(configuration)
        defer { server.stop() }
        environment["PATH"] = searchPath(world)
        environment["MOLECULE_API_URL"] = server.url
        if configuration.surface == .controlPlane { environment["MOLECULE_CP_URL"] = server.url }
        environment["MOLECULE_SANDBOX_ENV_FILE"] = "\(directory)/platform.env"
        environment["MOLECULE_SANDBOX_PID"] = String(getpid())
        environment["MOLECULE_ORG_ID"] = configuration.organizationID
        var child = ChildProcess(path, Array(command.dropFirst()), environment: environment, deadline: .seconds(86400))
        child.isForeground = true
        let reloading = Task { await server.serve(until: nil) }
        defer { reloading.cancel() }
        do { return try await child.run() } catch { throw .system(error) }
    }

    /// This program can be named in the command although it is not installed.
    private func searchPath(_ world: World) -> String {
        let usual = world.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        let own = world.executable.lastIndex(of: "/").map { String(world.executable[..<$0]) } ?? ""
        return own.isEmpty ? usual : "\(usual):\(own)"
    }
}
