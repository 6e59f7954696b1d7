import CommandTree
import Destinations
import HostSystem
import JSON
import Keyfile
import ManagementAPI
import Rotation
import Sandbox

/// Why a command did not do what was asked.
///
/// Exit status, message, hint and JSON are derived here and nowhere else.
public enum Failure: Error, Sendable {
    /// The command line does not fit.
    case usage(UsageError)
    /// A confirmation is missing, or an answer is needed and nobody may be asked.
    case refused(String, hint: String)
    /// No credential was given.
    case noCredential(KeyKind, hint: String)
    /// No address was given.
    case noAddress
    /// No address of the control plane was given.
    case noControlPlaneAddress
    /// An operation of the contract could not be called, or was refused.
    case call(CallFailure, Operation)
    /// Something could not be done to a workspace, beyond what a server's answer says.
    case workspace(WorkspaceFailure)
    /// An address is not one; `source` says which.
    case address(Origin.Defect, source: String)
    /// A value cannot be what it is meant to be; `source` says where it came from.
    case value(String, source: String)
    /// A file.
    case file(FileFailure)
    /// The key store.
    case keyStore(KeyStoreFailure)
    /// A journal.
    case journal(JournalFailure)
    /// A server that is not protected by the token, or could not be asked.
    case verdict(AdminTokenVerdict, origin: Origin)
    /// Something is in the way: an unfinished rotation, a lock.
    case conflict(String, hint: String?)
    /// A rotation stopped at a step; what was done is in its journal.
    case rotationStopped(RotationID, RotationStep, StepFailure)
    /// A destination cannot be used; nothing has been changed.
    case destination(String, StepFailure)
    /// Org keys: a lost reply, a name that means several, the key in use.
    case orgKeys(OrgKeyFailure)
    /// Some items are done and some are not.
    case partial(String, hint: String?)
    /// An answer that the command can explain better than its status does: what happened, what to type next.
    case explained(String, hint: String?, ExitStatus)
    /// Files in the key store are not as they must be.
    case insecureStore(count: Int)
    /// A command that was to be run is not there, or could not be started.
    case program(String)
    /// A program that was run ended with this status, which becomes ours.
    case childStatus(Int32)
    /// A program that was run was ended by this signal, which ends us, too.
    case childSignal(Int32)
    /// A signal asked to stop; what to type to go on.
    case signalled(Int32, hint: String?)
    /// The sandbox could not do what was asked.
    case sandbox(SandboxError)
    /// A step of the tour did not go as told.
    case tour(String)
    /// What was done is done, but the report of it could not be written; says what was done.
    case resultLost(String, SystemError)
    /// What was to be printed could not be written.
    case output(SystemError)
    /// The system refused something unforeseen.
    case system(SystemError)
}

extension Failure {
    /// The status the process ends with.
    public var status: ExitStatus {
        switch self {
        case .usage, .noAddress, .noControlPlaneAddress, .address, .value: .usage
        case .call(let failure, _): failure.status
        case .workspace(let failure): failure.status
        case .refused: .refused
        case .noCredential: .unauthenticated
        case .file(let failure): failure.status
        case .keyStore(let failure): failure.status
        case .journal(let failure): failure.status
        case .verdict(let verdict, _): verdict.status
        case .conflict: .conflict
        case .orgKeys(let failure): failure.status
        case .partial: .partial
        case .explained(_, _, let status): status
        case .rotationStopped(_, let step, let failure): Failure.status(of: step, failure)
        case .destination(_, let failure): failure.status
        case .insecureStore: .insecureFile
        case .program: .notFound
        case .signalled(let number, _), .childSignal(let number): number == 15 ? .terminated : .interrupted
        case .sandbox(let error): error.status
        case .childStatus, .tour, .resultLost, .output, .system: .failure
        }
    }

    /// A rotation that stopped is unfinished, which is what a script must know; that a value is not proven is more.
    private static func status(of step: RotationStep, _ failure: StepFailure) -> ExitStatus {
        switch failure.kind {
        case .unproven: .unverified
        case .awaitingHand: .refused
        case .conflict where step == .promote || step == .verifyRestored: .conflict
        default: step == .obtain ? failure.status : .partial
        }
    }

    /// What happened: one sentence, which never holds a value.
    public var message: String {
        switch self {
        case .usage(let error): error.message
        case .refused(let reason, _): reason
        case .noCredential(let kind, _): "No \(kind.variable) was given."
        case .noAddress: "No platform address was given."
        case .noControlPlaneAddress: "No control plane address was given."
        case .call(let failure, let operation): failure.message(operation)
        case .workspace(let failure): failure.message
        case .address(let defect, let source): "\(source) is not a platform's address: \(defect.rawValue)."
        case .value(let reason, let source): "\(source) \(reason)."
        // A sentence that begins with a path keeps it as it is.
        case .file(.notFound), .file(.locked): sentence("\(fileExplanation)")
        case .file: "\(fileExplanation)."
        case .keyStore(let failure): sentence(StepFailure(failure).reason)
        case .journal(let failure): sentence(failure.explanation)
        case .verdict(let verdict, let origin): "\(origin.text): \(verdict.sentence)."
        case .conflict(let reason, _), .partial(let reason, _), .explained(let reason, _, _): reason
        case .rotationStopped(let id, let step, let failure):
            "Rotation \(id.text) \(failure.isWaiting ? "waits" : "stopped") at \(step.word): \(failure.reason)."
        case .destination(let name, let failure): "\(name): \(failure.reason). Nothing has been changed."
        case .insecureStore(let count):
            "\(count) of the key store's files or directories \(count == 1 ? "is" : "are") not as they must be."
        case .orgKeys(let failure): failure.message
        case .program(let reason): sentence(reason)
        case .childStatus(let status): "The command ended with status \(status)."
        case .childSignal(let number): "The command was ended by signal \(number)."
        case .signalled(let number, _): "Stopped by signal \(number)."
        case .sandbox(let error): error.sentence
        case .tour(let reason): sentence(reason)
        case .resultLost(let what, let error): "\(what), but this could not be written: \(error.reason)."
        case .output(let error): "The result could not be written: \(error.reason)."
        case .system(let error): error.path == nil ? sentence(error.explanation) : "\(error.explanation)."
        }
    }

    private var fileExplanation: String {
        if case .file(let failure) = self { failure.explanation } else { "" }
    }

    /// The command that was given names nothing that can be run.
    static func noProgram(_ name: String) -> Failure {
        let shown = TerminalText.safe(name)
        return .program(
            name.contains("/")
                ? "'\(shown)' is no file that can be run" : "there is no program '\(shown)' on the search path")
    }

    private func sentence(_ reason: String) -> String {
        let ending = reason.last.map { ".?!".contains($0) } == true ? "" : "."
        return reason.prefix(1).uppercased() + reason.dropFirst() + ending
    }

    /// What to type next, if it can be told.
    public var hint: String? {
        switch self {
        case .usage(let error): error.hint
        case .refused(_, let hint), .noCredential(_, let hint): hint
        case .noAddress: "Pass --api-url https://platform.example.com, or set MOLECULE_API_URL."
        case .noControlPlaneAddress: "Pass --cp-url https://api.example.com, or set MOLECULE_CP_URL."
        case .call(let failure, let operation): failure.hint(operation)
        case .workspace(let failure): failure.hint
        case .address(.localhostName, _):
            "Name the organisation and not its host: --via-control-plane --org-slug acme, with --cp-url http://localhost:8080."
        case .address: "Give scheme, host and port, such as https://platform.example.com or http://localhost:8080."
        case .file(let failure): failure.repair
        case .keyStore(let failure): StepFailure(failure).hint
        case .journal(.unknown): "molecule rotations list"
        case .journal(.file(let failure)): failure.repair
        case .journal(.defective(let path, _)): "See what it says, or move it out of the way: mv \(path) \(path).bad"
        case .verdict(let verdict, let origin): verdict.hint(origin)
        case .conflict(_, let hint), .partial(_, let hint), .explained(_, let hint, _): hint
        case .rotationStopped(_, .promote, let failure) where failure.hint != nil: failure.hint
        // An old value that was never at hand: trying again does not help.
        case .rotationStopped(_, .restore, let failure) where failure.isConflict && failure.hint != nil: failure.hint
        case .rotationStopped(let id, .restore, _):
            "Set that right, then molecule rotations rollback \(id.text); or molecule rotations abandon \(id.text) --reason '…'"
        case .rotationStopped(_, _, let failure) where failure.isWaiting && failure.hint != nil: failure.hint
        case .rotationStopped(let id, .retire, let failure):
            (failure.hint.map { "\($0); then " } ?? "") + "molecule rotations resume \(id.text)"
                + (failure.isUnproven
                    ? "" : ", or once it is ended otherwise, molecule rotations resume \(id.text) --done retire")
        case .rotationStopped(let id, _, let failure):
            (failure.hint.map { "\($0); then " } ?? "")
                + "molecule rotations resume \(id.text), or molecule rotations rollback \(id.text)"
        case .destination(_, let failure): failure.hint
        case .orgKeys(let failure): failure.hint
        case .insecureStore: "molecule keys check --repair"
        case .signalled(_, let hint): hint
        default: nil
        }
    }

    /// The error as printed under `-o json`.
    public var document: JSONValue {
        var members: [JSONValue.Member] = [
            .init("status", .integer(Int64(status.rawValue))), .init("name", .string(status.name)),
            .init("message", .string(message)), .init("hint", .optional(hint)),
        ]
        if case .call(.answer(let answer), let operation) = self {
            members += [
                .init("operation", .string(operation.id)), .init("http_status", .integer(Int64(answer.status))),
                .init("code", .optional(operation.isOfPayment ? nil : answer.code)),
            ]
        }
        if let seconds = secondsToWait { members.append(.init("retry_after", .integer(Int64(seconds)))) }
        if case .rotationStopped(let id, let step, _) = self {
            members += [.init("rotation", .string(id.text)), .init("step", .string(step.word))]
        }
        return ["error": .object(members)]
    }
}

extension SandboxError {
    var status: ExitStatus {
        switch self {
        case .addressNotLoopback, .invalidSetting, .malformedState: .usage
        // Someone else has the address, or it is not this machine's.
        case .cannotListen: .conflict
        case .unreadable, .unwritable, .refusedConfiguration, .refusedPreflight, .alreadyStarted: .failure
        }
    }
}

extension FileFailure {
    var status: ExitStatus {
        switch self {
        case .notFound: .notFound
        case .exists, .locked: .conflict
        case .insecure: .insecureFile
        case .tooLarge: .usage
        case .system: .failure
        }
    }
}

extension KeyStoreFailure {
    var status: ExitStatus {
        switch self {
        case .unknown: .notFound
        case .exists, .refused: .conflict
        case .defective: .usage
        case .file(let failure): failure.status
        }
    }
}

extension JournalFailure {
    var status: ExitStatus {
        switch self {
        case .unknown: .notFound
        case .defective: .usage
        case .file(let failure): failure.status
        }
    }

    var explanation: String {
        switch self {
        case .unknown(let id): "there is no rotation \(id.text)"
        case .defective(let path, let reason): "\(path) is not a usable journal: \(reason)"
        case .file(let failure): failure.explanation
        }
    }
}

extension StepFailure {
    var status: ExitStatus {
        switch kind {
        case .file(let failure): failure.status
        case .refused, .untaken, .timedOut: .failure
        case .malformed: .usage
        case .missing: .notFound
        case .unproven: .unverified
        case .unavailable: .unavailable
        case .unauthenticated: .unauthenticated
        case .forbidden: .forbidden
        case .rateLimited: .rateLimited
        case .interrupted: .interrupted
        case .conflict: .conflict
        case .awaitingHand: .refused
        case .awaitingTime, .leftBehind: .partial
        }
    }
}

extension StepFailure {
    /// Whether something is in the way that trying again does not remove.
    var isConflict: Bool { if case .conflict = kind { true } else { false } }
    /// Whether it may be otherwise a moment later.
    var isPassing: Bool {
        switch kind {
        case .unavailable, .rateLimited: true
        default: false
        }
    }
    /// Whether it was asked, and the answer was no.
    var isUnproven: Bool { if case .unproven = kind { true } else { false } }
}

extension AdminTokenVerdict {
    var status: ExitStatus {
        switch self {
        case .protected: .ok
        case .open, .acceptsAnyToken, .retiredTokenAccepted, .unexpected: .unverified
        case .tokenRefused: .unauthenticated
        case .tokenForbidden: .forbidden
        case .organizationRequired: .usage
        case .webPage(let status) where AdminTokenVerdict.isOfProxy(status): .unavailable
        case .organizationUnknown, .notAPlatform, .webPage: .notFound
        case .rateLimited: .rateLimited
        case .redirect, .serverError, .unreachable: .unavailable
        }
    }

    func hint(_ origin: Origin) -> String? {
        switch self {
        case .protected: nil
        case .open:
            "Set ADMIN_TOKEN in the platform's environment and restart it: molecule admin-token generate --save NAME --origin \(origin.text)"
        case .acceptsAnyToken: "See whether the server is in development mode (MOLECULE_ENV), then verify again."
        case .retiredTokenAccepted:
            "Restart the instances that still have the former value, then verify again with --wait 2m."
        case .tokenRefused:
            "Try another value that is kept here (molecule keys list); while the server restarts, verify with --wait 2m."
        case .tokenForbidden: "Use a token with admin rights."
        case .organizationRequired: "Pass --org-id ID, or set MOLECULE_ORG_ID."
        case .organizationUnknown: "Check --org-id: it is compared exactly, capitals included."
        case .webPage(let status) where AdminTokenVerdict.isOfProxy(status): "Try again, or wait for it: --wait 2m."
        case .notAPlatform, .webPage: "Check --api-url: it must be the platform's own address, without a path."
        case .redirect: "Pass the address the server really has with --api-url."
        case .rateLimited(let seconds): "Wait \(seconds.map(String.init) ?? "60") s, then type the same again."
        case .serverError: "Try again, or wait for it: --wait 2m."
        case .unreachable(let failure): AdminTokenVerdict.hint(failure, origin)
        case .unexpected: "Check --api-url, and that nothing stands between here and the platform."
        }
    }

    private static func hint(_ failure: TransportFailure, _ origin: Origin) -> String {
        switch failure {
        case .notSent(.connectionRefused): "See that the platform runs, and that its port is \(origin.port)."
        case .notSent(.hostNotFound): "Check the host name in --api-url."
        case .notSent(.tls): CallFailure.authorityHint
        case .outcomeUnknown(.deadlineExceeded): "Try again with a longer --timeout, or wait for it: --wait 2m."
        default: "Try again, or wait for it: --wait 2m."
        }
    }
}
