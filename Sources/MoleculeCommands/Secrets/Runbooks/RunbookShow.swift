import CommandTree
import JSON
import Rotation

/// The command `secrets runbook show`.
struct RunbookShow: Verb {
    let reference: RunbookReference
    let settings: RunbookSettings

    static let node = Node(
        "show", summary: "show what a runbook does",
        discussion: [
            """
            Shows a runbook member by member, with its settings filled in as far as the profile or --setting has them, and \
            which of them are missing. With -o json it is the document itself, as it was written, to be copied, changed \
            and checked.
            """
        ], operands: [RunbookReference.operand], options: [RunbookSettings.option],
        examples: [
            Example("Show how the Neon key is rotated.", "molecule secrets runbook show NEON_API_KEY"),
            Example(
                "Start a runbook of your own.", "molecule secrets runbook show NEON_API_KEY -o json > own-key.json"),
        ],
        files: [Documented.configuration], statuses: [.notFound, .insecureFile],
        action: { arguments throws(UsageError) in
            RunbookShow(reference: RunbookReference(arguments), settings: try RunbookSettings(arguments))
        })

    func run(in world: World) async throws(Failure) {
        let runbook = try reference.read(in: world)
        let values = try settings.values(for: runbook, in: world)
        let missing = runbook.missingSettings(in: values).map(\.name)
        let remarks =
            missing.isEmpty ? [] : ["Settings without a value: \(missing.joined(separator: ", "))."]
        try world.output.print(
            Report(
                runbook.document, columns: ["MEMBER", "VALUE"], rows: rows(runbook, values), remarks: remarks,
                names: [runbook.secret]))
    }

    private func rows(_ runbook: Runbook, _ values: [String: String]) -> [[String]] {
        let filled = runbook.filled(with: values)
        var rows = [
            ["secret", filled.secret], ["purpose", filled.purpose], ["stance", filled.stance.rawValue],
        ]
        if let reason = filled.reason { rows.append(["reason", reason]) }
        rows += filled.lives.map { ["lives", $0] }
        rows.append(["shape", RunbookShow.describe(filled.shape)])
        rows += runbook.settings.map { setting in
            let without = setting.isOptional ? "not set, optional" : "not set"
            let value = values[setting.name] ?? "\(without); such as \(setting.example)"
            return ["setting \(setting.name)", "\(value) (\(setting.summary))"]
        }
        if filled.isRotated { rows += procedure(filled) }
        if let coupling = filled.coupling { rows.append(["coupling", coupling]) }
        rows += filled.requirements.map { ["requires \($0.name)", $0.question] }
        if !filled.reasons.isEmpty { rows.append(["reasons", filled.reasons.joined(separator: ", ")]) }
        rows += [["blast radius", filled.blastRadius], ["danger", filled.danger.rawValue]]
        return rows + filled.drift.map { ["drift", $0] }
    }

    private func procedure(_ runbook: Runbook) -> [[String]] {
        var rows = [
            ["origin", runbook.origin],
            ["source", describe(runbook.source, RunbookSourceKind(rawValue: runbook.source.kind)?.summary)],
        ]
        rows += runbook.destinations.enumerated().map { ["destination \($0 + 1)", $1] }
        rows += runbook.proofs.enumerated().map { index, proof in
            ["proof \(index + 1)", describe(proof, RunbookProofKind(rawValue: proof.kind)?.summary)]
        }
        if let retirement = runbook.retirement {
            let summary = RunbookRetirementKind(rawValue: retirement.kind)?.summary
            rows.append(["retirement", describe(retirement, summary)])
        }
        let overlap =
            switch runbook.overlap {
            case .cutOver: "none: the new value cuts the old one off"
            case .untilRetired: "until the old value is retired"
            case .hours(let hours): "\(hours) h after the new value was issued"
            }
        return rows + [["overlap", overlap], ["patience", "\(runbook.patience) s"]]
    }

    /// A part: its kind, what that does, and its settings.
    private func describe(_ part: RotationPlan.Part, _ summary: String?) -> String {
        let settings = part.settings.filter { $0.key != "summary" }.sorted { $0.key < $1.key }
            .map { "\($0.key): \($0.value.isEmpty ? "(none)" : $0.value)" }
        let what = part.settings["summary"] ?? summary ?? ""
        return (["\(part.kind): \(what)"] + settings).joined(separator: "; ")
    }

    private static func describe(_ shape: Runbook.Shape) -> String {
        let prefixes = shape.prefixes.isEmpty ? "" : "begins with \(shape.prefixes.joined(separator: " or ")), "
        let form = RunbookValueForm(rawValue: shape.form)?.summary ?? shape.form
        let length =
            shape.length.count == 1
            ? "\(shape.length.lowerBound) bytes" : "\(shape.length.lowerBound) to \(shape.length.upperBound) bytes"
        return "\(prefixes)\(length) of \(form)"
    }
}
