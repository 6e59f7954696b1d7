import CommandTree
import JSON

/// One thing that was looked at, and how it is.
struct DoctorFinding: Sendable {
    /// How bad it is, in order.
    enum State: Int, Sendable, Comparable {
        case ok
        case warning
        case failure

        /// The word for it.
        var word: String {
            switch self {
            case .ok: "ok"
            case .warning: "warning"
            case .failure: "failure"
            }
        }

        static func < (first: State, second: State) -> Bool { first.rawValue < second.rawValue }
    }

    /// What kind of thing it is, such as `files`.
    let area: Area
    /// How it is.
    let state: State
    /// One sentence without its full stop, never with a value.
    let text: String
    /// The command that helps, or what to do; `nil` where nothing is needed.
    let next: String?
    /// The status of a failure; `ok` for anything else.
    let status: ExitStatus

    /// The kinds of things, in the order in which they are looked at.
    enum Area: String, Sendable, CaseIterable {
        case program
        case configuration
        case files
        case credentials
        case rotations
        case proxy
        case server
        case tls
        case clock
        case surface
        case access
    }

    static func ok(_ area: Area, _ text: String) -> DoctorFinding {
        DoctorFinding(area: area, state: .ok, text: text, next: nil, status: .ok)
    }

    static func warning(_ area: Area, _ text: String, next: String?) -> DoctorFinding {
        DoctorFinding(area: area, state: .warning, text: text, next: next, status: .ok)
    }

    static func failure(_ area: Area, _ text: String, next: String?, _ status: ExitStatus) -> DoctorFinding {
        DoctorFinding(area: area, state: .failure, text: text, next: next, status: status)
    }

    /// What would have ended another command.
    static func failure(_ area: Area, _ failure: Failure) -> DoctorFinding {
        .failure(area, failure.message.withoutFullStop, next: failure.hint, failure.status)
    }

    /// The finding as data.
    var document: JSONValue {
        [
            "check": .string(area.rawValue), "state": .string(state.word), "message": .string(text),
            "next": .optional(next), "status": .integer(Int64(status.rawValue)),
        ]
    }

    /// The finding as a row.
    var row: [String] { [state.word, area.rawValue, text, next ?? "-"] }
}

extension [DoctorFinding] {
    /// The worst there is.
    var worst: DoctorFinding.State { map(\.state).max() ?? .ok }

    /// The status of the worst failure.
    ///
    /// What lets others in comes first, then what cannot be used, then what may pass.
    var status: ExitStatus {
        let order: [ExitStatus] = [
            .unverified, .insecureFile, .unauthenticated, .forbidden, .usage, .notFound, .conflict, .unavailable,
            .rateLimited,
        ]
        let found = Set(map(\.status))
        return order.first(where: found.contains) ?? (worst == .failure ? .failure : .ok)
    }
}
