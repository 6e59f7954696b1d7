import Foundation
import TestSupport
import Testing

/// What is shown to people and what is not: pages of the payment service, and exports.
@Suite(.blocking) struct ControlPlanePageTests {
    @Test func `what the payment service says is not repeated`() throws {
        let scene = try ControlPlaneScene()
        #expect(try scene.run("tenants create broke-one --name X --owner user_1").status == 0)
        for line in ["checkout broke-one --plan pro", "portal broke-one", "top-up broke-one --credits 5"] {
            for option in ["", " -v", " -o json"] {
                let run = try scene.run("billing \(line)\(option)")
                #expect(run.status == 7, "\(run.error)")
                #expect(!["stripe", "sk_live", "cus_", "req_"].contains { (run.output + run.error).contains($0) })
            }
        }
    }

    @Test(arguments: [400, 402, 403, 404, 409, 410, 418, 422, 429, 500, 502, 503])
    func `it is repeated by no way and in no answer`(_ status: Int) throws {
        let home = try TemporaryHome()
        let server = try WebStandIn { _ in .init(status, #"{"error":"sk_live_51Hx","code":"sk_live_51Hx"}"#) }
        let environment = ControlPlaneScene.credentials.merging(["MOLECULE_CP_URL": server.url]) { $1 }
        let page = "org_slug=acme"
        for line in [
            "billing checkout acme --plan pro", "billing portal acme", "billing top-up acme --credits 5",
            "billing invoices", "api listInvoices", "api billingPortal \(page)", "api listInvoices -o json",
            "api billingCheckout \(page) plan=pro", "billing portal acme -o json",
        ] {
            let run = try Run.molecule(
                line.split(separator: " ").map(String.init), home: home, environment: environment)
            #expect(run.status != 0, "\(line): \(run.error)")
            #expect(!(run.output + run.error).contains("sk_live"), "\(line): \(run.error)")
        }
        #expect(server.requests.count >= 8)
    }

    @Test func `only an address is handed to a browser, and only when that is wanted`() throws {
        let home = try TemporaryHome()
        try home.write("browser", "#!/bin/sh\nprintf '%s\\n' \"$@\" >>\(home.file("opened"))\n", mode: 0o700)
        for (url, isPage) in [
            ("https://pay.example.com/x", true), ("file:///etc/passwd", false), ("javascript:alert(1)", false),
            ("--help", false), ("https://pay.example.com/ a", false), ("http://pay.example.com/", false),
        ] {
            let server = try WebStandIn { _ in .init(200, "{\"url\":\"\(url)\"}") }
            let environment = ControlPlaneScene.credentials.merging([
                "MOLECULE_CP_URL": server.url, "BROWSER": home.file("browser"),
            ]) { $1 }
            let shown = try Run.molecule("billing", "portal", "acme", home: home, environment: environment)
            #expect(shown.output == (isPage ? "\(url)\n" : ""))
            #expect(!FileManager.default.fileExists(atPath: home.file("opened")))
            let opened = try Run.molecule("billing", "portal", "acme", "--open", home: home, environment: environment)
            #expect(opened.status == (isPage ? 0 : 1), "\(url): \(opened.error)")
            if isPage {
                #expect(Wait.until(10) { FileManager.default.fileExists(atPath: home.file("opened")) })
                #expect(try home.read("opened") == url + "\n")
                try FileManager.default.removeItem(atPath: home.file("opened"))
            }
        }
    }

    @Test func `a browser that stays is left alone, and writes nothing of ours`() throws {
        let home = try TemporaryHome()
        let end = home.file("over")
        try home.write("browser", "#!/bin/sh\necho hello\nsleep 5\necho >\(end)\n", mode: 0o700)
        let server = try WebStandIn { _ in .init(200, #"{"url":"https://pay.example.com/x"}"#) }
        for (browser, status) in [
            (home.file("browser"), Int32(0)), ("absent:\(home.file("browser"))", 0), ("false", 9),
        ] {
            let environment = ControlPlaneScene.credentials.merging([
                "MOLECULE_CP_URL": server.url, "BROWSER": browser,
            ]) { $1 }
            let run = try Run.molecule(
                "billing", "portal", "acme", "--open", "-q", home: home, environment: environment)
            #expect(run.status == status, "\(run.error)")
            #expect(run.output == "https://pay.example.com/x\n")
        }
        #expect(Wait.until(20) { FileManager.default.fileExists(atPath: end) })
    }

    @Test func `an export is kept off terminals, and private in files`() throws {
        let scene = try ControlPlaneScene()
        let run = try scene.run("orgs export acme --output-file acme.json -q")
        #expect(run.output == "acme.json\n", "\(run.error)")
        let attributes = try FileManager.default.attributesOfItem(atPath: scene.home.file("acme.json"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try scene.run("orgs export acme --output-file acme.json").status == 7)
        #expect(try scene.run("orgs export acme --output-file acme.json --force").status == 0)
        let terminal = try PseudoTerminal.molecule(
            "orgs", "export", "acme", home: scene.home, environment: scene.environment)
        #expect(terminal.end() == 3)
        #expect(!terminal.screen.contains("schema_version"))
    }
}
