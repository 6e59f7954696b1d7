import Keyfile

/// Replaces a value in a stream of bytes, however the stream is cut into pieces.
///
/// Programs quote what they were given in their complaints.
struct StreamMask {
    private let needles: [[UInt8]]
    private let longest: Int
    private var held: [UInt8] = []

    /// What stands in the value's place.
    static let replacement = Array("***".utf8)

    /// A mask of a value; lines of several-line values are masked on their own too, since complaints often quote one.
    init(_ value: Secret?) {
        var needles: [[UInt8]] = []
        value?.reveal { bytes in
            needles = [bytes]
            let lines = bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
            // Shorter lines are words that a complaint may well hold by itself.
            if lines.count > 1 { needles += lines.filter { $0.count >= 8 }.map { Array($0) } }
            needles.append(StreamMask.escaped(bytes))
        }
        self.needles = needles.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
        longest = self.needles.first?.count ?? 0
    }

    /// The value as it stands in a quoted string.
    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        let escapes: [UInt8: [UInt8]] = [
            0x22: [0x5C, 0x22], 0x5C: [0x5C, 0x5C], 0x0A: [0x5C, 0x6E], 0x0D: [0x5C, 0x72],
        ]
        return bytes.flatMap { escapes[$0] ?? [$0] }
    }

    /// Takes the next piece and gives what can be shown already.
    mutating func feed(_ piece: [UInt8]) -> [UInt8] {
        held += piece
        return take(keeping: max(0, longest - 1))
    }

    /// What is left at the end of the stream.
    mutating func finish() -> [UInt8] { take(keeping: 0) }

    /// Masks what is held, and lets go of all but the end, in which a value may have begun.
    private mutating func take(keeping count: Int) -> [UInt8] {
        var shown: [UInt8] = []
        var position = 0
        while position < held.count {
            if let needle = needles.first(where: { held[position...].starts(with: $0) }) {
                shown += StreamMask.replacement
                position += needle.count
            } else if held.count - position > count {
                shown.append(held[position])
                position += 1
            } else {
                break
            }
        }
        held.removeFirst(position)
        return shown
    }
}
