import TestSupport
import Testing

/// What a kind of rotation works with outside the program, and how that is looked at without the program.
///
/// A new kind is a scene of its own and a case of `KillKind`.
protocol KillScene: AnyObject {
    /// The key entry that is rotated, and the value it has before.
    var key: String { get }
    var old: String { get }
    /// The variables the program gets beside those of the home.
    var environment: [String: String] { get }
    /// The words that begin the rotation, after the program.
    var rotation: [String] { get }
    /// More words of `rotations resume`, such as what is affirmed to have been done by hand.
    var onward: [String] { get }
    /// Whether both values work until the old one is retired; otherwise exactly one works at every moment.
    var overlaps: Bool { get }
    /// Whether the story ends where the rotation waits for the old value's last day: both values are kept and work.
    var endsWaiting: Bool { get }
    /// The destinations, in the order of the plan.
    var places: [KillPlace] { get }
    /// Files of the home that are not the program's, so that their modes are their own; a name ending in `/` is a
    /// directory with everything in it.
    var foreign: [String] { get }

    /// The value in the secret manager that keeps it, where the key store does not.
    var outside: (() -> String?)? { get }

    /// Somebody ends the old value, or the new one of a rotation that is rolled back, where a rotation waits for that: the
    /// words that say so to `rotations`; `nil` where nobody is waited for.
    func retireByHand() -> [String]?
    func abandonByHand() -> [String]?
    /// What comes about by itself while nobody rotates, such as machines that take what is deployed.
    func settle() throws
    /// Puts everything outside the key store and the journals back as it was; throws where that takes too long.
    func reset() throws
    /// Whether whoever accepts values accepts this one, or nobody in particular.
    func accepts(_ value: String?) -> Bool
    /// How many credentials of the rotated kind live, where somebody counts them.
    func liveCount() throws -> Int?
}

extension KillScene {
    var environment: [String: String] { [:] }
    var onward: [String] { [] }
    var overlaps: Bool { false }
    var endsWaiting: Bool { false }
    var outside: (() -> String?)? { nil }
    func retireByHand() -> [String]? { nil }
    func abandonByHand() -> [String]? { nil }
    func settle() throws {}
    /// Most laboratories serve one point.
    func reset() throws {}
    func liveCount() throws -> Int? { nil }
}

/// A destination, looked at from outside.
struct KillPlace {
    /// The value it holds; `nil` for none.
    let holds: () -> String?
    /// What of it is deployed, where that is a step of its own.
    var deployed: (() -> String?)?
    /// What it holds before any rotation.
    var start: String?
    /// Whether a put that is cut off may leave something else: what a command writes is not in our hands.
    var isLoose = false
    /// Whether who uses the value reads it here, so that it must be accepted at every moment.
    var isUsed = false
    /// A file of the home with everything that stands round the value, given a value: it must never hold anything else.
    var file: (name: String, text: (String) -> String)?
}

/// The kinds of rotation that are killed.
enum KillKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case adminToken = "admin-token"
    case twoFiles = "admin-token in two files"
    case keptOutside = "admin-token in another secret manager"
    case orgKey = "org key"
    case programs = "admin-token at fly and GitHub"
    case pasted = "NEON_API_KEY"
    case coupled = "FLY_API_TOKEN"
    case expiring = "STRIPE_WEBHOOK_SECRET"
    case fleet = "ANTHROPIC_API_KEY"
    case moltnet = "a node's token in one window"
    case moltnetOverlap = "a node's token without a gap"

    var testDescription: String { rawValue }

    /// Everything round a rotation of this kind, in a home of its own.
    func scene(_ home: TemporaryHome, fault: String?) throws -> any KillScene {
        switch self {
        case .adminToken: try AdminTokenScene(home, fault: fault)
        case .twoFiles: try AdminTokenScene(home, fault: fault, isDoubled: true)
        case .keptOutside: try AdminTokenScene(home, fault: fault, isKeptOutside: true)
        case .orgKey: try OrgKeyScene(home, fault: fault)
        case .programs: try ProgramScene(home, fault: fault)
        case .pasted: try RunbookScene(home, "NEON_API_KEY")
        case .coupled: try RunbookScene(home, "FLY_API_TOKEN")
        case .expiring: try WebhookScene(home)
        case .fleet: try FleetSecretScene(home)
        case .moltnet: try MoltnetScene(home, overlaps: false)
        case .moltnetOverlap: try MoltnetScene(home, overlaps: true)
        }
    }

    /// How many points a laboratory serves: a platform ends by itself after five minutes, and what was revoked is not had
    /// again.
    var pointsPerLab: Int { [.adminToken, .twoFiles, .keptOutside].contains(self) ? 40 : 1 }
    /// Whether CI tries every point.
    var isWhole: Bool { share == 1 }
    /// Of how many points CI tries one: a platform with machines takes its time.
    var share: Int {
        switch self {
        case .adminToken: 1
        case .fleet, .keptOutside: 12
        // Two restarts of real processes, or three.
        case .moltnet, .moltnetOverlap: 30
        default: 6
        }
    }
    /// Whether of the chains of kills, too, CI tries only its share.
    var isBrief: Bool { share > 6 || self == .expiring }
    /// Whether the rotation starts programs; one of the fleet only talks to servers.
    var startsPrograms: Bool { self != .fleet }
    /// How many requests come before the rotation's own.
    var requestsBefore: Int { self == .orgKey ? 2 : 0 }
    /// Those whose server kills at a request; the stand-ins of services cannot.
    static let killedByServer: [KillKind] = [.adminToken, .twoFiles, .orgKey, .programs]
}
