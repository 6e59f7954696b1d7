import TestSupport
import Testing

@testable import MoleculeCommands

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("\u{1B}[2Jx", "\u{FFFD}[2Jx"), ("a\u{07}", "a\u{FFFD}"), ("a\tb", "a\u{FFFD}b"),
        ("a\nb\r", "a\u{FFFD}b\u{FFFD}"), ("\u{7F}", "\u{FFFD}"),
        ("\u{9B}31m", "\u{FFFD}31m"), ("\u{85}", "\u{FFFD}"), ("a\u{202E}b\u{202C}", "a\u{FFFD}b\u{FFFD}"),
        ("\u{2066}x\u{2069}", "\u{FFFD}x\u{FFFD}"),
        ("a\u{200B}b\u{200D}c\u{2060}\u{FEFF}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}\u{FFFD}"), ("soft\u{AD}", "soft\u{FFFD}"),
        ("\u{061C}", "\u{FFFD}"),
        ("\u{2028}\u{2029}", "\u{FFFD}\u{FFFD}"), ("\u{E0041}", "\u{FFFD}"), ("\u{FFF9}", "\u{FFFD}"),
        ("\0", "\u{FFFD}"), ("\u{3164}\u{115F}\u{FFA0}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
        ("⚠\u{FE0F}\u{E0100}", "⚠\u{FFFD}\u{FFFD}"), ("\u{34F}\u{17B4}\u{180B}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ])
    func `what acts on a terminal or hides is shown as a mark`(_ text: String, _ safe: String) {
        #expect(Array(TerminalText.safe(text).unicodeScalars) == Array(safe.unicodeScalars))
    }

    @Test(arguments: ["", "plain", "é e\u{0301} 漢字 😀 \u{A0}", "\u{FFFD}", "~!\"#"]) func `ordinary text stays as it is`(
        _ text: String
    ) {
        #expect(Array(TerminalText.safe(text).utf8) == Array(text.utf8))
    }

    @Test func `every control character is dangerous`() {
        for code in Array(UInt32(0)...0x1F) + Array(0x7F...0x9F) {
            let text = Unicode.Scalar(code).map { String(Character($0)) } ?? ""
            #expect(TerminalText.safe("a\(text)b").unicodeScalars.contains("\u{FFFD}"), "U+\(String(code, radix: 16))")
        }
    }

    @Test(arguments: [
        ("", 0), ("abc", 3), ("é", 1), ("e\u{0301}", 1), ("漢字", 4), ("ｱ", 1), ("Ａ", 2), ("한글", 4), ("ひらがな", 8),
        ("😀", 2), ("🚀", 2), ("a漢b", 4),
        ("\u{200D}", 0), ("\u{20DD}", 0), ("…", 1), ("𠀀", 2),
    ])
    func `a text is as wide as a terminal shows it`(_ text: String, _ width: Int) {
        #expect(TerminalText.width(text) == width)
        #expect(TerminalText.width(TerminalText.padded(text, to: 10)) == 10)
    }

    @Test func `a text that is wider than its column is not cut`() {
        #expect(TerminalText.padded("漢字", to: 3) == "漢字")
        #expect(TerminalText.padded("漢字", to: 6) == "漢字  ")
    }

    @Test func `the width of the characters is the system's, but for a few`() throws {
        var others: [String] = []
        var count = 0
        try SystemWidth.with { width in
            for code in UInt32(0x20)...0x10FFFF {
                guard let scalar = Unicode.Scalar(code), let system = width(scalar) else { continue }
                let text = String(Character(scalar))
                // What is replaced has the width of the mark.
                guard Array(TerminalText.safe(text).unicodeScalars) == [scalar] else { continue }
                count += 1
                if TerminalText.width(text) != system { others.append(String(code, radix: 16)) }
            }
        }
        #expect(count > 200_000)
        // The two tables may be of different years, between which some characters were put right.
        #expect(others.count < 20, "\(others.count): \(others.prefix(400))")
    }
}
