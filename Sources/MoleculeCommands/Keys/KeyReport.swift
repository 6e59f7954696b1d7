import JSON
import Keyfile

/// Key entries as data and as rows, without their values.
enum KeyReport {
    static let columns = ["NAME", "KIND", "ORIGIN", "CURRENT", "PENDING", "PREVIOUS", "CREATED"]

    static func document(_ entry: KeyEntry) -> JSONValue {
        [
            "name": .string(entry.name.text), "kind": .string(entry.kind.rawValue),
            "origin": .string(entry.origin.text), "organization": .optional(entry.organization),
            "variable": .optional(entry.variable), "command": .optional(entry.command),
            "store_command": .optional(entry.store), "current": version(entry.current),
            "pending": version(entry.pending), "previous": version(entry.previous),
        ]
    }

    static func row(_ entry: KeyEntry) -> [String] {
        var versions = [entry.current, entry.pending, entry.previous].map { $0?.fingerprint.text ?? "-" }
        if entry.command != nil, entry.current == nil { versions[0] = "command" }
        let created = (entry.current ?? entry.pending)?.created.text ?? "-"
        return [entry.name.text, entry.kind.rawValue, entry.origin.text] + versions + [created]
    }

    static func entry(_ entry: KeyEntry) -> Report {
        Report(document(entry), columns: columns, rows: [row(entry)], names: [entry.name.text])
    }

    private static func version(_ version: KeyEntry.Version?) -> JSONValue {
        guard let version else { return .null }
        return [
            "fingerprint": .string(version.fingerprint.text), "created": .string(version.created.text),
            "rotation": .optional(version.rotation),
        ]
    }
}
