import JSON

/// What the control plane keeps in its database, as tables.
struct ControlPlaneState: Sendable {
    /// The one user there is, whose session the cookie stands for.
    static let user = "user_1"

    let seconds: Double
    var organizations: [Organization]
    /// What is left of deleted organisations, by slug: their names cannot be used again until it is cleared away.
    var leftovers: [String: [String]] = [:]
    var machineImages: [Pin]
    var runtimeImages: [Pin]
    var machines: [Machine] = []
    /// What administrators put into workspaces' environments, by workspace.
    var environments: [String: [String: String]] = [:]

    /// Three organisations that run: one of the user's, one the user is only a member of, and one of somebody else.
    init(seconds: Double, workspaces: Int) {
        self.seconds = seconds
        let ids = [
            "0b54f9d6-3f0e-4b0e-9a55-6a1f0c8d7e21", "1c65fae7-4a1f-4c1f-8b66-7b2a1d9e8f32",
            "2d760bf8-5b20-4d20-9c77-8c3b2eaf9043",
        ]
        var acme = Organization(id: ids[0], slug: "acme", name: "Acme", owner: Self.user, seconds: 0)
        acme.plan = "starter"
        acme.workspaces = workspaces
        var globex = Organization(id: ids[1], slug: "globex", name: "Globex", owner: "user_2", seconds: 0)
        globex.members = [Self.user]
        let initech = Organization(id: ids[2], slug: "initech", name: "Initech", owner: "user_3", seconds: 0)
        organizations = [acme, globex, initech]
        machineImages = [Pin(runtime: "claude-code", region: "us-east-2", image: "ami-0123456789abcdef0")]
        runtimeImages = ["claude-code", "langgraph"].map {
            Pin(runtime: $0, image: "ghcr.io/molecule-ai/workspace-\($0):latest")
        }
    }

    /// Where an organisation stands in the table, by its slug.
    func index(_ slug: String) -> Int? { organizations.firstIndex { $0.slug == slug } }

    func organization(_ slug: String) -> Organization? { organizations.first { $0.slug == slug } }

    /// Ends what is due.
    mutating func settle(now: Int64 = Monotonic.nanoseconds) {
        organizations.removeAll { $0.purgeEnd.map { $0 <= now } ?? false }
    }

    /// Why an organisation cannot have that slug now; `nil` when it can.
    func objection(to slug: String) -> String? {
        if Slug.reserved.contains(slug) { return "slug is reserved" }
        if organization(slug) != nil { return "slug already taken" }
        return leftovers[slug] == nil ? nil : "slug has leftover artifacts; scrub them first"
    }

    /// Deletes an organisation, step by step: payment, cache, machines, rows.
    ///
    /// One whose slug begins with `sticky-` stops at the machines the first time it is asked.
    ///
    /// - Parameter seconds: How long it stays in lists while it goes.
    /// - Returns: The deletion's name when it stopped half-way.
    mutating func purge(_ index: Int, seconds: Double) -> String? {
        organizations[index].purgeAttempts += 1
        let organization = organizations[index]
        if organization.slug.hasPrefix("sticky-"), organization.purgeAttempts == 1 { return organization.purgeID }
        for machine in machines.indices where machines[machine].organizationID == organization.id {
            machines[machine].isTerminated = true
            machines[machine].isPruned = true
        }
        leftovers[organization.slug] = ["dns:\(organization.slug).moleculesai.app", "tunnel:\(organization.slug)"]
        // Asked again while it goes, it goes no later.
        let end = Monotonic.nanoseconds + Int64(seconds * 1e9)
        organizations[index].purgeEnd = min(organization.purgeEnd ?? end, end)
        settle()
        return nil
    }
}
