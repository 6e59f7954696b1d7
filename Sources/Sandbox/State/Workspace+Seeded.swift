extension Workspace {
    /// What a sandbox of so many starts with: the known ones first, then made-up ones, the same every time.
    ///
    /// Those stand in teams, a lead and the rest below it; each workspace is the same but for its parent whatever the
    /// size of teams.
    static func seeded(_ count: Int, teamSize: Int = 8) -> [Workspace] {
        var workspaces = Array(seeds.prefix(count))
        workspaces.reserveCapacity(count)
        while workspaces.count < count { workspaces.append(member(workspaces.count + 1, teamSize)) }
        return workspaces
    }

    private static let teams = ["support", "research", "billing", "release", "security", "Qualität", "sales", "data"]
    private static let duties = [
        "lead", "triage", "writer", "reviewer", "scout", "archivist", "tester", "reporter",
    ]
    private static let runtimes = ["langgraph", "claude-code", "hermes", "crewai", "openclaw"]
    private static let statuses: [Status] = [.online, .online, .degraded, .paused, .online, .hibernated, .failed]

    private static func member(_ number: Int, _ teamSize: Int) -> Workspace {
        let place = number - seeds.count - 1
        let (team, duty) = (place / duties.count, place % duties.count)
        let name = teams[team % teams.count]
        let status = statuses[place % statuses.count]
        let isRunning = status == .online || status == .degraded
        var workspace = Workspace(
            id: seedID(number), name: "\(name)-\(team + 1)-\(duties[duty])", tier: Int64(place % 4 + 1), status: status)
        let rank = place % teamSize
        if rank > 0 { workspace.parentID = seedID(number - rank) }
        if duty != 3 { workspace.role = "Is the \(duties[duty]) of the \(name) team & answers to its lead" }
        workspace.runtime = runtimes[place % runtimes.count]
        if isRunning {
            workspace.url = "http://127.0.0.1:\(32_807 + place % 32_000)"
            workspace.uptimeSeconds = Int64(place * 37 % 604_800)
            workspace.activeTasks = Int64(place % 3)
        }
        if workspace.activeTasks > 0 { workspace.currentTask = "Ticket \(10_000 + place): \"\(name)\"" }
        if status == .degraded { (workspace.lastErrorRate, workspace.lastSampleError) = (0.25, "upstream timed out") }
        if status == .failed { (workspace.lastErrorRate, workspace.lastSampleError) = (1, "exited with status 137") }
        workspace.monthlySpend = Int64(place * 131 % 20_000)
        if duty == 0 { workspace.budgetLimit = 50_000 }
        (workspace.x, workspace.y) = (Double(team % 50) * 220, Double(team / 50) * 1_300 + Double(duty) * 160)
        return workspace
    }
}
