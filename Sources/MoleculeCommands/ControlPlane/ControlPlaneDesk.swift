import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Synchronization

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
    func call(
        _ operation: Operation, _ values: [String: String] = [:], body: JSONValue? = nil
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
            try await call(operation, values, body: body)
        }
    }

    /// Does some work beside a line on the terminal, which ends at once when a signal comes, or when the time is over.
    ///
    /// What a request that is under way then comes to is not known.
    func watched<Value: Sendable>(
        hint: String, until end: (moment: ContinuousClock.Instant, failure: Failure)? = nil, line: () -> String,
        work: @escaping @Sendable () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        SignalWatch.start()
        let outcome = Outcome<Value>()
        let task = Task {
            do throws(Failure) {
                outcome.set(.success(try await work()))
            } catch { outcome.set(.failure(error)) }
        }
        while true {
            if let result = outcome.value { return try result.get() }
            if let number = SignalWatch.received {
                task.cancel()
                throw .signalled(number, hint: hint)
            }
            if let end, ContinuousClock.now >= end.moment {
                task.cancel()
                throw end.failure
            }
            world.output.progress(line())
            await Pause.nap(milliseconds: 20)
        }
    }

    /// What work that runs beside its progress line came to.
    private final class Outcome<Value: Sendable>: Sendable {
        private let result = Mutex<Result<Value, Failure>?>(nil)

        var value: Result<Value, Failure>? { result.withLock { $0 } }

        func set(_ value: Result<Value, Failure>) { result.withLock { $0 = value } }
    }
}
