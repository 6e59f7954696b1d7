import CommandTree
import HostSystem

/// The name of what is destroyed, which must be typed again: `--yes` is no answer to that.
struct TypedConfirmation: Sendable {
    /// What was given with the option.
    let given: String?

    /// The option, whose placeholder says what is to be repeated.
    static func option(_ placeholder: String, _ summary: String) -> Option {
        .value("confirm", Value(placeholder, .text), summary)
    }

    init(given: String?) { self.given = given }

    init(_ arguments: Arguments) { given = arguments.text("confirm") }

    /// Refuses unless the name was given, or is typed now.
    ///
    /// Before anything is sent. `consequence` is a sentence about what is going to happen.
    func require(_ name: String, _ consequence: String, in world: World) throws(Failure) {
        // A server may have given the name.
        let shown = TerminalText.safe(name)
        let hint = "Add --confirm \(ShellWord.quoted(shown)) if this is meant."
        if let given {
            guard given == name else {
                throw .refused("--confirm does not name what is acted on, so nothing was sent.", hint: hint)
            }
            return
        }
        guard !world.settings.isUnattended else {
            throw .refused("\(consequence) The name must be given again, and nobody may be asked.", hint: hint)
        }
        let typed: [UInt8]
        do { typed = try world.ask("\(consequence) Type \(shown) to go on: ", true) } catch {
            if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
            throw .refused("\(consequence) The name must be given again, and there is nobody to ask.", hint: hint)
        }
        guard String(decoding: typed, as: UTF8.self) == name else {
            throw .refused("What was typed is not \(shown), so nothing was sent.", hint: hint)
        }
    }
}
