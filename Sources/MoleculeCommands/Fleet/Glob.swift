/// A pattern for names: `*` stands for any text, `?` for any one character, `[a-z]` for one of some and `[!a-z]` for one
/// of all others; a backslash takes what follows as it is.
///
/// The whole name has to fit, capitals included. Characters are those people see, whatever the locale.
struct Glob: Sendable {
    private enum Part: Sendable {
        case text
        case one
        case exactly(Character)
        case set([ClosedRange<Character>], isNegated: Bool)
    }

    private let parts: [Part]

    init(_ pattern: String) {
        var parts: [Part] = []
        var rest = Substring(pattern)
        while let character = rest.popFirst() {
            switch character {
            case "*": parts.append(.text)
            case "?": parts.append(.one)
            case "[": parts.append(Glob.set(&rest) ?? .exactly("["))
            case "\\": parts.append(.exactly(rest.popFirst() ?? "\\"))
            default: parts.append(.exactly(character))
            }
        }
        self.parts = parts
    }

    /// Reads a set after its bracket; `nil`, and nothing is read, where it does not end.
    private static func set(_ rest: inout Substring) -> Part? {
        var inside = rest
        let isNegated = inside.first == "!" || inside.first == "^"
        if isNegated { inside.removeFirst() }
        var ranges: [ClosedRange<Character>] = []
        while let character = inside.popFirst() {
            if character == "]", !ranges.isEmpty {
                rest = inside
                return .set(ranges, isNegated: isNegated)
            }
            var end = character
            if inside.first == "-", let last = inside.dropFirst().first, last != "]", last >= character {
                inside.removeFirst(2)
                end = last
            }
            ranges.append(character...end)
        }
        return nil
    }

    /// Whether a name fits.
    func matches(_ name: String) -> Bool {
        let name = Array(name)
        var (part, place) = (0, 0)
        // Where to go on when what follows the last `*` did not fit: one character further.
        var retry: (part: Int, place: Int)?
        while place < name.count || part < parts.count {
            if part < parts.count, case .text = parts[part] {
                retry = (part, place + 1)
                part += 1
            } else if part < parts.count, place < name.count, fits(parts[part], name[place]) {
                part += 1
                place += 1
            } else if let last = retry, last.place <= name.count {
                (part, place) = (last.part, last.place)
                retry = nil
            } else {
                return false
            }
        }
        return true
    }

    private func fits(_ part: Part, _ character: Character) -> Bool {
        switch part {
        case .text, .one: true
        case .exactly(let wanted): wanted == character
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(character) } != isNegated
        }
    }
}
