import Foundation
import TestSupport

/// `STRIPE_WEBHOOK_SECRET` up to where it waits for its issuer to end the old value, which takes a day.
final class WebhookScene: KillScene {
    let key = "STRIPE_WEBHOOK_SECRET"
    let old = "whsec_" + "oldoldoldoldoldold1"
    private let home: TemporaryHome
    /// The webhook, which checks signatures with what is deployed; what it accepts besides is what the issuer signs with.
    private let service: Service
    private let programs: StandIn
    private static let app = "control-plane"
    private static let new = "whsec_" + "newnewnewnewnewnew2"

    init(_ home: TemporaryHome) throws {
        self.home = home
        service = try Service(accepting: old, WebhookScene.new)
        programs = try StandIn([.flyctl], home: home)
        try programs.add(app: WebhookScene.app)
        try programs.write("fly/\(WebhookScene.app)/deployed/\(key)", old)
        let file = programs.file("fly/\(WebhookScene.app)/deployed/\(key)")
        service.set { $0.webhookFile = file }
        try home.write("pasted", WebhookScene.new)
        try home.write("token", old)
        let added = try Run.molecule(
            "keys", "add", key, "--kind", "service-secret", "--origin", service.url, "--from-file",
            home.file("token"), home: home)
        guard added.status == 0 else { throw KillFailure("the entry could not be made: \(added.error)") }
    }

    var environment: [String: String] { ["PATH": "\(programs.path):\(Binary.directory)"] }
    let overlaps = true
    let endsWaiting = true
    var foreign: [String] { ["stand-ins/"] }

    var rotation: [String] {
        [
            "secrets", "rotate", key, "--no-input", "--yes", "--wait", "20s", "--from-file", home.file("pasted"),
            "--setting", "control_plane_url=\(service.url)", "--setting",
            "control_plane_store=fly:\(WebhookScene.app)",
        ]
    }

    var onward: [String] { ["--no-input", "--from-file", home.file("pasted")] }

    func abandonByHand() -> [String]? {
        let old = old
        service.set { $0.accepted = [old] }
        return ["--done", "retire-new"]
    }

    var places: [KillPlace] { [.fly(programs, WebhookScene.app, key, old)] }

    func accepts(_ value: String?) -> Bool { service.get { $0.accepts(value ?? "") } }
}
