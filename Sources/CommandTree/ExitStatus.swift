/// What the process says with its exit status; the numbers are a promise and never change meaning.
///
/// Source of the numbers: the command line contract of the project; 130 and 143 are 128 plus the signal's number.
public enum ExitStatus: Int32, CaseIterable, Sendable {
    case ok = 0
    case failure = 1
    case usage = 2
    case refused = 3
    case unauthenticated = 4
    case forbidden = 5
    case notFound = 6
    case conflict = 7
    case partial = 8
    case unavailable = 9
    case insecureFile = 10
    case rateLimited = 11
    case unverified = 12
    case interrupted = 130
    case terminated = 143

    /// The stable word for this status, as it stands in JSON errors and in the manual.
    public var name: String {
        switch self {
        case .ok: "ok"
        case .failure: "failure"
        case .usage: "usage"
        case .refused: "refused"
        case .unauthenticated: "unauthenticated"
        case .forbidden: "forbidden"
        case .notFound: "not-found"
        case .conflict: "conflict"
        case .partial: "partial"
        case .unavailable: "unavailable"
        case .insecureFile: "insecure-file"
        case .rateLimited: "rate-limited"
        case .unverified: "unverified"
        case .interrupted: "interrupted"
        case .terminated: "terminated"
        }
    }

    /// One line on when a command ends this way, for the manual and `--help`.
    public var meaning: String {
        switch self {
        case .ok: "Done, or nothing to do."
        case .failure: "A command of yours failed; or anything unclassified, which is a defect to report."
        case .usage: "Bad invocation, or a bad plan or configuration."
        case .refused: "A confirmation is missing, or input is needed under --no-input."
        case .unauthenticated: "No credential, or the server answered 401."
        case .forbidden: "The server answered 403."
        case .notFound: "What was named does not exist, or the server answered 404."
        case .conflict: "409, 412 or 422, a held lock, or an unfinished rotation."
        case .partial: "Some items are done and some are not; what is left is recorded."
        case .unavailable: "DNS, TLS, a timeout, a 5xx answer, or a refused redirect: trying again may help."
        case .insecureFile: "The mode, owner, type, links or parents of a secret file are not safe."
        case .rateLimited: "The server answered 429; the message says how many seconds to wait."
        case .unverified: "The new value is not proven, or the server accepts anyone."
        case .interrupted: "Ended by SIGINT."
        case .terminated: "Ended by SIGTERM."
        }
    }
}
