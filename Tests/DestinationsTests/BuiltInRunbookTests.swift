import CommandTree
import ContractGenerator
import Foundation
import JSON
import Rotation
import Testing

@testable import Destinations

@Suite struct BuiltInRunbookTests {
    private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Sources/Destinations")

    @Test func `the runbooks in the program are those of the repository`() throws {
        let folder = BuiltInRunbookTests.directory.appendingPathComponent("Runbooks")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let documents = try files.map { file in
            (
                name: String(file.dropLast(".json".count)),
                text: try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
            )
        }
        let generated = try String(
            contentsOf: BuiltInRunbookTests.directory.appendingPathComponent("Generated/BuiltInRunbooks.swift"),
            encoding: .utf8)
        #expect(generated == EmbeddedDocuments.builtInRunbooks(documents), "run: swift run molecule-generate")
        #expect(BuiltInRunbooks.documents == Dictionary(uniqueKeysWithValues: documents.map { ($0.name, $0.text) }))
    }

    @Test func `there is one for each secret of the platform`() {
        #expect(
            BuiltInRunbooks.all.map(\.secret) == [
                "ANTHROPIC_API_KEY", "DATABASE_URL", "FLY_API_TOKEN", "GITHUB_TOKEN", "NEON_API_KEY", "RESEND_API_KEY",
                "RESEND_FROM_EMAIL", "SECRETS_ENCRYPTION_KEY", "STRIPE_API_KEY", "STRIPE_WEBHOOK_SECRET",
                "TENANT_REDIS_URL",
            ])
        #expect(BuiltInRunbooks.runbook(of: "ADMIN_TOKEN") == nil)
    }

    @Test(arguments: BuiltInRunbooks.names)
    func `it has no defect, no secret, and is written as it stands`(_ name: String) throws {
        let text = try #require(BuiltInRunbooks.documents[name])
        let runbook = try Runbook(Array(text.utf8), suspects: looksLikeSecret)
        #expect(runbook.secret == name)
        #expect(runbook.document.indented + "\n" == text)
        #expect(!runbook.drift.isEmpty || !runbook.isRotated)
    }

    @Test(arguments: BuiltInRunbooks.names)
    func `it names no host, and with the examples of its settings it can be carried out`(_ name: String) throws {
        let runbook = try #require(BuiltInRunbooks.runbook(of: name))
        let examples = Dictionary(uniqueKeysWithValues: runbook.settings.map { ($0.name, $0.example) })
        let resolved = try runbook.resolved(with: examples)
        #expect(resolved.proofs.count == runbook.proofs.count)
        #expect(!resolved.document.compact.contains("${"))
        var bare = runbook
        bare.settings = []
        let text = bare.document.compact
        for constant in ["://", ".dev", ".com/", "moleculesai", "molecule-cp", "molecule-monorepo", "Molecule-AI/"] {
            let isScheme = constant == "://" && (name == "DATABASE_URL" || name == "TENANT_REDIS_URL")
            if !isScheme { #expect(!text.contains(constant), "\(constant)") }
        }
    }

    private func runbook(_ name: String) throws -> Runbook { try #require(BuiltInRunbooks.runbook(of: name)) }

    @Test func `what must not be done is refused or dangerous`() throws {
        #expect(try runbook("TENANT_REDIS_URL").stance == .refuse)
        #expect(try runbook("GITHUB_TOKEN").stance == .nothingToDo)
        let key = try runbook("SECRETS_ENCRYPTION_KEY")
        #expect(key.stance == .compromisedOnly && key.danger == .forbidden && !key.requirements.isEmpty)
        #expect(key.source == .init("generated", ["format": "hex", "bytes": "32"]))
        #expect(BuiltInRunbooks.all.filter { $0.stance == .rotate }.count == 8)
    }

    @Test func `the Fly token goes to the control plane first and to CI second, and is revoked last`() throws {
        let fly = try runbook("FLY_API_TOKEN")
        #expect(fly.destinations == ["${control_plane_store}", "${ci_store}"])
        #expect(fly.coupling != nil)
        #expect(fly.proofs.map(\.kind) == ["bearer", "destinations", "github-workflow"])
        #expect(fly.proofs[0].settings["scheme"] == "")
        #expect(fly.retirement?.kind == "fly-token")
        let required = Dictionary(
            uniqueKeysWithValues: fly.settings.filter { !$0.isOptional }.map { ($0.name, $0.example) })
        #expect(try fly.resolved(with: required).proofs.map(\.kind) == ["bearer", "destinations"])
    }

    @Test func `the overlap of a webhook secret is the issuer's day`() throws {
        let webhook = try runbook("STRIPE_WEBHOOK_SECRET")
        #expect(webhook.overlap == .hours(24))
        #expect(webhook.retirement?.kind == "expires")
        #expect(webhook.proofs.contains { $0.kind == "webhook" })
    }

    @Test func `the provider's key is not deleted while a paused workspace may hold it`() throws {
        let anthropic = try runbook("ANTHROPIC_API_KEY")
        #expect(anthropic.destinations == ["global-secret"])
        #expect(anthropic.retirement?.settings["guard"] == "fleet")
        #expect(anthropic.proofs.contains { $0.kind == "fleet" })
        #expect(anthropic.proofs[0].settings["extra_header_anthropic-version"] != nil)
    }

    @Test func `what nobody checks at deployment is asked before`() throws {
        #expect(try runbook("RESEND_FROM_EMAIL").requirements.map(\.name) == ["domain-verified"])
        #expect(try runbook("DATABASE_URL").reasons == ["neon-migration", "leak"])
        #expect(try runbook("DATABASE_URL").overlap == .cutOver)
        #expect(try runbook("RESEND_API_KEY").blastRadius.contains("purge confirmation email failed"))
    }
}
