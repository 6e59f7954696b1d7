import JSON

/// The parameters of a call, checked against the operation and put where they belong.
struct ParameterCheck {
    let target: String
    let headers: [HTTPHeader]

    init(_ operation: Operation, _ values: [String: String]) throws(CallFailure) {
        if let unknown = values.keys.sorted().first(where: { name in !operation.parameters.contains { $0.name == name }
        }) {
            throw .parameter(name: unknown, reason: "is no parameter of \(operation.id)")
        }
        var path = operation.path
        var query: [String] = []
        var headers: [HTTPHeader] = []
        for parameter in operation.parameters {
            guard let value = values[parameter.name] else {
                guard !parameter.isRequired else { throw .parameter(name: parameter.name, reason: "is needed") }
                continue
            }
            let text = try ParameterCheck.checked(value, parameter)
            switch parameter.place {
            case .path:
                path = ParameterCheck.replace("{\(parameter.name)}", in: path, with: PercentEncoding.encode(text))
            case .query:
                query.append("\(PercentEncoding.encode(parameter.name))=\(PercentEncoding.encode(text))")
            case .header:
                guard let header = HTTPHeader(parameter.name, text) else {
                    throw .parameter(name: parameter.name, reason: "has a character that no header can hold")
                }
                headers.append(header)
            }
        }
        target = query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
        self.headers = headers
    }

    /// The value in the form it is sent, if it fits.
    private static func checked(_ value: String, _ parameter: Operation.Parameter) throws(CallFailure) -> String {
        let schema = parameter.schema.resolved
        // Some servers compare ids as text and have them in lower case.
        let text = schema.format == "uuid" ? UUIDText.canonical(value) ?? value : value
        do { try schema.check(typed(text, schema)) } catch {
            throw .parameter(name: parameter.name, reason: error.reason)
        }
        if parameter.place == .path {
            guard !text.isEmpty else { throw .parameter(name: parameter.name, reason: "must not be empty") }
            // The servers decode an escaped slash before they route, so such a name cannot be reached at all.
            guard !text.contains("/"), text != ".", text != ".." else {
                throw .parameter(name: parameter.name, reason: "cannot be put into a path")
            }
        }
        return text
    }

    /// The text as the kind of value its shape asks for.
    private static func typed(_ text: String, _ schema: Schema) -> JSONValue {
        for kind in schema.kinds {
            switch kind {
            case .integer, .number: if let number = Int64(text) { return .integer(number) }
            case .boolean: if let truth = Bool(text) { return .bool(truth) }
            case .string, .null, .array, .object: continue
            }
        }
        return .string(text)
    }

    private static func replace(_ marker: String, in path: String, with text: String) -> String {
        guard let range = path.firstRange(of: marker) else { return path }
        return path.replacingCharacters(in: range, with: text)
    }
}

extension String {
    /// The text with a part replaced, without Foundation.
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}

/// Text in the path and query of a URL (RFC 3986, 2.3): everything but letters, digits and `-._~` is escaped.
public enum PercentEncoding {
    /// The text escaped.
    public static func encode(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
