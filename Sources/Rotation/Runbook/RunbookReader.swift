import JSON

extension Runbook {
    /// Reads a document from its bytes.
    ///
    /// Finds everything that is wrong with it, not only the first thing. `suspects` tells whether a word looks like a
    /// secret: a runbook holds none.
    public init(_ bytes: [UInt8], suspects: @escaping (String) -> Bool) throws(RunbookDefects) {
        let document: JSONValue
        do { document = try JSONValue.parse(bytes) } catch {
            throw RunbookDefects([.init("", "is not JSON: \(error.reason.rawValue), at byte \(error.offset)")])
        }
        try self.init(document, suspects: suspects)
    }

    /// Reads a document.
    public init(_ document: JSONValue, suspects: @escaping (String) -> Bool) throws(RunbookDefects) {
        let reader = RunbookReader(suspects: suspects)
        let runbook = reader.runbook(document)
        let structural = reader.defects
        // What follows from a defect is no second one.
        let consequences = RunbookCheck(runbook, isWhole: structural.isEmpty, suspects: suspects).defects.filter {
            defect in
            !structural.contains { $0.path == defect.path || $0.path.hasPrefix(defect.path + "[") || $0.path.isEmpty }
        }
        let defects = structural + consequences
        guard defects.isEmpty else { throw RunbookDefects(defects) }
        self = runbook
    }
}

/// A value of the document and where it stands.
struct RunbookNode {
    let value: JSONValue
    let path: String
}

/// Reads the structure of a document, and notes what is wrong with it while it goes on.
///
/// What cannot be read is replaced by something empty, so that the rest can still be looked at.
final class RunbookReader {
    private(set) var defects: [RunbookDefect] = []
    private let suspects: (String) -> Bool

    init(suspects: @escaping (String) -> Bool) { self.suspects = suspects }

    func note(_ path: String, _ problem: String) { defects.append(.init(path, problem)) }

    /// Reads the whole document.
    func runbook(_ document: JSONValue) -> Runbook {
        lookForSecrets(RunbookNode(value: document, path: ""))
        let members = object(RunbookNode(value: document, path: ""), RunbookFormat.runbook)
        if let format = members["molecule_runbook"], format.value != .integer(RunbookFormat.number) {
            note(format.path, "must be \(RunbookFormat.number), the format this version reads")
        }
        let stance = word(members["stance"], Runbook.Stance.self) ?? .rotate
        // An unknown stance makes no demands.
        if members["stance"].flatMap({ $0.value.text.flatMap(Runbook.Stance.init) }) != nil {
            checkPresence(members, stance)
        }
        return Runbook(
            secret: text(members["secret"]), purpose: text(members["purpose"]), stance: stance,
            reason: members["reason"].map { text($0) }, shape: shape(members["shape"]), lives: texts(members["lives"]),
            settings: settings(members["settings"]), origin: text(members["origin"]),
            source: part(members["source"], RunbookSourceKind.self)
                ?? RotationPlan.Part(Runbook.noSource),
            destinations: texts(members["destinations"]), proofs: proofs(members["proofs"]),
            retirement: part(members["retirement"], RunbookRetirementKind.self),
            overlap: overlap(members["overlap"]), coupling: members["coupling"].map { text($0) },
            requirements: requirements(members["requirements"]), reasons: texts(members["reasons"]),
            blastRadius: text(members["blast_radius"]), danger: word(members["danger"], Runbook.Danger.self) ?? .low,
            patience: integer(members["patience_seconds"], RunbookFormat.patience), drift: texts(members["drift"]))
    }

    /// Which members must be there, and which may not be, depends on whether the secret is rotated at all.
    private func checkPresence(_ members: [String: RunbookNode], _ stance: Runbook.Stance) {
        let isRotated = stance == .rotate || stance == .compromisedOnly
        for member in RunbookFormat.runbook {
            let isThere = members[member.name] != nil
            switch member.presence {
            case .always, .maybe: continue
            case .rotated where isRotated && !isThere:
                note(member.name, "is missing: a secret with the stance \(stance.rawValue) needs it")
            case .rotated, .maybeRotated:
                if isThere, !isRotated {
                    note(member.name, "may not be there: nothing is done with the stance \(stance.rawValue)")
                }
            }
        }
        if isRotated, members["shape"] == nil {
            note("shape", "is missing: a secret with the stance \(stance.rawValue) needs it")
        }
        if stance != .rotate, members["reason"] == nil {
            note("reason", "is missing: the stance \(stance.rawValue) needs one")
        }
        if stance == .rotate, members["reason"] != nil {
            note("reason", "may not be there: the stance rotate needs none")
        }
    }

    /// The members of an object that must have these; unknown ones are defects.
    func object(_ node: RunbookNode, _ known: [RunbookFormat.Member]) -> [String: RunbookNode] {
        guard let members = node.value.members else {
            note(node.path, "must be an object")
            return [:]
        }
        var found: [String: RunbookNode] = [:]
        for member in members {
            let path = path(node.path, member.name)
            guard known.contains(where: { $0.name == member.name }) else {
                let names = known.map(\.name).joined(separator: ", ")
                note(path, "is no member of a runbook here; there are \(names)")
                continue
            }
            found[member.name] = RunbookNode(value: member.value, path: path)
        }
        for member in known where member.presence == .always && found[member.name] == nil {
            note(path(node.path, member.name), "is missing")
        }
        return found
    }

    /// The path of a member; a name that is not plain, or may be a secret, is not repeated.
    func path(_ parent: String, _ name: String) -> String {
        let isPlain = !name.isEmpty && name.utf8.count <= 64 && name.utf8.allSatisfy(RunbookTextForm.isNameByte)
        let word = isPlain && !suspects(name) ? name : "(unnamed)"
        return parent.isEmpty ? word : "\(parent).\(word)"
    }

    /// Walks every text of the document.
    private func lookForSecrets(_ node: RunbookNode) {
        switch node.value {
        case .string(let text):
            // What a value begins with is no value; the reader limits its length.
            if node.path.hasPrefix("shape.prefixes[") { return }
            let words = text.split { " \t\n\r'\"`=,;<>()|&".contains($0) }
            // `Basic:WORD` and `name:WORD` hide a word from the first look.
            let parts = words.filter { !$0.contains("://") }.flatMap { $0.split(separator: ":") }
            if (words + parts).contains(where: { suspects(String($0)) }) {
                note(node.path, "holds what looks like a secret, and a runbook holds none; name a setting or a prompt")
            }
        case .array(let items):
            for (index, item) in items.enumerated() {
                lookForSecrets(RunbookNode(value: item, path: "\(node.path)[\(index)]"))
            }
        case .object(let members):
            for member in members {
                let path = path(node.path, member.name)
                if suspects(member.name) { note(path, "has a name that looks like a secret") }
                lookForSecrets(RunbookNode(value: member.value, path: path))
            }
        case .null, .bool, .integer, .double: break
        }
    }
}

extension Runbook {
    /// The kind of source of a secret that is not rotated.
    static let noSource = "none"
}
