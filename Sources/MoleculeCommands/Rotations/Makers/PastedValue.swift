import HostSystem
import Keyfile
import Rotation

/// A value that a person makes at its issuer and brings here.
struct PastedValue: ValueMaker {
    let instruction: String
    let rule: ValueRule
    let input: RotationInput
    /// The rotation, once it has a name.
    let id: RotationID?
    let world: World

    /// How often a person is asked again for a value that does not fit.
    private static let tries = 3

    var statement: String { "asks for a value that somebody makes: \(instruction)" }

    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        if let value = try brought() {
            try check(value, old)
            return value
        }
        guard !world.settings.isUnattended else { throw awaiting }
        world.output.endProgress()
        world.output.remark("By hand: \(instruction)")
        var refusal: StepFailure?
        for _ in 0..<PastedValue.tries {
            let value = try ask(after: refusal)
            do throws(StepFailure) {
                try check(value, old)
                return value
            } catch { refusal = error }
        }
        throw refusal ?? awaiting
    }

    /// The value that somebody named a source for.
    func brought() throws(StepFailure) -> Secret? {
        if let value = input.value { return value }
        guard let source = input.source else { return nil }
        do { return try source.fetch(in: world) } catch { throw StepFailure(error) }
    }

    func check(_ value: Secret, _ old: Secret?) throws(StepFailure) {
        try rule.check(value, old: old)
        if let warning = rule.warning(value, old: old) { world.output.remark("Warning: \(warning)") }
    }

    /// Asks, telling why the value before was not taken: together, since who reads that types the next one at once, and
    /// between two questions the terminal would show it.
    private func ask(after refusal: StepFailure?) throws(StepFailure) -> Secret {
        let refused = refusal.map { "Not taken: \(TerminalText.safe($0.reason)).\n" } ?? ""
        let typed: [UInt8]
        do { typed = try world.ask("\(refused)New value of \(rule.secret) (not shown): ", false) } catch {
            if SignalWatch.received != nil {
                throw StepFailure(.interrupted, "a signal asked to stop while the value was waited for")
            }
            throw awaiting
        }
        do { return try ValueSource.trimmed(typed, "The value") } catch { throw StepFailure(error) }
    }

    private var awaiting: StepFailure {
        StepFailure(
            .awaitingHand, instruction.withoutFullStop,
            hint: "molecule rotations resume \(id?.text ?? "ID") --from-stdin")
    }
}
