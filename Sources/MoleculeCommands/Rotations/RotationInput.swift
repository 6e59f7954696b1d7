import CommandTree
import Keyfile
import Rotation

/// What somebody brings along when a rotation begins or goes on.
struct RotationInput: Sendable {
    /// Where a value comes from that somebody has to bring.
    var source: ValueSource?
    /// The value itself, where it has been fetched and checked already.
    var value: Secret?
    /// A step by hand that somebody says is done.
    var done: RotationStep?

    /// Nothing.
    init() {}

    /// The options of commands that go on with a rotation.
    static let options: [Option] =
        ValueSource.options + [
            .value(
                "done", Value("STEP", .text),
                "Say that what this step waits for has been done by hand, such as retire.")
        ]

    init(_ arguments: Arguments) throws(UsageError) {
        source = try ValueSource(arguments, key: false)
        guard let word = arguments.text("done") else { return }
        guard let step = RotationStep(word) else {
            throw UsageError("There is no step called that.", hint: "See its steps: molecule rotations show ID")
        }
        done = step
    }
}
