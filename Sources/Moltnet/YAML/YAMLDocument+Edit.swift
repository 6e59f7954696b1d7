/// Changes of one place; every other byte stays.
extension YAMLDocument {
    /// The bytes with one scalar saying something else, in the quotes it has.
    ///
    /// The result is read again and compared: a value that would change anything but this one scalar is refused.
    public func replacing(_ scalar: YAMLScalar, with value: [UInt8]) throws(YAMLDefect) -> [UInt8] {
        let refusal = YAMLDefect(
            line: scalar.line, column: scalar.column, reason: "cannot hold the value in the quotes it has")
        guard !scalar.range.isEmpty || scalar.style != .plain, let raw = YAMLQuoted.raw(value, scalar.style) else {
            throw refusal
        }
        let edited = Array(bytes[..<scalar.range.lowerBound]) + raw + bytes[scalar.range.upperBound...]
        // What the reader refuses now, or reads otherwise, is no edit of one scalar.
        guard let document = try? YAMLDocument(edited), differs(from: document, in: scalar, value) else {
            throw refusal
        }
        return edited
    }

    /// Whether another text has the same scalars but for one, which has this value.
    private func differs(from other: YAMLDocument, in changed: YAMLScalar, _ value: [UInt8]) -> Bool {
        let (own, others) = (root.scalars, other.root.scalars)
        guard own.count == others.count else { return false }
        return zip(own, others).allSatisfy { before, after in
            guard before.style == after.style, before.line == after.line else { return false }
            return other.content(of: after) == (before == changed ? value : content(of: before))
        }
    }

    /// The bytes with a copy of a list's item behind it, in which some scalars say something else.
    ///
    /// `item` must be one whose dash begins its line, and have the scalars. The result is read again and compared.
    public func duplicating(
        _ item: YAMLNode, changing changes: [(scalar: YAMLScalar, value: [UInt8])]
    ) throws(YAMLDefect) -> [UInt8] {
        let span = try span(of: item)
        var edited = self
        // From the end: what stands before a change stays where it is.
        for change in changes.sorted(by: { $0.scalar.range.lowerBound > $1.scalar.range.lowerBound }) {
            edited = try YAMLDocument(try edited.replacing(change.scalar, with: change.value))
        }
        let end = span.upperBound + edited.bytes.count - bytes.count
        var copy = Array(edited.bytes[span.lowerBound..<end])
        // The last line of a text may have no break.
        if copy.last != 0x0A { copy = lineBreak + copy }
        let result = Array(bytes[..<span.upperBound]) + copy + bytes[span.upperBound...]
        try requireScalars(of: result, item) { own in own + edited.contents(of: item, in: self) }
        return result
    }

    /// The bytes with a copy of a list's item behind it, in which one scalar says something else.
    public func duplicating(
        _ item: YAMLNode, changing scalar: YAMLScalar, to value: [UInt8]
    ) throws(YAMLDefect) -> [UInt8] {
        try duplicating(item, changing: [(scalar, value)])
    }

    /// The bytes without an item of a list, all the lines of which go.
    ///
    /// `item` must be one whose dash begins its line.
    public func removing(_ item: YAMLNode) throws(YAMLDefect) -> [UInt8] {
        let span = try span(of: item)
        var start = span.lowerBound
        // A text whose last line had no break has none afterwards either.
        if span.upperBound == bytes.count, bytes.last != 0x0A, start > 0 {
            start -= 1
            if start > 0, bytes[start - 1] == 0x0D { start -= 1 }
        }
        let result = Array(bytes[..<start]) + bytes[span.upperBound...]
        try requireScalars(of: result, item) { _ in [] }
        return result
    }

    /// Refuses a result that says anything else than this text with the scalars of one item changed as given.
    private func requireScalars(
        of result: [UInt8], _ item: YAMLNode, _ change: ([[UInt8]]) -> [[UInt8]]
    ) throws(YAMLDefect) {
        let (own, inside) = (root.scalars, item.scalars)
        let start = inside.first.flatMap { first in own.firstIndex { $0 == first } } ?? 0
        var wanted = own.map { content(of: $0) }
        let range = inside.isEmpty ? 0..<0 : start..<start + inside.count
        wanted.replaceSubrange(range, with: change(Array(wanted[range])))
        // What the reader refuses now, or reads otherwise, is no edit of one item.
        guard let after = try? YAMLDocument(result), after.root.scalars.map({ after.content(of: $0) }) == wanted else {
            throw YAMLDefect(
                line: item.line, column: item.column, reason: "has an entry that cannot be added or removed alone")
        }
    }

    /// What the scalars of an item of another text say here, where the same ones stand.
    private func contents(of item: YAMLNode, in other: YAMLDocument) -> [[UInt8]] {
        guard let first = item.scalars.first, let start = other.root.scalars.firstIndex(of: first) else { return [] }
        return root.scalars[start..<start + item.scalars.count].map { content(of: $0) }
    }

    /// The bytes of an item's lines, from the dash to the break of the last.
    private func span(of item: YAMLNode) throws(YAMLDefect) -> Range<Int> {
        guard item.isOwnItem else {
            throw YAMLDefect(
                line: item.line, column: item.column,
                reason:
                    "has an entry that does not begin a line with its dash, as in JSON or between brackets, so none can be added or removed"
            )
        }
        var starts = [bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0]
        for (offset, byte) in bytes.enumerated() where byte == 0x0A { starts.append(offset + 1) }
        starts.append(bytes.count)
        return starts[item.line - 1]..<starts[min(item.lastLine, starts.count - 1)]
    }

    /// What ends the lines of the text.
    private var lineBreak: [UInt8] {
        guard let end = bytes.firstIndex(of: 0x0A) else { return [0x0A] }
        return end > 0 && bytes[end - 1] == 0x0D ? [0x0D, 0x0A] : [0x0A]
    }
}
