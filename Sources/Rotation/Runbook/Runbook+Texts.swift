extension Runbook {
    /// Whether something is done at all.
    public var isRotated: Bool { stance == .rotate || stance == .compromisedOnly }

    /// Every text that may name settings, with its path.
    var texts: [(path: String, text: String)] {
        var texts: [(path: String, text: String)] = [("purpose", purpose)]
        if let reason { texts.append(("reason", reason)) }
        texts += lives.enumerated().map { ("lives[\($0)]", $1) }
        texts.append(("origin", origin))
        texts += destinations.enumerated().map { ("destinations[\($0)]", $1) }
        for (path, part, place) in parts { texts += place.texts(of: part, path) }
        if let coupling { texts.append(("coupling", coupling)) }
        texts += requirements.enumerated().map { ("requirements[\($0)].question", $1.question) }
        texts.append(("blast_radius", blastRadius))
        return texts + drift.enumerated().map { ("drift[\($0)]", $1) }
    }

    /// Whether a text can be the name of a setting: lower-case letters, digits and `_`, a letter first.
    public static func isSettingName(_ text: String) -> Bool { RunbookText.isName(text) }

    /// Whether a text can be the value of a setting: not empty, and without control characters.
    public static func isSettingValue(_ text: String) -> Bool { RunbookText.isPlain(text) }

    /// The settings that have no value among these and must have one.
    public func missingSettings(in values: [String: String]) -> [Setting] {
        settings.filter { !$0.isOptional && values[$0.name] == nil }
    }

    /// The runbook with its settings filled in, as far as they are there; for showing.
    public func filled(with values: [String: String]) -> Runbook {
        func fill(_ text: String) -> String { RunbookText.filled(text, with: values) }
        func fill(_ part: RotationPlan.Part) -> RotationPlan.Part {
            RotationPlan.Part(part.kind, part.settings.mapValues(fill))
        }
        var runbook = self
        runbook.purpose = fill(purpose)
        runbook.reason = reason.map(fill)
        runbook.lives = lives.map(fill)
        runbook.origin = fill(origin)
        runbook.source = fill(source)
        runbook.destinations = destinations.map(fill)
        runbook.proofs = proofs.map(fill)
        runbook.retirement = retirement.map(fill)
        runbook.coupling = coupling.map(fill)
        for index in requirements.indices { runbook.requirements[index].question = fill(requirements[index].question) }
        runbook.blastRadius = fill(blastRadius)
        runbook.drift = drift.map(fill)
        return runbook
    }

    /// The runbook as it is carried out with these settings.
    ///
    /// A proof that cannot do without an optional setting is left out where that has no value, and so is a setting of a
    /// part that can do without it. Fails where a required setting has no value, or where a value makes a text into what
    /// it may not be.
    public func resolved(with values: [String: String]) throws(RunbookDefects) -> Runbook {
        var defects = missingSettings(in: values).map { RunbookDefect("settings", "has no value for \($0.name)") }
        let missing = Set(settings.map(\.name).filter { values[$0] == nil })
        var runbook = self
        runbook.proofs.removeAll { RunbookPlace.proof.needs(missing, $0) }
        for index in runbook.proofs.indices { runbook.proofs[index].drop(missing, .proof) }
        runbook.source.drop(missing, .source)
        runbook.retirement?.drop(missing, .retirement)
        for (path, part, place) in runbook.parts {
            for parameter in place.parameters(of: part.kind) where parameter.form == .command {
                let names = part.settings[parameter.name].map(RunbookText.settings) ?? []
                for name in names where values[name].map({ !RunbookText.isPlainWord($0) }) ?? false {
                    let problem = "names ${\(name)}, whose value is more than one plain word for a shell"
                    defects.append(.init("\(path).settings.\(parameter.name)", problem))
                }
            }
        }
        runbook = runbook.filled(with: values)
        for (path, part, place) in runbook.parts {
            for parameter in place.parameters(of: part.kind) {
                guard let text = part.settings[parameter.name], RunbookText.settings(in: text).isEmpty,
                    !parameter.form.fits(text)
                else { continue }
                defects.append(.init("\(path).settings.\(parameter.name)", "must be \(parameter.form.wording)"))
            }
        }
        guard defects.isEmpty else { throw RunbookDefects(defects) }
        return runbook
    }
}

extension RotationPlan.Part {
    /// Leaves out the settings whose texts name one of these, where the kind can do without.
    fileprivate mutating func drop(_ missing: Set<String>, _ place: RunbookPlace) {
        for (setting, text) in settings
        where place.canMiss(setting, of: kind) && RunbookText.settings(in: text).contains(where: missing.contains) {
            settings[setting] = nil
        }
    }
}
