import Foundation
import TestSupport
import Testing

@testable import CommandTree

struct ManualTests {
    static let sections = [
        "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "SEE ALSO",
    ]

    @Test("There is a page for the program and for every command that is not hidden")
    func names() {
        #expect(
            sample.manualPages().map(\.fileName) == [
                "molecule.1", "molecule-admin-token.1", "molecule-admin-token-rotate.1",
                "molecule-admin-token-verify.1",
                "molecule-keys.1", "molecule-keys-show.1", "molecule-keys-import.1", "molecule-run.1",
                "molecule-configure.1",
            ])
    }

    @Test("Every page has every section, in order and with a text")
    func completeness() {
        for page in sample.manualPages() {
            let lines = page.text.split(separator: "\n")
            let found = lines.filter { $0.hasPrefix(".Sh ") }.map { String($0.dropFirst(4)) }
            #expect(found == Self.sections, "\(page.fileName)")
            for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix(".Sh ") {
                #expect(!next.hasPrefix(".Sh "), "\(page.fileName): \(line)")
            }
            #expect(page.text.hasPrefix(".Dd November 20, 2026\n.Dt MOLECULE"))
        }
    }

    @Test("mandoc has nothing to warn of, for the sample or a bare tree", .enabled(if: Shell.isWanted("mandoc")))
    func lint() throws {
        let bare = Program(
            root: Command<String>(
                "m", summary: "X No Ar",
                subcommands: [Command("op", summary: "In .Sh \\fB \"a\" | ,", action: { _ in "" })]),
            version: "1", manualDate: "November 20, 2026")
        for program in [sample, bare, sampleProgram(of: [])] {
            for page in program.manualPages() {
                let result = try rendered(page, ["-T", "lint", "-W", "warning"])
                #expect(result.status == 0 && result.output.isEmpty, "\(result.output)")
            }
        }
    }

    @Test("A page renders what the tree says, letter for letter", .enabled(if: Shell.isWanted("mandoc")))
    func rendering() throws {
        let page = try #require(sample.manualPages().first { $0.fileName == "molecule-admin-token-rotate.1" })
        let text = try rendered(page, ["-T", "utf8", "-O", "width=100"]).output
        // Bold and italic are a letter, a backspace and another letter.
        let plain = text.replacing(/.\u{8}/, with: "")
        for expected in [
            "molecule-admin-token-rotate – replace the admin token",
            "molecule admin-token rotate --to DESTINATION ... [option ...]",
            "'.env' files are kept; see --to.",
            ".leading dots and \\ are kept as well.",
            "--to DESTINATION ...",
            "-n, --dry-run",
            "--api-url,", "--version; they are described in molecule(1).",
            "12 (unverified)",
            "molecule admin-token rotate --to 'env-file:/srv/it-is/.env'\n",
            "molecule(1), molecule-admin-token(1), molecule-admin-token-verify(1)",
        ] {
            #expect(plain.contains(expected), "\(expected) is missing in:\n\(plain)")
        }
    }

    @Test("Words that are macros of mdoc are shown, not obeyed", .enabled(if: Shell.isWanted("mandoc")))
    func macros() throws {
        let command = Command<String>(
            "op", summary: "Op It", files: [DocumentedFile("Op Ar | No such", ".Sh is not a section.")],
            action: { _ in "" })
        let page = try #require(sampleProgram(of: [command]).manualPages().last)
        let text = try rendered(page, ["-T", "utf8"]).output.replacing(/.\u{8}/, with: "")
        #expect(text.contains("     Op Ar | No such\n             .Sh is not a section.\n"), "\(text)")
        #expect(text.contains("molecule-op – op It\n"), "\(text)")
        #expect(text.contains("     molecule op [option ...]\n"), "\(text)")
    }

    @Test("A group's page gathers examples, files and statuses from its commands")
    func groups() throws {
        let page = try #require(sample.manualPages().first { $0.fileName == "molecule-admin-token.1" })
        #expect(page.text.contains("Rotate it into a file"))
        #expect(page.text.contains("Ask one server."))
        #expect(page.text.contains(".It Pa /srv/app/.env"))
        #expect(page.text.contains(".It 8 Pq partial"))
        let root = try #require(sample.manualPages().first)
        for status in ExitStatus.allCases { #expect(root.text.contains(".It \(status.rawValue) Pq ")) }
        for option in ["output", "yes", "help"] { #expect(root.text.contains("Fl \\-\(option)")) }
        let show = try #require(sample.manualPages().first { $0.fileName == "molecule-keys-show.1" })
        #expect(show.text.contains(".It Pa \\(ti/.config/molecule/keys/"))
    }

    private func rendered(_ page: ManualPage, _ options: [String]) throws -> Shell.Result {
        try Shell.withDirectory { directory in
            try directory.write(page.text, to: page.fileName)
            return try Shell.run("mandoc", options + [page.fileName], in: directory)
        }
    }
}
