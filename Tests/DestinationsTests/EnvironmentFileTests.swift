import HostSystem
import Testing

@testable import Destinations

private func file(_ text: String) throws -> EnvironmentFile {
    try EnvironmentFile(Array(text.utf8), variable: "ADMIN_TOKEN")
}

private func setting(_ text: String, _ value: String = "new+/=") throws -> String {
    String(decoding: try file(text).setting(Array(value.utf8)), as: UTF8.self)
}

private func defect(_ text: String) -> EnvironmentFile.Defect? {
    do {
        _ = try file(text)
        return nil
    } catch let error as EnvironmentFile.Defect { return error } catch { return nil }
}

/// A document around the value of one variable, made of what such files hold.
private struct Document {
    var before: [UInt8] = []
    var value: [UInt8]
    var after: [UInt8] = []

    private static let others = [
        "# ADMIN_TOKEN=commented", "  ; ADMIN_TOKEN=commented", "", "   ", "\t", "ADMIN_TOKEN_FILE=/run/token",
        "MY_ADMIN_TOKEN=x", "ADMIN_TOKE=x",
        "admin_token=x", "ADMIN_TOKENS='a b'", "export OTHER=1", "A=\"it's # quoted\"", "B='$HOME \"x\"'",
        "C=a b # comment", "D=caf\u{E9}",
        "E = spaced", "F", "G=ends in a # comment \\", "# a comment that ends so \\", "H=\"escaped \\\" quote\"",
        "I=it's", "J=ADMIN_TOKEN=x",
        "ADMIN_TOKEN2=x", "ADMIN_TOKEN.x=1", "ADMIN_TOKEN-x=1", "export ADMIN_TOKEN_FILE=x",
    ]
    private static let continued = "K=goes on \\"
    private static let plain = Array("ABCxyz0189+/=_-.:@%,".utf8)

    init(_ generator: inout SeededGenerator) {
        value = Document.value(&generator)
        let ending = Bool.random(using: &generator) ? "\n" : "\r\n"
        before = Document.lines(&generator, ending)
        let (opening, closing) = [("", ""), ("'", "'"), ("\"", "\"")].randomElement(using: &generator) ?? ("", "")
        let blanks = ["", "  ", "\t"].randomElement(using: &generator) ?? ""
        let indentation =
            ["", "", " ", "\t", "export ", "  export   ", "export\t"].randomElement(using: &generator) ?? ""
        before += Array("\(indentation)ADMIN_TOKEN=\(opening)".utf8)
        after = Array((closing + blanks).utf8)
        if Int.random(in: 0..<4, using: &generator) > 0 {
            after += Array(ending.utf8) + Document.lines(&generator, ending)
        }
        if !opening.isEmpty, Int.random(in: 0..<5, using: &generator) == 0 { value = Array("a b#c;d|e é".utf8) }
        if Int.random(in: 0..<10, using: &generator) == 0 { value = [] }
    }

    static func value(_ generator: inout SeededGenerator) -> [UInt8] {
        (0..<Int.random(in: 1...60, using: &generator)).map { _ in plain.randomElement(using: &generator) ?? 0x61 }
    }

    private static func lines(_ generator: inout SeededGenerator, _ ending: String) -> [UInt8] {
        var lines: [String] = []
        for _ in 0..<Int.random(in: 0..<6, using: &generator) {
            // What a line goes on in must be there, and must not be the variable's own line.
            if Int.random(in: 0..<8, using: &generator) == 0 { lines += [continued, "and on"] }
            lines.append(others.randomElement(using: &generator) ?? "")
            if lines.last?.hasPrefix("G=") == true || lines.last?.hasSuffix("so \\") == true { lines.append("L=1") }
        }
        return Array(lines.map { $0 + ending }.joined().utf8)
    }

    var bytes: [UInt8] { before + value + after }
}

@Suite struct EnvironmentFileTests {
    @Test func `setting the variable changes the bytes of its value and no other`() throws {
        var generator = SeededGenerator(seed: 42)
        for round in 0..<4000 {
            let document = Document(&generator)
            let new = Document.value(&generator)
            let file = try EnvironmentFile(document.bytes, variable: "ADMIN_TOKEN")
            let text = String(decoding: document.bytes, as: UTF8.self)
            #expect(file.value == document.value, "round \(round): \(text)")
            let edited = file.setting(new)
            #expect(edited == document.before + new + document.after, "round \(round): \(text)")
            #expect(try EnvironmentFile(edited, variable: "ADMIN_TOKEN").value == new)
        }
    }

    @Test(arguments: [
        ("", "ADMIN_TOKEN=new+/=\n"), ("A=1\n", "A=1\nADMIN_TOKEN=new+/=\n"), ("A=1", "A=1\nADMIN_TOKEN=new+/=\n"),
        ("# ADMIN_TOKEN=x\n", "# ADMIN_TOKEN=x\nADMIN_TOKEN=new+/=\n"),
        ("ADMIN_TOKEN_FILE=x", "ADMIN_TOKEN_FILE=x\nADMIN_TOKEN=new+/=\n"),
    ])
    func `a variable that no line sets gets a line at the end`(_ text: String, _ edited: String) throws {
        #expect(try file(text).value == nil)
        #expect(try setting(text) == edited)
        #expect(try file(edited).value == Array("new+/=".utf8))
    }

    @Test(arguments: [
        ("ADMIN_TOKEN=old", "ADMIN_TOKEN=new+/="), ("ADMIN_TOKEN=", "ADMIN_TOKEN=new+/="),
        ("ADMIN_TOKEN=  \nA=1", "ADMIN_TOKEN=new+/=  \nA=1"),
        ("ADMIN_TOKEN=''\n", "ADMIN_TOKEN='new+/='\n"), ("ADMIN_TOKEN=\"a b\"\t\r\n", "ADMIN_TOKEN=\"new+/=\"\t\r\n"),
        ("export ADMIN_TOKEN=old\r\nA=1\r\n", "export ADMIN_TOKEN=new+/=\r\nA=1\r\n"),
        ("ADMIN_TOKEN='it is \"x\"'", "ADMIN_TOKEN='new+/='"),
    ])
    func `a line is edited in its own style`(_ text: String, _ edited: String) throws {
        #expect(try setting(text) == edited)
    }

    static let refusals: [(String, Int, String)] = [
        ("ADMIN_TOKEN=a\nADMIN_TOKEN=b\n", 2, "sets the variable again, after line 1"),
        ("A=1\n\nADMIN_TOKEN=a\n#\nexport ADMIN_TOKEN='b'", 5, "sets the variable again, after line 3"),
        ("A=1\nADMIN_TOKEN\n", 2, "names the variable without a value"),
        ("export ADMIN_TOKEN", 1, "names the variable without a value"),
        ("ADMIN_TOKEN  \t\n", 1, "names the variable without a value"),
        ("ADMIN_TOKEN =x\n", 1, "has a space before the equals sign"),
        ("A=1\nADMIN_TOKEN\t= x\n", 2, "has a space before the equals sign"),
        ("ADMIN_TOKEN: x\n", 1, "names the variable, and is no assignment that both Compose and systemd read"),
        ("ADMIN_TOKEN # x\n", 1, "names the variable, and is no assignment that both Compose and systemd read"),
        ("ADMIN_TOKEN+=x\n", 1, "names the variable, and is no assignment that both Compose and systemd read"),
        ("ADMIN_TOKEN=\"a\\nb\"\n", 1, "has an escape or a substitution in its value"),
        ("ADMIN_TOKEN='a\\'\n", 1, "has an escape or a substitution in its value"),
        ("ADMIN_TOKEN=\"${A}\"\n", 1, "has an escape or a substitution in its value"),
        ("ADMIN_TOKEN=\"open\nA=1\"\n", 1, "opens a quote that it does not close"),
        ("\n\nADMIN_TOKEN='\n", 3, "opens a quote that it does not close"),
        ("# C:\\\nADMIN_TOKEN=a\n", 2, "continues the line before it, which Compose and systemd read differently"),
        ("# a comment \\\n", 1, "is continued after the end of the file"),
        ("X=\"a\" \"b\nADMIN_TOKEN=a\nZ=1\"\n", 2, "stands in a quoted value that begins on line 1"),
        ("X='a'\"\nADMIN_TOKEN=a\n\"\n", 2, "stands in a quoted value that begins on line 1"),
        ("A=1\n\u{0}\nADMIN_TOKEN=a\n", 2, "has a NUL byte, at which systemd reads nothing"),
        ("A=1\rADMIN_TOKEN=a\n", 1, "has a carriage return in it, which ends the line for systemd alone"),
        ("\u{FEFF}ADMIN_TOKEN=a\n", 1, "begins with a byte order mark, which hides its first name"),
        ("ADMIN_TOKEN='a' # comment\n", 1, "has something after the closing quote"),
        ("ADMIN_TOKEN='a'b", 1, "has something after the closing quote"),
        ("ADMIN_TOKEN=\"a\"\"b\"", 1, "has something after the closing quote"),
        ("ADMIN_TOKEN=a # comment\n", 1, "has a value that Compose and systemd may read differently; put it in quotes"),
        ("ADMIN_TOKEN=a\\\nb\n", 1, "has a value that Compose and systemd may read differently; put it in quotes"),
        ("ADMIN_TOKEN=$A\n", 1, "has a value that Compose and systemd may read differently; put it in quotes"),
        ("ADMIN_TOKEN= a\n", 1, "has a value that Compose and systemd may read differently; put it in quotes"),
        ("ADMIN_TOKEN=it's\n", 1, "has a value that Compose and systemd may read differently; put it in quotes"),
        ("A=1 \\\nADMIN_TOKEN=a\n", 2, "continues the line before it, which Compose and systemd read differently"),
        ("A=1 \\\r\nADMIN_TOKEN=a\r\n", 2, "continues the line before it, which Compose and systemd read differently"),
        ("A=1\nB=2 \\\n", 2, "is continued after the end of the file"),
        ("B=2 \\", 1, "is continued after the end of the file"),
        ("A=\"begins\nADMIN_TOKEN=a\nends\"\n", 2, "stands in a quoted value that begins on line 1"),
        ("B=1\nA='begins\n\nADMIN_TOKEN=a\n'\n", 4, "stands in a quoted value that begins on line 2"),
        ("ADMIN_TOKEN=a\nA='never ends\n", 2, "opens a quote that nothing closes"),
    ]

    @Test(arguments: 0..<37) func `what readers may take differently is refused with its line`(_ index: Int) {
        let (text, line, reason) = EnvironmentFileTests.refusals[index]
        #expect(defect(text) == EnvironmentFile.Defect(line: line, reason: reason), "\(text)")
    }

    @Test func `every refusal is tested`() { #expect(EnvironmentFileTests.refusals.count == 37) }

    @Test(arguments: [
        "A=\"one\ntwo # 'three\nfour\"\nADMIN_TOKEN=old\n", "A='one\ntwo\\'\nADMIN_TOKEN=old\n",
        "A=\"one \\\" two\nthree\"\nADMIN_TOKEN=old\n",
        "A=it's\nADMIN_TOKEN=old\n", "# it's \"a comment\nADMIN_TOKEN=old\n", "A=\"\"\nB=''\nADMIN_TOKEN=old\n",
        "A=x\"y\nADMIN_TOKEN=old\n",
        "export A=\"one\ntwo\"\nADMIN_TOKEN=old\n",
    ])
    func `another variable's quoted lines are stepped over`(_ text: String) throws {
        #expect(try setting(text) == text.replacing("old", with: "new+/="))
    }

    @Test(arguments: [
        ("a", true), ("Az09+/=_-.:@%,", true), ("", false), ("a b", false), ("a\"", false), ("a'", false),
        ("a$", false), ("a\\", false), ("a#", false), ("a\n", false), ("é", false), ("a;", false), ("a!", false),
        ("a~", false),
    ])
    func `a value is plain when no reader gives it another meaning`(_ value: String, _ isPlain: Bool) {
        #expect(EnvironmentFile.isPlain(Array(value.utf8)) == isPlain)
    }
}

/// A generator whose whole sequence follows from its seed (SplitMix64), so that a failure can be had again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
