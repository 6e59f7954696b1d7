import Foundation
import TestSupport
import Testing

/// A kind of change that is killed, of which no key entry is there before.
enum MoltnetKill: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case first = "the first rotation of an operator's token"
    case pairing = "the first rotation of a pairing's token"
    case removal = "the removal of a token"
    case newID = "a new id for an operator's token"

    var testDescription: String { rawValue }
    /// The id of the token.
    var id: String { self == .first || self == .newID ? "operator-main" : "inbound-pairing" }
    /// The id of the token afterwards.
    var lastID: String { self == .newID ? "operator-2" : id }
}

/// One change in a home of its own: killed once, and gone on with.
private final class MoltnetKillLab {
    let kind: MoltnetKill
    let scene: MoltnetStandIn
    let old: String
    private let server: String
    private let outside: TemporaryHome
    private static let partner = "version: moltnet.v1\npairings:\n- id: us\n  remote_base_url: http://x\n  token: "

    init(_ kind: MoltnetKill) throws {
        self.kind = kind
        scene = try MoltnetStandIn()
        outside = try TemporaryHome()
        server = try scene.home.read("Moltnet")
        old = try #require(scene.values(kind.id).first)
        if kind == .pairing { try scene.home.write("Partner", MoltnetKillLab.partner + old + "\n") }
    }

    private var words: [String] {
        let options =
            switch kind {
            case .first: [String]()
            case .pairing: ["--node", "Partner", "--then-node", "cp Partner partner-running"]
            case .removal: ["--retire"]
            case .newID: ["--new-id", kind.lastID]
            }
        return [
            "moltnet", "rotate", "--id", kind.id, "--url", scene.url, "--then", MoltnetStandIn.restartServer, "--wait",
            "20s", "--yes",
        ] + options
    }

    /// Runs it under the tracer; the commands' own programs are not killed by halves.
    func traced(_ injection: Injection = .none) throws -> TracedRun {
        let path = scene.home.path
        return try TracedRun(
            [Binary.molecule] + words, home: scene.home, prints: outside.file("run"), injection: injection,
            watches: { KillLab.matters($0, path) && KillLab.isOurs($0) })
    }

    private var keys: [String] { (try? FileManager.default.contentsOfDirectory(atPath: scene.home.keys)) ?? [] }

    /// The old value must be somewhere as long as it may be needed.
    func expectNothingLost(_ comment: Comment) throws {
        let held = keys.filter { !$0.hasPrefix(".") }.contains { name in
            (try? String(contentsOfFile: "\(scene.home.keys)/\(name)", encoding: .utf8))?.contains(old) == true
        }
        let isRefused = scene.status(old) == 401
        #expect(held || scene.values(kind.id).contains(old) || isRefused, comment)
    }

    private func unfinished() throws -> String {
        try Run.molecule("rotations", "list", "--unfinished", "-q", home: scene.home).output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Says that the operators have the new value, where that is waited for.
    func finish(_ status: Int32) throws -> Int32 {
        guard status == 3, kind == .newID else { return status }
        #expect(scene.status(old) == 200)
        return try Run.molecule("rotations", "resume", try unfinished(), "--done", "retire", home: scene.home).status
    }

    /// Goes on with what is unfinished, or types the same again.
    func goOn() throws -> Int32 {
        let id = try unfinished()
        let isOver =
            kind == .removal && scene.values(kind.id).isEmpty && !keys.contains { $0.hasSuffix(".retiring") }
        let run = try Run.molecule(id.isEmpty ? words : ["rotations", "resume", id], home: scene.home)
        // The last call of a removal may have been made.
        return isOver && run.status == 6 ? 0 : try finish(run.status)
    }

    func expectEnded(_ comment: Comment) throws {
        #expect(scene.status(old) == 401, comment)
        #expect(try unfinished().isEmpty, comment)
        let names = FileManager.default.enumerator(atPath: scene.home.path)?.compactMap { $0 as? String } ?? []
        #expect(!names.contains { $0.hasSuffix(".molecule-new") || $0.hasSuffix(".retiring") }, comment)
        let text = try scene.home.read("Moltnet")
        guard kind != .removal else {
            let lines = server.split(separator: "\n", omittingEmptySubsequences: false)
            let start = try #require(lines.firstIndex { $0.contains("id: \(kind.id)") })
            #expect(text == (lines[..<start] + lines[(start + 3)...]).joined(separator: "\n"), comment)
            return
        }
        let new = try #require(scene.values(kind.lastID).last, comment)
        #expect(new != old && scene.status(new) == 200, comment)
        let renamed = server.replacingOccurrences(of: kind.id, with: kind.lastID)
        #expect(text == renamed.replacingOccurrences(of: old, with: new), comment)
        guard kind == .pairing else { return }
        #expect(try scene.home.read("Partner") == MoltnetKillLab.partner + new + "\n", comment)
        #expect(try scene.home.read("partner-running") == MoltnetKillLab.partner + new + "\n", comment)
    }
}

@Suite(.blocking) struct MoltnetKillTests {
    @Test(arguments: MoltnetKill.allCases)
    func `a change of a token that is killed is typed again or resumed, and loses nothing`(_ kind: MoltnetKill) throws {
        let plain = try MoltnetKillLab(kind)
        let run = try plain.traced()
        #expect(try plain.finish(run.status) == 0, "\(run.error)")
        try plain.expectEnded("left alone")
        let count = run.calls.count
        let number = Binary.isCI ? 12 : 6
        // Between a rename and what follows it the least is known.
        let afterRenames = run.calls.indices.filter { run.calls[$0].name.hasPrefix("rename") }.map { $0 + 2 }
        let renames = Binary.isCI ? afterRenames : afterRenames.enumerated().filter { $0.0 % 4 == 0 }.map(\.1)
        let points = Set((0..<number).map { $0 * count / number + count / number / 2 + 1 } + renames).sorted()
        #expect(count > 60 && points.count > number)
        for point in points {
            let comment = Comment(rawValue: "\(kind.rawValue), killed before call \(point) of \(count)")
            let lab = try MoltnetKillLab(kind)
            let killed = try lab.traced(.kill(point))
            // A run may make a call fewer.
            guard killed.hit != nil else { continue }
            try lab.expectNothingLost(comment)
            #expect(try lab.goOn() == 0, comment)
            try lab.expectEnded(comment)
        }
    }
}
