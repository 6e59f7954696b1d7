import CommandTree
import HostSystem
import JSON
import ManagementAPI

/// One thing that was asked of a Moltnet server, and whether the answer is the one that is wanted.
struct MoltnetVerifyProbe: Sendable {
    /// What was asked.
    enum Kind: String, Sendable {
        case health
        case noToken = "no-token"
        case randomToken = "random-token"
        case token
        case formerToken = "former-token"
        case scope
        case pairing
        case agent
    }

    let kind: Kind
    /// What it is about: the id of a token, of a pairing or of an agent.
    var subject: String?
    /// What was found, for people.
    let finding: String
    /// The status of the answer.
    var status: Int?
    /// What is wrong; `nil` when it is as it must be.
    var trouble: MoltnetVerifyTrouble?

    /// Whether nobody could be asked.
    private var isUnknown: Bool {
        if case .notAsked? = trouble { return true }
        return false
    }

    /// The probe as data.
    var json: JSONValue {
        [
            "probe": .string(kind.rawValue), "subject": .optional(subject), "finding": .string(finding),
            "status": status.map { .integer(Int64($0)) } ?? .null,
            "as_required": isUnknown ? .null : .bool(trouble == nil),
            "trouble": .optional(trouble?.word),
        ]
    }

    /// The probe as a row.
    var cells: [String] {
        [kind.rawValue, subject ?? "-", isUnknown ? "unknown" : trouble == nil ? "ok" : "not ok", finding]
    }
}

/// Why a Moltnet server is not as its file says.
enum MoltnetVerifyTrouble: Sendable, Equatable {
    case unreachable(String)
    case unhealthy
    case notMoltnet(redirects: Bool)
    case open
    case acceptsAnyToken
    case headerLost
    case unsendable(String)
    case refused(String)
    case restartPending(String)
    case otherNetwork(String)
    case formerAccepted(String)
    case scopeMissing(String)
    case scopeExcess(String)
    case pairing(String)
    case agent(String)
    case notAsked(String)
    case unexpected(String)

    /// The word for JSON.
    var word: String {
        switch self {
        case .unreachable: "unreachable"
        case .unhealthy: "unhealthy"
        case .notMoltnet: "not-moltnet"
        case .open: "open"
        case .acceptsAnyToken: "accepts-any-token"
        case .headerLost: "header-lost"
        case .unsendable: "unsendable"
        case .refused: "token-refused"
        case .restartPending: "restart-pending"
        case .otherNetwork: "other-network"
        case .formerAccepted: "former-token-accepted"
        case .scopeMissing: "scope-missing"
        case .scopeExcess: "scope-excess"
        case .pairing: "pairing-unreachable"
        case .agent: "agent-not-connected"
        case .notAsked: "not-asked"
        case .unexpected: "unexpected"
        }
    }

    /// The failure of the command; `origin` and `path` are the server and its file.
    func failure(_ origin: String, _ path: String) -> Failure {
        .explained(sentence(origin, path), hint: hint(path), status)
    }

    private var status: ExitStatus {
        switch self {
        case .unreachable, .unhealthy, .notMoltnet, .unexpected: .unavailable
        case .refused, .unsendable: .unauthenticated
        case .open, .acceptsAnyToken, .headerLost, .restartPending, .otherNetwork, .formerAccepted, .scopeMissing,
            .scopeExcess, .pairing, .agent, .notAsked:
            .unverified
        }
    }

    private func sentence(_ origin: String, _ path: String) -> String {
        switch self {
        case .unreachable(let reason): "\(origin): \(reason)."
        case .unhealthy: "The server at \(origin) is not healthy."
        case .notMoltnet(let redirects):
            redirects
                ? "\(origin) sends callers elsewhere, as Moltnet does at an address that is not its own."
                : "What answers at \(origin) is no Moltnet server."
        case .open: "The server at \(origin) lets everyone in, without a token."
        case .acceptsAnyToken: "The server at \(origin) accepts any token."
        case .headerLost: "The server at \(origin) does not see the token: something before it takes the header away."
        case .unsendable(let id): "The value of token \(id) has a character that no header can carry."
        case .refused(let id): "The server at \(origin) refuses token \(id) of \(path)."
        case .restartPending(let id):
            "Token \(id) waits for a restart: the server at \(origin) refuses the value in \(path) and takes an earlier one."
        case .otherNetwork(let id): "Token \(id) opens another network than the one in \(path)."
        case .formerAccepted(let id): "The server at \(origin) still takes a former value of token \(id)."
        case .scopeMissing(let id): "Token \(id) may not do all that its scopes say."
        case .scopeExcess(let id): "Token \(id) may do more than its scopes say."
        case .pairing(let id): "The server at \(origin) does not reach its partner by pairing '\(id)'."
        case .agent(let id): "Agent '\(id)' is not connected."
        case .notAsked(let what): "Nothing is known of \(what): no token of \(path) may read."
        case .unexpected(let what): "The server at \(origin) answered \(what) in a way that no version is known to."
        }
    }

    private func hint(_ path: String) -> String {
        switch self {
        case .unreachable: "Is this the address, and does the server run? See --url."
        case .unhealthy: "Look at the server's log; its store may be down."
        case .notMoltnet: "Pass the server's address: --url https://HOST"
        case .open: "Set auth.mode: bearer in \(path), and see that the server starts with this file."
        case .acceptsAnyToken: "Set auth.mode: bearer in \(path), and restart the server."
        case .headerLost: "Let the proxy pass the Authorization header on, or ask the server itself with --url."
        case .unsendable: "molecule moltnet check \(path)"
        case .refused: "Was the file changed by hand? Restart the server, then: molecule moltnet verify"
        case .restartPending: "Restart the server, then: molecule moltnet verify"
        case .otherNetwork: "Is this the server of \(path)? See network.id there, and --url."
        case .formerAccepted: "Remove it from \(path), and restart the server."
        case .scopeMissing, .scopeExcess:
            "Does the server run with this \(path)? Restart it, then: molecule moltnet verify"
        case .pairing(let id):
            "Does the partner have the token of pairing '\(id)' among its own, and has it been restarted?"
        case .agent: "Start its node, or see the node's log: it asks again for ever when it is refused."
        case .notAsked: "Give a token in \(path) the scope observe, and restart the server."
        case .unexpected: "molecule moltnet verify --verbose"
        }
    }
}
