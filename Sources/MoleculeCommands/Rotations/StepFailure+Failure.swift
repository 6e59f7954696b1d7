import CommandTree
import Keyfile
import ManagementAPI
import Rotation

extension StepFailure {
    /// The failure of a call or of a command's part as the failure of a rotation's step.
    init(_ failure: Failure) {
        switch failure {
        case .file(let file): self.init(file)
        case .keyStore(let store): self.init(store)
        default: self.init(StepFailure.kind(failure), StepFailure.clause(failure.message), hint: failure.remedy)
        }
    }

    private static func kind(_ failure: Failure) -> Kind {
        switch failure.status {
        case .unauthenticated: .unauthenticated
        case .forbidden: .forbidden
        case .notFound: .missing
        case .usage: .malformed
        case .conflict: .conflict
        case .unavailable: .unavailable
        case .rateLimited: .rateLimited(seconds: failure.secondsToWait)
        case .unverified: .unproven
        case .partial: .leftBehind
        case .interrupted, .terminated: .interrupted
        default: .refused
        }
    }

    /// A sentence as it stands behind a colon: without its full stop, and its first letter small unless it is a name's.
    static func clause(_ sentence: String) -> String {
        let text = sentence.withoutFullStop
        guard let first = text.first, text.dropFirst().first?.isLowercase == true else { return text }
        return first.lowercased() + text.dropFirst()
    }
}

extension Failure {
    /// How long a server that has had too many requests wants to be left alone, if it says.
    var secondsToWait: Int? {
        switch self {
        case .verdict(.rateLimited(let seconds), _): seconds
        case .rotationStopped(_, _, let failure):
            if case .rateLimited(let seconds) = failure.kind { seconds } else { nil }
        case .call(.answer(let answer), _):
            if case .rateLimited(let seconds) = answer.kind { seconds } else { nil }
        default: nil
        }
    }

    /// What to do before a step is tried again, as a clause without "type the same again": its rotation is resumed.
    fileprivate var remedy: String? {
        switch self {
        case .orgKeys(let failure): failure.remedy
        case .call(.answer(let answer), _):
            switch answer.kind {
            case .rateLimited(let seconds): "Wait \(seconds.map(String.init) ?? "60") s"
            case .serverError: nil
            default: hint
            }
        case .call(.transport(.outcomeUnknown), _), .call(.transport(.answered), _): nil
        default: hint?.withoutFullStop
        }
    }
}
