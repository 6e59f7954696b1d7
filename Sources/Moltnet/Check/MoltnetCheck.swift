import Glibc
import HostSystem

/// Looks at Moltnet's files without asking anyone.
public struct MoltnetCheck: Sendable {
    /// The files, in the order they were named or found.
    public let files: [MoltnetFile]
    private let environment: [String: String]

    /// A check of files by their paths.
    public init(_ paths: [String], environment: [String: String]) {
        files = paths.map { MoltnetFile($0) }
        self.environment = environment
    }

    /// Everything that is wrong, file by file; with `repair`, modes are put right.
    public func findings(repair: Bool = false) -> [MoltnetFinding] {
        let server = files.first { $0.server != nil }
        return files.flatMap { file -> [MoltnetFinding] in
            var findings = MoltnetFileCheck(file: file).findings
            findings += textFindings(file)
            if let node = file.node, let server, let document = server.server {
                findings +=
                    MoltnetCrossCheck(server: document, serverPath: server.path, path: file.path, node: node).findings
            }
            return repair ? findings.map { MoltnetCheck.repaired($0) } : findings
        }
    }

    private func textFindings(_ file: MoltnetFile) -> [MoltnetFinding] {
        switch file.text {
        case nil: return []
        case .failure(let defect)?:
            return [
                .init(
                    .syntax, file.path, line: defect.line, "Line \(defect.line) \(defect.reason)",
                    repair: "Write it in the plain form that molecule moltnet init shows")
            ]
        case .success?:
            if let server = file.server {
                return MoltnetServerCheck(path: file.path, server: server).findings + overrides(file, server)
            }
            if let node = file.node { return MoltnetNodeCheck(path: file.path, node: node).findings }
            if let client = file.client { return MoltnetCheck.findings(client, file.path) }
            return [
                .init(
                    .wrongKind, file.path, line: 1,
                    "It is neither a server's, a node's, a bridge's nor a client's configuration",
                    repair: "version: moltnet.v1, or moltnet.node.v1")
            ]
        }
    }

    /// A client file is written by Moltnet itself: only its tokens and addresses are looked at.
    private static func findings(_ client: MoltnetClientDocument, _ path: String) -> [MoltnetFinding] {
        client.connections.flatMap { connection -> [MoltnetFinding] in
            var findings: [MoltnetFinding] = []
            if let address = connection.address, !address.isEmpty,
                let finding = MoltnetTextCheck.address(
                    address, what: "base_url", path, line: connection.addressLine)
            {
                findings.append(finding)
            }
            if let value = connection.value, let scalar = connection.scalar {
                findings += MoltnetValueCheck(path: path, line: scalar.line, what: "The token").findings(value)
            }
            return findings
        }
    }

    /// Variables that replace what the file says.
    private func overrides(_ file: MoltnetFile, _ server: MoltnetServerDocument) -> [MoltnetFinding] {
        let root = server.text.root
        let lines = [
            server.pairings.first?.node.line, root["network"]?["id"]?.line, root["server"]?["listen_addr"]?.line,
        ]
        return zip(MoltnetDiscovery.overrides, lines).compactMap { override, line in
            let (name, what) = override
            guard let line, !(environment[name] ?? "").isEmpty else { return nil }
            return .init(
                .environmentOverrides, file.path, line: line,
                "\(name) is set, so a server with this environment ignores \(what) here", repair: "unset \(name)")
        }
    }

    /// Puts the mode of a file right, where that is all that is wrong.
    private static func repaired(_ finding: MoltnetFinding) -> MoltnetFinding {
        guard let path = finding.repairedPath else { return finding }
        let number = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        // A mode without the right to read leaves no descriptor; the finding stays, with its command.
        guard number >= 0 else { return finding }
        let descriptor = Descriptor(number)
        // The mode of what cannot be looked at stays, with its finding.
        guard let status = try? descriptor.status(path: path), status.kind == .regular,
            status.owner == geteuid(), status.links == 1, fchmod(number, 0o600) == 0
        else { return finding }
        var repaired = finding
        repaired.isRepaired = true
        return repaired
    }
}
