/// What must hold between the members of a runbook, beyond what each of them is.
struct RunbookCheck {
    private let runbook: Runbook
    /// Whether everything could be read: what could not may have named settings.
    private let isWhole: Bool
    /// Whether a word may be a secret, and must not be repeated.
    private let suspects: (String) -> Bool

    init(_ runbook: Runbook, isWhole: Bool, suspects: @escaping (String) -> Bool) {
        self.runbook = runbook
        self.isWhole = isWhole
        self.suspects = suspects
    }

    /// What does not hold.
    var defects: [RunbookDefect] {
        var found = nameDefects + settingDefects + dangerDefects
        guard runbook.isRotated else { return found }
        found += sourceDefects + destinationDefects + proofDefects + endDefects + optionalDefects
        return found
    }

    private var nameDefects: [RunbookDefect] {
        var found: [RunbookDefect] = []
        if !RunbookText.isSecretName(runbook.secret) {
            found.append(.init("secret", "must be capitals, digits and _, a letter first"))
        }
        if runbook.lives.isEmpty { found.append(.init("lives", "must name at least one place")) }
        let requirements = runbook.requirements.map(\.name)
        for (index, requirement) in runbook.requirements.enumerated() {
            let path = "requirements[\(index)]"
            if !RunbookText.isWord(requirement.name) {
                found.append(.init("\(path).name", "must be lower-case letters, digits and -, a letter first"))
            }
            if requirements[..<index].contains(requirement.name) {
                found.append(.init("\(path).name", "is the name of an earlier one"))
            }
            if !requirement.question.hasSuffix("?") {
                found.append(.init("\(path).question", "must end with a question mark"))
            }
        }
        for (index, reason) in runbook.reasons.enumerated() {
            if !RunbookText.isWord(reason) {
                found.append(.init("reasons[\(index)]", "must be lower-case letters, digits and -, a letter first"))
            }
            if runbook.reasons[..<index].contains(reason) {
                found.append(.init("reasons[\(index)]", "is there already"))
            }
        }
        return found
    }

    /// Every setting is declared once, and named by a text; every text names declared ones.
    private var settingDefects: [RunbookDefect] {
        var found: [RunbookDefect] = []
        let names = runbook.settings.map(\.name)
        var used: Set<String> = []
        for (path, text) in runbook.texts {
            for piece in RunbookText.pieces(text) {
                switch piece {
                case .literal: continue
                case .malformed:
                    let problem = "has ${ without a name and } after it; a name is lower-case letters, digits and _"
                    found.append(.init(path, problem))
                case .setting(let name):
                    used.insert(String(name))
                    if !names.contains(String(name)) {
                        let shown = suspects(String(name)) ? "a setting" : "${\(name)}"
                        found.append(.init(path, "names \(shown), which settings does not declare"))
                    }
                }
            }
        }
        for (index, name) in names.enumerated() {
            let path = "settings[\(index)].name"
            if !RunbookText.isName(name) {
                found.append(.init(path, "must be lower-case letters, digits and _, a letter first"))
            } else if names[..<index].contains(name) {
                found.append(.init(path, "is declared already"))
            } else if isWhole, !used.contains(name) {
                found.append(.init(path, "is declared, but no text names ${\(name)}"))
            }
        }
        return found
    }

    private var dangerDefects: [RunbookDefect] {
        switch (runbook.stance, runbook.danger) {
        case (.rotate, .forbidden):
            [.init("danger", "cannot be forbidden with the stance rotate; use compromised-only or refuse")]
        case (.compromisedOnly, let danger) where danger != .forbidden:
            [.init("danger", "must be forbidden with the stance compromised-only")]
        case (.nothingToDo, let danger) where danger != .none:
            [.init("danger", "must be none with the stance nothing-to-do")]
        default: []
        }
    }

    /// A value that is made here must be of the shape that values have.
    private var sourceDefects: [RunbookDefect] {
        guard runbook.source.kind == RunbookSourceKind.generated.rawValue,
            let format = runbook.source.settings["format"],
            let bytes = runbook.source.settings["bytes"].flatMap({ Int($0) }), (1...1024).contains(bytes)
        else { return [] }
        let characters =
            switch format {
            case "hex": bytes * 2
            case "base64url": (bytes * 4 + 2) / 3
            default: (bytes + 2) / 3 * 4
            }
        var found: [RunbookDefect] = []
        if !runbook.shape.length.contains(characters) {
            found.append(.init("source.settings.bytes", "gives \(characters) characters, which the shape forbids"))
        }
        if !runbook.shape.prefixes.isEmpty {
            found.append(.init("shape.prefixes", "must be empty: a value of random bytes has no prefix"))
        }
        let isHexadecimal = format == "hex"
        if runbook.shape.form == "hex" ? !isHexadecimal : !["token", "words"].contains(runbook.shape.form) {
            found.append(.init("source.settings.format", "gives no value of the form \(runbook.shape.form)"))
        }
        return found
    }

    private var destinationDefects: [RunbookDefect] {
        var found: [RunbookDefect] = []
        let destinations = runbook.destinations
        if destinations.isEmpty {
            found.append(.init("destinations", "must name at least one"))
        } else if runbook.coupling != nil, destinations.count < 2 {
            found.append(.init("destinations", "must name at least two: the secret is coupled"))
        }
        for (index, text) in destinations.enumerated() {
            let path = "destinations[\(index)]"
            if destinations[..<index].contains(text) { found.append(.init(path, "is there already")) }
            guard case .literal(let start)? = RunbookText.pieces(text).first else { continue }
            let word = String(start.prefix { $0 != ":" })
            guard let kind = DestinationKind(rawValue: word) else {
                let kinds = DestinationKind.allCases.map(\.rawValue).joined(separator: ", ")
                found.append(.init(path, "must be a setting, or begin with one of \(kinds)"))
                continue
            }
            let hasRest = text.utf8.count > word.utf8.count + 1
            let takesRest = !kind.rest.isEmpty
            if hasRest != takesRest {
                let problem = takesRest ? "needs something after \(word):" : "takes nothing after \(word)"
                found.append(.init(path, problem))
            }
        }
        return found
    }

    private var proofDefects: [RunbookDefect] {
        guard !runbook.proofs.isEmpty else {
            return [.init("proofs", "must have at least one: a value that is not proven is not rotated")]
        }
        var found: [RunbookDefect] = []
        for (index, proof) in runbook.proofs.enumerated() where proof.kind == RunbookProofKind.bearer.rawValue {
            // The value goes to the server the key entry is bound to, and to no other.
            guard let url = proof.settings["url"], !url.isEmpty, !runbook.origin.isEmpty else { continue }
            let rest = url.dropFirst(runbook.origin.count)
            if !url.hasPrefix(runbook.origin) || !(rest.isEmpty || "/?#".contains(rest.first ?? "/")) {
                let problem = "must begin with the origin, as it is written there: the value is sent nowhere else"
                found.append(.init("proofs[\(index)].settings.url", problem))
            }
        }
        if let retirement = runbook.retirement, retirement.settings["guard"] == RunbookProofKind.fleet.rawValue,
            !runbook.proofs.contains(where: { $0.kind == RunbookProofKind.fleet.rawValue })
        {
            found.append(.init("retirement.settings.guard", "is fleet, but no proof is of the kind fleet"))
        }
        return found
    }

    /// Where both values work for a time, something must end it.
    private var endDefects: [RunbookDefect] {
        if runbook.retirement?.kind == RunbookRetirementKind.expires.rawValue {
            if case .hours = runbook.overlap { return [] }
            return [.init("overlap", "must be an object with hours where the retirement is expires")]
        }
        guard runbook.overlap != .cutOver, runbook.retirement == nil else { return [] }
        return [.init("retirement", "is missing: the old value would work for ever")]
    }

    /// A setting that may be missing may only be named where the rotation can do without the text.
    private var optionalDefects: [RunbookDefect] {
        let optional = Set(runbook.settings.filter(\.isOptional).map(\.name))
        func names(_ text: String) -> [String] { RunbookText.settings(in: text).filter(optional.contains) }
        let problem = "may not be optional here: the rotation cannot do without this text"
        var found: [RunbookDefect] = []
        for name in names(runbook.origin) { found.append(.init("origin", "names ${\(name)}, which \(problem)")) }
        for (index, text) in runbook.destinations.enumerated() {
            for name in names(text) {
                found.append(.init("destinations[\(index)]", "names ${\(name)}, which \(problem)"))
            }
        }
        for (path, part, place) in runbook.parts where place != .proof {
            for (setting, text) in part.settings.sorted(by: { $0.key < $1.key })
            where !place.canMiss(setting, of: part.kind) {
                for name in names(text) {
                    found.append(.init("\(path).settings.\(setting)", "names ${\(name)}, which \(problem)"))
                }
            }
        }
        if !runbook.proofs.isEmpty, runbook.proofs.allSatisfy({ RunbookPlace.proof.needs(optional, $0) }) {
            found.append(.init("proofs", "must have one that names no optional setting, or none may be left"))
        }
        return found
    }
}
