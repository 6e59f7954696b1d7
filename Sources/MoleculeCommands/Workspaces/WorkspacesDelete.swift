import CommandTree
import ManagementAPI

/// The command `workspaces delete`.
struct WorkspacesDelete: Verb {
    let request: FleetRequest
    let deletion: WorkspaceDeletion
    let confirmation: String?

    static let node = Node(
        "delete", summary: "delete workspaces, after asking",
        discussion: [
            """
            Removes a workspace and revokes its tokens. What is to go is named first: the workspace, those below it and \
            what they are working on. In scripts --yes answers, and workspaces below want --cascade besides. One that is \
            removed already is success.
            """,
            """
            With --purge its rows go too, and with --erase-data its machine's volume: both are for good and want the \
            name of the workspace, typed or with --confirm; for many, the number of those selected. Since May 2026 a \
            purge is possible at the first delete only.
            """,
        ] + FleetRequest.discussion,
        operands: [FleetRequest.operand],
        options: [
            .flag("cascade", "Delete the workspaces below it as well."),
            .flag("purge", "Delete everything that is stored about it, for good."),
            .flag("erase-data", "Erase the data volume of its machine, where it has one, for good."),
            .value("confirm", Value("NAME", .text), "Confirm with the name of the workspace, or the number of many."),
        ] + FleetRequest.options + [CredentialFinder.keyOption],
        examples: [
            Example("Delete one, after a question.", "molecule workspaces delete nightly-reports"),
            Example("Delete one and those below it, in a script.", "molecule workspaces delete atlas --cascade --yes"),
            Example(
                "Delete one for good.",
                "molecule workspaces delete 6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11 --purge --confirm nightly-reports"),
        ],
        environment: Documented.credentials, files: WorkspacesChange.files,
        statuses: Workspaces.statuses + FleetRequest.statuses,
        action: { arguments throws(UsageError) in try WorkspacesDelete(arguments) })

    init(_ arguments: Arguments) throws(UsageError) {
        request = try FleetRequest(arguments, operands: arguments.operands("ID"))
        deletion = WorkspaceDeletion(
            isCascading: arguments.flag("cascade"), purges: arguments.flag("purge"),
            erasesData: arguments.flag("erase-data"))
        confirmation = arguments.text("confirm")
    }

    func run(in world: World) async throws(Failure) {
        guard let reference = request.single else {
            let fleet = Fleet(
                request: request, action: .delete(deletion), patience: nil, confirmation: confirmation)
            return try await fleet.run(in: world)
        }
        let server = try WorkspaceServer(request.keys, in: world)
        let all = try await server.list()
        guard server.surface == .tenant else {
            throw .workspace(.tenantOnly(instead: "molecule workspaces terminate removes one here."))
        }
        let id = try reference.id(among: all)
        let listed = all.first { $0.id == id }
        let found: Models.Workspace?
        if let listed { found = listed } else { found = try await server.read(id) }
        let outcome: WorkspaceOutcome
        if let found, !found.isRemoved || deletion.purges {
            var deletion = deletion
            let family = WorkspaceFamily(found, among: all)
            try confirm(family, in: world)
            // What was shown and agreed to, and no more: children that came later make the server refuse.
            if !family.descendants.isEmpty { deletion.isCascading = true }
            outcome = try await deletion.run(found, id, on: server)
        } else {
            let detail = found == nil ? "the server has no workspace with this id" : nil
            outcome = WorkspaceOutcome(id, found, "already removed", detail: detail)
        }
        try world.output.print([outcome])
    }

    private func confirm(_ family: WorkspaceFamily, in world: World) throws(Failure) {
        let names = family.descendants.map(\.label).joined(separator: ", ")
        if !family.descendants.isEmpty, !deletion.isCascading,
            world.settings.isConfirmed || world.settings.isUnattended || confirmation != nil
        {
            throw .refused(
                "Below workspace \(family.root.label) there are others, which would go with it: \(names).",
                hint: "Add --cascade if they are meant as well.")
        }
        if deletion.isForGood || confirmation != nil { return try confirmByName(family, in: world) }
        do throws(Failure) { try world.confirm("Delete \(family.sentence)?") } catch {
            guard case .refused(let reason, _) = error, !family.descendants.isEmpty, !deletion.isCascading else {
                throw error
            }
            throw .refused(
                "\(reason) It is about \(family.sentence).", hint: "Add --cascade and --yes if this is meant.")
        }
    }

    /// What is for good wants more than a yes.
    private func confirmByName(_ family: WorkspaceFamily, in world: World) throws(Failure) {
        let name = family.root.name ?? ""
        let hint = "Add --confirm NAME, with the name of the workspace."
        var given = confirmation
        if given == nil {
            guard !world.settings.isUnattended, !world.settings.isConfirmed else {
                throw .refused("This deletes \(family.sentence), for good, and wants its name.", hint: hint)
            }
            let question = "This deletes \(family.sentence), for good.\nType the workspace's name to go on: "
            do { given = String(decoding: try world.ask(question, true), as: UTF8.self) } catch {
                throw .refused("This deletes \(family.sentence), for good, and wants its name.", hint: hint)
            }
        }
        guard given == name else {
            throw .refused(
                "The name is not the one of workspace \(family.root.label); nothing was deleted.", hint: hint)
        }
    }
}
