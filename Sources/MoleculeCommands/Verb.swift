import CommandTree

/// A verb with its arguments, ready to run.
public protocol Verb: Sendable {
    /// Does what the verb is for.
    func run(in world: World) async throws(Failure)
}

/// A node of this program's tree.
typealias Node = Command<any Verb>
