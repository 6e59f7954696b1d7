import Foundation
import TestSupport
import Testing

/// Runs every verb of the control plane where it succeeds, and looks for the secrets that pass through it.
@Suite(.blocking) struct ControlPlaneLeakTests {
    /// What would end acme comes last.
    private static let lines: [String] = {
        let isEnd = { (line: String) in line.contains("delete") || line.contains("scrub") || line.contains("prune") }
        let (cases, id) = (ControlPlaneGuardCases.complete, ControlPlaneGuardCases.id)
        return cases.filter { !isEnd($0) && !$0.hasSuffix("--reveal") } + [
            "tenants admin-token globex --kind tenant-admin-token",
            "instances provision \(id) --org acme --runtime claude-code --platform-url https://acme.example.com --env-file service.env --yes",
            "instances provision \(id) --org acme --runtime claude-code --platform-url https://acme.example.com --env-file service.env --plan",
            "tenants env set \(id) --env-file service.env --force --yes",
            "tenants env set \(id) --env-file service.env --force --plan", "orgs export acme --output-file acme.json",
        ] + cases.filter(isEnd)
    }()

    @Test func `what passes through the commands of the control plane is not shown`() throws {
        let scene = try ControlPlaneScene()
        let service = "the-value-of-a-service-of-a-test"
        try scene.home.write("service.env", "SERVICE_LOGIN=\(service)\n")
        let roots = try ["acme", "globex"].map { slug in
            let run = try scene.run("tenants admin-token \(slug) --reveal")
            #expect(run.status == 0)
            return run.output.trimmingCharacters(in: .newlines)
        }
        let values = (Array(ControlPlaneScene.credentials.values) + roots + [service]).flatMap(LeakTests.forms)
        var good = 0
        for line in Self.lines {
            for option in ["", " -v", " -o json"] {
                let run = try scene.run(line + option, environment: ["MOLECULE_TENANT_ADMIN_TOKEN": roots[0]])
                good += run.status == 0 ? 1 : 0
                #expect(!values.contains { (run.output + run.error).contains($0) }, "\(line)\(option)")
            }
        }
        // Not all do: what exists cannot be made again, and what is gone not be deleted again.
        #expect(good >= 60, "\(good)")
        let files = try FileTree(scene.home.path).files(containing: values).filter {
            !$0.hasPrefix("config/molecule/keys/") && !["platform.env", "service.env"].contains($0)
        }
        #expect(files == [])
    }
}
