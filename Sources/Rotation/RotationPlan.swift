import HostSystem
import JSON
import Keyfile

/// What a rotation is going to do: everything a later process needs to go on with it, and no value.
public struct RotationPlan: Sendable, Equatable {
    /// A place the value goes to.
    public struct Place: Sendable, Equatable {
        /// The destination as typed, such as `env-file:/srv/platform.env`; paths are absolute.
        public var name: String
        /// Whether what is put there becomes live by a step of its own, such as the deployment of a staged secret.
        public var deploys: Bool

        /// A place.
        public init(_ name: String, deploys: Bool = false) {
            self.name = name
            self.deploys = deploys
        }
    }

    /// A part of a plan whose meaning the engine does not know: a kind and settings, from which whoever drives the
    /// rotation makes the tool.
    public struct Part: Sendable, Equatable {
        /// Which kind, such as `bearer`.
        public var kind: String
        /// Its settings; never a value.
        public var settings: [String: String]

        /// A part.
        public init(_ kind: String, _ settings: [String: String] = [:]) {
            self.kind = kind
            self.settings = settings
        }
    }

    /// What is rotated: `admin-token`, `moltnet-token`, `org-key` or `runbook`.
    public var subject: String
    /// The key entry the values are kept in.
    public var key: KeyName
    /// The origin the entry is bound to.
    public var origin: String
    /// What the secret is called at its destinations, such as `ADMIN_TOKEN`.
    public var variable: String
    /// How the new value comes about, such as `generated`.
    public var source: Part
    /// Where the value goes, in order.
    public var destinations: [Place]
    /// The shell command that makes the value live, if one does.
    public var activation: String?
    /// How it is known that the value is live, in order; never empty.
    public var proofs: [Part]
    /// How the old value is retired when the new one is proven; `nil` where it dies by being replaced.
    public var retirement: Part?
    /// Whether both values work between the new one's making and the old one's retirement.
    public var overlaps: Bool
    /// What else whoever drives the rotation must know; never a value.
    public var settings: [String: String]
    /// The directory commands start in.
    public var directory: String
    /// Names of environment variables that commands get besides the clean set.
    public var passedVariables: [String]
    /// How long to wait for the new value to be live, in seconds.
    public var patience: Int
    /// The fingerprint of the value that is replaced; empty where that value is not at hand.
    public var replacing: String

    /// A plan.
    public init(
        subject: String, key: KeyName, origin: String, variable: String, source: Part, destinations: [Place],
        activation: String? = nil, proofs: [Part], retirement: Part? = nil, overlaps: Bool = false,
        settings: [String: String] = [:], directory: String, passedVariables: [String] = [], patience: Int,
        replacing: String
    ) {
        self.subject = subject
        self.key = key
        self.origin = origin
        self.variable = variable
        self.source = source
        self.destinations = destinations
        self.activation = activation
        self.proofs = proofs
        self.retirement = retirement
        self.overlaps = overlaps
        self.settings = settings
        self.directory = directory
        self.passedVariables = passedVariables
        self.patience = patience
        self.replacing = replacing
    }

    /// The source of values that are made here, and that nobody else knows before they are put somewhere.
    public static let generated = "generated"

    /// Whether a new value that is given up is still good for something somewhere, so that it must be retired too.
    var retiresNew: Bool { retirement != nil && source.kind != RotationPlan.generated }

    /// The steps of the rotation, in order.
    public var steps: [RotationStep] {
        var steps: [RotationStep] = [.obtain]
        for (index, place) in destinations.enumerated() {
            steps.append(.distribute(index))
            if place.deploys { steps.append(.deploy(index)) }
        }
        if activation != nil { steps.append(.activate) }
        steps += proofs.indices.map { .verify($0) }
        return steps + [.promote] + (retirement == nil ? [] : [.retire])
    }
}

extension RotationPlan {
    /// The format of plans this program writes; another one is refused.
    static let format: Int64 = 2

    /// The plan as it stands in a journal.
    public var document: JSONValue {
        [
            "format": .integer(RotationPlan.format), "subject": .string(subject), "key": .string(key.text),
            "origin": .string(origin), "variable": .string(variable), "source": source.document,
            "destinations": .array(
                destinations.map { ["name": .string($0.name), "deploys": .bool($0.deploys)] }),
            "activation": .optional(activation), "proofs": .array(proofs.map(\.document)),
            "retirement": retirement?.document ?? .null, "overlaps": .bool(overlaps),
            "settings": RotationPlan.document(settings), "directory": .string(directory),
            "passed_variables": .array(passedVariables.map { .string($0) }),
            "patience": .integer(Int64(patience)), "replacing": .string(replacing),
        ]
    }

    /// Reads what `document` writes; `nil` for anything else.
    public init?(_ document: JSONValue) {
        guard document["format"]?.integer == RotationPlan.format, let subject = document["subject"]?.text,
            let key = document["key"]?.text.flatMap({ KeyName($0) }), let origin = document["origin"]?.text,
            let variable = document["variable"]?.text, let source = document["source"].flatMap(Part.init),
            let places = document["destinations"]?.items, let proofDocuments = document["proofs"]?.items,
            let overlaps = document["overlaps"]?.bool,
            let settings = document["settings"].flatMap(RotationPlan.settings),
            let directory = document["directory"]?.text, let passed = document["passed_variables"]?.items,
            let patience = document["patience"]?.integer, (0...1 << 30).contains(patience),
            let replacing = document["replacing"]?.text
        else { return nil }
        let destinations = places.compactMap(Place.init)
        let proofs = proofDocuments.compactMap(Part.init)
        let retirement = document["retirement"].flatMap(Part.init)
        guard destinations.count == places.count, proofs.count == proofDocuments.count, !proofs.isEmpty,
            retirement != nil || document["retirement"] == .null
        else { return nil }
        self.init(
            subject: subject, key: key, origin: origin, variable: variable, source: source,
            destinations: destinations, activation: document["activation"]?.text, proofs: proofs,
            retirement: retirement, overlaps: overlaps, settings: settings, directory: directory,
            passedVariables: passed.compactMap(\.text), patience: Int(patience), replacing: replacing)
    }

    /// The SHA-256 of the plan in hexadecimal: a journal whose plan was changed by hand does not resume.
    public var digest: String {
        String(decoding: TextEncoding.hexadecimal(SHA256.digest(document.compact.utf8)), as: UTF8.self)
    }

    fileprivate static func document(_ settings: [String: String]) -> JSONValue {
        .object(settings.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
    }

    fileprivate static func settings(_ document: JSONValue) -> [String: String]? {
        guard case .object(let members) = document else { return nil }
        var settings: [String: String] = [:]
        for member in members {
            guard let text = member.value.text else { return nil }
            settings[member.name] = text
        }
        return settings
    }
}

extension RotationPlan.Part {
    /// The part as it stands in a journal.
    var document: JSONValue { ["kind": .string(kind), "settings": RotationPlan.document(settings)] }

    init?(_ document: JSONValue) {
        guard let kind = document["kind"]?.text, let settings = document["settings"].flatMap(RotationPlan.settings)
        else { return nil }
        self.init(kind, settings)
    }
}

extension RotationPlan.Place {
    init?(_ document: JSONValue) {
        guard let name = document["name"]?.text, let deploys = document["deploys"]?.bool else { return nil }
        self.init(name, deploys: deploys)
    }
}
