import CommandTree
import HostSystem
import JSON
import Moltnet

/// The command `moltnet check`.
struct MoltnetCheckCommand: Verb {
    let paths: [String]
    let isRepairing: Bool

    static let node = Node(
        "check", summary: "check Moltnet's files without asking anyone",
        discussion: [
            """
            Without FILE, the files are those that a server and a node started here would use: the one in MOLTNET_CONFIG \
            or MOLTNET_NODE_CONFIG, else the first of the usual names that is there. That is more than moltnet validate \
            does, which knows neither variable.
            """,
            """
            Errors are what Moltnet refuses, and files whose secrets somebody else can get at: mode, owner, links, type, \
            directories. Warnings are what Moltnet never tells: auth that is off beside tokens, ids or values that stand \
            twice, tokens without an id, attach without agents, values that are short or placeholders, an operator's \
            token in a node's file, files that do not go together, copies that others can read. Every finding has its \
            file, its line and what to do. A server file and node files that are checked together are compared.
            """,
            """
            With --repair, files of yours whose mode lets others in are made 0600, token files and copies beside them and in \
            workspaces too; everything else is only reported.
            """,
        ],
        operands: [
            Operand(
                Value("FILE", .file), .zeroOrMore,
                "A server's, node's, bridge's or client's file, or a directory with them.")
        ],
        options: [.flag("repair", "Put modes right.")],
        examples: [
            Example("Check what a server started here would use.", "molecule moltnet check"),
            Example("Check two files against each other.", "molecule moltnet check Moltnet agents/MoltnetNode"),
            Example("Put modes right.", "molecule moltnet check --repair"),
        ],
        environment: MoltnetCommands.variables + [
            DocumentedVariable(
                "MOLTNET_PAIRINGS_JSON", "Replaces the pairings of a server's file; told when it is set."),
            DocumentedVariable("MOLTNET_NETWORK_ID", "Replaces network.id; told when it is set."),
            DocumentedVariable("MOLTNET_LISTEN_ADDR", "Replaces server.listen_addr; told when it is set."),
        ],
        files: MoltnetCommands.files, statuses: [.notFound, .insecureFile],
        action: { arguments throws(UsageError) in
            let paths = arguments.operands("FILE")
            // What is not there would be named.
            guard !paths.contains(where: looksLikeSecret) else {
                throw UsageError("FILE looks like a secret, which must not be typed here.", hint: "Name a file.")
            }
            return MoltnetCheckCommand(paths: paths, isRepairing: arguments.flag("repair"))
        })

    func run(in world: World) async throws(Failure) {
        let files = try files(in: world)
        let check = MoltnetCheck(files, environment: world.environment)
        let findings = check.findings(repair: isRepairing)
        let left = findings.filter { $0.severity == .error && !$0.isRepaired }
        var remarks: [String] = []
        if left.isEmpty {
            let warnings = findings.filter { $0.severity == .warning }.count
            let doubts = warnings == 0 ? "" : ", with \(warnings) warning\(warnings == 1 ? "" : "s")"
            remarks = ["ok: \(files.count) file\(files.count == 1 ? "" : "s") checked\(doubts)."]
        }
        try world.output.print(
            .list(
                findings.map(document), columns: ["SEVERITY", "PLACE", "CODE", "FINDING"], rows: findings.map(row),
                names: findings.filter { !$0.isRepaired }.map { "\(place($0)) \($0.code.rawValue)" }, remarks: remarks))
        guard let first = left.first else { return }
        let insecure = left.first { $0.code.isInsecureFile }
        let missing = left.allSatisfy { $0.code == .missing }
        let decisive = insecure ?? first
        throw .explained(
            "\(left.count) error\(left.count == 1 ? "" : "s") in Moltnet's files.", hint: decisive.repair,
            insecure != nil ? .insecureFile : missing ? .notFound : .usage)
    }

    /// The files named, or those that would be used.
    private func files(in world: World) throws(Failure) -> [String] {
        var files: [String] = []
        for path in paths.map(world.absolute) {
            // A directory stands for what would be used in it; what cannot be opened as one is told about as a file.
            let isDirectory = (try? SafeDirectory.open(path)) != nil
            guard isDirectory else {
                files.append(path)
                continue
            }
            let found = MoltnetDiscovery(environment: [:], directory: path)
            files += [found.server?.path, found.node?.path].compactMap { $0 }
        }
        let used = MoltnetSite.discovery(in: world)
        if paths.isEmpty {
            for found in [used.server, used.node].compactMap({ $0 }) {
                world.output.remark("\(found.path): \(found.source)")
                files.append(found.path)
            }
            if used.server == nil {
                world.output.remark("There is no server file here: a server started here would let everyone in.")
            }
        } else if let server = used.server, server.source == MoltnetDiscovery.serverVariable,
            !files.contains(server.path)
        {
            world.output.remark("MOLTNET_CONFIG names another file, which is not checked: \(server.path)")
        }
        guard !files.isEmpty else {
            throw .explained(
                "There is no file of Moltnet's here.", hint: "Name one, or make them: molecule moltnet init", .notFound)
        }
        return files
    }

    private func place(_ finding: MoltnetFinding) -> String {
        finding.line.map { "\(finding.path):\($0)" } ?? finding.path
    }

    private func row(_ finding: MoltnetFinding) -> [String] {
        let word = finding.isRepaired ? "repaired" : finding.severity.rawValue
        let repair = finding.isRepaired ? "" : "; \(finding.repair)"
        return [word, place(finding), finding.code.rawValue, finding.reason + repair]
    }

    private func document(_ finding: MoltnetFinding) -> JSONValue {
        [
            "severity": .string(finding.severity.rawValue), "code": .string(finding.code.rawValue),
            "path": .string(finding.path), "line": finding.line.map { .integer(Int64($0)) } ?? .null,
            "reason": .string(finding.reason), "repair": .string(finding.repair),
            "repaired": .bool(finding.isRepaired),
        ]
    }
}
