import Keyfile
import Synchronization

/// What a destination that gives no value back remembers of its last put, while this process lives.
///
/// After a crash nothing is remembered and the destination cannot tell: that is not the same as a no.
final class LastPut: Sendable {
    private let memory = Mutex<(value: Secret, mark: String)?>(nil)

    /// Notes that a put of a value was seen to have had its effect; `mark` is what the listing shows since then.
    func note(_ value: Secret, mark: String) { memory.withLock { $0 = (value, mark) } }

    /// Forgets: another put has begun.
    func forget() { memory.withLock { $0 = nil } }

    /// What the listing showed after the put of this value; `nil` when that is not remembered.
    func mark(of value: Secret) -> String? {
        memory.withLock { memory in memory.flatMap { $0.value.matches(value) ? $0.mark : nil } }
    }
}
