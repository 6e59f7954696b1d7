import Keyfile
import ManagementAPI
import Moltnet

/// What the scopes of a token let it do, asked without doing anything.
struct MoltnetVerifyScopes: Sendable {
    let call: MoltnetVerifyCall
    let release: MoltnetVerifyRelease
    /// Whether anyone may attach, which hides what a token may.
    let isRegistrationOpen: Bool

    /// What was asked, whether the token must, may or must not, and what told it.
    private struct Question {
        let name: String
        /// `nil` where it depends on a version that is not known.
        let isAllowed: Bool?
        let allowed: Int
        let answer: MoltnetVerifyCall.Answer
    }

    /// The probe of one token.
    func probe(_ token: MoltnetToken, _ value: Secret) async throws(TokenDefect) -> MoltnetVerifyProbe {
        let questions = try await questions(Set(token.scopes), value)
        let label = token.label
        func probe(_ finding: String, _ status: Int?, _ trouble: MoltnetVerifyTrouble) -> MoltnetVerifyProbe {
            MoltnetVerifyProbe(kind: .scope, subject: token.id, finding: finding, status: status, trouble: trouble)
        }
        for question in questions {
            let status = question.answer.status
            switch status {
            case question.allowed where question.isAllowed == false:
                return probe("may \(question.name), and must not", status, .scopeExcess(label))
            case 403 where question.isAllowed == true:
                return probe("may not \(question.name)", status, .scopeMissing(label))
            case question.allowed, 403: break
            case nil:
                return probe("no answer to whether it may \(question.name)", nil, .unreachable("it stopped answering"))
            default: return probe("no answer of Moltnet's to \(question.name)", status, .unexpected(question.name))
            }
        }
        let may = questions.filter { $0.answer.status == $0.allowed }.map(\.name)
        return MoltnetVerifyProbe(
            kind: .scope, subject: token.id,
            finding: may.isEmpty
                ? "may do none of it, as its scopes say" : "may \(may.joined(separator: ", ")), and no more")
    }

    private func questions(_ scopes: Set<MoltnetScope>, _ value: Secret) async throws(TokenDefect) -> [Question] {
        let reads: Bool? = scopes.contains(.observe) ? true : scopes.contains(.admin) ? release.adminReads : false
        var questions = [
            Question(
                name: "read", isAllowed: reads, allowed: 200, answer: try await call.get("/v1/pairings", value)),
            Question(
                name: "administer", isAllowed: scopes.contains(.admin), allowed: 200,
                answer: try await call.get("/metrics", value)),
            Question(
                name: "write", isAllowed: !scopes.isDisjoint(with: [.write, .pair]), allowed: 400,
                answer: try await call.beginMessage(value)),
        ]
        questions.append(
            Question(
                name: "attach", isAllowed: scopes.contains(.attach) ? true : isRegistrationOpen ? nil : false,
                allowed: 400, answer: try await call.get("/v1/attach", value)))
        if scopes.contains(.pair) {
            questions.append(
                Question(
                    name: "list rooms", isAllowed: true, allowed: 200, answer: try await call.get("/v1/rooms", value)))
        }
        return questions
    }
}

/// What is known of a server's version, as far as the probes depend on it.
struct MoltnetVerifyRelease: Sendable {
    /// The third number of 0.1.x; `nil` for a build that does not tell.
    private let patch: Int?
    private let hasProtocols: Bool?
    private let hasPublicRead: Bool?
    /// The version as the server tells it.
    let text: String?

    /// Nothing is known.
    init() { (patch, hasProtocols, hasPublicRead, text) = (nil, nil, nil, nil) }

    /// What a description of a network gives away.
    init(_ network: MoltnetVerifyCall.Answer) {
        text = network.document?["version"]?.text
        let numbers = text?.drop { $0 == "v" }.split(separator: ".").map { Int($0) } ?? []
        // A build of one's own says 0.0.0-dev: then the fields tell.
        let isOfSeries = numbers.count == 3 && numbers[0] == 0 && numbers[1] == 1
        patch = isOfSeries ? numbers[2] : nil
        hasProtocols = network.document.map { $0["protocols"] != nil }
        hasPublicRead = network.document.map { $0["capabilities"]?["public_read"] != nil }
    }

    /// Whether `attach` alone may ask about the network: from v0.1.3 on.
    var attachmentsSeeNetwork: Bool? { patch.map { $0 >= 3 } ?? hasProtocols }
    /// Whether `admin` alone may read: from v0.1.11 on.
    var adminReads: Bool? { patch.map { $0 >= 11 } ?? hasPublicRead }
}
