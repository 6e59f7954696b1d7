import CommandTree
import JSON
import ManagementAPI

/// What has to be said before an operation of the control plane acts, by whatever command it is called.
///
/// The servers are not known to ask for all of it; `molecule api` must be no way around what the other commands ask.
enum ControlPlaneGuard {
    /// The name of what is destroyed, or reaches every customer.
    case typed(String)
    /// A yes.
    case answered
    case none

    init(_ call: OperationCall) throws(Failure) {
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
            self = .typed(tag)
        case Operations.deprovisionWorkspace.id:
            let isPruning = call.values["prune"].map { $0 != "false" } ?? false
            self = isPruning ? call.values["workspace_id"].map { .typed($0) } ?? .none : .answered
        case Operations.adminUpdateWorkspaceEnv.id:
            try ControlPlaneGuard.requireForce(call)
            self = .answered
        case Operations.adminRedeployTenant.id, Operations.adminPromoteThinAmi.id,
            Operations.adminPromoteRuntimeImage.id, Operations.provisionWorkspace.id:
            self = .answered
        default: self = .none
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
