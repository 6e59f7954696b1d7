import ManagementAPI
import Synchronization

/// What a run shows: results on standard output as they arrive, and on a terminal one line of how far it is.
final class FleetScreen: Sendable {
    private struct State {
        var done = 0
        var failed = 0
        var hasHead = false
    }

    private let output: Output
    private let verb: String
    private let total: Int
    private let widths: [Int]
    private let transport: PacedTransport
    private let start = ContinuousClock.now
    /// Held while something is printed, so that the line and the results do not mix.
    private let state = Mutex(State())

    init(
        _ output: Output, _ action: FleetAction, _ selection: FleetSelection, _ tree: FleetTree,
        _ transport: PacedTransport
    ) {
        self.output = output
        verb = action.verb
        total = selection.items.count
        self.transport = transport
        var widths = WorkspaceOutcome.columns.map(TerminalText.width)
        // What is to come is known but for the results, of which this is the longest.
        if output.format == .table {
            widths[2] = TerminalText.width("already hibernated")
            for item in selection.items {
                widths[0] = max(widths[0], TerminalText.width(item.text))
                let name = item.row.flatMap { tree.rows[$0].name } ?? "-"
                widths[1] = max(widths[1], TerminalText.width(TerminalText.safe(name)))
            }
        }
        self.widths = widths
    }

    var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
    var counts: (done: Int, failed: Int) { state.withLock { ($0.done, $0.failed) } }

    /// Counts results, and prints them.
    func show(_ outcomes: [WorkspaceOutcome]) throws(Failure) {
        guard !outcomes.isEmpty else { return }
        try state.withLock { state throws(Failure) in
            output.endProgress()
            for outcome in outcomes {
                if outcome.failure != nil { state.failed += 1 } else if !outcome.isOpen { state.done += 1 }
            }
            if !state.hasHead {
                state.hasHead = true
                try output.printHead(WorkspaceOutcome.columns, widths: widths)
            }
            try output.print(items: outcomes.map(\.item), widths: widths)
            output.warnQuietly(outcomes.compactMap(\.failure))
        }
    }

    /// Draws the line.
    func draw() {
        state.withLock { state in
            output.progress(
                FleetScreen.line(
                    verb, done: state.done, failed: state.failed, of: total, seconds: seconds,
                    atLeast: transport.shortestTime(for: total - state.done - state.failed),
                    wait: transport.secondsToWait))
        }
    }

    func clear() { state.withLock { _ in output.endProgress() } }

    /// Such as `pause: 120 of 1000 done, 2 failed, 40/s, 22 s left, waiting 12 s for the rate limit`.
    static func line(
        _ verb: String, done: Int, failed: Int, of total: Int, seconds: Double, atLeast: Duration, wait: Int?
    ) -> String {
        var text = "\(verb): \(done) of \(total) done"
        if failed > 0 { text += ", \(failed) failed" }
        let finished = done + failed
        if finished > 0, seconds > 0 {
            let rate = Double(finished) / seconds
            text += ", \(rate < 10 ? tenths(rate) : String(Int(rate)))/s"
            let left = max(Double(total - finished) / rate, atLeast / .seconds(1))
            text += ", \(span(left)) left"
        }
        if let wait { text += ", waiting \(wait) s for the rate limit" }
        return text
    }

    static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    private static func span(_ seconds: Double) -> String {
        let whole = Int(min(seconds, 1e9).rounded(.up))
        if whole < 120 { return "\(whole) s" }
        return whole < 7200 ? "\(whole / 60) min" : "\(whole / 3600) h"
    }
}
