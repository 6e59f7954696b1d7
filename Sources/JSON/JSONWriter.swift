extension JSONValue {
    /// The document on one line, members in their order, ASCII control characters escaped, everything else as UTF-8.
    public var compact: String {
        var text = ""
        write(to: &text, indentation: nil)
        return text
    }

    /// The document indented by two spaces, ending without a newline.
    public var indented: String {
        var text = ""
        write(to: &text, indentation: 0)
        return text
    }

    private func write(to text: inout String, indentation: Int?) {
        switch self {
        case .null: text += "null"
        case .bool(let truth): text += truth ? "true" : "false"
        case .integer(let number): text += String(number)
        case .double(let number):
            // A whole number is written without ".0" so that 1e3 comes out as other writers put it.
            text += number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : String(number)
        case .string(let string): JSONValue.write(string, to: &text)
        case .array(let items):
            JSONValue.write(items, open: "[", close: "]", to: &text, indentation: indentation) {
                item, text, indentation in
                item.write(to: &text, indentation: indentation)
            }
        case .object(let members):
            JSONValue.write(members, open: "{", close: "}", to: &text, indentation: indentation) {
                member, text, indentation in
                JSONValue.write(member.name, to: &text)
                text += indentation == nil ? ":" : ": "
                member.value.write(to: &text, indentation: indentation)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], open: String, close: String, to text: inout String, indentation: Int?,
        each: (Element, inout String, Int?) -> Void
    ) {
        text += open
        let inner = indentation.map { $0 + 2 }
        let start = inner.map { "\n" + String(repeating: " ", count: $0) } ?? ""
        for (index, element) in elements.enumerated() {
            if index > 0 { text += "," }
            text += start
            each(element, &text, inner)
        }
        if let indentation, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indentation) }
        text += close
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        defer { text += "\"" }
        // Most strings need no escape: they go over in one go.
        if string.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x5C }) {
            text += string
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            // DEL and the C1 controls are legal in JSON but act on terminals; escaped they are harmless and exact.
            case "\u{00}"..."\u{1F}", "\u{7F}"..."\u{9F}": text += escaped(scalar.value)
            // YAML, which takes these texts over, has no place for the two that are no characters.
            case "\u{FFFE}", "\u{FFFF}":
                text += escaped(scalar.value)
            // So do line separators, and whatever is shown as nothing: bidirectional controls, zero-width characters and more.
            case _ where isUnseen(scalar): scalar.utf16.forEach { text += escaped(UInt32($0)) }
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0xA0: false
        case 0x2028...0x2029, 0xFFF9...0xFFFB: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    private static func escaped(_ code: UInt32) -> String {
        let digits = String(code, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
