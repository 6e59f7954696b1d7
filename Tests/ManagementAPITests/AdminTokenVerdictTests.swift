import Keyfile
import Testing

@testable import ManagementAPI

private let accepted = AdminAnswer.accepted(status: 200, workspaces: 1)
private let refused = AdminAnswer.unauthenticated

/// What the four answers say together; `nil` stands for a probe that was not made.
private func verdict(
    _ none: AdminAnswer?, _ random: AdminAnswer?, _ token: AdminAnswer?, retired: AdminAnswer? = nil,
    organization: String? = nil
) -> AdminTokenVerdict {
    let probes = [(AdminProbe.Kind.noToken, none), (.randomToken, random), (.retiredToken, retired), (.token, token)]
        .compactMap { kind, answer in answer.map { AdminProbe(kind, $0) } }
    return AdminTokenVerification(surface: .selfHosted, probes: probes, organization: organization).verdict
}

@Suite struct AdminTokenVerdictTests {
    @Test func `only three right answers protect`() {
        #expect(verdict(refused, refused, accepted) == .protected)
        #expect(verdict(refused, refused, accepted, retired: refused) == .protected)
        #expect(verdict(refused, nil, accepted) == .unexpected(status: 0))
        #expect(verdict(nil, refused, accepted) == .unexpected(status: 0))
        #expect(verdict(refused, refused, nil) == .unexpected(status: 0))
        #expect(verdict(nil, nil, nil) == .unexpected(status: 0))
    }

    static let others: [(AdminAnswer, AdminTokenVerdict)] = [
        (.unauthenticated, .tokenRefused), (.forbidden, .tokenForbidden), (.notMounted, .notAPlatform),
        (.hidden, .organizationRequired),
        (.organizationRequired, .organizationRequired),
        (.redirect(status: 302, to: "/x"), .redirect(status: 302, to: "/x")),
        (.webPage(status: 200), .webPage(status: 200)), (.rateLimited(seconds: 3), .rateLimited(seconds: 3)),
        (.serverError(status: 503), .serverError(status: 503)), (.unexpected(status: 418), .unexpected(status: 418)),
        (.failed(.notSent(.connectionRefused)), .unreachable(.notSent(.connectionRefused))),
    ]

    @Test(arguments: 0..<11) func `an open door is told whatever else was found`(_ index: Int) {
        let other = AdminTokenVerdictTests.others[index].0
        #expect(verdict(accepted, other, other, retired: other) == .open)
        #expect(verdict(other, accepted, other, retired: other) == .acceptsAnyToken)
        #expect(verdict(accepted, accepted, accepted) == .open)
    }

    @Test(arguments: 0..<11) func `what the token met is the verdict when the doors are shut`(_ index: Int) {
        let (answer, expected) = AdminTokenVerdictTests.others[index]
        #expect(verdict(refused, refused, answer) == expected)
        // A former token that still works is the lesser trouble.
        #expect(verdict(refused, refused, answer, retired: accepted) == expected)
    }

    @Test(arguments: 1..<11) func `a stranger's other answer goes before the token's`(_ index: Int) {
        let (answer, expected) = AdminTokenVerdictTests.others[index]
        let stranger = answer == .forbidden ? AdminTokenVerdict.unexpected(status: 403) : expected
        #expect(verdict(answer, refused, refused) == stranger)
        #expect(verdict(refused, answer, refused) == stranger)
        #expect(verdict(refused, refused, accepted, retired: answer) == stranger)
    }

    @Test func `a former token that is accepted is told`() {
        #expect(verdict(refused, refused, accepted, retired: accepted) == .retiredTokenAccepted)
    }

    @Test func `an empty 404 means another organisation once one is named`() {
        #expect(verdict(.hidden, nil, nil) == .organizationRequired)
        #expect(verdict(.hidden, nil, nil, organization: "x") == .organizationUnknown)
        #expect(verdict(.organizationRequired, nil, nil, organization: "x") == .organizationRequired)
    }

    @Test func `waiting changes neither a missing organisation nor success`() {
        for verdict in [AdminTokenVerdict.organizationRequired, .organizationUnknown, .protected] {
            #expect(!verdict.mayPass)
        }
        for verdict in [
            AdminTokenVerdict.open, .acceptsAnyToken, .retiredTokenAccepted, .tokenRefused, .tokenForbidden,
            .notAPlatform, .webPage(status: 502),
            .redirect(status: 302, to: ""), .rateLimited(seconds: nil), .serverError(status: 500),
            .unreachable(.notSent(.connectionRefused)),
            .unexpected(status: 1),
        ] { #expect(verdict.mayPass) }
    }

    @Test(arguments: [
        ("https://user:pass@other.example:8443/path?token=hunter2", "https://other.example:8443"),
        ("http://other.example", "http://other.example"),
        ("//other.example/x", "//other.example"), ("/login?next=hunter2", "another path of its own"),
        ("javascript:hunter2", "another path of its own"),
        ("https://a.example/\u{1B}[2J", "another place"), ("", "another place"),
        ("https://exämple/", "another place"),
        ("ftp://a.example/hunter2", "another path of its own"),
    ])
    func `a redirect is shown as scheme and host alone`(_ target: String, _ shown: String) {
        let sentence = AdminTokenVerdict.redirect(status: 302, to: target).sentence
        #expect(sentence == "the server sends callers to \(shown) (302); nothing was sent there")
    }

    @Test func `every verdict and every failure has a sentence of its own`() {
        let reasons: [TransportFailure.Reason] = [
            .hostNotFound, .connectionRefused, .tls("t"), .deadlineExceeded, .connectionLost, .bodyTooLarge,
            .malformedAnswer,
            .credentialForAnotherOrigin, .unsupported("u"), .cancelled, .other("o"),
        ]
        let failures = reasons.flatMap {
            [TransportFailure.notSent($0), .outcomeUnknown($0), .answered(status: 200, $0)]
        }
        let verdicts: [AdminTokenVerdict] =
            [
                .protected, .open, .acceptsAnyToken, .retiredTokenAccepted, .tokenRefused, .tokenForbidden,
                .organizationRequired, .organizationUnknown,
                .notAPlatform, .webPage(status: 200), .redirect(status: 302, to: "/"), .rateLimited(seconds: 3),
                .rateLimited(seconds: nil),
                .serverError(status: 500), .unexpected(status: 0), .unexpected(status: 418),
            ] + failures.map { .unreachable($0) }
        let sentences = verdicts.map(\.sentence)
        #expect(Set(sentences).count == verdicts.count)
        for sentence in sentences { #expect(!sentence.isEmpty && !sentence.hasSuffix(".")) }
    }
}
