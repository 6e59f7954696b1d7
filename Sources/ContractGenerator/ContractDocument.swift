import JSON

/// Why the contract cannot be turned into source.
public struct ContractDefect: Error, Sendable {
    /// What is wrong and where.
    public let reason: String
}

/// The contract, with its references to shared parameters, bodies and answers resolved.
struct ContractDocument {
    /// One operation as the document has it.
    struct Entry {
        let id: String
        let method: String
        let path: String
        let document: JSONValue
        let parameters: [JSONValue]
    }

    let document: JSONValue

    init(_ bytes: [UInt8]) throws(ContractDefect) {
        do { document = try JSONValue.parse(bytes) } catch {
            throw ContractDefect(reason: "the contract is not JSON: \(error.reason.rawValue), at byte \(error.offset)")
        }
        guard document["openapi"]?.text?.hasPrefix("3.1") == true else {
            throw ContractDefect(reason: "the contract is not an OpenAPI 3.1 document")
        }
    }

    /// The version the contract gives itself.
    var version: String { document["info"]?["version"]?.text ?? "" }

    /// The shared shapes, by name.
    var schemas: [JSONValue.Member] { document["components"]?["schemas"]?.members ?? [] }

    /// The operations, in the order of the document.
    func entries() throws(ContractDefect) -> [Entry] {
        var entries: [Entry] = []
        for path in document["paths"]?.members ?? [] {
            let shared = path.value["parameters"]?.items ?? []
            for method in ["get", "post", "put", "patch", "delete"] {
                guard let operation = path.value[method] else { continue }
                guard let id = operation["operationId"]?.text else {
                    throw ContractDefect(reason: "\(method) \(path.name) has no operationId")
                }
                var parameters: [JSONValue] = []
                for parameter in shared + (operation["parameters"]?.items ?? []) {
                    parameters.append(try resolve(parameter))
                }
                entries.append(
                    Entry(id: id, method: method, path: path.name, document: operation, parameters: parameters))
            }
        }
        return entries
    }

    /// Follows a reference to a shared part of the document, or gives the part itself.
    func resolve(_ part: JSONValue) throws(ContractDefect) -> JSONValue {
        guard let reference = part["$ref"]?.text else { return part }
        var found = document
        for step in reference.split(separator: "/").dropFirst() {
            guard let next = found[String(step)] else {
                throw ContractDefect(reason: "\(reference) leads nowhere")
            }
            found = next
        }
        return try resolve(found)
    }
}
