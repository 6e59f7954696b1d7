import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct `Rotating a secret by a runbook` {
    @Test func `a pasted value goes everywhere, is proven, becomes current, and waits for the old one's end`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new + "\n")
        #expect(run.status == 3, "\(run.error)")
        #expect(run.error.contains("waits at retire: Delete the old token in the console"))
        let id = try fixture.onlyRotation()
        #expect(run.error.contains("molecule rotations resume \(id) --done retire"))
        #expect(try fixture.home.read("taken") == RotateFixture.new)
        #expect(try fixture.value() == RotateFixture.new)
        fixture.service.set { $0.accepted = [RotateFixture.new] }
        let end = try fixture.resume("--done", "retire")
        #expect(end.status == 0, "\(end.error)")
        #expect(end.output.contains("completed"))
        let journal = try fixture.home.read("state/molecule/rotations/\(id).journal")
        #expect(!journal.contains(RotateFixture.new) && !journal.contains(RotateFixture.old))
        #expect(journal.contains("confirmed: the old value is refused") || journal.contains("found refused"))
    }

    @Test func `the plan is told before anything else, with what was found`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook(["drift": ["The console has moved."]])
        let run = try fixture.rotate("--from-stdin", input: RotateFixture.new)
        #expect(run.status == 3 && run.error.contains("A confirmation is needed"))
        for part in [
            "Rotating GRAFANA_TOKEN, key entry 'GRAFANA_TOKEN':", "Reads the dashboards.",
            "exec:cat > taken: found: the shell can read the command.", "Blast radius: Dashboards.", "Danger: low.",
            "Both values work until the old one is retired.",
            "verify:0: found: the value that is replaced is accepted now.",
            "Differs from the written procedure: The console has moved.", "asks for a value that somebody makes",
        ] {
            #expect(run.error.contains(part), "\(part)")
        }
        #expect(names(in: fixture.home.rotations) == [])
        #expect(!run.error.contains(RotateFixture.old) && !run.error.contains(RotateFixture.new))
    }

    @Test func `a dry run tells the plan as data and changes nothing`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        let before = try FileTree(fixture.home.path)
        let run = try fixture.rotate("--dry-run", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        let document = try run.document()
        #expect(document["dry_run"] == .bool(true) && document["danger"]?.text == "low")
        #expect(document["plan"]?["key"]?.text == "GRAFANA_TOKEN")
        #expect(
            document["steps"]?.items?.compactMap { $0["step"]?.text } == [
                "obtain", "distribute:0", "verify:0", "promote", "retire",
            ])
        let checks = try #require(document["checks"]?.items)
        #expect(!checks.contains { $0["ok"] == .bool(false) })
        // Every step is told of, also those of which nothing can be known yet.
        let unknown = checks.filter { $0["ok"] == .null }.compactMap { $0["subject"]?.text }
        #expect(unknown.contains("retire") && !unknown.contains("verify:0"), "\(unknown)")
        #expect(try FileTree(fixture.home.path) == before)
        #expect(fixture.service.requests.allSatisfy { $0.method == "GET" })
    }

    @Test func `a dry run without a key entry leaves no file either`() throws {
        let fixture = try RotateFixture(key: nil)
        try fixture.runbook()
        let before = try FileTree(fixture.home.path)
        let run = try fixture.rotate("--dry-run")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.error.contains("The old value is not at hand: it cannot be put back"))
        #expect(try FileTree(fixture.home.path) == before)
    }

    @Test func `without the old value the new one becomes the entry's first`() throws {
        let fixture = try RotateFixture(key: nil)
        try fixture.runbook()
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new)
        #expect(run.status == 3, "\(run.error)")
        #expect(try fixture.value() == RotateFixture.new)
        let end = try fixture.resume("--done", "retire")
        #expect(end.status == 0, "\(end.error)")
        let show = try fixture.molecule("keys", "show", "GRAFANA_TOKEN", "-o", "json").document()
        #expect(show["kind"]?.text == "service-secret" && show["previous"] == .null)
        #expect(show["variable"]?.text == "GRAFANA_TOKEN")
    }

    @Test func `a value that nobody has brought is waited for, and the rotation goes on with it`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        let run = try fixture.rotate("--yes")
        #expect(run.status == 3)
        let id = try fixture.onlyRotation()
        #expect(run.error.contains("waits at obtain: Make a token in the console and copy it"))
        #expect(run.error.contains("molecule rotations resume \(id) --from-stdin"))
        let wrong = try fixture.resume("--from-stdin", input: "tok_x\n")
        #expect(wrong.status == 2 && wrong.error.contains("it is shorter than 8 bytes"), "\(wrong.error)")
        // Neither the runbook nor a setting is needed from here on.
        try FileManager.default.removeItem(atPath: fixture.home.file("runbook.json"))
        let end = try fixture.resume("--from-stdin", input: RotateFixture.new)
        #expect(end.status == 3 && end.error.contains("waits at retire"), "\(end.error)")
        #expect(try fixture.home.read("taken") == RotateFixture.new)
    }

    @Test func `what is made by a command is checked, put, proven and ended by commands`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook([
            "source": [
                "kind": "command",
                "settings": ["command": "echo tok_new-value-of-these-tests", "summary": "mints a token"],
            ],
            "proofs": [
                [
                    "kind": "command",
                    "settings": ["command": "grep -qx tok_new-value-of-these-tests && cat taken >/dev/null"],
                ]
            ],
            "retirement": ["kind": "command", "settings": ["command": "cat > ended"]],
        ])
        let run = try fixture.rotate("--yes")
        #expect(run.status == 0, "\(run.error)")
        #expect(try fixture.home.read("taken") == RotateFixture.new)
        #expect(try fixture.home.read("ended") == RotateFixture.old)
        #expect(run.error.contains("mints a token: echo"))
    }

    @Test func `what a command prints must be of the shape`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook([
            "source": ["kind": "command", "settings": ["command": "echo no-token-at-all", "summary": "mints"]]
        ])
        let run = try fixture.rotate("--yes")
        #expect(run.status == 2 && run.error.contains("it does not begin with tok_"), "\(run.error)")
        #expect(!run.error.contains("no-token-at-all:") && names(in: fixture.home.path).contains("taken") == false)
    }

    @Test func `an old value that is still accepted is not called ended`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        #expect(try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new).status == 3)
        let run = try fixture.resume("--done", "retire")
        #expect(run.status == 12 && run.error.contains("the old value is still accepted"), "\(run.error)")
        fixture.service.set { $0.accepted = [RotateFixture.new] }
        // Refused by now, so nobody is asked.
        #expect(try fixture.resume().status == 0)
    }

    @Test func `a value that is brought too late is refused and not ignored`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        #expect(try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new).status == 3)
        let id = try fixture.onlyRotation()
        let run = try fixture.resume("--from-stdin", input: "tok_another-value-of-these-tests")
        #expect(run.status == 7 && run.error.contains("has another new value already"), "\(run.error)")
        #expect(run.error.contains("molecule rotations rollback \(id)"))
        let back = try fixture.molecule("rotations", "rollback", id, "--from-stdin", input: "tok_another-value")
        #expect(back.status == 7 && back.error.contains("has another new value already"), "\(back.error)")
        // Whoever types the same line until the rotation has ended is not held up.
        let same = try fixture.resume("--from-stdin", input: RotateFixture.new)
        #expect(same.status == 3 && same.error.contains("waits at retire"), "\(same.error)")
    }

    @Test func `what nobody waits for cannot be said to be done`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        #expect(try fixture.rotate("--yes").status == 3)
        let run = try fixture.resume("--done", "retire", "--from-stdin", input: RotateFixture.new)
        #expect(run.status == 7 && run.error.contains("does not wait at retire, but at obtain"), "\(run.error)")
    }

    @Test func `a value the service refuses stops the rotation, and the old one is put back`() throws {
        let fixture = try RotateFixture(accepting: RotateFixture.old)
        try fixture.runbook()
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new)
        #expect(run.status == 12 && run.error.contains("refuses the value (401)"), "\(run.error)")
        #expect(try fixture.value() == RotateFixture.old)
        let id = try fixture.onlyRotation()
        let back = try fixture.molecule("rotations", "rollback", id, "--no-input")
        #expect(
            back.status == 3 && back.error.contains("waits at retire-new: End the new value at its issuer"),
            "\(back.error)")
        #expect(try fixture.home.read("taken") == RotateFixture.old)
        let end = try fixture.molecule("rotations", "rollback", id, "--no-input", "--done", "retire-new")
        #expect(end.status == 0, "\(end.error)")
        #expect(try fixture.value() == RotateFixture.old)
    }

    @Test func `without the old value there is no way back, and giving up keeps the new one`() throws {
        let fixture = try RotateFixture(accepting: RotateFixture.old, key: nil)
        try fixture.runbook()
        #expect(try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new).status == 12)
        let id = try fixture.onlyRotation()
        let back = try fixture.molecule("rotations", "rollback", id, "--no-input")
        #expect(back.status != 0 && back.error.contains("the old value was never in the key store"), "\(back.error)")
        let end = try fixture.molecule("rotations", "abandon", id, "--reason", "a test", "--yes")
        #expect(end.status == 0, "\(end.error)")
        #expect(try fixture.value(id) == RotateFixture.new)
    }

    @Test func `the world is asked about every step`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook()
        #expect(try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new).status == 3)
        let run = try fixture.molecule("rotations", "show", try fixture.onlyRotation(), "--check", "-o", "json")
        let found = try #require(try run.document()["found"]?.items)
        let steps = Dictionary(uniqueKeysWithValues: found.map { ($0["step"]?.text ?? "", $0["found"]) })
        #expect(steps["obtain"] == .bool(true) && steps["distribute:0"] == .null && steps["verify:0"] == .bool(true))
        #expect(steps["promote"] == .bool(true) && steps["retire"] == .bool(false))
    }

    @Test func `a person is asked for the value, for what only a person sees, and for the old one's end`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook(["proofs": [["kind": "manual", "settings": ["instruction": "Look at the dashboard."]]]])
        let terminal = try PseudoTerminal.molecule(
            "secrets", "rotate", "GRAFANA_TOKEN", "--runbook", "runbook.json", home: fixture.home)
        #expect(terminal.shows("Rotate GRAFANA_TOKEN now? [y/N]"))
        terminal.type("y\n")
        #expect(terminal.shows("By hand: Make a token in the console"))
        #expect(terminal.shows("(not shown): "))
        terminal.type("tok_x\n")
        #expect(terminal.shows("Not taken: the value cannot be GRAFANA_TOKEN: it is shorter than 8 bytes."))
        terminal.type(RotateFixture.new + "\n")
        #expect(terminal.shows("By hand: Look at the dashboard."))
        terminal.type("y\n")
        #expect(terminal.shows("By hand: Delete the old token"))
        terminal.type("y\n")
        #expect(terminal.end() == 0, "\(terminal.screen)")
        #expect(!terminal.screen.contains(RotateFixture.new))
        #expect(try fixture.value() == RotateFixture.new)
    }

    @Test func `what nobody has seen is waited for, and --yes does not say it`() throws {
        let fixture = try RotateFixture()
        try fixture.runbook(
            ["proofs": [["kind": "manual", "settings": ["instruction": "Look at the dashboard."]]]],
            without: ["retirement"])
        try fixture.runbook(
            [
                "proofs": [["kind": "manual", "settings": ["instruction": "Look at the dashboard."]]],
                "overlap": "cut-over",
            ], without: ["retirement"])
        let run = try fixture.rotate("--from-stdin", "--yes", input: RotateFixture.new)
        #expect(run.status == 3 && run.error.contains("waits at verify:0: Look at the dashboard"), "\(run.error)")
        #expect(try fixture.value() == RotateFixture.old)
        let end = try fixture.resume("--done", "verify:0")
        #expect(end.status == 0, "\(end.error)")
        #expect(try fixture.value() == RotateFixture.new)
    }

    @Test func `a service's secret is run with under its own name`() throws {
        let fixture = try RotateFixture()
        try fixture.add("staging.GRAFANA_TOKEN", "tok_with a space")
        let run = try fixture.molecule(
            "keys", "exec", "staging.GRAFANA_TOKEN", "--", "sh", "-c", "echo $GRAFANA_TOKEN $MOLECULE_API_URL")
        #expect(run.status == 0 && run.output == "tok_with a space\n", "\(run.error)")
        try fixture.add("grafana-token", "tok_other")
        let refused = try fixture.molecule("keys", "exec", "grafana-token", "--", "true")
        #expect(refused.status == 2 && refused.error.contains("is not called like a variable"))
    }
}
