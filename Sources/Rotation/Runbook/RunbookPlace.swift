/// Where in a runbook a part stands: kinds of the same name mean different things there.
enum RunbookPlace {
    case source
    case proof
    case retirement

    /// The settings that a kind takes here.
    func parameters(of kind: String) -> [RunbookParameter] {
        switch self {
        case .source: RunbookSourceKind(rawValue: kind)?.parameters ?? []
        case .proof: RunbookProofKind(rawValue: kind)?.parameters ?? []
        case .retirement: RunbookRetirementKind(rawValue: kind)?.parameters ?? []
        }
    }

    /// Whether a setting is the summary that stands beside the settings in the document.
    func isSummary(_ setting: String) -> Bool { self == .proof && setting == "summary" }

    /// Whether the kind can do without a setting, which is left out when what it names is not there.
    func canMiss(_ setting: String, of kind: String) -> Bool {
        isSummary(setting) || parameters(of: kind).contains { $0.isOptional && $0.matches(setting) }
    }

    /// The texts of a part with their paths.
    func texts(of part: RotationPlan.Part, _ path: String) -> [(path: String, text: String)] {
        part.settings.sorted { $0.key < $1.key }.map { setting, text in
            (isSummary(setting) ? "\(path).summary" : "\(path).settings.\(setting)", text)
        }
    }

    /// Whether a part cannot be without some settings: a text that it cannot do without names one.
    func needs(_ settings: Set<String>, _ part: RotationPlan.Part) -> Bool {
        part.settings.contains { setting, text in
            !canMiss(setting, of: part.kind) && RunbookText.settings(in: text).contains(where: settings.contains)
        }
    }
}

extension Runbook {
    /// The parts with their paths and places, in the order of the document.
    var parts: [(path: String, part: RotationPlan.Part, place: RunbookPlace)] {
        [("source", source, RunbookPlace.source)] + proofs.enumerated().map { ("proofs[\($0)]", $1, .proof) }
            + (retirement.map { [("retirement", $0, .retirement)] } ?? [])
    }
}
