import Keyfile

@testable import Moltnet

/// An edit of a configuration text changes one scalar, or one entry, and no other byte.
func attackMoltnet(_ bytes: [UInt8]) {
    guard let text = try? YAMLDocument(bytes) else { return }
    require(text.bytes == bytes, "reading changed the text")
    let server = MoltnetServerDocument(text)
    _ = (server.holdsSecret, MoltnetNodeDocument(text), MoltnetKind(text))
    // Few of them, since each edit is read again.
    for scalar in text.root.scalars.prefix(8) { replace(scalar, in: text) }
    for item in items(of: text.root).prefix(4) {
        remove(item, from: text)
        if let scalar = item.scalars.first { duplicate(item, scalar, in: text) }
    }
}

private let new = Array("new+/=_-.:@%,1".utf8)

private func replace(_ scalar: YAMLScalar, in text: YAMLDocument) {
    guard let edited = try? text.replacing(scalar, with: new) else { return }
    require(edited.starts(with: text.bytes[..<scalar.range.lowerBound]), "what stands before the value changed")
    let rest = text.bytes[scalar.range.upperBound...]
    require(edited.suffix(rest.count).elementsEqual(rest), "what stands after the value changed")
    guard let again = try? YAMLDocument(edited) else { return require(false, "the text cannot be read after the edit") }
    require(again.root.scalars.count == text.root.scalars.count, "an edit made or removed a value")
    require(again.root.scalars.contains { again.content(of: $0) == new }, "the new value is not there")
}

private func duplicate(_ item: YAMLNode, _ scalar: YAMLScalar, in text: YAMLDocument) {
    guard let edited = try? text.duplicating(item, changing: scalar, to: new) else { return }
    guard let again = try? YAMLDocument(edited) else {
        return require(false, "the text cannot be read after an entry was added")
    }
    require(again.root.scalars.count == text.root.scalars.count + item.scalars.count, "more than an entry was added")
    let old = text.root.scalars.map { text.content(of: $0) }
    require(isContained(old, in: again.root.scalars.map { again.content(of: $0) }), "adding an entry changed another")
}

private func remove(_ item: YAMLNode, from text: YAMLDocument) {
    guard let edited = try? text.removing(item) else { return }
    // A list without entries may be no configuration, and is refused by whoever reads it next.
    guard let again = try? YAMLDocument(edited) else { return }
    require(again.root.scalars.count == text.root.scalars.count - item.scalars.count, "more than an entry was removed")
    let left = again.root.scalars.map { again.content(of: $0) }
    require(isContained(left, in: text.root.scalars.map { text.content(of: $0) }), "removing an entry changed another")
}

/// Every entry of every list.
private func items(of node: YAMLNode) -> [YAMLNode] {
    node.items + (node.items + node.members.map(\.value)).flatMap(items(of:))
}

/// Whether all of these stand in the others, in their order.
private func isContained(_ few: [[UInt8]], in many: [[UInt8]]) -> Bool {
    var rest = many[...]
    for one in few {
        guard let found = rest.firstIndex(of: one) else { return false }
        rest = rest[(found + 1)...]
    }
    return true
}
