import JSON
import Keyfile
import ManagementAPI
import Synchronization

/// The workspaces of one server, over the routes it has.
///
/// A tenant has routes of its own for everything; the self-hosted platform has four, below `/admin`. Which of the two
/// answers shows at the first call, so nobody has to say it.
final class WorkspaceServer: Sendable {
    let world: World
    let client: ManagementClient
    private let found = Mutex<Operation.Surface?>(nil)

    init(_ keys: [KeyName], in world: World) throws(Failure) {
        self.world = world
        client = try world.client(for: .tenant, keys: keys)
    }

    /// The same for a run over many, whose requests go through `wrap`.
    init(_ keys: [KeyName], in world: World, wrap: (any Transport) -> any Transport) throws(Failure) {
        self.world = world
        client = try world.client(for: .tenant, keys: keys, wrap: wrap)
    }

    /// Which of the two it is, once something has been asked.
    var surface: Operation.Surface? { found.withLock { $0 } }

    /// Calls a tenant's operation, or the self-hosted one for the same where the tenant's route is not there.
    ///
    /// Where there is neither, the failure says which kind of server has it.
    func call(
        _ operation: Operation, or other: Operation? = nil, _ values: [String: String] = [:], body: JSONValue? = nil
    ) async throws(Failure) -> Reply {
        if surface == .selfHosted {
            guard let other else { throw .workspace(.tenantOnly(instead: nil)) }
            return try await world.call(other, values, with: client)
        }
        do throws(Failure) {
            let reply = try await world.call(operation, values, body: body, with: client)
            found.withLock { $0 = .tenant }
            return reply
        } catch {
            guard error.isOfMissingRoute else {
                if error.reply != nil, error.reply?.kind != .hidden { found.withLock { $0 = .tenant } }
                throw error
            }
            guard surface == nil, await isSelfHosted() else { throw error }
        }
        guard let other else { throw .workspace(.tenantOnly(instead: nil)) }
        return try await world.call(other, values, with: client)
    }

    /// Whether the self-hosted list is there, and then remembers it.
    private func isSelfHosted() async -> Bool {
        do throws(Failure) {
            _ = try await world.call(Operations.selfHostedListWorkspaces, with: client)
        } catch {
            // A refusal shows that the route is there as well as an answer does.
            guard let kind = error.reply?.kind, [.unauthenticated, .forbidden].contains(kind) else { return false }
        }
        found.withLock { $0 = .selfHosted }
        return true
    }

    /// Every workspace that is not removed, in order of creation.
    func list() async throws(Failure) -> [Models.Workspace] {
        let operation = Operations.tenantListWorkspaces
        let reply = try await call(operation, or: Operations.selfHostedListWorkspaces)
        // A tenant sends the bare array, the self-hosted platform an object with a count.
        // What is left out of the list looks as if it were not there, and what has no id cannot be named.
        guard let items = reply.document?.items ?? reply.document?["workspaces"]?.items,
            items.allSatisfy({ $0["id"]?.text != nil })
        else { throw .workspace(.strangeAnswer(operation)) }
        return items.map(Models.Workspace.init)
    }

    /// Reads one workspace: `nil` when there is none, and a removed one with that status.
    ///
    /// The self-hosted platform does not show removed ones at all.
    func read(_ id: String) async throws(Failure) -> Models.Workspace? {
        let operation = Operations.tenantGetWorkspace
        do throws(Failure) {
            // Since May a removed workspace is shown only to those who ask; April does not look at it.
            let reply = try await call(operation, ["id": id, "include_removed": "true"])
            guard let document = reply.document, document.members != nil else {
                throw .workspace(.strangeAnswer(operation))
            }
            return Models.Workspace(document)
        } catch {
            if surface == .selfHosted { return try await list().first { $0.id == id } }
            switch error.reply?.kind {
            case .notFound: return nil
            case .gone: return Models.Workspace(["id": .string(id), "status": "removed"])
            default: throw error
            }
        }
    }

    /// The topmost paused workspace above one, or `nil`: no other above it can be resumed before.
    func topmostPaused(above id: String) async throws(Failure) -> Models.Workspace? {
        var seen: Set = [id]
        var topmost: Models.Workspace?
        var parent = try await read(id)?.parentId
        // The servers let a workspace be its own ancestor.
        while let next = parent, seen.insert(next).inserted {
            let found: Models.Workspace?
            do throws(Failure) { found = try await read(next) } catch {
                // The one that is known is named; what stands above it may not be ours to read.
                guard let topmost else { throw error }
                return topmost
            }
            guard let workspace = found else { break }
            if workspace.status == "paused" { topmost = workspace }
            parent = workspace.parentId
        }
        return topmost
    }

    /// Why a workspace failed, which only the list tells; `nil` when it cannot be read.
    func reason(of id: String) async -> String? {
        let all: [Models.Workspace]
        do { all = try await list() } catch { return nil }
        return all.first { $0.id == id }?.lastSampleError.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension Failure {
    /// What the server answered, where it answered something that is not success.
    var reply: ErrorAnswer? {
        if case .call(.answer(let answer), _) = self { answer } else { nil }
    }

    /// Whether the server has no such route: it says so, or a web application answers in its place.
    var isOfMissingRoute: Bool { reply.map { $0.kind == .notMounted || $0.kind == .webPage } ?? false }

    /// Whether the request may have taken effect, though no whole answer came.
    var isOfLostReply: Bool {
        switch self {
        case .call(.transport(.outcomeUnknown), _), .call(.transport(.answered), _): true
        default: false
        }
    }

    /// Whether asking again later may help.
    var isPassing: Bool {
        if case .call(.transport, _) = self { return true }
        if case .explained(_, _, .unavailable) = self { return true }
        switch reply?.kind {
        case .serverError, .rateLimited, .edge(.provisioning), .edge(.unreachable): return true
        case .webPage: return reply?.isOfProxy ?? false
        default: return false
        }
    }
}

extension Models.Workspace {
    /// What people call it: its name in quotes, else its id.
    var label: String { name.map { $0.isEmpty ? id ?? "-" : "'\($0)'" } ?? id ?? "-" }

    var isRemoved: Bool { status == "removed" }
}
