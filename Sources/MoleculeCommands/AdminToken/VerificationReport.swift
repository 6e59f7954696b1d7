import Destinations
import JSON
import Keyfile
import ManagementAPI

/// A verification as data, as a table, and as sentences.
enum VerificationReport {
    static func report(_ verification: AdminTokenVerification, origin: Origin) -> Report {
        let isProtected = verification.verdict == .protected
        let probes = verification.probes.map { probe -> JSONValue in
            var members: [JSONValue.Member] = [
                .init("probe", .string(probe.kind.rawValue)), .init("answer", .string(probe.answer.word)),
                .init("status", probe.answer.status.map { .integer(Int64($0)) } ?? .null),
                .init("as_required", .bool(probe.isAsRequired)),
            ]
            if case .accepted(_, let count) = probe.answer {
                members.append(.init("workspaces", .integer(Int64(count))))
            }
            return .object(members)
        }
        let document: JSONValue = [
            "origin": .string(origin.text), "surface": .optional(verification.surface?.rawValue),
            "protected": .bool(isProtected), "verdict": .string(verification.verdict.word), "probes": .array(probes),
        ]
        let rows = verification.probes.map { probe in
            [probe.kind.rawValue, probe.isAsRequired ? "ok" : "not ok", describe(probe.answer)]
        }
        let sentence = verification.verdict.sentence
        return Report(
            document, columns: ["PROBE", "VERDICT", "ANSWER"], rows: rows,
            // What is wrong is told as the error, once.
            remarks: isProtected ? ["ok: \(origin.text): \(sentence)."] : [],
            names: [isProtected ? "protected" : "not protected"])
    }

    /// One line for a terminal while waiting.
    static func progress(_ round: AdminTokenProof.Round) -> String {
        let left = round.left.components.seconds
        let state =
            round.inARow > 0
            ? "good in \(round.inARow) of \(AdminTokenProof.roundsInARow) rounds" : round.verification.verdict.sentence
        return "waiting, \(left) s left: \(state)"
    }

    private static func describe(_ answer: AdminAnswer) -> String {
        switch answer {
        case .accepted(_, let count): "answered, with \(count) workspaces"
        case .unauthenticated: "refused (401)"
        default: answer.status.map { "\(answer.word) (\($0))" } ?? answer.word
        }
    }
}

extension AdminAnswer {
    /// The word for JSON.
    var word: String {
        switch self {
        case .accepted: "accepted"
        case .unauthenticated: "refused"
        case .forbidden: "forbidden"
        case .notMounted: "not-mounted"
        case .hidden: "hidden"
        case .organizationRequired: "organization-required"
        case .redirect: "redirect"
        case .webPage: "web-page"
        case .rateLimited: "rate-limited"
        case .serverError: "server-error"
        case .unexpected: "unexpected"
        case .failed: "no-answer"
        }
    }

    /// The status of the answer, where there was one.
    var status: Int? {
        switch self {
        case .accepted(let status, _): status
        case .unauthenticated: 401
        case .forbidden: 403
        case .notMounted, .hidden: 404
        case .organizationRequired: 400
        case .rateLimited: 429
        case .redirect(let status, _), .webPage(let status), .serverError(let status), .unexpected(let status): status
        case .failed(.answered(let status, _)): status
        case .failed: nil
        }
    }
}

extension AdminTokenVerdict {
    /// The word for JSON.
    var word: String {
        switch self {
        case .protected: "protected"
        case .open: "open"
        case .acceptsAnyToken: "accepts-any-token"
        case .retiredTokenAccepted: "retired-token-accepted"
        case .tokenRefused: "token-refused"
        case .tokenForbidden: "token-forbidden"
        case .organizationRequired: "organization-required"
        case .organizationUnknown: "organization-unknown"
        case .notAPlatform: "not-a-platform"
        case .webPage: "web-page"
        case .redirect: "redirect"
        case .rateLimited: "rate-limited"
        case .serverError: "server-error"
        case .unreachable: "unreachable"
        case .unexpected: "unexpected"
        }
    }
}
