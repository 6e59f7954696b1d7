import JSON

/// What was read is written, and what was written is read as the same; nothing that is written can move a cursor.
func attackJSON(_ bytes: [UInt8]) {
    let value: JSONValue
    do { value = try JSONValue.parse(bytes) } catch {
        require((0...bytes.count).contains(error.offset), "the place of a defect lies outside the document")
        return
    }
    for text in [value.compact, value.indented] {
        require(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "a control character was written")
        do {
            let again = try JSONValue.parse(Array(text.utf8))
            require(again.compact == value.compact, "what was written reads as something else")
        } catch {
            require(false, "what was written is refused: \(error.reason.rawValue)")
        }
    }
    if case .object(let members) = value {
        for member in members { require(value[member.name] == member.value, "a member is not found by its name") }
    }
}
