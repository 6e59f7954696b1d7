import Keyfile

/// Which token a rotation replaces, and what its plan says beyond what every plan says.
///
/// Holds no value.
struct MoltnetSuccession: Sendable, Equatable {
    /// The id of the entry.
    let id: String
    /// The id of the entry that takes its place; `nil` where the id stays.
    let newID: String?
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
    /// The server files of partners that must reach the server again.
    let partners: [String]
    /// Whether anyone may read the network.
    let isPublic: Bool
    /// Whether somebody has to say that people have the new value before the old one ends.
    let isByHand: Bool

    /// The settings of a plan.
    var settings: [String: String] {
        var settings = [
            "id": id, "config": config, "agents": agents.joined(separator: ","), "public": isPublic ? "yes" : "no",
            "partners": partners.joined(separator: "\n"), "by-hand": isByHand ? "yes" : "no",
        ]
        settings["new-id"] = newID
        settings["network"] = networkID
        settings["server-command"] = serverCommand
        settings["retire-command"] = retireCommand
        return settings
    }

    init(
        id: String, newID: String? = nil, config: String, networkID: String?, serverCommand: String?,
        retireCommand: String?, agents: [String], partners: [String] = [], isPublic: Bool, isByHand: Bool = false
    ) {
        self.id = id
        self.newID = newID
        self.config = config
        self.networkID = networkID
        self.serverCommand = serverCommand
        self.retireCommand = retireCommand
        self.agents = agents
        self.partners = partners
        self.isPublic = isPublic
        self.isByHand = isByHand
    }

    /// Reads what `settings` writes, and what was written before there were partners and new ids.
    init?(_ settings: [String: String]) {
        guard let id = settings["id"], let config = settings["config"], let agents = settings["agents"],
            let access = settings["public"]
        else { return nil }
        self.init(
            id: id, newID: settings["new-id"], config: config, networkID: settings["network"],
            serverCommand: settings["server-command"], retireCommand: settings["retire-command"],
            agents: agents.split(separator: ",").map(String.init),
            partners: (settings["partners"] ?? "").split(separator: "\n").map(String.init), isPublic: access == "yes",
            isByHand: settings["by-hand"] == "yes")
    }
}
