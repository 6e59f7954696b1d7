import HostSystem
import Keyfile
import Testing

@Suite struct SecretTests {
    private let marked = "hunter2-MARKED"

    @Test func `no description, dump or reflection of a secret shows its bytes`() throws {
        let secret = Secret(Array(marked.utf8))
        let entry = try KeyEntry(
            name: try #require(KeyName("a")), kind: .adminToken, origin: try Origin("https://a.example"),
            organization: nil,
            secret: secret, created: Timestamp(milliseconds: 0))
        var texts = [
            String(describing: secret), String(reflecting: secret), String(describing: entry),
            String(reflecting: entry),
        ]
        texts.append(String(describing: [secret] as [Any]))
        texts.append(String(describing: Optional(secret)))
        for value in [secret, entry, ["x": secret]] as [Any] {
            var text = ""
            dump(value, to: &text)
            texts.append(text)
        }
        for text in texts {
            #expect(!text.contains(marked))
            // Nor as numbers: the bytes of the value in decimal, one after the other, on one line or on many.
            let numbers = text.split { !$0.isNumber }.compactMap { UInt8($0) }
            #expect(!numbers.contains(Array(marked.utf8)))
        }
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test func `the bytes come out of one door as they went in`() {
        for bytes in [[], [0], Array(marked.utf8), Array(0...255)] as [[UInt8]] {
            let secret = Secret(bytes)
            #expect(secret.reveal { $0 } == bytes)
            #expect(secret.count == bytes.count)
        }
    }

    @Test func `a failure of the one who looks comes through`() {
        struct Trouble: Error, Equatable {}
        #expect(throws: Trouble()) { try Secret([1]).reveal { _ throws(Trouble) in throw Trouble() } }
    }

    @Test func `secrets match when every byte does`() {
        #expect(Secret([1, 2]).matches(Secret([1, 2])))
        #expect(Secret([]).matches(Secret([])))
        #expect(!Secret([1, 2]).matches(Secret([1, 3])))
        #expect(!Secret([1, 2]).matches(Secret([2, 2])))
        #expect(!Secret([1, 2]).matches(Secret([1, 2, 0])))
        #expect(!Secret([1, 2]).matches(Secret([])))
    }

    @Test func `a fingerprint is eight digits of HMAC-SHA256 under the salt`() {
        // RFC 4231, 4.2.
        let salt = [UInt8](repeating: 0x0B, count: 20)
        #expect(Fingerprint(of: Secret(Array("Hi There".utf8)), salt: salt).text == "b0344c61")
        #expect(Fingerprint(of: Secret(Array("Hi There".utf8)), salt: salt + [0x0B]).text != "b0344c61")
        #expect(Fingerprint(of: Secret(Array("hi There".utf8)), salt: salt).text != "b0344c61")
    }

    @Test(arguments: [
        ("b0344c61", true), ("00000000", true), ("B0344C61", false), ("b0344c6", false), ("b0344c611", false),
        ("b0344c6g", false), ("", false),
    ])
    func `a fingerprint is read only as it is written`(_ text: String, _ isOne: Bool) {
        #expect((Fingerprint(text: text)?.text == text) == isOne)
    }

    @Test(arguments: [
        "a", "A", "0", "_", "production", "a.b-c_D9", "x.rotation", String(repeating: "a", count: 64), "a.", "lock",
        "a.locks",
    ])
    func `a name of a key entry is accepted`(_ text: String) {
        #expect(KeyName(text)?.text == text)
    }

    @Test(arguments: [
        "", ".", "..", ".a", "-a", "--reveal", "a/b", "/", "../x", "a b", "a\n", "a\0", "é", "a:b", "~", "a.lock",
        "x.lock",
        String(repeating: "a", count: 65), "a\u{0301}",
    ])
    func `what could be a path, hidden, an option or a lock is no name`(_ text: String) {
        #expect(KeyName(text) == nil)
    }

    @Test func `names are ordered by their bytes`() {
        #expect(
            ["b", "a", "B", "10", "9"].compactMap { KeyName($0) }.sorted().map(\.text) == ["10", "9", "B", "a", "b"])
    }

    @Test func `every kind has a variable of its own`() {
        #expect(Set(KeyKind.allCases.map(\.variable)).count == KeyKind.allCases.count)
        for kind in KeyKind.allCases {
            #expect(KeyKind(rawValue: kind.rawValue) == kind)
            #expect(!kind.summary.isEmpty && !kind.summary.hasSuffix("."))
        }
        #expect(KeyKind.adminToken.variable == "ADMIN_TOKEN")
    }
}
