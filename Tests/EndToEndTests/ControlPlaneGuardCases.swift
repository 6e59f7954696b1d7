/// Command lines that must not reach the network, and the status each ends with.
enum ControlPlaneGuardCases {
    static let id = ControlPlaneScene.workspace
    static let fleet = "tenants redeploy-fleet --tag v2 --canary acme"

    /// A command line and the status it must end with, without a connection.
    struct Case: CustomStringConvertible {
        let line: String
        let status: Int32
        var description: String { line }
    }

    /// What is not confirmed, or confirmed with another name.
    static let unconfirmed =
        [
            "tenants delete acme", "tenants delete acme --wait", "tenants scrub acme", "api deleteOrg slug=acme",
            "api DELETE /api/v1/orgs/acme", "api adminDeleteTenant slug=acme",
            "api adminDeleteTenant slug=acme confirm=acme", "api adminScrubTenantArtifacts slug=acme",
            "api adminRedeployFleet target_tag=v2 canary_slug=acme",
            "api deprovisionWorkspace workspace_id=\(id) prune=true",
            "instances deprovision \(id) --prune", fleet,
        ].flatMap { line in
            ["", " --yes --no-input", " --confirm other --yes"].map { Case(line: line + $0, status: 3) }
        }
        + [
            "", " --yes", " --no-input", " --confirm other", " --confirm ACME", " --confirm acm", " --confirm acme.",
            " --confirm y", " --confirm yes --yes --no-input",
        ].map { Case(line: "orgs delete acme\($0)", status: 3) }

    /// What wants a yes, without one.
    static let unanswered = [
        "tenants redeploy acme", "instances deprovision \(id)", "api adminRedeployTenant slug=acme",
        "api deprovisionWorkspace workspace_id=\(id) prune=false", "api deprovisionWorkspace workspace_id=\(id)",
        "api adminPromoteRuntimeImage --body-from pin.json",
        "api adminUpdateWorkspaceEnv id=\(id) --body-from env.json",
        "api adminUpdateWorkspaceEnv id=\(id) --body-from env.json --yes",
        "instances provision \(id) --org acme --runtime claude-code --platform-url https://acme.example.com",
        "pins thin-ami promote --runtime hermes --region us-east-2 --ami ami-01234567",
        "pins runtime-image promote --runtime hermes --image x:1", "tenants env set \(id) LEVEL=debug",
    ].flatMap { line in ["", " --no-input"].map { Case(line: line + $0, status: 3) } }

    /// Slugs, ids and words that cannot be right.
    static let malformed =
        ["ab", "1acme", "Acme", "-acme", String(repeating: "a", count: 33), "acme.x"].map { slug in
            Case(line: "orgs delete \(slug) --confirm \(slug)", status: 2)
        }
        + ["acme_1", "a/../b"].flatMap { slug in
            [
                "orgs get \(slug)", "orgs create \(slug) --name X", "orgs delete \(slug) --confirm \(slug)",
                "orgs status \(slug) --wait", "orgs export \(slug)", "orgs instance \(slug)",
                "billing portal \(slug)", "billing checkout \(slug) --plan pro",
                "billing top-up \(slug) --credits 5", "tenants diagnostics \(slug)", "tenants workspaces \(slug)",
                "tenants billing-mode set \(id) byok --org \(slug)", "tenants create \(slug) --name X --owner u",
                "tenants delete \(slug) --confirm \(slug)", "tenants scrub \(slug) --confirm \(slug)",
                "tenants admin-token \(slug)", "tenants redeploy \(slug) --yes",
                "tenants redeploy-fleet --tag v2 --canary \(slug) --confirm v2",
                "tenants billing-mode get \(id) --org \(slug)",
                "instances provision \(id) --org \(slug) --runtime x --platform-url https://acme.example.com --yes",
            ].map { Case(line: $0, status: 2) }
        }
        + [
            "instances deprovision acme --yes", "instances deprovision \(id) --instance \(id) --yes",
            "instances status \(id) --instance i-XYZ", "instances deprovision \(id) --confirm \(id)",
            "pins thin-ami promote --runtime x --region y --ami ami-1 --yes", "tenants redeploy-fleet --tag v2",
            "tenants redeploy-fleet --tag v2 --canary acme --no-canary --confirm v2",
            "tenants redeploy-fleet --canary acme --confirm v2", "tenants env set \(id) --yes",
            "tenants env set \(id) 1X=y --yes", "tenants env set \(id) LEVEL --yes",
            "tenants env set \(id) MONKEY=x --yes --force", "tenants env set \(id) A=1 A=2 --yes",
            "tenants redeploy acme --dry-run", "api adminRedeployFleet --yes", "api adminRedeployFleet --confirm v2",
            "api deleteOrg slug=Acme --confirm Acme",
            "tenants env set \(id) A=sk-ant-api03-abcdefghijklmnopqrstuvwxyzABCDEFGH --yes", "\(fleet) --dry-run",
            "tenants delete acme --dry-run",
            "orgs status acme --deadline 5s", "tenants delete acme --confirm acme --deadline 5s",
            "tenants admin-token acme --reveal --save x", "billing top-up acme --credits 0",
            "billing checkout acme --plan free", "workspaces list --via-control-plane",
            "admin-token verify --via-control-plane", "tenants redeploy-fleet --tag -x --no-canary --confirm -x",
            "tenants redeploy-fleet --tag=.x --no-canary --confirm=.x",
            "tenants redeploy-fleet --tag v2/x --no-canary --confirm v2/x",
            "tenants redeploy-fleet --tag= --no-canary --confirm=", "orgs delete acme --confirm=",
            "tenants redeploy-fleet --tag v2 --canary acme --batch-size 0 --confirm v2",
            "tenants list --cp-url http://molecule.example.com", "tenants create acme --name= --owner u",
            "tenants create acme --name X --owner=", "orgs create acme --name=", "orgs export acme --force",
            "pins runtime-image promote --runtime= --image x:1 --yes",
            "pins runtime-image promote --runtime x --image= --yes",
            "api adminRedeployFleet target_tag=v2 --confirm v2",
            "api adminRedeployFleet --body-from capitals.json --confirm v2",
            "api adminUpdateWorkspaceEnv id=\(id) --body-from twice.json --yes",
            "\(fleet) --confirm v2 --soak 500ms", "\(fleet) --confirm v2 --soak 100h",
            "\(fleet) --confirm v2 --soak 1500ms",
            // Where the server of acme is cannot be told by a control plane on this machine.
            "instances provision \(id) --org acme --runtime x --yes",
            "instances provision \(id) --org acme --runtime x --plan",
            "instances provision \(id) --org acme --runtime x --yes --platform-url javascript:alert(1)",
            "instances provision \(id) --org acme --runtime x --yes --platform-url http://127.0.0.1:8080",
        ].map { Case(line: $0, status: 2) }

    /// What is shown and not sent.
    static let planned = [
        "orgs delete acme", "tenants delete acme", "tenants scrub acme", "tenants redeploy acme", fleet,
        "orgs create acme --name X", "orgs create acme --name X --wait",
        "tenants billing-mode set \(id) byok --org acme", "orgs delete acme --confirm acme --yes",
        "tenants delete acme --confirm acme --wait", "\(fleet) --confirm v2", "tenants redeploy acme --yes",
        "instances deprovision \(id) --prune", "instances deprovision \(id)",
        "instances provision \(id) --org acme --runtime claude-code --platform-url https://acme.example.com",
        "pins runtime-image promote --runtime hermes --image x:1", "tenants env set \(id) LEVEL=debug",
        "pins thin-ami promote --runtime hermes --region us-east-2 --ami ami-01234567",
    ].map { Case(line: $0 + " --plan", status: 0) }

    /// Every verb of the control plane, as it would be sent if there were a credential.
    static let complete = [
        "orgs list", "orgs get acme", "orgs create acme --name X", "orgs status acme", "orgs export acme",
        "orgs delete acme --confirm acme", "billing invoices", "billing checkout acme --plan pro",
        "billing portal acme", "billing top-up acme --credits 5", "tenants list",
        "tenants create acme --name X --owner u", "tenants create acme --name X --owner u --dry-run",
        "tenants delete acme --confirm acme", "tenants scrub acme --confirm acme", "tenants diagnostics acme",
        "tenants redeploy acme --yes", "\(fleet) --confirm v2", "tenants admin-token acme",
        "tenants admin-token acme --reveal", "tenants workspaces acme", "tenants env set \(id) LEVEL=debug --yes",
        "tenants billing-mode get \(id) --org acme", "tenants billing-mode set \(id) byok --org acme",
        "pins thin-ami list", "pins thin-ami promote --runtime x --region y --ami ami-01234567 --yes",
        "pins runtime-image list", "pins runtime-image promote --runtime x --image x:1 --yes",
        "instances status \(id) --instance i-01234567", "instances deprovision \(id) --yes",
        "instances deprovision \(id) --prune --confirm \(id)",
    ]
}
