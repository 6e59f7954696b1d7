import CommandTree
import JSON
import ManagementAPI

/// What has to be said before an operation acts that destroys or reaches others, by whatever command it is called.
///
/// The servers are not known to ask for all of it; `molecule api` must be no way around what the other commands ask.
enum CallGuard {
    /// The name of what is destroyed, or reaches every customer.
    case typed(String)
    /// The name of the workspace with this id.
    case named(String)
    /// A yes.
    case answered
    case none

    init(_ call: OperationCall) throws(Failure) {
        try CallGuard.requireOneSpelling(call)
        switch call.operation.id {
        case Operations.deleteOrg.id, Operations.adminDeleteTenant.id, Operations.adminScrubTenantArtifacts.id:
            // Without a slug nothing is sent.
            self = call.values["slug"].map { .typed($0) } ?? .none
        case Operations.adminRedeployFleet.id:
            guard let tag = call.body?["target_tag"]?.text, !tag.isEmpty else {
                throw .usage(
                    UsageError(
                        "A rollout to every organisation says what is rolled out.",
                        hint: "molecule tenants redeploy-fleet --tag TAG --canary SLUG --plan"))
            }
            guard call.body?["canary_slug"]?.text != nil else {
                throw .usage(
                    UsageError(
                        "A rollout to every organisation says which goes first, or that none does.",
                        hint: "Add canary_slug=SLUG, or an empty canary_slug= for none."))
            }
            self = .typed(tag)
        case Operations.deprovisionWorkspace.id:
            let isPruning = call.values["prune"].map { $0 != "false" } ?? false
            self = isPruning ? call.values["workspace_id"].map { .typed($0) } ?? .none : .answered
        case Operations.adminUpdateWorkspaceEnv.id:
            try CallGuard.requireForce(call)
            self = .answered
        case Operations.adminRedeployTenant.id, Operations.adminPromoteThinAmi.id,
            Operations.adminPromoteRuntimeImage.id, Operations.provisionWorkspace.id:
            self = .answered
        case Operations.tenantDeleteWorkspace.id: self = call.values["id"].map { .named($0) } ?? .answered
        case Operations.selfHostedTerminateWorkspace.id, Operations.tenantDropStaleQueueItems.id,
            Operations.tenantRotateExternalCredentials.id:
            self = .answered
        case Operations.tenantOrgImport.id:
            // Servers written in Go take a member in whatever case it is spelt.
            let modes = (call.body?.members ?? []).filter { $0.name.lowercased() == "mode" }
            self = modes.contains { $0.value.text == "reconcile" } ? .answered : .none
        case Operations.tenantRefreshWorkspaceImages.id: self = call.values["recreate"] == "false" ? .none : .answered
        // Making an organisation asks nothing: a second send is a conflict and no second machine, and it can be deleted.
        default: self = call.operation.method == .delete ? .answered : .none
        }
    }

    /// Members that the guards look at, or that change what is looked at.
    private static let known = [
        "target_tag", "canary_slug", "soak_seconds", "batch_size", "env", "merge", "force", "confirm",
    ]

    /// Refuses a body with two spellings of one member, since the servers take names in any case, the last one last:
    /// what is confirmed must be what is done.
    private static func requireOneSpelling(_ call: OperationCall) throws(Failure) {
        guard call.operation.surface == .controlPlane else { return }
        let names = (call.body?.members ?? []).map(\.name)
        let isPlain = names.allSatisfy { known.contains($0) || !known.contains($0.lowercased()) }
        guard isPlain, Set(names.map { $0.lowercased() }).count == names.count else {
            throw .usage(
                UsageError(
                    "A member of the body is spelt twice, or in capitals, which the server takes for the same member.",
                    hint: "molecule api describe \(call.operation.id)"))
        }
    }

    /// Refuses variables that look like secrets, unless they are forced.
    private static func requireForce(_ call: OperationCall) throws(Failure) {
        let secrets = (call.body?["env"]?.members ?? []).map(\.name).filter(TenantsEnv.looksSecret)
        guard secrets.isEmpty || call.body?["force"]?.bool == true else { throw .secretVariables(secrets) }
    }
}

extension Failure {
    /// Variables of a workspace that look like secrets, which have a place of their own.
    static func secretVariables(_ names: [String]) -> Failure {
        .refused(
            "These variables look like secrets, which belong into molecule secrets: "
                + "\(TerminalText.safe(names.joined(separator: ", "))).", hint: "Add --force to set them all the same.")
    }
}
