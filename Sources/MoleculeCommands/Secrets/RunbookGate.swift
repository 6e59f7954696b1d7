import CommandTree
import Destinations
import HostSystem
import JSON
import ManagementAPI
import Rotation

/// What must be so before a runbook is carried out: its stance, its coupling, its reasons and its requirements.
///
/// `--yes` answers none of its questions.
struct RunbookGate {
    let runbook: Runbook
    let answers: RunbookAnswers
    let world: World

    private var name: String { runbook.secret }
    /// The built-in runbook of the secret, whose stance no file can loosen.
    private var builtIn: Runbook? { BuiltInRunbooks.all.first { $0.secret == name } }

    /// The runbook whose stance holds: the stricter one of the file's and the built-in one's.
    var strictest: Runbook {
        guard let builtIn, builtIn.stance.strictness > runbook.stance.strictness else { return runbook }
        return builtIn
    }

    /// How many tenants the control plane lists at most.
    private static let listed = 500

    /// Refuses what is never rotated, and what is rotated only when it is compromised.
    func checkStance() throws(Failure) {
        let reason = strictest.reason ?? "Its runbook gives no reason."
        switch strictest.stance {
        case .rotate, .nothingToDo: break
        case .refuse:
            throw .refused("\(name) is not rotated. \(reason)", hint: "molecule secrets runbook show \(name)")
        case .compromisedOnly:
            let isWhole = answers.isCompromised && answers.reason != nil && answers.tenants != nil
            guard isWhole else {
                throw .refused(
                    "\(name) is rotated only when its value is known to others. \(reason)",
                    hint:
                        "If that is so: molecule secrets rotate \(name) --compromised --reason TEXT --tenants COUNT --confirm \(name)"
                )
            }
            if let confirmation = answers.confirmation, confirmation != name {
                throw .refused("--confirm does not name \(name).", hint: "--confirm \(name)")
            }
        }
        guard !runbook.reasons.isEmpty else { return }
        let list = runbook.reasons.joined(separator: " or ")
        guard let given = answers.reason, runbook.reasons.contains(given) else {
            throw .refused("\(name) is rotated for a reason alone: \(list).", hint: "--reason \(runbook.reasons[0])")
        }
    }

    /// Refuses a plan that touches only some of the places that must change together.
    func checkCoupling(_ resolved: Runbook) throws(Failure) {
        let builtIn = BuiltInRunbooks.all.first { $0.secret == name && $0.coupling != nil }
        guard let coupling = resolved.coupling ?? builtIn?.coupling else { return }
        let needed = max(2, builtIn?.destinations.count ?? 0)
        guard Set(resolved.destinations).count < needed else { return }
        throw .refused(
            "\(name) lives in \(needed) places that must change together, and this plan changes \(Set(resolved.destinations).count). \(coupling)",
            hint: "Name all of its places: molecule secrets runbook show \(name)")
    }

    /// Refuses when the number of tenants is not the one the control plane lists, or nobody typed the secret's name.
    func checkTenants() async throws(Failure) {
        guard strictest.stance == .compromisedOnly else { return }
        let client = try world.client(for: .controlPlane, keys: [])
        let reply = try await world.call(Operations.adminListOrgs, ["limit": String(RunbookGate.listed)], with: client)
        guard let list = (reply.document?["orgs"] ?? reply.document)?.items else {
            throw .explained("The control plane's answer is no list of organisations.", hint: nil, .failure)
        }
        let count = list.count
        guard count < RunbookGate.listed else {
            throw .refused(
                "The control plane lists no more than \(RunbookGate.listed) tenants, so how many there are is not known.",
                hint: "molecule secrets runbook show \(name)")
        }
        guard answers.tenants == count else {
            throw .refused(
                "The control plane lists \(count) tenants, not \(answers.tenants ?? 0).",
                hint: "See who they are: molecule api adminListOrgs; then --tenants \(count)")
        }
        if answers.confirmation == name { return }
        let hint = "--confirm \(name)"
        let refusal = Failure.refused("The name of the secret has to be typed, and nobody may be asked.", hint: hint)
        guard !world.settings.isUnattended else { throw refusal }
        let typed = try answer("\(count) tenants become unreachable. Type \(name) to go on: ", otherwise: refusal)
        guard typed == name else { throw .refused("Nothing was done.", hint: hint) }
    }

    /// Asks the questions of the runbook that were not answered beforehand.
    func checkAffirmations() throws(Failure) {
        let known = Set(runbook.requirements.map(\.name))
        if let unknown = answers.affirmed.subtracting(known).sorted().first {
            let names = known.sorted().joined(separator: ", ")
            let word = looksLikeSecret(unknown) ? "that" : "'\(TerminalText.safe(unknown))'"
            throw .usage(
                UsageError(
                    "The runbook of \(name) has no requirement called \(word).",
                    hint: names.isEmpty ? "Leave --affirm out." : "It has \(names)."))
        }
        for requirement in runbook.requirements where !answers.affirmed.contains(requirement.name) {
            let refusal = Failure.refused(
                "This has to be affirmed first: \(requirement.question)", hint: "--affirm \(requirement.name)")
            guard !world.settings.isUnattended else { throw refusal }
            let typed = try answer("\(requirement.question) [y/N] ", otherwise: refusal)
            guard ["y", "yes"].contains(typed.lowercased()) else { throw refusal }
        }
    }

    private func answer(_ question: String, otherwise refusal: Failure) throws(Failure) -> String {
        do { return String(decoding: try world.ask(question, true), as: UTF8.self) } catch {
            if let number = SignalWatch.received { throw .signalled(number, hint: nil) }
            throw refusal
        }
    }
}

extension Runbook.Stance {
    /// Which of two stances holds: the one with the higher number.
    fileprivate var strictness: Int {
        switch self {
        case .rotate: 0
        case .nothingToDo: 1
        case .compromisedOnly: 2
        case .refuse: 3
        }
    }
}
