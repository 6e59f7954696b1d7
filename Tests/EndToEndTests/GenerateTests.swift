import Foundation
import TestSupport
import Testing

@Suite struct GenerateTests {
    let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    private func generate(_ options: String..., environment: [String: String] = [:]) throws -> Run {
        try Run.molecule(["admin-token", "generate"] + options, home: home, environment: environment)
    }

    struct Form: Sendable, CustomTestStringConvertible {
        let options: [String]
        let length: Int
        let alphabet: String
        var testDescription: String { options.isEmpty ? "without options" : options.joined(separator: " ") }
    }

    static let digits = "0123456789"
    static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    static let forms = [
        Form(options: [], length: 44, alphabet: letters + digits + "+/="),
        Form(options: ["--format", "base64", "--bytes", "32"], length: 44, alphabet: letters + digits + "+/="),
        Form(options: ["--format=hex"], length: 64, alphabet: digits + "abcdef"),
        Form(options: ["--format", "base64url"], length: 43, alphabet: letters + digits + "-_"),
        Form(options: ["--bytes", "33"], length: 44, alphabet: letters + digits + "+/"),
        Form(options: ["--bytes", "1024"], length: 1368, alphabet: letters + digits + "+/="),
        Form(options: ["--bytes=1024", "--format=hex"], length: 2048, alphabet: digits + "abcdef"),
        Form(options: ["--bytes=1024", "--format=base64url"], length: 1366, alphabet: letters + digits + "-_"),
        Form(options: ["-q"], length: 44, alphabet: letters + digits + "+/="),
    ]

    @Test(arguments: forms) func `a token has the form and length that were asked for`(_ form: Form) throws {
        let run = try Run.molecule(["admin-token", "generate"] + form.options, home: home)
        #expect(run.status == 0)
        #expect(run.error == "")
        #expect(run.output.hasSuffix("\n"))
        let token = run.output.dropLast()
        #expect(token.count == form.length)
        #expect(token.allSatisfy { form.alphabet.contains($0) })
        #expect(names(in: home.path) == [], "nothing is stored")
    }

    @Test func `no two tokens are the same`() throws {
        let tokens = try (0..<5).map { _ in try generate().output }
        #expect(Set(tokens).count == 5)
    }

    @Test(arguments: ["0", "31", "1025", "x", "-1", "", "32.0", "99999999999999999999"])
    func `a number of bytes out of range is refused`(_ bytes: String) throws {
        let run = try generate("--bytes", bytes)
        #expect(run.status == 2)
        #expect(run.output == "")
        #expect(run.error.contains("--bytes"))
        #expect(run.error.contains("32 to 1024") || bytes.isEmpty, "\(run.error)")
    }

    @Test func `a saved token is stored and not printed`() throws {
        let run = try generate("--save", "production", "--origin", "https://platform.example.com")
        #expect(run.status == 0)
        let stored = try Run.molecule("keys", "show", "production", "--reveal", home: home).output.dropLast()
        #expect(stored.count == 44)
        #expect(!run.output.contains(stored) && !run.error.contains(stored))
        #expect(run.error.contains("Stored as key entry 'production', for https://platform.example.com alone."))
        #expect(try mode(of: "\(home.keys)/production") == "600")
    }

    @Test func `a saved token is printed when that is asked for`() throws {
        let run = try generate("--save", "production", "--origin", "https://platform.example.com", "--reveal")
        #expect(run.status == 0)
        #expect(run.output == (try Run.molecule("keys", "show", "production", "--reveal", home: home).output))
    }

    @Test func `a name that is taken is a conflict and keeps its value`() throws {
        let arguments = ["--save", "production", "--origin", "https://platform.example.com"]
        _ = try Run.molecule(["admin-token", "generate"] + arguments, home: home)
        let before = try FileTree(home.keys).items["production"]
        for options in [[], ["--reveal"], ["-o", "json"]] {
            let run = try Run.molecule(["admin-token", "generate"] + arguments + options, home: home)
            #expect(run.status == 7)
            #expect(run.output == "")
            #expect(run.error.contains("There is a key entry 'production' already."))
        }
        #expect(try FileTree(home.keys).items["production"] == before)
    }

    @Test func `options that make no sense together are refused`() throws {
        for options in [["--save", "a"], ["--origin", "https://a.example"], ["--reveal"]] {
            let run = try Run.molecule(["admin-token", "generate"] + options, home: home)
            #expect(run.status == 2, "\(options)")
            #expect(run.error.contains("--save"))
        }
    }

    @Test func `as JSON a token is one object, and a stored one is told without its value`() throws {
        let shown = try generate("-o", "json", "--format", "hex").document()
        #expect(shown["value"]?.text?.count == 64)
        #expect(shown["format"]?.text == "hex")
        #expect(shown["bytes"]?.integer == 32)
        let stored = try generate("-o", "json", "--save", "a", "--origin", "https://a.example").document()
        #expect(stored["name"]?.text == "a")
        #expect(stored["value"] == nil)
        #expect(stored["current"]?["fingerprint"]?.text?.isEmpty == false)
        let yaml = try generate("-o", "yaml").output
        #expect(yaml.hasPrefix("value: \""))
    }

    @Test func `a full disk is told in a sentence, and nothing is half stored`() throws {
        let run = try Run.shell("molecule admin-token generate > /dev/full", home: home)
        #expect(run.status == 1)
        #expect(run.error == "molecule: The result could not be written: No space left on device.\n")
        let asJSON = try Run.shell("molecule admin-token generate -o json > /dev/full", home: home)
        #expect(asJSON.status == 1)
        #expect(try asJSON.failure()["name"]?.text == "failure")
    }

    @Test func `a reader that has gone ends the program quietly, by its signal`() throws {
        let run = try Run.program(
            "/bin/bash", ["-c", "molecule admin-token generate --bytes 1024 | true; echo ${PIPESTATUS[0]}"],
            environment: home.environment)
        #expect(["0\n", "141\n"].contains(run.output), "\(run.output)")
        #expect(run.error == "")
        // Whether the reader is gone in time is chance above; here it is certain.
        let closed = try Run.program(
            "/bin/bash", ["-c", "(sleep 0.3; exec molecule admin-token generate) | exec true; echo ${PIPESTATUS[0]}"],
            environment: home.environment)
        #expect(closed.output == "141\n")
        #expect(closed.error == "")
    }

    @Test func `standard output that is closed is an error, not a token in another file`() throws {
        let run = try Run.shell(
            "molecule admin-token generate --save a --origin https://a.example --reveal >&-", home: home)
        #expect(run.status == 1)
        #expect(run.error.contains("could not be written"))
        #expect(try Run.molecule("keys", "show", "a", home: home).status == 0)
    }
}
