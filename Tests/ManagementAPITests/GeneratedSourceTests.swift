import ContractGenerator
import Foundation
import Testing

@testable import ManagementAPI

/// The top of the repository.
private let top = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

@Suite struct GeneratedSourceTests {
    @Test func `the generated source is what the contract yields`() throws {
        let api = top.appendingPathComponent("Sources/ManagementAPI")
        let contract = [UInt8](try Data(contentsOf: api.appendingPathComponent("management.json")))
        let files = try ContractGenerator.files(contract)
        for (name, text) in files {
            let path = api.appendingPathComponent("Generated/\(name)")
            #expect(
                try String(contentsOf: path, encoding: .utf8) == text,
                "\(name) differs; run: swift run molecule-generate")
        }
        let present = try FileManager.default.contentsOfDirectory(
            atPath: api.appendingPathComponent("Generated").path)
        #expect(Set(present) == Set(files.map(\.name)))
    }

    @Test func `nobody writes a path by hand`() throws {
        let firstSegments = Set(Operations.all.compactMap { $0.path.split(separator: "/").first.map(String.init) })
        let pattern = try Regex("\"/(\(firstSegments.sorted().joined(separator: "|")))[/\"?{]")
        let sources = top.appendingPathComponent("Sources")
        let names = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        var looked = 0
        for name in names where name.hasSuffix(".swift") {
            // The sandbox plays the servers: its routes are what the contract is checked against.
            if name.hasPrefix("Sandbox/") || name.contains("/Generated/") { continue }
            // Gitea's API is another one.
            if name == "Destinations/GiteaServer.swift" { continue }
            // Moltnet is another system.
            if name.hasPrefix("MoleculeCommands/Moltnet/") { continue }
            // Pages of the web site, for a browser.
            if name == "MoleculeCommands/Billing/BillingPage.swift" { continue }
            looked += 1
            let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
            for line in text.split(separator: "\n") where line.firstMatch(of: pattern) != nil {
                Issue.record("\(name) writes a path of the contract: \(line)")
            }
        }
        #expect(looked > 80)
    }

    @Test func `every operation of the product's contract is there, and every name once`() {
        #expect(Operations.all.filter(\.isPromised).count == 58)
        #expect(Set(Operations.all.map(\.id)).count == Operations.all.count)
    }
}
