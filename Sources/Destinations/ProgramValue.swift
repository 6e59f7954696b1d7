import Keyfile

/// Whether a program takes a value from its standard input as it is.
enum ProgramValue {
    /// What a program removes from what it reads.
    enum Trimming {
        /// Nothing.
        case nothing
        /// White space at both ends.
        case bothEnds
        /// Line breaks at the end.
        case lineBreaks
    }

    /// What is wrong with a value, as the end of a sentence about it; `nil` when it arrives as it is.
    static func defect(of value: Secret, limit: Int, trimming: Trimming) -> String? {
        value.reveal { bytes in
            guard let first = bytes.first, let last = bytes.last else { return "is empty" }
            if bytes.count > limit { return "is longer than \(limit) bytes" }
            guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
                return "is no text without NUL"
            }
            switch trimming {
            case .nothing: return nil
            case .lineBreaks: return last == 0x0A || last == 0x0D ? "ends in a line break" : nil
            case .bothEnds:
                let isTrimmed = [first, last].contains { $0 == 0x20 || (0x09...0x0D).contains($0) }
                // Beyond ASCII too.
                let ends = [text.unicodeScalars.first, text.unicodeScalars.last].compactMap { $0 }
                let isSpace = isTrimmed || ends.contains { $0.properties.isWhitespace }
                return isSpace ? "begins or ends with white space" : nil
            }
        }
    }
}
