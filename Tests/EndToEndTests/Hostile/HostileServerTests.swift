import Foundation
import TestSupport
import Testing

/// The built program against a server that means harm.
///
/// Whatever it says, a command ends by its deadline with the right status and one sentence, holds no more than 100 MiB,
/// and sends its credential to nobody else.
@Suite(.blocking) struct HostileServerTests {
    @Test func `no reply of a hostile server does harm`() throws {
        let home = try TemporaryHome()
        let trap = HostileServer { peer, _ in peer.answer("200 OK") }
        defer { trap.stop() }
        let replies =
            // The slow ones first: they wait while the others work.
            HostileReply.delays + HostileReply.startLines + HostileReply.oddFields + HostileReply.interimAnswers
            + HostileReply.challenges + HostileReply.redirects(to: trap) + HostileReply.documents + HostileReply.others
            + HostileReply.codings
            + HostileReply.framings + HostileReply.resets
        let trials = replies.flatMap { reply in reply.commands.map { HostileTrial(reply: reply, command: $0) } }
        let outcomes = HostileCampaign.run(trials, in: home, trap: trap)
        #expect(outcomes.count == trials.count)
        let faults = outcomes.flatMap { outcome in outcome.faults.map { "\(outcome.name): \($0)" } }
        #expect(faults.isEmpty, "\(faults.sorted().joined(separator: "\n"))")
        #expect(trap.connections == 0, "\(trap.requests.map(\.head))")
        #expect(!FileManager.default.fileExists(atPath: home.file("keylog")))
        let largest = outcomes.map(\.peak).max() ?? 0
        print(
            "hostile server: \(replies.count) replies, \(trials.count) commands, "
                + "\(outcomes.reduce(0) { $0 + $1.requests }) requests, \(largest >> 10) MiB at most")
    }
}
