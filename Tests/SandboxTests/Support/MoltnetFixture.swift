import Foundation
import JSON
import Testing

@testable import Sandbox

/// A configuration with one token of each kind, as the document shows it.
let moltnetText = """
    version: moltnet.v1
    network:
      id: shared_lab
      name: Shared Lab
    auth:
      mode: bearer
      tokens:
        - id: operator-main
          value: "operator-value"
          scopes: [observe, write, admin]
        - id: attachment-alpha
          value: "attachment-value"  # of the other machine
          scopes: [attach, write]
          agents: [alpha]
        - id: inbound-pairing
          value: pairing-value
          scopes:
          - pair
    rooms:
      - id: general
        name: General
        members: [alpha]
      - id: hall
        visibility: public

    """

/// The same as older servers know it: without what they would refuse.
let oldMoltnetText = moltnetText.replacing("\n  - id: hall\n    visibility: public", with: "")

/// Runs a body against a server of a configuration, and stops it whatever happens.
func withMoltnet(
    _ text: String = moltnetText, _ release: String = "v0.1.13",
    _ body: (SandboxServer, TemporaryDirectory) throws -> Void
) throws {
    let directory = try TemporaryDirectory()
    try directory.writeMoltnet(text)
    let version = try #require(MoltnetRelease(release))
    try withSandbox {
        $0.surface = .moltnet
        $0.moltnetFile = directory.file("Moltnet")
        $0.moltnetRelease = version
    } _: {
        try body($0, directory)
    }
}

extension TemporaryDirectory {
    /// Writes the configuration for its owner alone, or with another mode.
    func writeMoltnet(_ text: String, mode: Int = 0o600) throws {
        try write(text, to: "Moltnet")
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file("Moltnet"))
    }

    /// What a server says that does not start with the file; `nil` for one that does.
    func moltnetRefusal(_ release: String = "v0.1.13", path: String? = nil) throws -> String? {
        do throws(SandboxError) {
            var configuration = SandboxConfiguration()
            configuration.surface = .moltnet
            configuration.moltnetFile = path ?? file("Moltnet")
            configuration.moltnetRelease = MoltnetRelease(release) ?? .newest
            _ = try SandboxServer(configuration)
            return nil
        } catch {
            guard case .refusedConfiguration(_, let reason) = error else { throw error }
            return reason
        }
    }
}

extension WireResponse {
    /// The code and the text of a refusal.
    var refusal: String {
        get throws {
            let document = try JSONValue.parse(Array(body.utf8))
            return "\(document["code"]?.text ?? "") / \(document["error"]?.text ?? "")"
        }
    }

    /// The body as a document.
    var document: JSONValue { get throws { try JSONValue.parse(Array(body.utf8)) } }
}
