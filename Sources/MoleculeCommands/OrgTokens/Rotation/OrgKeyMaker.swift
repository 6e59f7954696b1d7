import Keyfile
import Rotation

/// Mints the new key under the name that the plan has for it, which tells what became of a mint whose reply was lost.
struct OrgKeyMaker: ValueMaker {
    let access: OrgKeyAccess

    private var sent: String { access.replacement.sent }

    var statement: String { "mints '\(sent)', and finds by that name what a lost reply was about" }

    /// Mints a key.
    ///
    /// What an earlier attempt minted is found by its name and revoked, unless somebody has used it: its value is gone.
    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        let desk = try access.desk()
        do throws(Failure) {
            let cause = "an earlier run did not end"
            if isRepeated, try await desk.revokeOrphans(of: sent, except: nil, cause: cause) > 0 {
                desk.world.output.remark("Revoked '\(sent)', which an earlier run minted and lost.")
            }
            let key = try await desk.mint(sent)
            // The request of an earlier run may have been slow rather than lost.
            if isRepeated { _ = try await desk.revokeOrphans(of: sent, except: key.id, cause: cause) }
            desk.tellRemaining(key)
            return key.secret
        } catch { throw StepFailure(error) }
    }
}
