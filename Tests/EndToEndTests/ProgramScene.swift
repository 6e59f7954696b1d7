import Foundation
import TestSupport

/// A platform whose token is deployed by a stand-in for `flyctl`, and handed to one for `gh`.
final class ProgramScene: KillScene {
    let key = "k"
    let old = "b2xkLXRva2VuLW9mLXRoZS1raWxsLXRlc3RzLTAwMDE="
    private let home: TemporaryHome
    private let platform: Platform
    private let programs: StandIn

    init(_ home: TemporaryHome, fault: String?) throws {
        self.home = home
        try home.write("platform.env", "ADMIN_TOKEN=\(old)\n")
        let faults = fault.map { ["--fault", $0] } ?? []
        platform = try Platform(list: ["--rate-limit", "1000000"] + faults, home: home, isRecorded: false)
        programs = try StandIn([.flyctl, .gh], home: home)
        try programs.add(app: "platform", repository: "o/r")
        try programs.write("fly/platform/deployed/ADMIN_TOKEN", old)
        // What a deployment does: the platform gets the value that is live, and starts again.
        let live = programs.file("fly/platform/deployed/ADMIN_TOKEN")
        let file = home.file("platform.env")
        try programs.onDeployment(
            "printf 'ADMIN_TOKEN=%s\\n' \"$(cat '\(live)')\" > '\(file).new' && mv '\(file).new' '\(file)' && \(platform.restart)"
        )
        try home.write("token", old)
        let added = try Run.molecule(
            "keys", "add", key, "--kind", "admin-token", "--origin", platform.url, "--from-file", home.file("token"),
            home: home)
        guard added.status == 0 else { throw KillFailure("the entry could not be made: \(added.error)") }
    }

    var environment: [String: String] { ["PATH": programs.path] }
    var foreign: [String] { ["stand-ins/", "platform.env.new", "platform.out", "platform.err", "platform.pid"] }

    var rotation: [String] {
        ["admin-token", "rotate", "--key", key, "--to", "fly:platform", "--to", "github:o/r", "--wait", "20s", "--yes"]
    }

    var places: [KillPlace] {
        [.fly(programs, "platform", "ADMIN_TOKEN", old), .gitHub(programs, "o/r", "ADMIN_TOKEN")]
    }

    /// A deployment that was cut off on its way to the machines gets there all the same.
    func settle() throws {
        guard let live = programs.read("fly/platform/deployed/ADMIN_TOKEN"), !accepts(live) else { return }
        try home.write("platform.env", "ADMIN_TOKEN=\(live)\n")
        kill(platform.pid, SIGHUP)
        Wait.until(10) { accepts(live) }
    }

    func accepts(_ value: String?) -> Bool {
        RawRequest.status(of: "/admin/workspaces", at: platform.url, token: value) == 200
    }
}

extension KillPlace {
    /// An app of the stand-in for `flyctl`.
    static func fly(_ programs: StandIn, _ app: String, _ name: String, _ start: String) -> KillPlace {
        let deployed = { programs.read("fly/\(app)/deployed/\(name)") }
        return KillPlace(
            holds: { programs.read("fly/\(app)/staged/\(name)") ?? deployed() }, deployed: deployed, start: start,
            isUsed: true)
    }

    /// A repository of the stand-in for `gh`.
    static func gitHub(
        _ programs: StandIn, _ repository: String, _ name: String, _ start: String? = nil
    ) -> KillPlace {
        KillPlace(holds: { programs.read("github/\(repository)/secrets/\(name)") }, start: start)
    }
}
