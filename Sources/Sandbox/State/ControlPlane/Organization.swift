import JSON

/// One organisation, as the control plane keeps it.
struct Organization: Sendable {
    let id: String
    let slug: String
    let name: String
    var plan = ""
    /// The user who may delete it.
    let owner: String
    /// Who else sees it.
    var members: [String] = []
    let launch: Launch
    /// The `ADMIN_TOKEN` of its server.
    let adminToken: String
    /// How many workspaces its server has at first.
    var workspaces = 0
    /// The tag its server runs.
    var imageTag = "latest"
    var creditsBalance: Int64 = 1_000
    let createdAt = Moment.now
    var updatedAt = Moment.now
    /// How often its deletion was asked for, which some need more than once.
    var purgeAttempts = 0
    /// Names the deletion across its attempts.
    let purgeID = Identifier.random()
    /// When it is gone, on the clock that never jumps; `nil` unless it is being deleted.
    var purgeEnd: Int64?

    /// A server that comes up from now on.
    init(
        id: String = Identifier.random(), slug: String, name: String, owner: String, seconds: Double,
        at now: Int64 = Monotonic.nanoseconds
    ) {
        self.id = id
        self.slug = slug
        self.name = name
        self.owner = owner
        launch = Launch(start: now, seconds: seconds, course: Launch.Course(slug: slug))
        adminToken = AccessToken.mint().text
    }

    var status: String { purgeEnd == nil ? launch.status() : "deleting" }
    var isRunning: Bool { status == "running" }
    var url: String { "https://\(slug).moleculesai.app" }

    func isVisible(to user: String) -> Bool { owner == user || members.contains(user) }

    var json: JSONValue {
        [
            "id": .string(id), "slug": .string(slug), "name": .string(name), "plan": .string(plan),
            "status": .string(status), "credits_balance": .integer(creditsBalance), "plan_monthly_credits": 1_000,
            "overage_used_credits": 0, "overage_cap_credits": 0, "created_at": .string(createdAt.text),
            "updated_at": .string(updatedAt.text),
        ]
    }
}
