import CommandTree
import HostSystem
import JSON
import ManagementAPI

/// The command `workspaces watch`.
struct WorkspacesWatch: Verb {
    let request: FleetRequest
    let interval: Duration
    let end: Duration?

    static let node = Node(
        "watch", summary: "watch the statuses of workspaces change",
        discussion: [
            """
            On a terminal a table that is drawn anew in its place, with what each workspace was before. Elsewhere, and \
            with -o, first every workspace and then each change as it is seen: one line, or with -o json one object, \
            each. It takes everything unless ids, --from-file or filters say less; a filter by status is asked anew \
            every time.
            """,
            """
            The list is read once for all, every 5 seconds unless --interval says otherwise, and later where the \
            server's limit wants it. A server that is out of reach for a while is waited for. Ctrl-C ends it.
            """,
        ],
        operands: [FleetRequest.operand],
        options: FleetRequest.filters + [
            .value("interval", Value("DURATION", .duration), default: "5s", "How long to wait between two looks."),
            .value("stop-after", Value("DURATION", .duration), "End after so long."), CredentialFinder.keyOption,
        ],
        examples: [
            Example("Watch them all.", "molecule workspaces watch"),
            Example("Watch a team start.", "molecule workspaces watch --name 'support-*' --interval 2s"),
            Example("Log every change for an hour.", "molecule workspaces watch -o json --stop-after 1h"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: Workspaces.statuses + [.interrupted, .terminated],
        action: { arguments throws(UsageError) in
            WorkspacesWatch(
                request: try FleetRequest(watching: arguments), interval: arguments.duration("interval") ?? .seconds(5),
                end: arguments.duration("stop-after"))
        })

    func run(in world: World) async throws(Failure) {
        SignalWatch.start()
        let server = try WorkspaceServer(request.keys, in: world) { transport in
            PacedTransport(transport, isInterrupted: world.isInterrupted)
        }
        let list = try request.list(in: world)
        let drawsTable = world.output.canRedraw && world.output.format == .table && !world.settings.isQuiet
        var view = WorkspacesView(interval: interval)
        let end = end.map { ContinuousClock.now + $0 }
        var drawn = 0
        while true {
            let changes: [WorkspacesView.Change]
            do throws(Failure) {
                let tree = FleetTree(try await server.list())
                let selection = FleetSelection(request, list, in: tree)
                // A name or an id that is wrong is told at once, and one that goes later is a change.
                if view.isNew, let trouble = selection.firstTrouble { throw trouble }
                changes = view.note(selection.items.compactMap { $0.row.map { tree.rows[$0] } }, at: .now)
            } catch {
                if world.isInterrupted() { throw .signalled(SignalWatch.received ?? 2, hint: nil) }
                guard error.isPassing, !view.isNew else { throw error }
                view.trouble = error.message
                changes = []
            }
            if drawsTable {
                drawn = try world.output.redraw(view.lines(at: .now), over: drawn)
            } else {
                try world.output.print(items: changes.map(\.item), widths: WorkspacesView.widths)
            }
            if let end, ContinuousClock.now >= end { return }
            try await pause(until: end, &view, &drawn, drawsTable, world)
        }
    }

    /// Waits for the next look; on a terminal the ages in the table go on meanwhile.
    private func pause(
        until end: ContinuousClock.Instant?, _ view: inout WorkspacesView, _ drawn: inout Int, _ drawsTable: Bool,
        _ world: World
    ) async throws(Failure) {
        let wake = min(.now + interval, end ?? .now + interval)
        var second = Timestamp.now.milliseconds / 1000
        while ContinuousClock.now < wake {
            if world.isInterrupted() { throw .signalled(SignalWatch.received ?? 2, hint: nil) }
            await Pause.nap(milliseconds: 50)
            let now = Timestamp.now
            if drawsTable, now.milliseconds / 1000 != second {
                second = now.milliseconds / 1000
                drawn = try world.output.redraw(view.lines(at: now), over: drawn)
            }
        }
    }
}
