import JSON
import Keyfile
import ManagementAPI

/// Writes secrets of one scope, and finds out what became of a write whose reply was lost.
struct SecretWriter {
    let world: World
    let client: ManagementClient
    let scope: SecretScope

    /// Writes one; whether the reply was lost, and the listing shows that it is there all the same.
    ///
    /// `before` is what the listing showed until now. Servers make no difference between a new and an old name.
    func write(_ key: String, _ value: Secret, before: SecretRecord?) async throws(Failure) -> Bool {
        let body: JSONValue = [
            "key": .string(key),
            "value": .string(value.reveal { bytes in String(decoding: bytes, as: UTF8.self) }),
        ]
        do throws(CallFailure) {
            _ = try await client.call(scope.writing, scope.parameters, body: body)
            return false
        } catch {
            if let explained = SecretWriter.vendorKeyRefusal(error) { throw explained }
            let failure = Failure.call(error, scope.writing)
            guard error.leavesOutcomeOpen else { throw failure }
            // A list that cannot be read answers nothing: the failure stands.
            guard let now = try? await scope.records(world, client).own(key, in: scope) else { throw failure }
            guard before == nil || now.updated != before?.updated else { throw failure }
            return true
        }
    }

    /// Deletes one; whether the reply was lost, and the listing shows that it is gone all the same.
    func delete(_ key: String) async throws(Failure) -> Bool {
        do throws(CallFailure) {
            _ = try await client.call(scope.deleting, scope.parameters.merging(["key": key]) { $1 })
            return false
        } catch {
            let failure = Failure.call(error, scope.deleting)
            // As above: without a list the failure stands.
            guard error.leavesOutcomeOpen, let now = try? await scope.records(world, client) else { throw failure }
            guard now.own(key, in: scope) == nil else { throw failure }
            return true
        }
    }

    /// Looks for secrets that were written: what the listing does not show, or `nil` when it could not be read.
    ///
    /// It cannot be read by a workspace token that the restart has revoked.
    func missing(_ keys: [String]) async -> (keys: [String], records: [SecretRecord])? {
        do throws(Failure) {
            let records = try await scope.records(world, client)
            let missing = keys.filter { records.own($0, in: scope)?.hasValue != true }
            return (missing, records)
        } catch {
            world.output.remark("The server stored it, but the list could not be read afterwards: \(error.message)")
            if case .call(.answer(let answer), _) = error, answer.kind == .unauthenticated, scope != .global {
                world.output.remark("The restart after a write revokes the workspace's tokens.")
            }
            return nil
        }
    }

    /// May's refusal of a model vendor's key in a workspace that the platform pays for.
    static func vendorKeyRefusal(_ failure: CallFailure) -> Failure? {
        guard case .answer(let answer) = failure, answer.status == 400, let key = answer.document?["key"]?.text,
            let id = answer.document?["workspace_id"]?.text, SecretKey.isValid(key.utf8), id.utf8.count == 36
        else { return nil }
        return .explained(
            "\(key) is a model vendor's key, and workspace \(id) is billed through the platform, which then takes none.",
            hint:
                "molecule workspaces billing-mode set \(id) byok, then the same again; or for all workspaces: molecule secrets set \(key) --global",
            .conflict)
    }
}
