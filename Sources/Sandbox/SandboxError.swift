/// Why the sandbox cannot be set up.
///
/// No case carries a secret.
public enum SandboxError: Error, Sendable, Equatable {
    /// The address to listen on is not one of the loopback interface.
    case addressNotLoopback(String)
    /// The system refused the socket.
    case cannotListen(address: String, port: UInt16, reason: String)
    /// A file that exists cannot be read.
    case unreadable(path: String, reason: String)
    /// A file or directory cannot be written.
    case unwritable(path: String, reason: String)
    /// The saved state is not what this sandbox writes.
    case malformedState(path: String, reason: String)
    /// A setting is outside its range; the text says which and what the range is.
    case invalidSetting(String)
    /// A Moltnet server does not start with its configuration; the reason is in the server's words.
    case refusedConfiguration(path: String, reason: String)
    /// A Moltnet node is refused by its network, and does not start.
    case refusedPreflight(String)
    /// `start` was called a second time; a stopped sandbox stays stopped.
    case alreadyStarted

    /// What happened, as one sentence for people.
    public var sentence: String {
        switch self {
        case .addressNotLoopback(let address):
            "The sandbox listens on loopback only (127.0.0.0/8, ::1 or localhost), not on \(address)."
        case .cannotListen(let address, let port, let reason):
            "The sandbox cannot listen on \(address) port \(port): \(reason)."
        case .unreadable(let path, let reason): "The sandbox cannot read \(path): \(reason)."
        case .unwritable(let path, let reason): "The sandbox cannot write \(path): \(reason)."
        case .malformedState(let path, let reason): "The sandbox's saved state \(path) cannot be used: \(reason)."
        case .invalidSetting(let text): "The sandbox's settings cannot be used: \(text)."
        case .refusedConfiguration(let path, let reason):
            "The Moltnet server does not start with \(path): \(reason)."
        case .refusedPreflight(let reason): "The Moltnet node does not start: \(reason)."
        case .alreadyStarted: "The sandbox was started before; make a new one."
        }
    }
}
