import CommandTree

/// A verb with its arguments, ready to run.
public protocol Verb: Sendable {
    /// Does what the verb is for.
    func run(in world: World) async throws(Failure)
}

/// A verb that may have nothing to wait for, which spares the program what waiting takes.
protocol QuickVerb: Verb {
    /// Does what the verb is for, or nothing where that would have to wait.
    ///
    /// - Returns: whether it is done.
    func runAtOnce(in world: World) throws(Failure) -> Bool
}

/// A node of this program's tree.
typealias Node = Command<any Verb>
