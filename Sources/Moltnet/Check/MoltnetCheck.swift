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

    /// Everything that is wrong, file by file; with `repair`, modes are put right first.
    public func findings(repair: Bool = false) -> [MoltnetFinding] {
        let server = files.first { $0.server != nil }
        return files.flatMap { file -> [MoltnetFinding] in
            var findings = MoltnetFileCheck(file: file).findings
            if repair { findings = findings.map { MoltnetCheck.repaired($0) } }
            findings += textFindings(file)
            if let node = file.node, let server, let document = server.server {
                findings +=
                    MoltnetCrossCheck(server: document, serverPath: server.path, path: file.path, node: node).findings
            }
            return findings
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
            return [
                .init(
                    .wrongKind, file.path, line: 1, "It is neither a server's, a node's nor a bridge's configuration",
                    repair: "version: moltnet.v1, or moltnet.node.v1")
            ]
        }
    }

    /// Variables that replace what the file says.
    private func overrides(_ file: MoltnetFile, _ server: MoltnetServerDocument) -> [MoltnetFinding] {
        guard !server.pairings.isEmpty, !(environment[MoltnetDiscovery.pairingsVariable] ?? "").isEmpty else {
            return []
        }
        return [
            .init(
                .environmentOverrides, file.path, line: server.pairings[0].node.line,
                "\(MoltnetDiscovery.pairingsVariable) is set, so a server with this environment ignores the pairings here",
                repair: "unset \(MoltnetDiscovery.pairingsVariable)")
        ]
    }

    /// Puts the mode of a file right, where that is all that is wrong.
    private static func repaired(_ finding: MoltnetFinding) -> MoltnetFinding {
        guard finding.isRepairedByMode else { return finding }
        let number = open(finding.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        // A mode without the right to read leaves no descriptor; the finding stays, with its command.
        guard number >= 0 else { return finding }
        let descriptor = Descriptor(number)
        // The mode of what cannot be looked at stays, with its finding.
        guard let status = try? descriptor.status(path: finding.path), status.kind == .regular,
            status.owner == geteuid(), status.links == 1, fchmod(number, 0o600) == 0
        else { return finding }
        var repaired = finding
        repaired.isRepaired = true
        return repaired
    }
}
