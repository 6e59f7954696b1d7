import JSON
import TestSupport
import Testing

/// A home with a runbook of a test's own: a value that is pasted, proven by a bearer, and handed to a command.
struct RotateFixture {
    static let old = "tok_old-value-of-these-tests"
    static let new = "tok_new-value-of-these-tests"

    let home: TemporaryHome
    let service: Service

    init(accepting values: String..., key: String? = RotateFixture.old) throws {
        home = try TemporaryHome()
        service = try Service(accepting: RotateFixture.old, RotateFixture.new)
        if !values.isEmpty { service.set { $0.accepted = Set(values) } }
        if let key { try add("GRAFANA_TOKEN", key) }
    }

    /// Stores the old value.
    func add(_ name: String, _ value: String) throws {
        let run = try molecule(
            "keys", "add", name, "--kind", "service-secret", "--origin", service.url, "--from-stdin", input: value)
        try #require(run.status == 0, "\(run.error)")
    }

    func molecule(_ arguments: String..., environment: [String: String] = [:], input: String = "") throws -> Run {
        try Run.molecule(arguments, home: home, environment: environment, input: input)
    }

    /// Writes a runbook; `members` replace those of the usual one.
    func runbook(_ members: [String: JSONValue] = [:], without: [String] = []) throws {
        var document: [String: JSONValue] = [
            "molecule_runbook": 1, "secret": "GRAFANA_TOKEN", "purpose": "Reads the dashboards.", "stance": "rotate",
            "shape": ["prefixes": ["tok_"], "minimum_length": 8, "maximum_length": 64, "form": "token"],
            "lives": ["a file"], "origin": .string(service.url),
            "source": ["kind": "pasted", "settings": ["instruction": "Make a token in the console and copy it."]],
            "destinations": ["exec:cat > taken"],
            "proofs": [["kind": "bearer", "settings": ["url": .string("\(service.url)/api/user")]]],
            "retirement": ["kind": "manual", "settings": ["instruction": "Delete the old token in the console."]],
            "overlap": "until-retired", "blast_radius": "Dashboards.", "danger": "low", "patience_seconds": 2,
        ]
        for (name, value) in members { document[name] = value }
        for name in without { document[name] = nil }
        let object = JSONValue.object(document.sorted { $0.key < $1.key }.map { .init($0.key, $0.value) })
        try home.write("runbook.json", object.indented)
    }

    /// Runs `secrets rotate` with the runbook.
    func rotate(_ options: String..., input: String = "", environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(
            ["secrets", "rotate", "GRAFANA_TOKEN", "--runbook", "runbook.json", "--no-input"] + options, home: home,
            environment: environment, input: input)
    }

    /// The id of the only rotation there is.
    func onlyRotation() throws -> String {
        let journals = names(in: home.rotations).filter { $0.hasPrefix("r-") }
        try #require(journals.count == 1, "\(journals)")
        return String(journals[0].prefix { $0 != "." })
    }

    /// Goes on with it.
    func resume(_ options: String..., input: String = "") throws -> Run {
        try Run.molecule(
            ["rotations", "resume", try onlyRotation(), "--no-input"] + options, home: home, input: input)
    }

    /// The current value of the key entry.
    func value(_ name: String = "GRAFANA_TOKEN") throws -> String {
        try molecule("keys", "show", name, "--reveal").output.trimmingCharacters(in: .newlines)
    }
}
