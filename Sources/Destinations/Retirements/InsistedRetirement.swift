import HostSystem
import Keyfile
import Rotation

/// A retirement that could not be finished, and that somebody says is done: it is tried once more, and then believed.
public struct InsistedRetirement: Retirement {
    private let inner: any Retirement
    private let tell: @Sendable (String) -> Void

    /// Another retirement, of which somebody says that it is done; `tell` gets what is not known because of that.
    public init(_ inner: any Retirement, tell: @escaping @Sendable (String) -> Void) {
        self.inner = inner
        self.tell = tell
    }

    /// What it does.
    public var statement: String { inner.statement }

    /// Asks what can be asked.
    public func isOldRetired(_ old: Secret?) async throws(StepFailure) -> Bool? { try await inner.isOldRetired(old) }

    /// Tries it, and takes somebody's word where it fails.
    ///
    /// What only has to be waited for is still waited for.
    public func retireOld(
        _ old: Secret?, replacement: Secret, obtained: Timestamp
    ) async throws(StepFailure) -> String? {
        do throws(StepFailure) {
            return try await inner.retireOld(old, replacement: replacement, obtained: obtained)
        } catch {
            if case .interrupted = error.kind { throw error }
            if error.isWaiting { throw error }
            tell("nothing here confirms that the old value is ended: \(error.reason)")
            return "somebody said that it is ended; not confirmed: \(error.reason)"
        }
    }

    /// Retires the new value as ever.
    public func retireNew(_ new: Secret?, old: Secret?) async throws(StepFailure) -> String? {
        try await inner.retireNew(new, old: old)
    }
}
