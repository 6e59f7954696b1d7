import CommandTree
import HostSystem
import Keyfile
import ManagementAPI

/// A command about many workspaces, from the selection to the file of what is left.
struct Fleet: Sendable {
    let request: FleetRequest
    let action: FleetAction
    /// How long to wait for the status; `nil` not to wait.
    let patience: Duration?
    /// What was typed with `--confirm`.
    var confirmation: String?

    func run(in world: World) async throws(Failure) {
        SignalWatch.start()
        let server = try server(in: world)
        let tree = FleetTree(try await server.server.list())
        try check(server.server.surface)
        let selection = try select(tree, server.server, world)
        guard !selection.items.isEmpty else { return world.output.remark("No workspace fits; nothing was done.") }
        let dialogue = FleetDialogue(
            action: action, selection: selection, tree: tree, isTyped: request.isTyped, confirmation: confirmation)
        if request.isDryRun { return try dialogue.rehearse(in: world) }
        try dialogue.confirm(in: world)

        let goal = FleetGoal(action, patience: patience)
        let screen = FleetScreen(world.output, action, selection, tree, server.transport)
        let run = FleetRun(
            world: world, server: server.server, action: action, goal: goal, concurrency: request.concurrency,
            screen: screen,
            persistence: FleetPersistence(
                action, concurrency: request.concurrency, isInterrupted: world.isInterrupted))
        var book = FleetBook(selection, tree, action, goal)
        let stop = await run.run(&book)
        if stop == nil, !world.isInterrupted() { await review(&book, run, world) }
        try conclude(book, stop, screen, server, world)
    }

    private func server(in world: World) throws(Failure) -> (server: WorkspaceServer, transport: PacedTransport) {
        var paced: PacedTransport?
        let server = try WorkspaceServer(request.keys, in: world) { transport in
            let made = PacedTransport(transport, isInterrupted: world.isInterrupted)
            paced = made
            return made
        }
        guard let paced else { preconditionFailure("a client is made with a transport") }
        return (server, paced)
    }

    private func check(_ surface: Operation.Surface?) throws(Failure) {
        guard let needed = action.surface, surface != needed else { return }
        if needed == .selfHosted { throw .workspace(.selfHostedOnly) }
        var instead: String?
        if case .delete = action { instead = "molecule workspaces terminate removes one here." }
        throw .workspace(.tenantOnly(instead: instead))
    }

    private func select(
        _ tree: FleetTree, _ server: WorkspaceServer, _ world: World
    ) throws(Failure) -> FleetSelection {
        guard let path = request.retryFile else {
            return FleetSelection(request, try request.list(in: world), in: tree)
        }
        let file = try FailureFile.read(world.absolute(path), verb: action.verb, place: place(server, world))
        return FleetSelection(left: file.items.map(\.id), in: tree)
    }

    /// Whose workspaces it is about: many tenants may share one origin.
    private func place(_ server: WorkspaceServer, _ world: World) -> FailureFile.Place {
        FailureFile.Place(
            server: server.client.server.text, organization: world.settings.organization,
            slug: world.settings.organizationSlug)
    }

    /// Sees in one list whether what was paused or removed has stayed so.
    private func review(_ book: inout FleetBook, _ run: FleetRun, _ world: World) async {
        guard [.pause, .remove].contains(action.cascade), run.goal == nil, run.screen.counts.done > 0 else { return }
        do throws(Failure) {
            for failure in book.relapses(try await run.lastLook()) { world.output.warn(failure) }
        } catch {
            // What was done is done: a read that fails takes nothing of it away.
            world.output.remark("The statuses could not be read afterwards: \(error.message)")
        }
    }

    /// Tells what the run has come to, keeps what is left, and says how to go on.
    private func conclude(
        _ book: FleetBook, _ stop: Failure?, _ screen: FleetScreen,
        _ server: (server: WorkspaceServer, transport: PacedTransport), _ world: World
    ) throws(Failure) {
        let left = book.leftCount
        var path: String?
        var trouble: Failure?
        do throws(Failure) { path = try keep(book.left, place(server.server, world), world) } catch { trouble = error }
        let summary = FleetSummary(
            action: action, total: book.selection.items.count, tally: book.tally, failed: book.failures.count,
            unseen: book.unseen.count, left: left,
            seconds: screen.seconds, requests: server.transport.requests, refusals: server.transport.refusals,
            file: path)
        world.output.summarize(summary.sentence, summary.document)
        if let trouble { world.output.warn(trouble) }
        let next = path.map { continuation($0, world) }
        if let stop { throw stop }
        if world.isInterrupted() { throw .signalled(SignalWatch.received ?? 2, hint: next) }
        guard left > 0 else { return }
        let rest = left < summary.total ? "the others are done" : "none is done"
        let again = trouble == nil ? "Correct the entries named" : "Set right what kept the file from being written"
        throw .partial(
            "\(left) of \(FleetSelection.count(summary.total)) failed; \(rest).",
            hint: next ?? "\(again), then type the same again.")
    }

    /// Writes what is left, in the place of the file that was taken up if there was one.
    private func keep(
        _ left: [FailureFile.Item], _ place: FailureFile.Place, _ world: World
    ) throws(Failure) -> String? {
        let file = FailureFile(verb: action.verb, place: place, items: left)
        if let path = request.retryFile.map(world.absolute) {
            if left.isEmpty { try FailureFile.remove(path) } else { try file.replace(path) }
            return left.isEmpty ? nil : path
        }
        return left.isEmpty ? nil : try file.write(in: world)
    }

    /// The command that takes up what is left, with what this one was told.
    private func continuation(_ path: String, _ world: World) -> String {
        var words = ["molecule", "workspaces"] + action.verb.split(separator: " ").map(String.init)
        words += ["--retry-failed", path] + action.options
        if let patience { words += ["--wait", Fleet.text(patience)] }
        if request.concurrency != FleetRequest.defaultConcurrency {
            words += ["--concurrency", "\(request.concurrency)"]
        }
        for key in request.keys { words += ["--from-key", key.text] }
        words += world.settings.route
        return words.map(ShellWord.quoted).joined(separator: " ")
    }

    /// A length of time as it is typed.
    private static func text(_ duration: Duration) -> String {
        let milliseconds = Int((duration / .milliseconds(1)).rounded())
        return milliseconds % 1000 == 0 ? "\(milliseconds / 1000)s" : "\(milliseconds)ms"
    }
}
