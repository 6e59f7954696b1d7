import CommandTree
import Glibc
import HostSystem
import Sandbox

/// The command `sandbox node`.
struct SandboxNode: Verb {
    let file: String
    let pidFile: String?
    let lifetime: Duration?
    let release: MoltnetRelease

    static let node = Node(
        "node", summary: "attach the agents of a MoltnetNode file",
        discussion: [
            """
            The other machine of a network of agents: it attaches every agent of the file to the Moltnet server on \
            loopback that the file names, and keeps them attached until a signal ends it. As the real node it reads its \
            token once, does not start when it is refused then, and asks again for ever when it is refused later.
            """
        ],
        operands: [Operand(Value("PATH", .file), .one, "The node's configuration file.")],
        options: [
            .value("pid-file", Value("PATH", .file), "Write the process id here once the network was seen."),
            .value(
                "release", Value("RELEASE", .choice(SandboxOptions.moltnetReleases)), default: "v0.1.13",
                "Which version of the node to be."),
            .value("for", Value("DURATION", .duration), "Stop after so long."),
        ],
        examples: [Example("Attach the agents of a file.", "molecule sandbox node MoltnetNode")],
        statuses: [.interrupted, .terminated],
        action: { arguments throws(UsageError) in
            let file = arguments.operand("PATH") ?? "MoltnetNode"
            try requireNoSecret(inPaths: [file])
            return SandboxNode(
                file: file, pidFile: arguments.text("pid-file"), lifetime: arguments.duration("for"),
                release: arguments.text("release").flatMap { MoltnetRelease($0) } ?? .newest)
        })

    func run(in world: World) async throws(Failure) {
        SignalWatch.start()
        do throws(SandboxError) { try MoltnetNode(file, release).start() } catch { throw .sandbox(error) }
        if let pidFile {
            do { try PrivateFile(path: pidFile).write(Array("\(getpid())\n".utf8)) } catch { throw .file(error) }
        }
        world.output.remark("The agents of \(TerminalText.safe(file)) are attached; stop with Ctrl-C.")
        let end = lifetime.map { ContinuousClock.now + $0 }
        while SignalWatch.received == nil, end.map({ ContinuousClock.now < $0 }) ?? true {
            await Pause.nap(milliseconds: 20)
        }
        if let pidFile { unlink(pidFile) }
        if let number = SignalWatch.received, number != SIGTERM { throw .signalled(number, hint: nil) }
    }
}
