import TestSupport
import Testing

/// A point at which a rotation is killed.
struct KeyKill: CustomTestStringConvertible {
    let surface: String
    let moment: String
    let request: Int

    var testDescription: String { "\(surface), \(moment) request \(request)" }

    /// Every request of a rotation, at both states of the server.
    ///
    /// Requests 1 and 2 made the key. 3 is the list, 4 and 5 ask for the door, 6 is the mint, 7 to 18 prove the key, 19
    /// lists its use, 20 revokes the old one, and the rest proves it refused.
    static let all = KeyTenant.releases.enumerated().flatMap { index, surface in
        (3...35).map { request in
            KeyKill(surface: surface, moment: ["before", "after", "half"][(request + index) % 3], request: request)
        }
    }
    /// Those from which there is a way back.
    static let beforeProof = all.filter { $0.request <= 19 && $0.request.isMultiple(of: 2) }
}

@Suite(.blocking) struct `A rotation of an org token that is killed` {
    /// Goes on with a verb until the rotation has ended: what goes on with it may be killed too.
    private func goOn(_ rotation: KeyRotation, _ verb: String, _ comment: Comment) throws {
        for _ in 0..<4 {
            guard let id = try rotation.unfinished() else { return }
            let run = try rotation.rotations(verb, id)
            #expect(run.status == 0 || run.status == 137, "\(comment): \(run.error)")
            try rotation.expectNobodyLockedOut(comment)
        }
    }

    @Test(arguments: KeyKill.all)
    func `is resumed to its end, with no mint more than replies were lost`(kill: KeyKill) throws {
        let comment = Comment(rawValue: kill.testDescription)
        // Resuming is killed as well, where it makes that many requests.
        let rotation = try KeyRotation(
            kill.surface, faults: [kill.request, kill.request + 11].map { "kill-client:\(kill.moment):\($0)" })
        let killed = try rotation.rotate()
        #expect(killed.status == 137, "\(comment): \(killed.error)")
        try rotation.expectNobodyLockedOut(comment)
        if try rotation.unfinished() != nil {
            let again = try rotation.rotate()
            #expect(again.status == 7, "\(comment): \(again.error)")
            try goOn(rotation, "resume", comment)
        } else if kill.request < 6 {
            let again = try rotation.rotate()
            #expect(again.status == 0 || again.status == 137, "\(comment): \(again.error)")
            try goOn(rotation, "resume", comment)
        }
        try rotation.expectRotated(comment)
        // The one that made the key, the new one, and one for every reply that a kill cost.
        let lost = try [kill.request, kill.request + 11].filter { try rotation.tenant.isMint($0) }.count
        #expect(try rotation.tenant.requests("POST") <= 2 + lost, comment)
    }

    @Test(arguments: KeyKill.beforeProof)
    func `is rolled back, with the new key revoked and the old one where it was`(kill: KeyKill) throws {
        let comment = Comment(rawValue: kill.testDescription)
        let rotation = try KeyRotation(
            kill.surface, faults: [kill.request, kill.request + 6].map { "kill-client:\(kill.moment):\($0)" })
        #expect(try rotation.rotate().status == 137, comment)
        try goOn(rotation, "rollback", comment)
        try rotation.expectAsBefore(comment)
    }
}
