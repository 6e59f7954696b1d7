import CommandTree
import JSON
import Keyfile
import Rotation

/// The command `keys check`.
struct KeysCheck: Verb {
    let isRepairing: Bool

    static let node = Node(
        "check", summary: "check that the key store is private and whole",
        discussion: [
            """
            Looks at the directory and at every file in it: type, owner, mode, links, and whether it is an entry. With \
            --repair, modes are put right and what a killed process left behind is removed; whatever needs a decision is \
            only reported.
            """
        ],
        options: [.flag("repair", "Put modes right and remove what killed processes left.")],
        examples: [
            Example("Check the key store.", "molecule keys check"),
            Example("Put right what can be put right.", "molecule keys check --repair"),
        ],
        files: [Documented.keyStore], statuses: [.insecureFile],
        action: { arguments throws(UsageError) in KeysCheck(isRepairing: arguments.flag("repair")) })

    func run(in world: World) async throws(Failure) {
        let findings: [KeyStoreFinding]
        do { findings = try world.keyStore.check(repair: isRepairing) } catch { throw .keyStore(error) }
        let left = findings.filter { $0.failure != nil && !$0.isRepaired }
        let remark =
            findings.isEmpty
            ? "There is no key store yet." : left.isEmpty ? "ok: the key store is private and whole." : nil
        try world.output.print(
            .list(
                findings.map(document), columns: ["STATE", "PATH", "FINDING"], rows: findings.map(row),
                names: left.map(\.path), remarks: remark.map { [$0] } ?? []))
        let insecure = left.filter { $0.failure.map { Failure.keyStore($0).status == .insecureFile } == true }
        if !insecure.isEmpty { throw .insecureStore(count: insecure.count) }
        if let first = left.first?.failure { throw .keyStore(first) }
    }

    private func state(_ finding: KeyStoreFinding) -> String {
        finding.failure == nil ? "ok" : finding.isRepaired ? "repaired" : "not ok"
    }

    private func row(_ finding: KeyStoreFinding) -> [String] {
        let failure = finding.failure.map { StepFailure($0) }
        let hint = finding.isRepaired ? nil : failure?.hint
        return [state(finding), finding.path, (failure?.reason ?? "") + (hint.map { "; \($0)" } ?? "")]
    }

    private func document(_ finding: KeyStoreFinding) -> JSONValue {
        let failure = finding.failure.map { StepFailure($0) }
        return [
            "path": .string(finding.path), "state": .string(state(finding)), "reason": .optional(failure?.reason),
            "repair": .optional(failure?.hint),
        ]
    }
}
