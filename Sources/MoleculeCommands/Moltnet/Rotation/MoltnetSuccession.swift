import Keyfile

/// Which token a rotation replaces, and what its plan says beyond what every plan says.
///
/// Holds no value.
struct MoltnetSuccession: Sendable, Equatable {
    /// The id of the entry.
    let id: String
    /// The server's file.
    let config: String
    /// The network's id, if the file has one.
    let networkID: String?
    /// The command that restarts the server, where it is not the rotation's activation.
    let serverCommand: String?
    /// The command that ends an overlap.
    let retireCommand: String?
    /// The agents that must be attached again.
    let agents: [String]
    /// Whether anyone may read the network.
    let isPublic: Bool

    /// The settings of a plan.
    var settings: [String: String] {
        var settings = [
            "id": id, "config": config, "agents": agents.joined(separator: ","), "public": isPublic ? "yes" : "no",
        ]
        settings["network"] = networkID
        settings["server-command"] = serverCommand
        settings["retire-command"] = retireCommand
        return settings
    }

    init(
        id: String, config: String, networkID: String?, serverCommand: String?, retireCommand: String?,
        agents: [String], isPublic: Bool
    ) {
        self.id = id
        self.config = config
        self.networkID = networkID
        self.serverCommand = serverCommand
        self.retireCommand = retireCommand
        self.agents = agents
        self.isPublic = isPublic
    }

    /// Reads what `settings` writes.
    init?(_ settings: [String: String]) {
        guard let id = settings["id"], let config = settings["config"], let agents = settings["agents"],
            let access = settings["public"]
        else { return nil }
        self.init(
            id: id, config: config, networkID: settings["network"], serverCommand: settings["server-command"],
            retireCommand: settings["retire-command"], agents: agents.split(separator: ",").map(String.init),
            isPublic: access == "yes")
    }
}
