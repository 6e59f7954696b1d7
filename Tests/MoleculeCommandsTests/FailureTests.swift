import CommandTree
import Glibc
import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Testing

@testable import MoleculeCommands
@testable import Rotation

@Suite struct FailureTests {
    @Test(arguments: [
        CommandTree.ExitStatus.unauthenticated, .forbidden, .notFound, .usage, .conflict, .unavailable, .rateLimited,
        .unverified, .partial,
    ])
    func `a failure within a step keeps its status`(_ status: CommandTree.ExitStatus) {
        let failure = StepFailure(.explained("The server says no.", hint: "Ask again.", status))
        #expect(failure.status == status)
        #expect(failure.reason == "the server says no" && failure.hint == "Ask again")
    }

    @Test func `a step that has to wait for a server knows how long`() throws {
        let failure = StepFailure(.verdict(.rateLimited(seconds: 7), origin: try Origin("https://a.example")))
        guard case .rateLimited(seconds: 7) = failure.kind else {
            Issue.record("it is of another kind")
            return
        }
    }

    /// Every case, with the status it ends the process with.
    static let cases: [(Failure, CommandTree.ExitStatus)] = {
        guard let name = KeyName("production"), let id = RotationID("r-20261120T230102Z-9f3a1c"),
            let origin = try? Origin("https://a.example")
        else { return [] }
        let insecure = FileFailure.insecure(InsecureFile(path: "/x", problem: .mode("0644")))
        let disk = FileFailure.system(SystemError(call: "write", path: "/x", code: ENOSPC))
        func step(_ kind: StepFailure.Kind) -> StepFailure { StepFailure(kind, "it did not work", hint: "type this") }
        let unreachable = TransportFailure.notSent(.connectionRefused)
        let verdicts: [(AdminTokenVerdict, CommandTree.ExitStatus)] = [
            (.open, .unverified), (.acceptsAnyToken, .unverified), (.retiredTokenAccepted, .unverified),
            (.unexpected(status: 418), .unverified),
            (.tokenRefused, .unauthenticated), (.tokenForbidden, .forbidden), (.organizationRequired, .usage),
            (.organizationUnknown, .notFound),
            (.notAPlatform, .notFound), (.webPage(status: 200), .notFound),
            (.webPage(status: 502), .unavailable), (.rateLimited(seconds: 3), .rateLimited),
            (.rateLimited(seconds: nil), .rateLimited),
            (.redirect(status: 302, to: "https://b.example"), .unavailable), (.serverError(status: 503), .unavailable),
            (.unreachable(unreachable), .unavailable),
        ]
        let kinds: [(StepFailure.Kind, CommandTree.ExitStatus)] = [
            (.file(insecure), .insecureFile), (.file(disk), .failure), (.file(.notFound(path: "/x")), .notFound),
            (.refused, .failure), (.missing, .notFound),
            (.timedOut, .failure), (.unproven, .unverified), (.unavailable, .unavailable), (.interrupted, .interrupted),
            (.conflict, .conflict),
        ]
        var cases: [(Failure, CommandTree.ExitStatus)] = [
            (.usage(UsageError("There is no such option.")), .usage),
            (.refused("A confirmation is needed.", hint: "Add --yes."), .refused),
            (.noCredential(.adminToken, hint: "Set it."), .unauthenticated), (.noAddress, .usage),
            (.address(.path, source: "--api-url"), .usage),
            (.value("is empty", source: "The value"), .usage), (.file(.notFound(path: "/x")), .notFound),
            (.file(.exists(path: "/x")), .conflict),
            (.file(.locked(path: "/x", holder: "process 1")), .conflict), (.file(insecure), .insecureFile),
            (.file(.tooLarge(path: "/x", limit: 1)), .usage),
            (.file(disk), .failure), (.keyStore(.unknown(name)), .notFound), (.keyStore(.exists(name)), .conflict),
            (.keyStore(.refused("something refused it")), .conflict),
            (.keyStore(.file(insecure)), .insecureFile), (.journal(.unknown(id)), .notFound),
            (.journal(.defective(path: "/x", reason: "it is torn")), .usage),
            (.journal(.file(disk)), .failure), (.conflict("Something is in the way.", hint: nil), .conflict),
            (.partial("1 of 2.", hint: "Again."), .partial),
            (.insecureStore(count: 1), .insecureFile), (.insecureStore(count: 2), .insecureFile),
            (.program("there is no such program"), .notFound),
            (.childStatus(7), .failure), (.signalled(2, hint: "Again."), .interrupted),
            (.signalled(15, hint: nil), .terminated), (.sandbox(.alreadyStarted), .failure),
            (.tour("it went wrong"), .failure), (.output(SystemError(call: "write", code: ENOSPC)), .failure),
            (.system(SystemError(call: "fork", code: EAGAIN)), .failure),
        ]
        cases += verdicts.map { (.verdict($0, origin: origin), $1) }
        cases += kinds.map { (.destination("env-file:/x", step($0)), $1) }
        // Before anything was put anywhere a rotation fails as its step did; after it, something is left to be done.
        cases += kinds.map { (.rotationStopped(id, .obtain, step($0)), $1) }
        cases += kinds.map { kind, _ in
            if case .unproven = kind { return (.rotationStopped(id, .verify(0), step(kind)), .unverified) }
            return (.rotationStopped(id, .distribute(0), step(kind)), .partial)
        }
        cases.append((.rotationStopped(id, .promote, step(.conflict)), .conflict))
        return cases
    }()

    @Test func `every failure has its status, a sentence, and a document that says the same`() {
        #expect(FailureTests.cases.count > 70)
        for (failure, status) in FailureTests.cases {
            #expect(failure.status == status, "\(failure)")
            #expect(failure.message.count > 5 && ".?!".contains(failure.message.last ?? "x"), "\(failure.message)")
            #expect(!failure.message.hasSuffix("..") && !failure.message.contains("Optional("), "\(failure.message)")
            let error = failure.document["error"]
            #expect(error?["status"]?.integer == Int64(status.rawValue) && error?["name"]?.text == status.name)
            #expect(error?["message"]?.text == failure.message && error?["hint"]?.text == failure.hint)
            #expect(failure.hint != "")
        }
    }

    @Test func `a script can tell every status but success from another`() {
        let reached = Set(FailureTests.cases.map(\.1))
        #expect(reached == Set(CommandTree.ExitStatus.allCases).subtracting([.ok]))
    }

    @Test(arguments: [
        AdminTokenVerdict.open, .acceptsAnyToken, .retiredTokenAccepted, .tokenRefused, .tokenForbidden,
        .organizationRequired, .organizationUnknown, .notAPlatform,
        .webPage(status: 1), .redirect(status: 302, to: "x"), .rateLimited(seconds: nil), .serverError(status: 1),
        .unexpected(status: 1),
        .unreachable(.notSent(.hostNotFound)), .unreachable(.notSent(.tls("x"))),
        .unreachable(.outcomeUnknown(.deadlineExceeded)),
        .unreachable(.answered(status: 200, .bodyTooLarge)),
    ])
    func `every verdict but protected says what to type next`(_ verdict: AdminTokenVerdict) throws {
        let hint = verdict.hint(try Origin("https://a.example"))
        #expect((hint ?? "").count > 5)
        #expect(
            AdminTokenVerdict.protected.hint(try Origin("https://a.example")) == nil
                && AdminTokenVerdict.protected.status == .ok)
    }

    @Test func `a rotation that stopped tells its name, its step and both ways on`() throws {
        let id = try #require(RotationID("r-20261120T230102Z-9f3a1c"))
        let failure = Failure.rotationStopped(
            id, .distribute(1), StepFailure(.refused, "it refused", hint: "chmod 600 /x"))
        #expect(failure.message == "Rotation r-20261120T230102Z-9f3a1c stopped at distribute:1: it refused.")
        #expect(
            failure.hint
                == "chmod 600 /x; then molecule rotations resume \(id.text), or molecule rotations rollback \(id.text)")
        #expect(
            failure.document["error"]?["rotation"]?.text == id.text
                && failure.document["error"]?["step"]?.text == "distribute:1")
    }

    @Test func `a rate limit tells its seconds as a number`() throws {
        let origin = try Origin("https://a.example")
        #expect(Failure.verdict(.rateLimited(seconds: 9), origin: origin).document["error"]?["retry_after"] == 9)
        #expect(Failure.verdict(.rateLimited(seconds: nil), origin: origin).document["error"]?["retry_after"] == nil)
    }
}

@Suite struct ValueSourceTests {
    private func trimmed(_ text: String) -> String? {
        (try? ValueSource.trimmed(Array(text.utf8), "The value"))?.reveal { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
        ("a", "a"), ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), ("a\r\n\r\n", "a\r\n"), ("a\r", "a\r"),
        (" a ", " a "), ("\na", "\na"), ("a\n\r", "a\n\r"),
        ("a\r\r\n", "a\r"), ("\n\n", "\n"),
    ])
    func `exactly one newline at the end is not part of a value`(_ text: String, _ value: String) {
        #expect(trimmed(text).map { Array($0.utf8) } == Array(value.utf8))
    }

    @Test(arguments: ["", "\n", "\r\n"]) func `a value that is empty then is refused`(_ text: String) {
        let failure = #expect(throws: Failure.self) { try ValueSource.trimmed(Array(text.utf8), "The value") }
        #expect(failure?.message == "The value is empty." && failure?.status == .usage)
    }

    @Test(arguments: [
        ("hunter2\nx", "it has a line break at byte 8"), ("hunter2 x", "it has a space or tab at byte 8"),
        ("hunter2\0", "it has a NUL byte at byte 8"),
        ("hunter2é", "it has a byte outside ASCII at byte 8"),
        ("hunter2\u{7F}", "it has a control character at byte 8"),
    ])
    func `a value that cannot be a token is refused by kind and place and never shown`(_ text: String, _ reason: String)
    {
        let failure = #expect(throws: Failure.self) {
            try Secret(Array(text.utf8)).check(.adminToken, source: "The value")
        }
        #expect(failure?.message == "The value cannot be a token: \(reason).")
        #expect(failure?.message.contains("hunter2") == false)
    }

    @Test func `a cookie may have spaces, and nothing may be longer than 16 KiB`() throws {
        try Secret(Array("a=b; c=d".utf8)).check(.session, source: "x")
        #expect(throws: Failure.self) { try Secret(Array("a=b\n".utf8)).check(.session, source: "x") }
        try Secret([UInt8](repeating: 0x61, count: 16384)).check(.adminToken, source: "x")
        let failure = #expect(throws: Failure.self) {
            try Secret([UInt8](repeating: 0x61, count: 16385)).check(.adminToken, source: "x")
        }
        #expect(failure?.message == "x is longer than 16384 bytes.")
    }
}
