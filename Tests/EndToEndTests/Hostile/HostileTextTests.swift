import Foundation
import JSON
import TestSupport
import Testing

/// Names, errors and statuses that a server chose to do harm on a terminal, or to look like others.
@Suite(.blocking) struct HostileTextTests {
    /// Texts that act on terminals, hide, or deceive.
    static let evil = [
        "\u{1B}[2J\u{1B}[H", "\u{1B}]0;title\u{07}", "\u{1B}]52;c;cm0gLXJm\u{07}", "\u{1B}]8;;https://x\u{1B}\\y",
        "\u{9B}31m", "\u{90}q\u{9C}", "a\rb", "a\nb", "a\u{08}\u{08}b", "\u{7F}", "a\tb", "\u{0}", "\u{85}",
        "\u{2028}x",
        "a\u{202E}txt.exe", "\u{2066}a\u{2069}", "\u{200E}\u{200F}\u{61C}", "a\u{200B}b", "a\u{200D}b", "\u{FEFF}a",
        "\u{2060}a", "\u{AD}a", "\u{3164}", "\u{115F}\u{1160}", "\u{FFA0}", "\u{E0041}\u{E007F}", "a\u{FE0F}",
        "\u{E0100}",
        "\u{180E}", "\u{34F}", "\u{FFF9}a\u{FFFB}", "\u{1D173}",
    ]
    /// Texts that are only hard to align.
    static let honest = [
        "plain", "漢字の名前", "한국어", "日本語ﾃｽﾄ", "ＦＵＬＬ", "😀😀", "👩🏽", "🇩🇪", "e\u{301}le\u{300}ve", "Übersetzung", "✅ done", "⭐",
        "नमस्ते",
        "עברית", "العربية", "…", "㊙", "〈x〉",
    ]

    private static func server(_ texts: [String]) -> HostileServer {
        HostileServer { peer, _ in
            let items = texts.enumerated().map { index, text -> JSONValue in
                ["id": .string("id-\(index)"), "name": .string(text), "status": .string(text), "runtime": "END"]
            }
            return peer.answer(
                "200 OK", ["Content-Type: application/json"], body: Array(JSONValue.array(items).compact.utf8))
        }
    }

    private static func words(_ server: HostileServer, _ options: String...) -> [String] {
        ["workspaces", "list", "--api-url", "http://127.0.0.1:\(server.port)"] + options
    }

    private static let environment = ["ADMIN_TOKEN": "root-token-of-the-text-tests"]

    /// Whether a character acts, hides, or reorders; what no text of a server may bring to a terminal.
    private static func isAlive(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format { return true }
        return scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.generalCategory == .lineSeparator
            || scalar.properties.generalCategory == .paragraphSeparator
    }

    @Test func `no name or status of a server is alive on a terminal, and none breaks a line`() throws {
        let home = try TemporaryHome()
        let server = Self.server(Self.evil)
        defer { server.stop() }
        let terminal = try PseudoTerminal(
            Binary.molecule, Self.words(server, "--color", "never"),
            environment: home.environment.merging(Self.environment) { $1 }.merging(["TERM": "xterm"]) { $1 },
            directory: home.path)
        #expect(terminal.end() == 0, "\(terminal.screen)")
        // The terminal's own line ends are the only control characters.
        let lines = terminal.screen.replacingOccurrences(of: "\r\n", with: "\n").split(separator: "\n")
        #expect(lines.count == Self.evil.count + 1, "\(lines)")
        for line in lines.dropFirst() {
            #expect(!line.unicodeScalars.contains(where: Self.isAlive), "\(line.debugDescription)")
            #expect(line.contains("\u{FFFD}") && line.contains("END"), "\(line.debugDescription)")
        }
    }

    @Test func `nor is one in any other form, and in JSON every text is exact`() throws {
        let home = try TemporaryHome()
        let texts = Self.evil + Self.honest
        let server = Self.server(texts)
        defer { server.stop() }
        for format in ["table", "tsv", "yaml", "json"] {
            let run = try Run.molecule(Self.words(server, "-o", format), home: home, environment: Self.environment)
            #expect(run.status == 0, "\(run.error)")
            // In a document they are escaped, which is exact.
            let alive = run.output.unicodeScalars.filter { $0 != "\n" && $0 != "\t" && Self.isAlive($0) }
            #expect(alive.isEmpty, "\(format): \(alive.map { String($0.value, radix: 16) })")
            if format == "json" {
                let items = try #require(try run.document()["items"]?.items)
                let names = items.map { Array(($0["name"]?.text ?? "").unicodeScalars) }
                #expect(names == texts.map { Array($0.unicodeScalars) })
            }
        }
    }

    @Test func `tables stay straight`() throws {
        let home = try TemporaryHome()
        let server = Self.server(Self.honest)
        defer { server.stop() }
        let run = try Run.molecule(Self.words(server, "-o", "table"), home: home, environment: Self.environment)
        #expect(run.status == 0)
        // Where the column after the names begins, as the C library counts columns.
        let places = try SystemWidth.with { width in
            run.output.split(separator: "\n").map { line in
                let mark = line.hasPrefix("ID") ? "RUNTIME" : "END"
                let head = line.components(separatedBy: mark)[0]
                return head.unicodeScalars.reduce(0) { $0 + (width($1) ?? 0) }
            }
        }
        #expect(places.count == Self.honest.count + 1)
        #expect(Set(places).count == 1, "\(places)\n\(run.output)")
    }

    @Test(arguments: [400, 401, 403, 404, 409, 429, 500, 418])
    func `no error of a server is alive, whatever its status`(_ status: Int) throws {
        let home = try TemporaryHome()
        let text = Self.evil.joined(separator: " ")
        let server = HostileServer { peer, _ in
            let body = JSONValue.object([.init("error", .string(text)), .init("code", .string(text))])
            return peer.answer(
                "\(status) \u{1B}[31m", ["Content-Type: application/json", "X-\u{1B}: \u{1B}[2J"],
                body: Array(body.compact.utf8))
        }
        defer { server.stop() }
        for options in [[], ["-v"], ["-o", "json"]] {
            for words in [
                Self.words(server),
                ["org", "tokens", "revoke", "x", "--yes", "--api-url", "http://127.0.0.1:\(server.port)"],
                ["admin-token", "verify", "--api-url", "http://127.0.0.1:\(server.port)"],
            ] {
                let run = try Run.molecule(words + options, home: home, environment: Self.environment)
                #expect(run.status != 0)
                let shown = (run.output + run.error).unicodeScalars
                #expect(
                    !shown.contains { $0 != "\n" && $0 != "\t" && Self.isAlive($0) },
                    "\((run.output + run.error).debugDescription)")
            }
        }
    }
}
