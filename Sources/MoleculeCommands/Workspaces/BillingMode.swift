import CommandTree
import JSON
import ManagementAPI

/// What the two have in common.
enum BillingMode {
    static let operand = Operand(
        Value(
            "MODE",
            .choice([
                .init("platform_managed", "the platform pays and charges"),
                .init("byok", "the workspace has credentials of its own"), .init("disabled", "no model at all"),
                .init("automatic", "as the model says"),
            ])), .one, "The mode.")

    /// What the server is to be told; `nil` leaves it to the model.
    static func override(_ arguments: Arguments) -> String? {
        let word = arguments.operand("MODE")
        return word == "automatic" ? nil : word
    }

    /// A server from before May does not have the route.
    static func explained(_ failure: Failure) -> Failure {
        failure.isOfMissingRoute ? .workspace(.tooOld("billing modes")) : failure
    }

    static func report(_ workspace: Models.Workspace, _ mode: Models.BillingModeResponse) -> Report {
        let resolved = mode.resolvedMode ?? mode.effectiveMode ?? "-"
        let row = [resolved, mode.workspaceOverride ?? "-", mode.source ?? "-", mode.providerSelection ?? "-"]
        return Report(
            mode.document, columns: ["MODE", "SET", "SOURCE", "PROVIDER"], rows: [row], names: [resolved])
    }
}

extension WorkspaceServer {
    /// Reads a workspace's billing mode.
    func billingMode(_ id: String) async throws(Failure) -> Models.BillingModeResponse {
        let operation = Operations.tenantGetBillingMode
        let reply: Reply
        do throws(Failure) { reply = try await call(operation, ["id": id]) } catch {
            throw BillingMode.explained(error)
        }
        guard let document = reply.document, document.members != nil else {
            throw .workspace(.strangeAnswer(operation))
        }
        return Models.BillingModeResponse(document)
    }
}
