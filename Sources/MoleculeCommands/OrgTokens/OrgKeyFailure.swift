import CommandTree
import Keyfile
import ManagementAPI

/// What goes wrong with org keys and nowhere else.
public enum OrgKeyFailure: Error, Sendable {
    /// The answer to the list is no list of org keys.
    case unreadableList
    /// The reply to a mint was lost, and the list that would tell what became of it cannot be read.
    case fateUnknown(name: String, cause: String, listing: String)
    /// Every reply to a mint was lost; what the server had made has been revoked.
    case repliesLost(name: String, count: Int, cause: String)
    /// The key was minted but could not be put where it belongs, and has been revoked.
    case takenBack(name: String, reason: String, status: ExitStatus, hint: String?)
    /// The key was minted, could not be put where it belongs, and could not be revoked either.
    case left(id: String, name: String, reason: String, revocation: String)
    /// What was typed could mean several keys.
    case ambiguous(operand: String, candidates: [String])
    /// No live key is meant by what was typed.
    case unknown(operand: String)
    /// The key is the one that the call itself is made with.
    case inUse(label: String, source: String)
    /// The key is revoked, but its value is not refused.
    case stillAccepted(label: String, reason: String)
    /// A key that looks like one whose value never arrived has been used.
    case orphanUsed(id: String, label: String, cause: String)
    /// A key that looks like one whose value never arrived has its value at hand.
    case orphanHeld(label: String)
    /// A destination did not take the value.
    case destination(name: String, reason: String, status: ExitStatus, hint: String?)
    /// The file that steps of GitHub Actions hand outputs over with cannot be used.
    case outputFile(reason: String)

    var status: ExitStatus {
        switch self {
        case .unreadableList: .failure
        case .fateUnknown, .repliesLost: .unavailable
        case .takenBack(_, _, let status, _), .destination(_, _, let status, _): status
        case .orphanUsed, .orphanHeld: .conflict
        case .left: .partial
        case .ambiguous, .inUse: .refused
        case .unknown: .notFound
        case .stillAccepted: .unverified
        case .outputFile: .usage
        }
    }

    var message: String {
        switch self {
        case .unreadableList: return "The server answered the list of org keys with something that is none."
        case .fateUnknown(let name, let cause, let listing):
            return "The reply to the mint of '\(name)' was lost (\(cause)), and the list that would tell whether the "
                + "key exists cannot be read: \(listing)"
        case .repliesLost(let name, let count, let cause):
            return "All \(count) replies to the mint of '\(name)' were lost (the last: \(cause)). "
                + "The keys they were about have been revoked."
        case .takenBack(let name, let reason, _, _):
            return "\(reason) The new key '\(name)' has been revoked again; nothing is left of it."
        case .left(let id, let name, let reason, let revocation):
            return "\(reason) The new key '\(name)' (\(id)) is live, its value is lost, and revoking it failed: "
                + revocation
        case .ambiguous(let operand, let candidates):
            return "'\(operand)' means more than one org key: \(candidates.joined(separator: ", "))."
        case .unknown(let operand): return "No live org key has the id, the prefix or the name '\(operand)'."
        case .inUse(let label, let source):
            return "Org key \(label) is the one this call is made with (\(source)); it would be the last call."
        case .stillAccepted(let label, let reason):
            return "Org key \(label) is revoked, but that it is refused is not proven: \(reason)."
        case .orphanUsed(_, let label, let cause):
            return "Org key \(label) looks like the one whose reply was lost (\(cause)), but it has been used, so "
                + "somebody has its value."
        case .orphanHeld(let label):
            return "Org key \(label) exists, and its value is at hand here: it is not lost."
        case .destination(let name, let reason, _, _): return "\(name): \(reason)."
        case .outputFile(let reason): return "The file of step outputs (GITHUB_OUTPUT) cannot be used: \(reason)."
        }
    }

    var hint: String? {
        switch self {
        case .unreadableList: "Check --api-url."
        case .fateUnknown(let name, _, _):
            "Once the server answers, see whether '\(name)' is there: molecule org tokens list. If it is and nobody "
                + "has used it, revoke it (molecule org tokens revoke) and mint again."
        case .repliesLost, .orphanUsed: remedy.map { "\($0); then type the same again." }
        case .orphanHeld: "See where: molecule keys list. Mint under another name, or go on where this one was saved."
        case .takenBack(_, _, _, let hint), .destination(_, _, _, let hint): hint
        case .left(let id, _, _, _): "molecule org tokens revoke \(id)"
        case .ambiguous: "Give the id: molecule org tokens list"
        case .unknown: "molecule org tokens list"
        case .inUse: "Call with another credential, or add --allow-self."
        case .stillAccepted: "See whether the server is open: molecule admin-token verify"
        case .outputFile: "In a step of GitHub Actions the runner sets it; elsewhere leave --github-output out."
        }
    }

    /// What to do before what failed is tried again, as a clause.
    var remedy: String? {
        switch self {
        case .fateUnknown: "Wait until the server answers"
        case .repliesLost: "See why replies are lost, with a longer --timeout if they are slow"
        case .orphanUsed(let id, _, _): "If it is to go, molecule org tokens revoke \(id)"
        case .orphanHeld: "See where its value is, molecule keys list"
        default: hint
        }
    }
}
