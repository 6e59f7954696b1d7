import Destinations
import HostSystem
import Keyfile
import ManagementAPI
import Rotation

/// Proves a key by use: the server accepts it, refuses a random value and none, and then lists it as used.
struct OrgKeyLiveness: LivenessProof {
    let access: OrgKeyAccess

    /// Between two looks at the list.
    private static let pause = 500

    var statement: String {
        "uses it in \(AdminTokenProof.roundsInARow) rounds, with a random value and none refused, until the list shows its use"
    }

    func prove(_ value: Secret, retired: Secret?, patience: Duration) async throws(StepFailure) -> String? {
        let end = ContinuousClock.now + patience
        let desk = access.desk(with: value, called: "the key that is proven")
        _ = try await desk.proof.prove(value, retired: retired, patience: patience)
        while true {
            let live: [OrgKey]
            do { live = try await desk.list() } catch { throw StepFailure(error) }
            let use = OrgKeyUse(of: value, among: live)
            if let note = use.note { return note }
            if access.world.isInterrupted() {
                throw StepFailure(.interrupted, "a signal asked to stop while the key was being proven")
            }
            guard ContinuousClock.now < end else { throw StepFailure(.unproven, use.sentence) }
            await Pause.nap(milliseconds: OrgKeyLiveness.pause)
        }
    }
}

/// What the list of keys says about the use of one.
enum OrgKeyUse: Equatable {
    /// It has been used.
    case used(at: String)
    /// It is listed, and no key in the list has ever been used, so the server does not tell.
    case untold
    /// It is beyond the end of what the server lists.
    case beyondList
    /// It is listed as one that nobody has used, beside others that somebody has.
    case unused
    /// It is not listed.
    case unlisted

    init(of value: Secret, among live: [OrgKey]) {
        if let key = live.first(where: { $0.isKey(of: value) }) {
            if let time = key.lastUsedAt {
                self = .used(at: time)
            } else {
                self = live.contains { $0.lastUsedAt != nil } ? .unused : .untold
            }
        } else {
            self = live.count >= OrgKeyDesk.maximumListed ? .beyondList : .unlisted
        }
    }

    /// What is noted of it in the journal; `nil` where the key is not proven.
    var note: String? {
        switch self {
        case .used(let time): "accepted, and listed as used at \(TerminalText.safe(time))"
        case .untold: "accepted; the server shows no key's last use"
        case .beyondList: "accepted; the server does not list that many keys"
        case .unused, .unlisted: nil
        }
    }

    /// What is wrong: a sentence without its full stop.
    var sentence: String {
        switch self {
        case .unused: "the server accepts the key but does not list it as used"
        case .unlisted: "the server accepts the key but does not list it"
        case .used, .untold, .beyondList: note ?? ""
        }
    }
}
