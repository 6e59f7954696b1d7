import HostSystem
import JSON
import ManagementAPI
import Testing

@testable import MoleculeCommands

@Suite struct FleetTests {
    /// Workspaces as `name status parent` lines, with `-` for none; the id is the name.
    private func tree(_ lines: String...) -> FleetTree {
        FleetTree(
            lines.map { line in
                let words = line.split(separator: " ").map(String.init)
                return Models.Workspace([
                    "id": .string(words[0]), "name": .string(words[0]), "status": .string(words[1]),
                    "parent_id": words.count > 2 ? .string(words[2]) : .null,
                ])
            })
    }

    private func statuses(_ tree: FleetTree) -> [String] { tree.rows.map { "\($0.id) \($0.status ?? "-")" } }

    @Test func `a pause goes down as the servers let it`() {
        var tree = tree("a online", "b online a", "c paused a", "d online c", "e removed a", "f online")
        tree.apply(.pause, to: 0)
        #expect(
            statuses(tree) == ["a paused", "b paused", "c paused", "d online", "e removed", "f online"],
            "what stands below one that is paused already is left as it is")
        #expect(tree.rows.map(\.takenBy) == [nil, 0, nil, nil, nil, nil])
    }

    @Test func `a resume goes through paused ones only`() {
        var tree = tree("a paused", "b paused a", "c online b", "d paused c", "e paused b")
        tree.apply(.resume, to: 0)
        #expect(
            statuses(tree) == ["a provisioning", "b provisioning", "c online", "d paused", "e provisioning"])
        #expect(tree.topmostPaused(above: 3) == nil)
    }

    @Test func `workspaces that stand in a circle are worked through as well`() {
        let circle = tree("a online c", "b online a", "c online b", "d online d")
        let selection = FleetSelection(left: ["a", "b", "c", "d"], in: circle)
        let parents = selection.parents(in: circle)
        #expect(parents.count == 4)
        var queue = FleetQueue(parents: parents)
        var order: [Int] = []
        while let item = queue.take() {
            order.append(item)
            queue.finish(item)
        }
        #expect(order.sorted() == [0, 1, 2, 3])
    }

    @Test func `none is begun before the one above it is done, and its children come next`() {
        var queue = FleetQueue(parents: [1, nil, 1, nil, 2])
        #expect(queue.take() == 1)
        #expect(queue.take() == 3)
        #expect(queue.take() == nil, "the rest waits")
        queue.finish(1)
        #expect(queue.take() == 0)
        #expect(queue.take() == 2)
        #expect(queue.take() == nil)
        queue.finish(2)
        #expect(queue.take() == 4)
    }

    @Test(arguments: [
        ("*", "", true), ("a*c", "abbc", true), ("a*c", "abcb", false), ("?", "ü", true), ("??", "ü", false),
        ("*-lead", "support-1-lead", true), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[]]", "]", true),
        ("[ab", "[ab", true), ("\\*", "*", true), ("\\*", "x", false), ("*a*b*c", "xxaxxbxxc", true),
        ("*aab", "aaaaab", true), ("A*", "abc", false), ("", "", true), ("", "a", false), ("a**b", "ab", true),
        ("\u{DC}*M?nchen", "\u{DC}bersetzung M\u{FC}nchen", true),
    ]) func `a pattern fits whole names`(_ pattern: String, _ name: String, _ fits: Bool) {
        #expect(Glob(pattern).matches(name) == fits, "\(pattern) and \(name)")
    }

    @Test func `lines of a file are ids, names, or what a list printed`() {
        let id = "6F1D2C3B-4A5E-4F60-8B7C-000000000001"
        let text = "\(id)\tatlas\tonline\r\n\n# a remark\n  two words  \nlast"
        #expect(
            FleetRequest.lines(Array(text.utf8)) == [.id(id.lowercased()), .name("two words"), .name("last")])
    }

    @Test func `the line of progress says what there is to say`() {
        func line(_ done: Int, _ failed: Int, _ seconds: Double, atLeast: Duration = .zero, wait: Int? = nil) -> String
        {
            FleetScreen.line(
                "pause", done: done, failed: failed, of: 1000, seconds: seconds, atLeast: atLeast, wait: wait)
        }
        #expect(line(0, 0, 0) == "pause: 0 of 1000 done")
        #expect(line(98, 2, 10) == "pause: 98 of 1000 done, 2 failed, 10/s, 90 s left")
        #expect(line(5, 0, 10) == "pause: 5 of 1000 done, 0.5/s, 33 min left")
        #expect(
            line(600, 0, 1, atLeast: .seconds(59), wait: 59)
                == "pause: 600 of 1000 done, 600/s, 59 s left, waiting 59 s for the rate limit")
    }

    @Test func `what is seen of a status is judged by what was wanted`() throws {
        let online = try #require(FleetGoal(.resume, patience: .seconds(60)))
        let hibernated = try #require(FleetGoal(.hibernate(isForced: false), patience: nil))
        func verdict(_ goal: FleetGoal, _ status: String?, late: Bool = false) -> String {
            let row = status.map { FleetLook.Row(status: $0, reason: "why") }
            switch goal.judge(row, "'a'", id: "a", isTimeOver: late) {
            case .reached: return "reached"
            case .pending: return "pending"
            case .failed(let failure): return failure.message
            }
        }
        #expect(verdict(online, "online", late: true) == "reached")
        #expect(verdict(online, "provisioning") == "pending")
        #expect(verdict(online, "failed") == "Workspace 'a' is failed and not online: \"why\".")
        #expect(verdict(online, nil) == "Workspace 'a' is gone and not online.")
        #expect(verdict(online, "provisioning", late: true).hasPrefix("The time to wait is over"))
        #expect(verdict(hibernated, "hibernating") == "pending")
        #expect(verdict(hibernated, "online").contains("said that workspace 'a' is hibernated, but it is online"))
        #expect(FleetGoal(.pause, patience: nil) == nil)
    }

    @Test func `a view knows what is new, changed and gone`() {
        var view = WorkspacesView(interval: .seconds(2))
        let at = { (second: Int64) in Timestamp(milliseconds: 1_800_000_000_000 + second * 1000) }
        #expect(view.note(tree("a online", "b paused").rows, at: at(0)).map(\.former) == [nil, nil])
        #expect(view.note(tree("a online", "b paused").rows, at: at(2)).isEmpty)
        let changes = view.note(tree("a failed", "c online").rows, at: at(4))
        #expect(
            changes.map { "\($0.id) \($0.status) \($0.former ?? "-")" } == [
                "a failed online", "c online not listed", "b gone paused",
            ])
        let lines = view.lines(at: at(7))
        #expect(lines[1].contains("was online, 3 s ago"))
        #expect(lines.last?.hasPrefix("2 workspaces: 1 failed, 1 online; as of ") == true, "\(lines)")
    }
}
