import CommandTree
import Keyfile
import ManagementAPI

/// A workspace as typed: by its id, or by its name where no other has the same.
enum WorkspaceReference: Sendable, Equatable {
    /// In the form servers compare by: lower case.
    case id(String)
    case name(String)

    init(_ text: String) { self = UUIDText.canonical(text).map { .id($0) } ?? .name(text) }

    /// As typed, with an id in lower case.
    var text: String {
        switch self {
        case .id(let text), .name(let text): text
        }
    }

    /// The id among these workspaces.
    ///
    /// A name that several have is refused, since guessing may hit the wrong one.
    func id(among workspaces: [Models.Workspace]) throws(Failure) -> String {
        guard case .name(let name) = self else { return text }
        let found = workspaces.filter { $0.name == name && $0.id != nil }
        guard found.count <= 1 else {
            let candidates = found.map { "\($0.id ?? "") (\($0.status ?? "-"))" }
            throw .workspace(.ambiguous(name, candidates: candidates))
        }
        guard let id = found.first?.id else { throw .workspace(.unknown(name)) }
        return id
    }
}

extension WorkspaceServer {
    /// The ids of workspaces as typed; the list is asked only where a name was.
    func resolve(_ references: [WorkspaceReference]) async throws(Failure) -> [Result<String, Failure>] {
        var all: [Models.Workspace] = []
        if references.contains(where: { if case .name = $0 { true } else { false } }) { all = try await list() }
        return references.map { reference in
            do throws(Failure) { return .success(try reference.id(among: all)) } catch { return .failure(error) }
        }
    }

    /// The id of one workspace as typed.
    func resolve(_ reference: WorkspaceReference) async throws(Failure) -> String {
        try await resolve([reference])[0].get()
    }

    /// A workspace that is there and not removed.
    func require(_ reference: WorkspaceReference) async throws(Failure) -> Models.Workspace {
        let id = try await resolve(reference)
        guard let workspace = try await read(id) else { throw .workspace(.unknown(id)) }
        guard !workspace.isRemoved else { throw .workspace(.removed(workspace.label, id: id)) }
        return workspace
    }
}

/// Which workspaces a verb is about, and with which credentials.
struct WorkspaceArguments: Sendable {
    let keys: [KeyName]
    let references: [WorkspaceReference]

    init(_ arguments: Arguments) throws(UsageError) {
        keys = try CredentialFinder.names(arguments)
        references = arguments.operands("ID").map(WorkspaceReference.init)
    }

    /// The one that is meant, of a verb that takes one.
    var first: WorkspaceReference { references[0] }
}
