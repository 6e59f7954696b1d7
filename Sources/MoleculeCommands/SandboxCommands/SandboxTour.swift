import CommandTree
import Glibc
import HostSystem

/// The command `sandbox tour`.
struct SandboxTour: Verb {
    static let node = Node(
        "tour", summary: "watch an ADMIN_TOKEN being generated, deployed, proven and rotated",
        discussion: [
            """
            Starts a platform without a token in another process, shows that it lets everyone in, generates and deploys a \
            token, proves it, rotates it, and shows that the old one is refused. Every line it runs is shown as you would \
            type it. Everything happens in a directory of its own, which is removed at the end. The status is not 0 when a \
            step does not go as told.
            """
        ],
        examples: [Example("Take the tour.", "molecule sandbox tour")], statuses: [.interrupted, .terminated],
        action: { _ throws(UsageError) in SandboxTour() })

    /// One line of the tour: why, what is typed, and how it must end.
    struct Step {
        let purpose: String
        let line: String
        var expected: ExitStatus = .ok
    }

    /// The lines after the platform runs.
    private static let steps = [
        Step(
            purpose: "Someone believes that this token protects the platform. It has none, so everyone is let in.",
            line: "ADMIN_TOKEN=believed-to-be-safe molecule admin-token verify", expected: .unverified),
        Step(
            purpose: "Generate a token. It goes into the key store, bound to this platform, and is not shown.",
            line: "molecule admin-token generate --save tour --origin \"$MOLECULE_API_URL\""),
        Step(
            purpose: "Deploy it: write the platform's environment file and restart the platform.",
            line: """
                molecule keys exec tour -- sh -c 'umask 077; echo "ADMIN_TOKEN=$ADMIN_TOKEN" > platform.env'
                kill -HUP "$(cat platform.pid)"
                """),
        Step(
            purpose: "Prove it: the token is accepted; a random one, and none, are refused.",
            line: "molecule admin-token verify --from-key tour --wait 10s"),
        Step(
            purpose: "Keep the old token at hand, only to see it refused later.",
            line: """
                molecule keys show tour --reveal |
                  molecule keys add old --kind admin-token --origin "$MOLECULE_API_URL" --from-stdin
                """),
        Step(
            purpose: "Rotate: new token, environment file, restart, proof. Killed anywhere, it can be resumed.",
            line: """
                molecule admin-token rotate --key tour --to env-file:platform.env \\
                  --then 'kill -HUP "$(cat platform.pid)"' --yes
                """),
        Step(
            purpose: "The old token is refused.",
            line: "molecule admin-token verify --from-key old", expected: .unauthenticated),
        Step(purpose: "The new one protects the platform.", line: "molecule admin-token verify --from-key tour"),
        Step(purpose: "The journal tells the story, without a value.", line: "molecule rotations list"),
    ]

    func run(in world: World) async throws(Failure) {
        SignalWatch.start()
        let directory = try TemporaryDirectory.make(in: world)
        let result: Result<Void, Failure>
        do throws(Failure) {
            result = .success(try await walk(in: directory, world))
        } catch { result = .failure(error) }
        await TemporaryDirectory.remove(directory)
        try result.get()
        world.output.remark("\nThe tour is over; nothing is left behind. Next: molecule admin-token --help")
    }

    private func walk(in directory: String, _ world: World) async throws(Failure) {
        let port = try SandboxTour.freePort()
        var environment = world.childEnvironment(passing: [])
        let own = world.executable.lastIndex(of: "/").map { String(world.executable[..<$0]) } ?? "."
        environment["PATH"] = "\(own):\(environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin")"
        environment["XDG_CONFIG_HOME"] = "\(directory)/config"
        environment["XDG_STATE_HOME"] = "\(directory)/state"
        environment["MOLECULE_OUTPUT"] = "table"
        environment["CI"] = nil
        try await start(port, in: directory, environment, world)
        environment["MOLECULE_API_URL"] = "http://127.0.0.1:\(port)"
        let result: Result<Void, Failure>
        do throws(Failure) {
            for step in SandboxTour.steps { try await take(step, in: directory, environment, world) }
            result = .success(())
        } catch { result = .failure(error) }
        // By its own pid file: nothing else is ever ended.
        _ = try await shell("kill \"$(cat platform.pid)\"", in: directory, environment)
        try result.get()
    }

    /// Starts the platform in another process and waits until it answers.
    private func start(
        _ port: UInt16, in directory: String, _ environment: [String: String], _ world: World
    ) async throws(Failure) {
        let line = "molecule sandbox serve --listen 127.0.0.1:\(port) --env-file platform.env --pid-file platform.pid &"
        try show(
            Step(
                purpose:
                    "A platform in another process. Its environment file is not there yet, so it has no ADMIN_TOKEN.",
                line: "\(line)\nexport MOLECULE_API_URL=http://127.0.0.1:\(port)"), world)
        // It ends with the tour at the latest, even if the tour is killed.
        let detached = line.dropLast(2) + " --quiet --for 10m >serve.out 2>&1 &"
        guard case .exited(0) = try await shell(String(detached), in: directory, environment) else {
            throw .tour("the platform could not be started")
        }
        for _ in 0..<200 {
            if access("\(directory)/platform.pid", F_OK) == 0 { return }
            await Pause.nap(milliseconds: 50)
        }
        throw .tour("the platform did not start within 10 s")
    }

    private func take(
        _ step: Step, in directory: String, _ environment: [String: String], _ world: World
    ) async throws(Failure) {
        try show(step, world)
        let ending = try await shell(step.line, in: directory, environment)
        if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
        guard ending == .exited(step.expected.rawValue) else {
            let (expected, name) = (step.expected.rawValue, step.expected.name)
            throw .tour(
                "this step was to end with status \(expected) (\(name)), but it \(SandboxTour.describe(ending))")
        }
        if step.expected != .ok {
            try world.output.print("  status \(step.expected.rawValue): \(step.expected.name), as told\n")
        }
    }

    private func show(_ step: Step, _ world: World) throws(Failure) {
        let lines = step.line.split(separator: "\n").enumerated().map {
            "\($0 == 0 || !step.isContinued($0) ? "$" : " ") \($1)\n"
        }
        try world.output.print("\n# \(step.purpose)\n\(lines.joined())")
    }

    private func shell(
        _ line: String, in directory: String, _ environment: [String: String]
    ) async throws(Failure) -> ChildProcess.Ending {
        let words = ["-c", "cd -- \"$1\" && eval \"$2\"", "sh", directory, line]
        var child = ChildProcess("/bin/sh", words, environment: environment, deadline: .seconds(180))
        child.output = .inherited
        do { return try await child.run() } catch { throw .system(error) }
    }

    private static func describe(_ ending: ChildProcess.Ending) -> String {
        switch ending {
        case .exited(let status): "ended with status \(status)"
        case .signalled(let number): "was ended by signal \(number)"
        case .timedOut: "did not end in time"
        }
    }

    /// A port that was free a moment ago: the line that is shown must name it.
    private static func freePort() throws(Failure) -> UInt16 {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard number >= 0 else { throw .system(SystemError(call: "socket")) }
        defer { close(number) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(number, address, length) == 0 ? getsockname(number, address, &length) : -1
            }
        }
        guard result == 0 else { throw .system(SystemError(call: "bind")) }
        return UInt16(bigEndian: address.sin_port)
    }
}

extension SandboxTour.Step {
    /// Whether a line goes on with the one before it, as after a backslash or a pipe.
    func isContinued(_ index: Int) -> Bool {
        let before = line.split(separator: "\n")[index - 1]
        return before.hasSuffix("\\") || before.hasSuffix("|")
    }
}
