import JSON
import TestSupport

@testable import Moltnet

/// A configuration text made at random out of what such texts are written with, and where its scalars stand.
///
/// Knows nothing of the reader: the places are those it has written to.
struct GeneratedText {
    /// One scalar.
    struct Leaf {
        /// The names and numbers that lead to it.
        let path: [JSONValue]
        /// The bytes between its quotes.
        let range: Range<Int>
        let style: YAMLScalar.Style
        /// What it says.
        let text: String
    }

    private(set) var bytes: [UInt8] = []
    private(set) var leaves: [Leaf] = []
    private var generator: SeededGenerator
    private let lineBreak: String

    static let styles: [YAMLScalar.Style] = [.plain, .singleQuoted, .doubleQuoted]
    private static let plain = [
        "abc", "a b", "it's", "x:y", "http://a.example:80/b#c", "0123", "1e5", "a\"b", "{no".replacingBrace,
        "caf\u{E9}",
        "-1", "a - b", "q?", "!not".replacingBrace, "a,b", "tr[ue]", "$HOME", "${X}", "a@b", "x|y", "a>b", "50%",
    ]
    private static let quoted = [
        "", " ", "a: b", "a # b", "# a", "- a", "null", "~", "[a]", "{a}", "&a", "*a", "@a", "caf\u{E9} \u{1F512}",
        "a, b",
        ": ", "%a", "true",
    ]

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        lineBreak = Bool.random(using: &generator) ? "\n" : "\r\n"
        self.generator = generator
        if chance(8) { bytes += [0xEF, 0xBB, 0xBF] }
        noise()
        if chance(6) { write("---\(lineBreak)") }
        mapping(indent: 0, depth: 0, path: [])
        if chance(3) { bytes.removeLast(lineBreak.utf8.count) }
    }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &generator) == 0 }
    private mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &generator)]
    }
    private mutating func write(_ text: String) { bytes += Array(text.utf8) }
    private mutating func spaces(_ range: ClosedRange<Int>) {
        write(String(repeating: " ", count: Int.random(in: range, using: &generator)))
    }

    /// Lines that say nothing.
    private mutating func noise() {
        while chance(4) {
            write(pick(["", "   ", "# value: \"x\"", "      # - id: a", "#\ttab", "# caf\u{E9}", "#"]) + lineBreak)
        }
    }

    private mutating func endLine() {
        if chance(6) { spaces(1...3) }
        if chance(5) { write("  # " + pick(["why", "it's \"x\": y", "\t", "- a"])) }
        write(lineBreak)
    }

    private mutating func scalar(_ path: [JSONValue], isFlow: Bool = false) {
        let style = pick(GeneratedText.styles)
        let simple = ["abc", "x_y", "a.b", "alpha"]
        let text =
            style == .plain
            ? pick(isFlow ? simple : GeneratedText.plain) : pick(GeneratedText.plain + GeneratedText.quoted)
        let (quote, raw) =
            switch style {
            case .plain: ("", text)
            case .singleQuoted: ("'", text.replacing("'", with: "''"))
            case .doubleQuoted: ("\"", text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))
            }
        write(quote)
        let start = bytes.count
        write(raw)
        leaves.append(Leaf(path: path, range: start..<bytes.count, style: style, text: text))
        write(quote)
    }

    private mutating func flow(_ path: [JSONValue]) {
        let isList = chance(2) == false
        let gap = pick(["", " "])
        write(isList ? "[" : "{")
        write(gap)
        for index in 0..<Int.random(in: 0...3, using: &generator) {
            if index > 0 { write(pick([", ", ",", ",\(lineBreak)          "])) }
            if !isList { write(pick(["k\(index): ", "\"k\(index)\": "])) }
            scalar(path + [isList ? .integer(Int64(index)) : .string("k\(index)")], isFlow: true)
        }
        write(gap)
        write(isList ? "]" : "}")
    }

    private mutating func mapping(indent: Int, depth: Int, path: [JSONValue], isInline: Bool = false) {
        for index in 0..<Int.random(in: 1...4, using: &generator) {
            if index > 0 || !isInline {
                noise()
                write(String(repeating: " ", count: indent))
            }
            let name = "\(pick(["id", "value", "token", "a b", "x-y"]))\(index)"
            write(pick([name, name, "\"\(name)\"", "'\(name)'"]) + ":")
            let path = path + [.string(name)]
            switch depth < 4 ? Int.random(in: 0..<8, using: &generator) : Int.random(in: 0..<4, using: &generator) {
            case 0, 1, 2:
                spaces(1...3)
                scalar(path)
                endLine()
            case 3:
                spaces(1...2)
                flow(path)
                endLine()
            case 4: endLine()
            case 5, 6:
                endLine()
                mapping(
                    indent: indent + Int.random(in: 1...4, using: &generator), depth: depth + 1, path: path)
            default:
                endLine()
                sequence(indent: indent + Int.random(in: 0...3, using: &generator), depth: depth + 1, path: path)
            }
        }
    }

    private mutating func sequence(indent: Int, depth: Int, path: [JSONValue]) {
        for index in 0..<Int.random(in: 1...3, using: &generator) {
            noise()
            write(String(repeating: " ", count: indent) + "-")
            let path = path + [.integer(Int64(index))]
            switch Int.random(in: 0..<5, using: &generator) {
            case 0:
                spaces(1...3)
                scalar(path)
                endLine()
            case 1:
                write(" ")
                flow(path)
                endLine()
            case 2:
                endLine()
                mapping(indent: indent + Int.random(in: 1...4, using: &generator), depth: depth + 1, path: path)
            default:
                let gap = Int.random(in: 1...3, using: &generator)
                write(String(repeating: " ", count: gap))
                mapping(indent: indent + 1 + gap, depth: depth + 1, path: path, isInline: true)
            }
        }
    }
}

extension String {
    /// A plain scalar may not begin with these.
    fileprivate var replacingBrace: String { "x" + self }

    fileprivate func replacing(_ old: String, with new: String) -> String {
        split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
