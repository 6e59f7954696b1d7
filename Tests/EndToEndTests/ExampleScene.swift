import Foundation
import TestSupport

/// A home with everything that an example of the documentation speaks of, some of it under another name.
final class ExampleScene {
    /// A workspace that every sandbox starts with: nightly-reports.
    private static let workspace = Fleet.id(5)
    static let credentials: [String: [String]] = [
        "control-plane": ["CP_ADMIN_API_TOKEN", "PROVISION_SHARED_SECRET", "MOLECULE_SESSION_COOKIE"]
    ]

    let home: TemporaryHome
    private let platform: Platform?
    /// The service that a runbook's secret is for.
    private let service: WebStandIn
    private var environment: [String: String] = ["CI": "1"]

    init(surface: String? = nil) throws {
        home = try TemporaryHome()
        service = try WebStandIn { request in
            let isKnown = request.headers["authorization"]?.contains("napi_new") == true
            return .init(isKnown ? 200 : 401)
        }
        if let surface {
            let names = ExampleScene.credentials[surface] ?? ["ADMIN_TOKEN"]
            var file = ""
            for name in names {
                let value = "the-\(name.lowercased().replacing("_", with: "-"))-of-a-test"
                environment[name] = value
                file += "\(name)=\(value)\n"
            }
            try home.write("platform.env", file)
            let server = try Platform("--surface", surface, "--provisioning", "200ms", home: home)
            environment[surface == "control-plane" ? "MOLECULE_CP_URL" : "MOLECULE_API_URL"] = server.url
            platform = server
        } else {
            platform = nil
        }
        try addPrograms()
        environment.merge([
            "PATH": "\(home.file("bin")):\(home.environment["PATH"] ?? "")", "SERVICE": service.url,
            "NEW_KEY": "napi_newnewnewnewnewnewnew", "CI_JOB_ID": "8", "BUILD_ID": "9", "GITHUB_RUN_ID": "7",
            "GITHUB_OUTPUT": home.file("output"), "EDITOR": "cat", "BROWSER": "true",
        ]) { $1 }
    }

    /// Programs that a deployment has: what restarts the platform does, the others do nothing.
    private func addPrograms() throws {
        try FileManager.default.createDirectory(atPath: home.file("bin"), withIntermediateDirectories: true)
        let restart = "[ -e platform.pid ] && kill -HUP \"$(cat platform.pid)\""
        for (name, script) in [
            ("docker", restart), ("systemctl", restart), ("ssh", "cat >/dev/null"), ("pass", "echo a-value"),
            ("gh", "cat >/dev/null; echo '[]'"), ("flyctl", "cat >/dev/null; echo '[]'"), ("vault", "cat >/dev/null"),
        ] {
            try home.write("bin/\(name)", "#!/bin/sh\n\(script)\nexit 0\n", mode: 0o755)
        }
    }

    /// A command line of the documentation with the names that exist here.
    func adapted(_ line: String) -> String {
        var line = line.replacing("6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11", with: ExampleScene.workspace)
        if let platform {
            for address in ["https://platform.example.com", "http://localhost:8080"] {
                line = line.replacing(address, with: platform.url)
            }
        }
        for (name, other) in [
            ("127.0.0.1:8080", "127.0.0.1:0"), ("/srv/platform/.env", "platform.env"), ("/srv/platform/", ""),
            ("/etc/molecule/", ""), ("/etc/agent", "agent"),
            ("https://grafana.example.com", service.url), ("https://console.neon.tech", service.url),
            (".build/release/molecule", "molecule"), ("Zk3bQ9xT", "other"), ("/usr/local", home.file("usr-local")),
            ("r-20261120T230102Z-9f3a1c", "$(cat unfinished)"),
        ] {
            line = line.replacing(name, with: other)
        }
        return line
    }

    /// Runs lines in a shell as they are in the documentation.
    func type(_ lines: String) throws -> Run {
        try Run.shell(adapted(lines), home: home, environment: environment, deadline: 120)
    }
}
