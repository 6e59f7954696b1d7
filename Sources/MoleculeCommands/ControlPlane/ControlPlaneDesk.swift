import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// A control plane, as the commands about organisations and machines call it.
struct ControlPlaneDesk: Sendable {
    let world: World
    let client: ManagementClient

    /// The statuses its commands end with.
    static let statuses: [ExitStatus] = [
        .refused, .unauthenticated, .forbidden, .notFound, .conflict, .unavailable, .insecureFile, .rateLimited,
        .unverified,
    ]

    init(_ keys: [KeyName], in world: World) throws(Failure) {
        self.world = world
        client = try world.client(for: .controlPlane, keys: keys)
    }

    /// Calls an operation, and explains what the control plane's refusals mean.
    ///
    /// A signal ends it at once, also after a question was answered, which leaves signals to be looked for.
    func call(
        _ operation: Operation, _ values: [String: String] = [:], body: JSONValue? = nil
    ) async throws(Failure) -> Reply {
        try await world.watched(hint: operation.hintWhenLeft) { () async throws(Failure) in
            try await send(operation, values, body: body)
        }
    }

    private func send(
        _ operation: Operation, _ values: [String: String], body: JSONValue?
    ) async throws(Failure) -> Reply {
        do throws(Failure) {
            return try await world.call(operation, values, body: body, with: client)
        } catch { throw ControlPlaneRefusal.explained(error, operation) }
    }

    /// Calls an operation whose answer is one object.
    func object(
        _ operation: Operation, _ values: [String: String] = [:], body: JSONValue? = nil
    ) async throws(Failure) -> JSONValue {
        let document = try Self.object(try await call(operation, values, body: body), operation)
        if let slug = values["slug"] { try Self.requireAbout(slug, document, operation) }
        if operation.method != .get { try Self.requireDone(document, operation) }
        return document
    }

    /// Calls an operation whose answer is a list, bare or under a name.
    func items(
        _ operation: Operation, _ values: [String: String] = [:], under name: String? = nil
    ) async throws(Failure) -> [JSONValue] {
        let document = try await call(operation, values).document
        // What is left out of a list looks as if it were not there.
        guard let items = document?.items ?? name.flatMap({ document?[$0]?.items }),
            items.allSatisfy({ $0.members != nil })
        else { throw Self.strange(operation) }
        return items
    }

    /// The object in an answer.
    static func object(_ reply: Reply, _ operation: Operation) throws(Failure) -> JSONValue {
        guard let document = reply.document, document.members != nil else { throw strange(operation) }
        return document
    }

    /// Refuses an answer that is about another organisation than the one asked about, such as a confused cache's.
    static func requireAbout(_ slug: String, _ document: JSONValue, _ operation: Operation) throws(Failure) {
        guard let other = document["slug"]?.text, other != slug else { return }
        throw .explained(
            "The control plane's answer to \(operation.id) is about '\(TerminalText.safe(String(other.prefix(64))))', "
                + "not about \(slug).", hint: nil, .unverified)
    }

    /// Refuses an answer that does not say of a member what was asked for.
    static func require(
        _ name: String, _ value: JSONValue, in document: JSONValue, _ operation: Operation
    ) throws(Failure) {
        guard document[name] != value else { return }
        throw .explained(
            "The control plane's answer to \(operation.id) does not say the \(name) that was asked for.",
            hint: operation.lostReply, .unverified)
    }

    /// What a deletion is said to have come to.
    ///
    /// Without content it is over. A status that nobody knows, such as one of failure, is no deletion.
    static func departure(_ reply: Reply, _ slug: String, _ operation: Operation) throws(Failure) -> String {
        if reply.status == 204 { return "deleted" }
        guard let document = reply.document, document.members != nil else {
            throw uncertain(operation, "does not say whether \(slug) is being deleted")
        }
        try requireAbout(slug, document, operation)
        try requireDone(document, operation)
        guard let status = document["status"]?.text else {
            guard document["slug"]?.text == slug || document["ok"]?.bool == true else {
                throw uncertain(operation, "does not say whether \(slug) is being deleted")
            }
            return "deleting"
        }
        guard ["deleted", "deleting", "purged", "purging", "accepted", "ok"].contains(status) else {
            throw uncertain(operation, "says '\(TerminalText.safe(String(status.prefix(64))))'")
        }
        return status == "deleted" || status == "purged" ? "deleted" : "deleting"
    }

    /// An answer without an error that does not say either that what was asked for is done.
    static func uncertain(_ operation: Operation, _ words: String) -> Failure {
        .explained("The control plane's answer to \(operation.id) \(words).", hint: operation.lostReply, .unverified)
    }

    /// Refuses an answer that is no error by its status and says itself that nothing, or not all, was done.
    static func requireDone(_ document: JSONValue?, _ operation: Operation) throws(Failure) {
        let error = document?["error"]?.text ?? ""
        guard document?["ok"]?.bool == false || !error.isEmpty else { return }
        let words = error.isEmpty ? "" : ": \"\(TerminalText.safe(String(error.prefix(300))))\""
        throw .partial(
            "The control plane says that \(operation.id) did not come to its end\(words).", hint: operation.lostReply)
    }

    private static func strange(_ operation: Operation) -> Failure {
        .explained("The control plane's answer to \(operation.id) is not one of its own.", hint: nil, .failure)
    }

    /// Calls an operation that takes minutes, with a line on the terminal while it lasts.
    ///
    /// A signal ends the wait and not the work: `hint` says how to ask what became of it.
    func callLong(
        _ operation: Operation, _ values: [String: String] = [:], body: JSONValue? = nil, stage: String, hint: String
    ) async throws(Failure) -> Reply {
        let allowed: Duration =
            world.settings.isDeadlineGiven ? world.settings.deadline : .seconds(operation.deadlineSeconds)
        let start = ContinuousClock.now
        defer { world.output.endProgress() }
        return try await watched(hint: hint) {
            let (percent, left) = ProgressLine.elapsed(since: start, of: allowed)
            return ProgressLine.text("\(stage), of the time allowed", percent: percent, left: left)
        } work: { () async throws(Failure) in
            try await send(operation, values, body: body)
        }
    }

    /// Does some work beside a line on the terminal; see `World.watched`.
    func watched<Value: Sendable>(
        hint: String?, until end: (moment: ContinuousClock.Instant, failure: Failure)? = nil, line: () -> String,
        work: @escaping @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        try await world.watched(hint: hint, until: end, line: line, work: work)
    }
}
