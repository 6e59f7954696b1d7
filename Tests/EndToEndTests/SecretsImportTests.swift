import Foundation
import JSON
import TestSupport
import Testing

@Suite(.blocking) struct SecretsImportTests {
    private static let file = """
        # What the agents need.
        FIRST=hunter2-first
        export SECOND='several
        lines "of" $text'
        THIRD="quo\\"ted \\$ \\\\"
        FOURTH=https://user:pass@host/?a=b&c=d#e

        """

    @Test func `every variable arrives as the file means it, in its order`() throws {
        let tenant = try Tenant()
        try tenant.home.write("secrets.env", Self.file)
        let run = try tenant.run("secrets", "import", "secrets.env", "--workspace", Tenant.atlas, "--yes")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output == ["FIRST", "SECOND", "THIRD", "FOURTH"].map { "\($0)\tcreated\t-\n" }.joined())
        #expect(run.error.contains("Each of the 4 writes restarts."))
        #expect(run.error.contains("molecule workspaces restart \(Tenant.atlas)"))
        #expect(!run.error.contains("hunter2") && !run.output.contains("hunter2"))
        let values = try tenant.values(Tenant.atlas)
        #expect(values["FIRST"] == "hunter2-first")
        #expect(values["SECOND"] == "several\nlines \"of\" $text")
        #expect(values["THIRD"] == "quo\"ted $ \\")
        #expect(values["FOURTH"] == "https://user:pass@host/?a=b&c=d#e")
    }

    @Test(arguments: ["04", "05"]) func `what failed is named, and the command that goes on does`(
        release: String
    ) throws {
        // The secrets are listed, the workspace is read, and then one request writes each.
        let tenant = try Tenant(release, fault: "status:500:4")
        try tenant.home.write("secrets.env", Self.file)
        let run = try tenant.run(
            "secrets", "import", "secrets.env", "--workspace", Tenant.atlas, "--yes", "-o", "json")
        #expect(run.status == 8)
        let items = try JSONValue.parse(Array(run.output.utf8))["items"]?.items ?? []
        #expect(items.map { $0["result"] } == ["created", "failed", "created", "created"])
        let failure = try JSONValue.parse(Array(run.error.utf8.drop { $0 != UInt8(ascii: "{") }))
        let hint = try #require(failure["error"]?["hint"]?.text)
        #expect(hint == "molecule secrets import secrets.env --workspace \(Tenant.atlas) --only SECOND")
        let rest = try Run.shell(hint + " --yes -o tsv", home: tenant.home, environment: tenant.environment)
        #expect(rest.status == 0, "\(rest.error)")
        #expect(rest.output == "SECOND\tcreated\t-\n")
        #expect(try tenant.names("--workspace", Tenant.atlas) == ["FIRST", "FOURTH", "SECOND", "THIRD"])
    }

    @Test func `a failure that concerns all stops, and nothing is written twice`() throws {
        let tenant = try Tenant(fault: "retry-after:7:4")
        try tenant.home.write("secrets.env", Self.file)
        let run = try tenant.run("secrets", "import", "secrets.env", "--workspace", Tenant.atlas, "--yes")
        #expect(run.status == 8)
        #expect(run.output.contains("SECOND\tfailed") && run.output.contains("THIRD\tnot-tried"))
        #expect(run.error.contains("--only SECOND,THIRD,FOURTH"))
        let rest = try tenant.run(
            "secrets", "import", "secrets.env", "--workspace", Tenant.atlas, "--yes", "--skip-existing")
        #expect(rest.status == 0)
        #expect(rest.output.contains("FIRST\tskipped") && rest.output.contains("FOURTH\tcreated"))
    }

    @Test func `a workspace token that its own first write revokes stops the rest`() throws {
        let tenant = try Tenant()
        try tenant.home.write("secrets.env", Self.file)
        let run = try Run.molecule(
            "secrets", "import", "secrets.env", "--workspace", Tenant.atlas, "--yes", home: tenant.home,
            environment: try tenant.workspaceToken(Tenant.atlas))
        #expect(run.status == 8)
        #expect(run.output.contains("FIRST\tcreated") && run.output.contains("SECOND\tfailed"))
        #expect(run.output.contains("FOURTH\tnot-tried"))
    }

    @Test func `a signal between two secrets stops the run, and what is left is named`() throws {
        let tenant = try Tenant(fault: "delay:2:3")
        try tenant.home.write("secrets.env", Self.file)
        let run = try Run.shell(
            """
            molecule secrets import secrets.env --workspace \(Tenant.atlas) --yes -o tsv & pid=$!
            for i in $(seq 200); do grep -q PUT platform.log && break; sleep 0.05; done
            kill -TERM $pid; wait $pid
            """, home: tenant.home, environment: tenant.environment)
        #expect(run.status == 143, "\(run.error)")
        #expect(run.output.contains("FIRST\tcreated") && run.output.contains("SECOND\tnot-tried"))
        #expect(run.error.contains("--only SECOND,THIRD,FOURTH"))
        #expect(try tenant.names("--workspace", Tenant.atlas) == ["FIRST"])
    }

    @Test func `a dry run writes nothing and asks nothing`() throws {
        let tenant = try Tenant()
        try tenant.home.write("secrets.env", Self.file)
        _ = try tenant.run("secrets", "set", "THIRD", "--global", "--from-stdin", "--yes", input: "v")
        let run = try tenant.run("secrets", "import", "secrets.env", "--global", "--dry-run", "--no-input")
        #expect(run.status == 0, "\(run.error)")
        #expect(run.output.contains("FIRST\twould-be-created") && run.output.contains("THIRD\twould-be-updated"))
        #expect(try tenant.names() == ["THIRD"])
        let real = try tenant.run("secrets", "import", "secrets.env", "--global", "--no-input")
        #expect(real.status == 3)
        #expect(try tenant.names() == ["THIRD"])
    }

    @Test func `a file with a defect is refused whole, by its line alone`() throws {
        let tenant = try Tenant()
        for (text, line) in [
            ("A=1\nA=hunter2\n", "line 2"), ("A=1\nhunter2\n", "line 2"), ("A='hunter2\n", "line 1"),
            ("A=1\nB=\"hunter2 $X\"\n", "line 2"), ("A=\n", "line 1"),
        ] {
            try tenant.home.write("secrets.env", text)
            let run = try tenant.run("secrets", "import", "secrets.env", "--global", "--yes")
            #expect(run.status == 2, "\(text)")
            #expect(run.error.contains(line))
            #expect(!run.error.contains("hunter2"))
        }
        #expect(try tenant.names() == [])
    }

    @Test func `a file that others can read is refused`() throws {
        let tenant = try Tenant()
        try tenant.home.write("secrets.env", Self.file, mode: 0o644)
        let run = try tenant.run("secrets", "import", "secrets.env", "--global", "--yes")
        #expect(run.status == 10)
        #expect(run.error.contains("chmod 600"))
    }
}
