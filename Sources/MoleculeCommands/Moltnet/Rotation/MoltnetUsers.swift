/// Those who use a token, as far as they can be asked whether they have the new value.
struct MoltnetUsers: Sendable {
    /// The agents that are connected before.
    var agents: [String] = []
    /// The server files of partners whose pairing works before.
    var partners: [String] = []
    /// What is told of those that cannot be asked, or that nobody hands the value.
    var doubts: [String] = []
}
