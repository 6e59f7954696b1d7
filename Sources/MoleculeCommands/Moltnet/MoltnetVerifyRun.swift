import HostSystem
import Keyfile
import ManagementAPI
import Moltnet

/// All probes of one server, in the order in which a token may be shown to it.
struct MoltnetVerifyRun {
    /// What is to be found at the server.
    let server: MoltnetServerDocument
    /// Other values that a token has had, by its id: those that key entries hold.
    let versions: [String: [KnownVersion]]
    /// The agents that must be connected.
    let agents: [String]
    let call: MoltnetVerifyCall

    /// Another value of a token than the one in the file.
    struct KnownVersion {
        let value: Secret
        /// Whether a rotation has retired it, so that it must be refused.
        let isRetired: Bool
    }

    private(set) var probes: [MoltnetVerifyProbe] = []
    private(set) var release = MoltnetVerifyRelease()
    /// The first token that may look at everything.
    private var reader: Secret?

    init(
        server: MoltnetServerDocument, versions: [String: [KnownVersion]], agents: [String], call: MoltnetVerifyCall
    ) {
        self.server = server
        self.versions = versions
        self.agents = agents
        self.call = call
    }

    /// What is wrong first; `nil` when all is as it must be.
    var trouble: MoltnetVerifyTrouble? { probes.lazy.compactMap(\.trouble).first }

    /// Makes the probes.
    ///
    /// A token is sent only to what has answered like Moltnet to somebody without one.
    mutating func run() async {
        guard await asksHealth(), await asksStranger(), await asksRandom() else { return }
        await asksTokens()
        guard trouble == nil || reader != nil else { return }
        await asksPairings()
        await asksAgents()
    }

    private mutating func add(
        _ kind: MoltnetVerifyProbe.Kind, of subject: String? = nil, _ finding: String,
        _ answer: MoltnetVerifyCall.Answer?, _ trouble: MoltnetVerifyTrouble? = nil
    ) {
        var (finding, trouble) = (finding, trouble)
        if case .failed(let failure)? = answer {
            (finding, trouble) = ("no answer", .unreachable(failure.sentence))
        }
        probes.append(
            MoltnetVerifyProbe(
                kind: kind, subject: subject, finding: finding, status: answer?.status, trouble: trouble))
    }

    /// Without a token always: with a wrong one a public server refuses even this.
    private mutating func asksHealth() async -> Bool {
        guard let answer = await plain("/healthz") else { return false }
        switch answer.status {
        case 200 where answer.document?["status"]?.text == "ok": add(.health, "healthy", answer)
        case 503: add(.health, "not healthy", answer, .unhealthy)
        case 307, 301, 302, 308: add(.health, "leads elsewhere", answer, .notMoltnet(redirects: true))
        default: add(.health, "no answer of Moltnet's", answer, .notMoltnet(redirects: false))
        }
        return trouble == nil
    }

    private mutating func asksStranger() async -> Bool {
        guard let answer = await plain("/v1/network") else { return false }
        switch answer.status {
        case 401 where answer.error == "authorization required": add(.noToken, "refused", answer)
        case 401: add(.noToken, "refused, but not by Moltnet", answer, .notMoltnet(redirects: false))
        case 200 where answer.networkID != nil:
            release = MoltnetVerifyRelease(answer)
            let saysPublic = answer.document?["capabilities"]?["public_read"]?.bool
            // Older builds do not say; then the file's word counts.
            let isMeant = server.isPublic && saysPublic != false
            add(.noToken, isMeant ? "lets strangers read, as the file says" : "let in", answer, isMeant ? nil : .open)
        case 307, 301, 302, 308: add(.noToken, "leads elsewhere", answer, .notMoltnet(redirects: true))
        default: add(.noToken, "no answer of Moltnet's", answer, .notMoltnet(redirects: false))
        }
        return trouble == nil
    }

    private mutating func asksRandom() async -> Bool {
        let random: [UInt8]
        do { random = try SystemRandom.bytes(32) } catch {
            add(.randomToken, "not asked, since the system gives no random bytes", nil, .unexpected("nothing"))
            return false
        }
        let value = Secret(TextEncoding.hexadecimal(random))
        guard let answer = await ask({ call throws(TokenDefect) in try await call.get("/v1/network", value) }) else {
            return false
        }
        switch (answer.status, answer.error) {
        case (401, "authorization required"?): add(.randomToken, "not seen", answer, .headerLost)
        case (401, _): add(.randomToken, "refused", answer)
        case (200, _): add(.randomToken, "let in", answer, .acceptsAnyToken)
        default: add(.randomToken, "no answer of Moltnet's", answer, .unexpected("a random token"))
        }
        return trouble == nil
    }

    /// A request without a token, which no value can be wrong for.
    private func plain(_ path: String) async -> MoltnetVerifyCall.Answer? {
        await ask { call throws(TokenDefect) in try await call.get(path) }
    }

    private func ask(
        _ body: (MoltnetVerifyCall) async throws(TokenDefect) -> MoltnetVerifyCall.Answer
    ) async -> MoltnetVerifyCall.Answer? {
        do { return try await body(call) } catch { return nil }
    }
}

/// The tokens of the file.
extension MoltnetVerifyRun {
    private mutating func asksTokens() async {
        var answers: [(token: MoltnetToken, value: Secret, answer: MoltnetVerifyCall.Answer)] = []
        for token in server.tokens {
            guard let value = token.value else { continue }
            do throws(TokenDefect) {
                answers.append((token, value, try await call.get("/v1/network", value)))
            } catch { add(.token, of: token.id, "cannot be sent", nil, .unsendable(token.label)) }
        }
        // Whoever is let in tells the version, on which it depends who may be refused.
        if let network = answers.first(where: { $0.answer.networkID != nil })?.answer {
            release = MoltnetVerifyRelease(network)
        }
        for (token, value, answer) in answers {
            let trouble = await judge(token, value, answer)
            guard trouble == nil else { continue }
            await asksScopes(token, value)
            await asksFormer(token, value)
        }
    }

    /// What the answer to a token says; notes the probe, and gives back what is wrong.
    private mutating func judge(
        _ token: MoltnetToken, _ value: Secret, _ answer: MoltnetVerifyCall.Answer
    ) async -> MoltnetVerifyTrouble? {
        var trouble: MoltnetVerifyTrouble?
        let finding: String
        switch answer.status {
        case 200 where server.networkID == nil || answer.networkID == server.networkID: finding = "let in"
        case 200: (finding, trouble) = ("let in to another network", .otherNetwork(token.label))
        case 401:
            let isPending = await takesAnother(token, than: value)
            finding = isPending ? "refused, and an earlier value is let in" : "refused"
            trouble = isPending ? .restartPending(token.label) : .refused(token.label)
        case 403 where mayBeForbidden(token): finding = "known, and not shown the network, as before v0.1.3"
        case 403: (finding, trouble) = ("known, but not shown the network", .scopeMissing(token.label))
        default: (finding, trouble) = ("no answer of Moltnet's", .unexpected("token \(token.label)"))
        }
        add(.token, of: token.id, finding, answer, trouble)
        let reads = token.scopes.contains(.observe) || token.scopes.contains(.admin)
        if reader == nil, answer.status == 200, reads { reader = value }
        return trouble
    }

    /// Whether the description of the network may be refused to this token.
    private func mayBeForbidden(_ token: MoltnetToken) -> Bool {
        if token.scopes.contains(.observe) || token.scopes.contains(.pair) { return false }
        if token.scopes.contains(.attach), release.attachmentsSeeNetwork == true { return false }
        return !(token.scopes.contains(.admin) && release.adminReads == true)
    }

    /// Whether the server knows another value of the token, which is what it started with then.
    private func takesAnother(_ token: MoltnetToken, than value: Secret) async -> Bool {
        for version in token.id.flatMap({ versions[$0] }) ?? [] where !version.value.matches(value) {
            let answer = await ask { call throws(TokenDefect) in try await call.get("/v1/network", version.value) }
            if answer?.isKnownToken == true { return true }
        }
        return false
    }

    private mutating func asksScopes(_ token: MoltnetToken, _ value: Secret) async {
        // With equal values the first entry is the one that counts.
        guard let first = server.tokens.first(where: { $0.value?.matches(value) == true }) else { return }
        let isOpen = server.authMode == .open || server.registration == "open"
        let scopes = MoltnetVerifyScopes(call: call, release: release, isRegistrationOpen: isOpen)
        do throws(TokenDefect) {
            probes.append(try await scopes.probe(first, value))
        } catch { add(.scope, of: token.id, "cannot be sent", nil, .unsendable(token.label)) }
    }

    /// A value that was retired must be refused, unless the file has it still.
    private mutating func asksFormer(_ token: MoltnetToken, _ value: Secret) async {
        for version in token.id.flatMap({ versions[$0] }) ?? [] where version.isRetired {
            if server.tokens.contains(where: { $0.value?.matches(version.value) == true }) { continue }
            let answer = await ask { call throws(TokenDefect) in try await call.get("/v1/network", version.value) }
            let isRefused = answer?.isUnknownToken == true
            add(
                .formerToken, of: token.id, isRefused ? "refused" : "not refused", answer,
                isRefused ? nil : .formerAccepted(token.label))
        }
    }
}

/// What a token that may read is needed for.
extension MoltnetVerifyRun {
    private mutating func asksPairings() async {
        for pairing in server.pairings {
            guard let id = pairing.id else { continue }
            guard let reader else {
                add(.pairing, of: id, "not asked: no token of the file may read", nil, .notAsked("pairing '\(id)'"))
                continue
            }
            let path = "/v1/pairings/\(PercentEncoding.encode(id))/network"
            let answer = await ask { call throws(TokenDefect) in try await call.get(path, reader) }
            let finding =
                switch answer?.status {
                case 200: "reached"
                case 404: "not known to the server"
                default: "not reached, or refused there"
                }
            add(.pairing, of: id, finding, answer, answer?.status == 200 ? nil : .pairing(id))
        }
    }

    private mutating func asksAgents() async {
        for agent in agents {
            guard let reader else {
                add(.agent, of: agent, "not asked: no token of the file may read", nil, .notAsked("agent '\(agent)'"))
                continue
            }
            let path = "/v1/agents/\(PercentEncoding.encode(agent))"
            let answer = await ask { call throws(TokenDefect) in try await call.get(path, reader) }
            switch (answer?.status, answer?.document?["connected"]?.bool) {
            case (200, true?): add(.agent, of: agent, "connected", answer)
            case (200, nil): add(.agent, of: agent, "known; its version does not tell whether it is connected", answer)
            case (404, _): add(.agent, of: agent, "not known: it has never been attached", answer, .agent(agent))
            default: add(.agent, of: agent, "not connected", answer, .agent(agent))
            }
        }
    }
}
