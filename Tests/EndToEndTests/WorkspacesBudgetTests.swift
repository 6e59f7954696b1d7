import TestSupport
import Testing

@Suite(.blocking) struct WorkspacesBudgetTests {
    private func limits(_ run: Run) -> [String: Int?] {
        let periods = run.jsonObject["periods"] as? [String: [String: Any]] ?? [:]
        return periods.mapValues { $0["limit"] as? Int }
    }

    @Test func `a write keeps the other periods`() throws {
        let fleet = try Fleet("tenant-2026-05")
        #expect(try fleet.run("budget", "set", "atlas", "--hourly", "200", "--weekly", "3000").status == 0)
        let run = try fleet.run("budget", "set", "atlas", "--daily", "900", "--usd", "12.5", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        #expect(limits(run) == ["hourly": 200, "daily": 900, "weekly": 3000, "monthly": 1250])
        let cleared = try fleet.run("budget", "set", "atlas", "--hourly", "none", "-o", "json")
        #expect(limits(cleared) == ["hourly": nil, "daily": 900, "weekly": 3000, "monthly": 1250])
    }

    @Test func `before May there is the monthly limit alone`() throws {
        let fleet = try Fleet("tenant-2026-04")
        let refused = try fleet.run("budget", "set", "atlas", "--hourly", "200", "--monthly", "1")
        #expect(refused.status == 7)
        #expect(refused.error.contains("knows only a monthly limit"))
        #expect(limits(try fleet.run("budget", "get", "atlas", "-o", "json")) == ["monthly": 5000])
        let set = try fleet.run("budget", "set", "atlas", "--monthly", "none", "-o", "json")
        #expect(limits(set) == ["monthly": nil])
    }

    @Test(arguments: Fleet.releases) func `a reply lost after a write is made up for`(_ surface: String) throws {
        let fleet = try Fleet(surface, faults: ["drop:after:3"])
        let run = try fleet.run("budget", "set", Fleet.id(1), "--monthly", "700", "-o", "json")
        #expect(run.status == 0, "\(run.error)")
        #expect(limits(run)["monthly"] == 700)
    }

    @Test(arguments: Fleet.releases) func `a limit that is spent is told`(_ surface: String) throws {
        let run = try Fleet(surface).run("budget", "set", "atlas", "--monthly", "0")
        #expect(run.status == 0)
        #expect(run.error.contains("The monthly limit is spent"))
    }

    @Test(arguments: Fleet.releases) func `amounts and ids are checked`(_ surface: String) throws {
        let fleet = try Fleet(surface)
        for arguments in [
            ["--monthly", "-1"], ["--monthly", "1.5"], ["--usd", "1.234"], [], ["--usd", "1", "--monthly", "2"],
        ] {
            let run = try Run.molecule(
                ["workspaces", "budget", "set", "atlas", "--api-url", fleet.platform.url] + arguments,
                home: fleet.home, environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == 2, "\(arguments)")
        }
        #expect(try fleet.run("budget", "get", Fleet.unknown).status == 6)
        _ = try fleet.run("delete", "nightly-reports", "--yes")
        #expect(try fleet.run("budget", "set", Fleet.id(5), "--monthly", "1").status == 6)
    }

    @Test func `the billing mode is set and read back`() throws {
        let fleet = try Fleet("tenant-2026-05")
        #expect(try fleet.run("billing-mode", "get", "atlas").tsvCells.prefix(2) == ["platform_managed", "-"])
        let set = try fleet.run("billing-mode", "set", Fleet.id(1).uppercased(), "byok")
        #expect(set.status == 0, "\(set.error)")
        #expect(set.tsvCells[0...2] == ["byok", "byok", "workspace_override"])
        #expect(set.error.contains("molecule workspaces restart"))
        #expect(try fleet.run("billing-mode", "set", "atlas", "automatic").tsvCells[1] == "-")
        #expect(try fleet.run("billing-mode", "get", Fleet.unknown).status == 6)
    }

    @Test func `before May there is no billing mode`() throws {
        let fleet = try Fleet("tenant-2026-04")
        for arguments in [["get", "atlas"], ["set", "atlas", "byok"]] {
            let run = try Run.molecule(
                ["workspaces", "billing-mode"] + arguments + ["--api-url", fleet.platform.url], home: fleet.home,
                environment: ["ADMIN_TOKEN": "root-token"])
            #expect(run.status == 6)
            #expect(run.error.contains("This server does not have billing modes"))
        }
    }
}
