import JSON

extension RunbookReader {
    /// A text that is not empty; an empty one where there is none.
    func text(_ node: RunbookNode?, allowsEmpty: Bool = false) -> String {
        guard let node else { return "" }
        guard let text = node.value.text else {
            note(node.path, "must be a text")
            return ""
        }
        if text.isEmpty, !allowsEmpty { note(node.path, "must not be empty") }
        if text.utf8.count > RunbookFormat.textLimit {
            note(node.path, "is longer than \(RunbookFormat.textLimit) bytes")
        }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            note(node.path, "holds a control character")
        }
        return text
    }

    /// The items of a list; none where there is none.
    func items(_ node: RunbookNode?) -> [RunbookNode] {
        guard let node else { return [] }
        guard let items = node.value.items else {
            note(node.path, "must be a list")
            return []
        }
        guard items.count <= RunbookFormat.listLimit else {
            note(node.path, "has more than \(RunbookFormat.listLimit) items")
            return []
        }
        return items.enumerated().map { RunbookNode(value: $1, path: "\(node.path)[\($0)]") }
    }

    func texts(_ node: RunbookNode?) -> [String] { items(node).map { text($0) } }

    /// A whole number in a range; the range's first where there is none.
    func integer(_ node: RunbookNode?, _ range: ClosedRange<Int>) -> Int {
        guard let node else { return range.lowerBound }
        guard let number = node.value.integer.map(Int.init), range.contains(number) else {
            note(node.path, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return range.lowerBound
        }
        return number
    }

    /// One of the words of a vocabulary.
    func word<Word: RawRepresentable<String> & CaseIterable>(_ node: RunbookNode?, _: Word.Type) -> Word? {
        guard let node else { return nil }
        if let word = node.value.text.flatMap(Word.init(rawValue:)) { return word }
        note(node.path, "must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    /// A part: its kind and the settings the kind takes.
    func part<Kind: RunbookKind>(
        _ node: RunbookNode?, _: Kind.Type, _ known: [RunbookFormat.Member] = RunbookFormat.part
    ) -> RotationPlan.Part? {
        guard let node else { return nil }
        let members = object(node, known)
        guard let kind = word(members["kind"], Kind.self) else { return nil }
        var settings: [String: String] = [:]
        let path = "\(node.path).settings"
        if let given = members["settings"], given.value.members == nil { note(path, "must be an object") }
        for member in members["settings"]?.value.members ?? [] {
            let place = self.path(path, member.name)
            guard let parameter = kind.parameters.first(where: { $0.matches(member.name) }) else {
                let names = kind.parameters.map(\.name).joined(separator: ", ")
                note(place, "is no setting of the kind \(kind.rawValue); it takes \(names.isEmpty ? "none" : names)")
                continue
            }
            let text = text(RunbookNode(value: member.value, path: place), allowsEmpty: parameter.form == .scheme)
            settings[member.name] = text
            // What a placeholder becomes is looked at when it is known.
            let isWhole = !text.isEmpty && RunbookText.pieces(text).allSatisfy(\.isLiteral)
            if isWhole, !parameter.form.fits(text) { note(place, "must be \(parameter.form.wording)") }
        }
        for parameter in kind.parameters where !parameter.isOptional && settings[parameter.name] == nil {
            note("\(path).\(parameter.name)", "is missing: the kind \(kind.rawValue) needs it")
        }
        return RotationPlan.Part(kind.rawValue, settings)
    }

    func proofs(_ node: RunbookNode?) -> [RotationPlan.Part] {
        items(node).map { item in
            var part = part(item, RunbookProofKind.self, RunbookFormat.proof) ?? RotationPlan.Part("")
            if let summary = item.value["summary"] {
                part.settings["summary"] = text(RunbookNode(value: summary, path: "\(item.path).summary"))
            }
            return part
        }
    }

    func shape(_ node: RunbookNode?) -> Runbook.Shape {
        let lengths = 1...RunbookFormat.valueLimit
        guard let node else { return Runbook.Shape(prefixes: [], length: lengths, form: "token") }
        let members = object(node, RunbookFormat.shape)
        let prefixes = texts(members["prefixes"])
        for (index, prefix) in prefixes.enumerated() where !RunbookReader.isPrefix(prefix) {
            note("\(node.path).prefixes[\(index)]", "must be 1 to 24 characters of visible ASCII, with spaces at most")
        }
        let least = integer(members["minimum_length"], lengths)
        let most = members["maximum_length"] == nil ? lengths.upperBound : integer(members["maximum_length"], lengths)
        if least > most { note("\(node.path).maximum_length", "must not be below minimum_length") }
        let form = word(members["form"], RunbookValueForm.self) ?? .token
        return Runbook.Shape(prefixes: prefixes, length: least...max(least, most), form: form.rawValue)
    }

    private static func isPrefix(_ text: String) -> Bool {
        (1...24).contains(text.utf8.count) && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    func settings(_ node: RunbookNode?) -> [Runbook.Setting] {
        items(node).map { item in
            let members = object(item, RunbookFormat.setting)
            let optional = members["optional"]
            if let optional, optional.value.bool == nil { note(optional.path, "must be true or false") }
            return Runbook.Setting(
                name: text(members["name"]), summary: text(members["summary"]), example: text(members["example"]),
                isOptional: optional?.value.bool ?? false)
        }
    }

    func requirements(_ node: RunbookNode?) -> [Runbook.Requirement] {
        items(node).map { item in
            let members = object(item, RunbookFormat.requirement)
            return Runbook.Requirement(name: text(members["name"]), question: text(members["question"]))
        }
    }

    func overlap(_ node: RunbookNode?) -> Runbook.Overlap {
        guard let node else { return .cutOver }
        switch node.value {
        case "cut-over": return .cutOver
        case "until-retired": return .untilRetired
        case .object:
            return .hours(integer(object(node, RunbookFormat.overlap)["hours"], RunbookFormat.hours))
        default:
            note(node.path, "must be cut-over, until-retired, or an object with hours")
            return .cutOver
        }
    }
}

extension RunbookText.Piece {
    var isLiteral: Bool { if case .literal = self { true } else { false } }
}
