/// Text that came from outside, made safe to show: on a terminal, control characters move the cursor and change titles,
/// and bidirectional and zero-width characters make one text look like another.
public enum TerminalText {
    /// The text with every such character replaced by U+FFFD.
    public static func safe(_ text: String) -> String {
        guard !isPlain(text), text.unicodeScalars.contains(where: isDangerous) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(isDangerous(scalar) ? "\u{FFFD}" : scalar) }
        return String(result)
    }

    /// The text made safe line by line: newlines stay.
    public static func safeLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { safe(String($0)) }.joined(separator: "\n")
    }

    /// Whether it is printable ASCII alone, as most texts are.
    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { (0x20...0x7E).contains($0) } }

    /// Controls, the two separators that break lines, marks of interlinear text, and whatever Unicode says is to be shown
    /// as nothing at all (`Default_Ignorable_Code_Point`): bidirectional and zero-width characters, fillers, variation
    /// selectors, tags.
    private static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E: false
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x2029, 0xFFF9...0xFFFB: true
        default: scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// How many columns a terminal gives the text: two for East Asian wide characters and emoji, none for marks that
    /// combine with what stands before them.
    public static func width(_ text: String) -> Int {
        isPlain(text) ? text.utf8.count : text.unicodeScalars.reduce(0) { $0 + width($1) }
    }

    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        // Some of these are seen, such as the Arabic sign of a number.
        case .format: return scalar.properties.isDefaultIgnorableCodePoint ? 0 : 1
        default: break
        }
        switch scalar.value {
        // Letters of flags: two of them are one flag of two columns.
        case 0x1F1E6...0x1F1FF: return 1
        // The second and third part of a Korean syllable stand in the columns of the first.
        case 0x1160...0x11FF, 0xD7B0...0xD7FF: return 0
        case 0x303F: return 1
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0xA4CF, 0xA960...0xA97F,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
            0x16FE0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
            return 2
        default: return scalar.properties.isEmojiPresentation ? 2 : 1
        }
    }

    /// As much of the text as fits, with an ellipsis in the place of the rest.
    public static func cut(_ text: String, to columns: Int) -> String {
        guard width(text) > columns else { return text }
        var (result, used) = (String.UnicodeScalarView(), 1)
        for scalar in text.unicodeScalars {
            used += width(scalar)
            if used > columns { break }
            result.append(scalar)
        }
        return columns > 0 ? String(result) + "…" : ""
    }

    /// The text and as many blanks as make it `columns` wide.
    public static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - width(text)))
    }
}
