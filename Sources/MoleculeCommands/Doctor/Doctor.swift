import CommandTree
import HostSystem
import JSON
import Keyfile

/// The command `doctor`.
///
/// Works where the configuration cannot be read: that is one of its findings.
struct Doctor: Verb, ProfileFree {
    let keys: [KeyName]
    let isOffline: Bool

    static let node = Node(
        "doctor", summary: "look at everything once and say what is wrong",
        discussion: [
            """
            Looks at the program, the configuration and where each value of it came from, the files and their modes, the \
            credentials and their ages, rotations that did not end, proxies, and the servers whose addresses are known: \
            whether they are reached, over what, with which clock, what they are, and whether they let strangers in. \
            Every line says ok, warning or failure, and what to type next.
            """,
            """
            Nothing is changed, and no credential is sent: whether a server takes one is told by auth status --check. With \
            --offline no server is asked. A warning leaves the status at 0; a failure gives the status that another \
            command would end with for it, and among several that of the worst: a server open to all before files that \
            others can read, these before addresses that do not answer.
            """,
        ],
        options: [.flag("offline", "Ask no server."), CredentialFinder.keyOption],
        examples: [
            Example("See whether anything is wrong.", "molecule doctor"),
            Example("Look at this machine alone.", "molecule doctor --offline"),
            Example("Keep the findings of a machine.", "molecule doctor -o json > doctor.json"),
        ],
        environment: Documented.credentials,
        files: [Documented.configuration, Documented.keyStore, Documented.journals, Documented.orgKeyRecords],
        statuses: [
            .unauthenticated, .forbidden, .notFound, .conflict, .unavailable, .insecureFile, .rateLimited, .unverified,
        ],
        action: { arguments throws(UsageError) in
            Doctor(keys: try CredentialFinder.names(arguments), isOffline: arguments.flag("offline"))
        })

    func run(in world: World) async throws(Failure) {
        var world = world
        var findings = DoctorProgram(world: world).look()
        findings += DoctorConfiguration.adopt(in: &world, isServerNamed: !keys.isEmpty)
        findings += DoctorFiles(world: world).look()
        findings += DoctorCredentials(world: world, keys: keys).look()
        findings += DoctorRotations(world: world).look()
        findings += DoctorProxy(world: world).look()
        if isOffline {
            world.output.remark("No server was asked.")
        } else {
            findings += await DoctorServer.look(at: servers(in: world), in: world)
        }
        try world.output.print(Doctor.report(findings))
        guard findings.worst == .failure else { return }
        let count = findings.count { $0.state == .failure }
        throw .explained(
            "\(count) of \(findings.count) checks failed.",
            hint: findings.first { $0.status == findings.status }?.next, findings.status)
    }

    /// The addresses that calls would go to: those that were given, and those that the entries named are bound to.
    private func servers(in world: World) -> [DoctorServer.Target] {
        var targets: [DoctorServer.Target] = []
        let isShared = Doctor.isControlPlane(world.settings.address, in: world)
        if let address = world.settings.address, !isShared {
            targets.append(
                .init(address: address, source: world.settings.addressSource ?? "--api-url", isPlatform: true))
        }
        if let address = world.settings.controlPlaneAddress {
            targets.append(
                .init(
                    address: address, source: world.settings.controlPlaneAddressSource ?? "--cp-url", isPlatform: false)
            )
        }
        for name in keys {
            // One that cannot be read is a finding of its own.
            guard let entry = try? world.keyStore.load(name) else { continue }
            let isKnown = targets.contains { (try? Origin($0.address)) == entry.origin }
            if isKnown || entry.kind == .serviceSecret { continue }
            targets.append(
                .init(
                    address: entry.origin.text, source: "key entry '\(name.text)'",
                    isPlatform: !entry.kind.isOfControlPlane))
        }
        return targets
    }

    /// Whether what stands for the platform is the control plane's address: then it is looked at as that.
    private static func isControlPlane(_ address: String?, in world: World) -> Bool {
        // What is no address is a finding of its own.
        guard let address, let other = world.settings.controlPlaneAddress, let origin = try? Origin(address) else {
            return false
        }
        return (try? Origin(other)) == origin
    }

    private static func report(_ findings: [DoctorFinding]) -> Report {
        var report = Report(
            [
                "worst": .string(findings.worst.word), "status": .integer(Int64(findings.status.rawValue)),
                "items": .array(findings.map(\.document)),
            ], rows: findings.map(\.row), names: findings.filter { $0.state != .ok }.map(\.area.rawValue))
        let width = DoctorFinding.Area.allCases.map(\.rawValue.count).max() ?? 0
        for finding in findings {
            let word = TerminalText.padded(finding.state.word, to: 7)
            let area = TerminalText.padded(finding.area.rawValue, to: width)
            report.remarks.append("\(word)  \(area)  \(finding.text)")
            if let next = finding.next, finding.state != .ok {
                report.remarks.append(String(repeating: " ", count: 9 + width) + "  next: \(next)")
            }
        }
        return report
    }
}
