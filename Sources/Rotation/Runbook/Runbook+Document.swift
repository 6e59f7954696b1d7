import JSON

extension Runbook {
    /// The document: what the reader reads, with members that need not be there left out where they say nothing.
    public var document: JSONValue {
        var members: [JSONValue.Member] = [
            .init("molecule_runbook", .integer(RunbookFormat.number)), .init("secret", .string(secret)),
            .init("purpose", .string(purpose)), .init("stance", .string(stance.rawValue)),
        ]
        if let reason { members.append(.init("reason", .string(reason))) }
        members += [.init("shape", shape.document), .init("lives", Runbook.list(lives))]
        if !settings.isEmpty { members.append(.init("settings", .array(settings.map(\.document)))) }
        if isRotated {
            members += [
                .init("origin", .string(origin)), .init("source", source.runbookDocument(.source)),
                .init("destinations", Runbook.list(destinations)),
                .init("proofs", .array(proofs.map { $0.runbookDocument(.proof) })),
            ]
            if let retirement { members.append(.init("retirement", retirement.runbookDocument(.retirement))) }
            members.append(.init("overlap", overlap.document))
        }
        if let coupling { members.append(.init("coupling", .string(coupling))) }
        if !requirements.isEmpty { members.append(.init("requirements", .array(requirements.map(\.document)))) }
        if !reasons.isEmpty { members.append(.init("reasons", Runbook.list(reasons))) }
        members += [.init("blast_radius", .string(blastRadius)), .init("danger", .string(danger.rawValue))]
        if isRotated { members.append(.init("patience_seconds", .integer(Int64(patience)))) }
        if !drift.isEmpty { members.append(.init("drift", Runbook.list(drift))) }
        return .object(members)
    }

    private static func list(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}

extension Runbook.Shape {
    fileprivate var document: JSONValue {
        [
            "prefixes": .array(prefixes.map { .string($0) }), "minimum_length": .integer(Int64(length.lowerBound)),
            "maximum_length": .integer(Int64(length.upperBound)), "form": .string(form),
        ]
    }
}

extension Runbook.Setting {
    fileprivate var document: JSONValue {
        let members: [JSONValue.Member] = [
            .init("name", .string(name)), .init("summary", .string(summary)), .init("example", .string(example)),
        ]
        return .object(members + (isOptional ? [.init("optional", true)] : []))
    }
}

extension Runbook.Requirement {
    fileprivate var document: JSONValue { ["name": .string(name), "question": .string(question)] }
}

extension Runbook.Overlap {
    /// A word, or an object with the hours.
    public var document: JSONValue {
        switch self {
        case .cutOver: "cut-over"
        case .untilRetired: "until-retired"
        case .hours(let hours): ["hours": .integer(Int64(hours))]
        }
    }
}

extension RotationPlan.Part {
    /// The part in a runbook, where a proof's summary stands beside its settings.
    fileprivate func runbookDocument(_ place: RunbookPlace) -> JSONValue {
        var members: [JSONValue.Member] = [.init("kind", .string(kind))]
        if place == .proof, let summary = settings["summary"] { members.append(.init("summary", .string(summary))) }
        let own = settings.filter { !place.isSummary($0.key) }.sorted { $0.key < $1.key }
        if !own.isEmpty { members.append(.init("settings", .object(own.map { .init($0.key, .string($0.value)) }))) }
        return .object(members)
    }
}
