import Rotation

/// How one round of a proof went.
public enum ProofRound: Sendable {
    /// As it must be; what was found, for the journal.
    case good(String? = nil)
    /// Not as it must be; whether waiting can change that.
    case bad(String, mayPass: Bool = true)
    /// Nothing can be told from it: the server was busy or out of reach, and for so many seconds wants no more.
    case unclear(String, seconds: Int? = nil)
    /// It could not be asked at all, and waiting is no use.
    case failed(StepFailure)
}
