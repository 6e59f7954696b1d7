import Rotation

extension BuiltInRunbooks {
    /// The names of the secrets there are runbooks of, in order.
    public static let names = documents.keys.sorted()

    /// The runbook of a secret; `nil` where none is built in.
    ///
    /// That each of them can be read, and holds nothing that looks like a secret, is what tests see to.
    public static func runbook(of secret: String) -> Runbook? {
        guard let text = documents[secret] else { return nil }
        do { return try Runbook(Array(text.utf8), suspects: { _ in false }) } catch { return nil }
    }

    /// Every runbook, in the order of the names.
    public static var all: [Runbook] { names.compactMap(runbook) }
}
