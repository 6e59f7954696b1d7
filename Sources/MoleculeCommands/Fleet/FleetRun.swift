import HostSystem
import ManagementAPI
import Synchronization

/// Does something to many workspaces, so many at once, and follows them where that is wanted.
struct FleetRun: Sendable {
    let world: World
    let server: WorkspaceServer
    let action: FleetAction
    let goal: FleetGoal?
    let concurrency: Int
    let screen: FleetScreen
    let persistence: FleetPersistence

    private enum Event: Sendable {
        case finished(item: Int, Result<WorkspaceOutcome, Failure>)
        case looked(Result<FleetLook, Failure>?)
    }

    /// What is under way.
    private struct Traffic {
        var requests = 0
        var isLooking = false
        /// How long to wait before the next look, in milliseconds.
        var pause: Int
        var failedLooks = 0
        var stop: Failure?
    }

    /// Half a second at first, so that a quick change is seen soon, and 5 seconds in the end.
    private static let pauses = (first: 500, last: 5000)
    /// A list that cannot be read is asked for this often where nothing is waited for.
    private static let looks = 3

    /// Goes through the book until all is done or a signal came; gives why printing failed, if it did.
    func run(_ book: inout FleetBook) async -> Failure? {
        let ticker = world.output.isErrorTerminal ? Task { await tick() } : nil
        var traffic = Traffic(pause: FleetRun.pauses.first)
        let isDrained = Flag()
        var open = book
        await withTaskGroup(of: Event.self) { group in
            begin(&open, &traffic, &group, isDrained)
            while let event = await group.next() {
                switch event {
                case .finished(let item, let result):
                    traffic.requests -= 1
                    finish(item, result, &open)
                case .looked(let look):
                    traffic.isLooking = false
                    note(look, &traffic, &open)
                }
                show(open.results(), &traffic)
                begin(&open, &traffic, &group, isDrained)
            }
        }
        open.dropClaims("nobody waited for its status")
        ticker?.cancel()
        await ticker?.value
        show(open.results(atTheEnd: true), &traffic)
        screen.clear()
        book = open
        return traffic.stop
    }

    /// Begins as much as may be under way.
    private func begin(
        _ book: inout FleetBook, _ traffic: inout Traffic, _ group: inout TaskGroup<Event>, _ isDrained: Flag
    ) {
        guard traffic.stop == nil, !world.isInterrupted() else { return isDrained.set() }
        while traffic.requests < concurrency, let (item, target) = book.take() {
            traffic.requests += 1
            group.addTask {
                do throws(Failure) {
                    let outcome = try await persistence.run { () async throws(Failure) in
                        try await action.run(target, on: server)
                    }
                    return .finished(item: item, .success(outcome))
                } catch { return .finished(item: item, .failure(error)) }
            }
        }
        show(book.results(), &traffic)
        if traffic.requests == 0 { isDrained.set() }
        guard book.hasClaims, !traffic.isLooking else { return }
        traffic.isLooking = true
        let pause = traffic.pause
        group.addTask { .looked(await look(after: pause, isDrained)) }
    }

    private func finish(_ item: Int, _ result: Result<WorkspaceOutcome, Failure>, _ book: inout FleetBook) {
        if case .failure(.call(.transport(.notSent(.cancelled)), _)) = result, world.isInterrupted() {
            // It was waiting for its first turn: nothing has been sent, and it stays to be done.
            return
        }
        book.finish(item, result)
    }

    private func show(_ outcomes: [WorkspaceOutcome], _ traffic: inout Traffic) {
        do throws(Failure) { try screen.show(outcomes) } catch { traffic.stop = traffic.stop ?? error }
    }

    private func tick() async {
        while !Task.isCancelled {
            screen.draw()
            await Pause.nap(milliseconds: 100)
        }
    }

    private func note(_ look: Result<FleetLook, Failure>?, _ traffic: inout Traffic, _ book: inout FleetBook) {
        traffic.pause = min(traffic.pause * 3 / 2, FleetRun.pauses.last)
        switch look {
        case nil: break
        case .success(let look):
            traffic.failedLooks = 0
            book.settle(look)
        case .failure(let failure):
            traffic.failedLooks += 1
            let isLost = !failure.isPassing || goal?.onTheWay != nil && traffic.failedLooks >= FleetRun.looks
            // A status that nobody could see was not reached; a server may stay away for as long as anybody waits.
            book.failClaims(olderThan: isLost ? .zero : goal?.patience ?? .zero, failure)
        }
    }

    /// Reads the list after a while, or as soon as nothing else is under way; `nil` when a signal came.
    private func look(after milliseconds: Int, _ isDrained: Flag) async -> Result<FleetLook, Failure>? {
        let start = ContinuousClock.now
        let isUrgent = goal?.onTheWay != nil
        while ContinuousClock.now - start < .milliseconds(milliseconds) {
            if world.isInterrupted() { return nil }
            if isUrgent, isDrained.isSet, ContinuousClock.now - start > .milliseconds(20) { break }
            await Pause.nap(milliseconds: 20)
        }
        if world.isInterrupted() { return nil }
        do throws(Failure) { return .success(try await look()) } catch { return .failure(error) }
    }

    /// What every workspace is in the end; asked again when that fails in a way that passes, such as a connection that
    /// the server has ended by then.
    func lastLook() async throws(Failure) -> FleetLook {
        for _ in 1..<FleetRun.looks {
            do throws(Failure) { return try await look() } catch {
                guard error.isPassing, !world.isInterrupted() else { throw error }
            }
            await Pause.nap(milliseconds: FleetRun.pauses.first)
        }
        return try await look()
    }

    /// What every workspace is now.
    func look() async throws(Failure) -> FleetLook {
        let start = ContinuousClock.now
        var rows: [String: FleetLook.Row] = [:]
        for workspace in try await server.list() {
            guard let id = workspace.id else { continue }
            let reason = workspace.lastSampleError.flatMap { $0.isEmpty ? nil : $0 }
            rows[id] = FleetLook.Row(status: workspace.status ?? "-", reason: reason)
        }
        return FleetLook(startedAt: start, rows: rows)
    }
}

/// Something that becomes true once.
private final class Flag: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
}
