import CommandTree
import Keyfile

/// Why nothing can be begun at a server, which would prove nothing afterwards.
struct MoltnetObjection: Sendable {
    /// What is wrong, without a full stop.
    let sentence: String
    let status: ExitStatus

    /// The failure of a command that has changed nothing.
    var failure: Failure {
        .explained(
            "\(sentence). Nothing has been changed.", hint: "Restart the server, or give its address with --url.",
            status)
    }
}

extension MoltnetProbe {
    /// What stands in the way of proving later that this value is refused: that the server does not take it now, or takes
    /// anything; `nil` where nothing does.
    ///
    /// `unknown` is what the value is called where the server does not know it.
    func objection(to value: Secret, isPublic: Bool, unknown: String) async -> MoltnetObjection? {
        func objection(_ answer: Answer) -> MoltnetObjection? {
            switch answer {
            case .accepted: nil
            case .refused:
                .init(
                    sentence:
                        "\(origin.text) does not know \(unknown): is a restart pending, or is it another server",
                    status: .unauthenticated)
            case .strange(let reason): .init(sentence: "\(origin.text): \(reason)", status: .unverified)
            case .unreachable(let reason): .init(sentence: "\(origin.text): \(reason)", status: .unavailable)
            }
        }
        switch await ask(nil) {
        case .accepted where !isPublic:
            return .init(
                sentence: "\(origin.text) lets in callers without a token, so nothing can be proven there",
                status: .unverified)
        case .accepted, .refused: return objection(await ask(value))
        case let answer: return objection(answer)
        }
    }
}
