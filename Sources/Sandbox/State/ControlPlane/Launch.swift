import JSON

/// How an organisation's server comes up: in stages that take time, unless it fails or never begins.
struct Launch: Sendable {
    enum Course: Sendable {
        case succeeds, fails, stalls

        /// What becomes of an organisation shows in its slug, so that people and tests can have either.
        init(slug: String) {
            self = slug.hasPrefix("fail-") ? .fails : slug.hasPrefix("stall-") ? .stalls : .succeeds
        }
    }

    /// One stage: its name in the contract, what it says, and the percentage it ends at.
    private struct Stage {
        let name: String
        let message: String
        let end: Int
    }

    private static let stages = [
        Stage(name: "launching", message: "Launching the machine", end: 20),
        Stage(name: "installing", message: "Installing the workspace server", end: 50),
        Stage(name: "starting", message: "Starting the workspace server", end: 75),
        Stage(name: "configuring_https", message: "Waiting for name and certificate", end: 100),
    ]

    /// The percentage at which one that fails does so.
    private static let breakingPoint = 40

    /// On the clock that never jumps.
    let start: Int64
    let seconds: Double
    let course: Course

    /// How far it is, in per cent.
    func progress(at now: Int64 = Monotonic.nanoseconds) -> Int {
        guard course != .stalls else { return 0 }
        let elapsed = Double(now - start) / 1e9
        let share = seconds > 0 ? min(1, max(0, elapsed / seconds)) : 1
        return min(Int(share * 100), course == .fails ? Launch.breakingPoint : 100)
    }

    /// `provisioning`, `running` or `failed`.
    func status(at now: Int64 = Monotonic.nanoseconds) -> String {
        let progress = progress(at: now)
        if course == .fails, progress >= Launch.breakingPoint { return "failed" }
        return progress >= 100 ? "running" : "provisioning"
    }

    /// The answer to how far it is.
    func json(url: String, at now: Int64 = Monotonic.nanoseconds) -> JSONValue {
        let progress = progress(at: now)
        let status = status(at: now)
        let stage = Launch.stages.first { progress < $0.end }
        let name: String
        let message: String
        switch status {
        case "running": (name, message) = ("ready", "Ready")
        case "failed": (name, message) = ("failed", "The machine did not come up")
        default: (name, message) = (stage?.name ?? "ready", stage?.message ?? "Ready")
        }
        let left = status == "provisioning" ? seconds * Double(100 - progress) / 100 : 0
        let members: JSONValue = [
            "status": .string(status), "stage": .string(name), "progress": .integer(Int64(progress)),
            "message": .string(message), "eta_seconds": .integer(Int64(left.rounded(.up))),
        ]
        return status == "running" ? members.adding("url", .string(url)) : members
    }
}
