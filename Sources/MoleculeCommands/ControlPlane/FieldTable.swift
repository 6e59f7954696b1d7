import JSON

/// The members of an object as rows, for answers whose members the contract leaves open.
enum FieldTable {
    static let columns = ["FIELD", "VALUE"]

    /// A row for each member; what is nested is written as JSON.
    static func rows(_ document: JSONValue) -> [[String]] {
        (document.members ?? []).map { [$0.name, text($0.value)] }
    }

    /// One value as a cell.
    static func text(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null?: "-"
        case .string(let text)?: text.isEmpty ? "-" : text
        case let value?: value.compact
        }
    }

    /// A report of one object.
    static func report(_ document: JSONValue, names: [String], remarks: [String] = []) -> Report {
        Report(document, columns: columns, rows: rows(document), remarks: remarks, names: names)
    }
}
