import Testing

@testable import CommandTree

struct SecretDetectionTests {
    static let secrets = [
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",
        "d41d8cd98f00b204e9800998ecf8427e",
        "kX3vQ9pT2mZ7rB5nW8sJ1cF6hY4dL0gA3eU2iO9tRzM",
        "Kx-3vQ9pT2_Z7rB5nW8sJ1cF6h-4dL0gA3eU2iO9tRz",
        "3q2+7wAbCdEf0123/45678+xyzQRSTuvwLMNop9aB1c=",
        "k3j9x0q2m8v7c1z5p4w6n3b2h8",
        "JBSWY3DPEHPK3PXP2Q4TBSWY3DPEHPK3",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "github_pat_11ABCDEFG0abcdefghijk", "glpat-abcdefghij1234567890",
        "xoxb-123456789012-abcdefghijkl", "sk-ant-api03-abcdefghijkl", "sk-Ab3dEf6hIj9lMn2pQ", "sk_live_4eC39HqLyjWD",
        "FlyV1", "FlyV1 fm2_lJPECAAA", "fm2_lJPECAAAAAAAB", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
        "mol_pk_abcdefgh12", "magt_v1_abcdefgh12", "whsec_abcdefgh12",
    ]

    @Test("What a machine made as a token is recognised", arguments: secrets)
    func recognised(_ word: String) {
        #expect(looksLikeSecret(word))
        for text in ["leaked: \(word)", "it was '\(word)', says \"x\"", "(\(word))", "a\n\(word)\nb", "token=\(word)"] {
            #expect(holdsSecret(text))
        }
        #expect(!isHarmless(word))
    }

    @Test(
        "Names, ids, paths and addresses are not taken for secrets",
        arguments: [
            "", "-", "a", "verify", "admin-token", "molecule-admin-token-verify", "production", "my_key_2026",
            "550e8400-e29b-41d4-a716-446655440000", "550E8400-E29B-41D4-A716-446655440000",
            "r-20261120T230102Z-9f3a1c", "r-20261120T230102Z-aB3a1c", "2026-11-20T23:01:02Z", "20261120T230102Z",
            "/home/Alice/Projects2024/Molecule/keys/AdminToken", "./Sources/CommandTree/ExitStatus.swift",
            "Sources/CommandTree/ManagementApiCredentialTests", "~/.config/molecule/keys/production.json",
            "/nix/store/b6gvzjyb2pg0kjfwrjmg1vfhh54ad73z-bash-5.2", "/var/lib/molecule/2026/11/20/journal.json",
            "../../etc/ssl/certs/ca-certificates.crt", "C:/Users/Alice/AppData/Local/Molecule",
            "https://acme-7f3a.moleculesai.app", "https://example.com/a/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b",
            "http://127.0.0.1:8080/workspaces/550e8400-e29b-41d4-a716-446655440000/tokens",
            "molecule-cp-7d9f8b6c5d-x2x4z", "registry.fly.io/molecule:deployment-01HF8Z", "148e21eb4d3389",
            "user@example.com", "org-token:Ab3dEf6h", "tok_0123456789abcdef", "sk-learn-production-keys",
            "re_organisation-of-the-keys", "sk-", "ghp_", "eyJ", "MOLECULE_WORKSPACE_TOKEN_PRODUCTION_2026",
            "AVeryLongCamelCaseNameOfAnOrganisation", "internationalization-and-localization-team-2",
            "env-file:/srv/app/.env", "a sentence of several words, longer than twenty", "--------------------",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "00000000000000000000000000", "12345678901234567890",
        ])
    func harmless(_ word: String) {
        #expect(!looksLikeSecret(word))
    }

    @Test("Random tokens of every alphabet are recognised, all but very few")
    func random() {
        var generator = SplitMix(state: 20_261_120)
        let hex = Array("0123456789abcdef")
        let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        for (alphabet, length, allowed) in [(hex, 64, 0), (hex, 32, 0), (base64, 43, 4), (base64, 32, 20)] {
            let missed = (0..<2000).filter { _ in
                let token = String(
                    (0..<length).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
                return !looksLikeSecret(token)
            }
            #expect(missed.count <= allowed, "of 2000 with \(alphabet.count) letters, length \(length)")
        }
    }

    @Test("Random UUIDs are never taken for secrets")
    func uuids() {
        var generator = SplitMix(state: 1)
        let hex = Array("0123456789abcdef")
        for _ in 0..<2000 {
            let parts = [8, 4, 4, 4, 12].map { length in
                String((0..<length).map { _ in hex[Int.random(in: hex.indices, using: &generator)] })
            }
            let uuid = parts.joined(separator: "-")
            #expect(!looksLikeSecret(uuid), "\(uuid)")
            #expect(!looksLikeSecret(uuid.uppercased()), "\(uuid.uppercased())")
        }
    }

    /// Where a word may stand, with `@` for the word.
    static let places = [
        "@", "keys @", "help @", "keys show @", "keys show a current @", "keys show a --as @", "keys show a --as=@",
        "admin-token verify @", "keys show a -o @", "keys show a --timeout=@", "keys show a @", "--@", "-@", "--@=x",
        "keys show a --bogus=@", "keys show a --bogus @", "keys show a -x@", "keys show --quiet=@", "run a @ -- b",
        "admin-token rotate --to @", "admin-token rotate --to x@", "keys show a --api-url x --api-url @",
        "admin-token rotate --to fly:x --attempts @",
    ]

    @Test("No error repeats a secret, wherever it is typed", arguments: places)
    func neverRepeated(_ place: String) {
        for secret in Self.secrets where !secret.contains(" ") && !secret.contains("=") {
            let words = place.split(separator: " ").map { word in
                word.split(separator: "@", omittingEmptySubsequences: false).joined(separator: secret)
            }
            do throws(UsageError) {
                // A prefixed value, a flag's name or a path may hold anything; only errors matter here.
                let invocation = try sample.parse(words, environment: [:])
                Issue.record("accepted: \(place) \(invocation)")
            } catch {
                #expect(!error.message.contains(secret.dropFirst(3).prefix(12)), "\(error.message)")
                #expect(!(error.hint ?? "").contains(secret.dropFirst(3).prefix(12)), "\(error.hint ?? "")")
            }
        }
    }

    @Test("A variable with a wrong value is named, and its value is not repeated if it may be a secret")
    func variable() {
        let error = usageError("keys show a", ["MOLECULE_OUTPUT": Self.secrets[0]])
        #expect(error.message == "The variable MOLECULE_OUTPUT must be one of table, json or tsv.")
    }

    @Test("A secret typed as an operand is refused with the reason and the way out")
    func refusal() {
        let error = usageError("keys show \(Self.secrets[0])")
        #expect(
            error.message == "The operand NAME looks like a secret, and secrets are never typed on the command line, "
                + "because other users of the machine see them in the process list and the shell writes them to its "
                + "history.")
        #expect(error.hint == "Keep it as a key entry, which is passed with --from-key: molecule keys add --help")
        #expect(error.path == ["keys", "show"])
    }

    @Test("Files, shell commands, destinations and other programs' words may look like anything")
    func exempt() throws {
        let secret = Self.secrets[0]
        #expect(try arguments("keys import \(secret)").operand("FILE") == secret)
        #expect(try arguments("admin-token rotate --to fly:\(secret)").text("to") == "fly:\(secret)")
        #expect(try arguments("admin-token rotate --to fly:a --on-success \(secret)").text("on-success") == secret)
        #expect(try arguments("run a -- echo \(secret)").operands("COMMAND") == ["echo", secret])
    }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
