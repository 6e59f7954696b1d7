/// One page of the manual, in mdoc.
public struct ManualPage: Sendable, Equatable {
    /// The name of its file, such as `molecule-admin-token-verify.1`.
    public let fileName: String
    /// The page's source.
    public let text: String
}
