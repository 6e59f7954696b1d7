import Testing

@testable import MoleculeCommands

@Suite struct SecretsFileTests {
    private func values(_ text: String) throws -> [String: String] {
        let file = try SecretsFile(Array(text.utf8))
        return Dictionary(
            uniqueKeysWithValues: file.assignments.map { assignment in
                (assignment.key, assignment.value.reveal { String(decoding: $0, as: UTF8.self) })
            })
    }

    private func defect(_ text: String) -> SecretsFile.Defect? {
        do {
            _ = try SecretsFile(Array(text.utf8))
            return nil
        } catch { return error }
    }

    @Test func `what Compose and systemd read alike is taken`() throws {
        let text =
            "\u{20} A=1 \r\n;c\n# c\n\nexport B='x\ny'\nC=\"a\\\"b\\\\c\\$d\" \n_d=a b#c\nE=ü!&*(){}?;~^|\nF='\\n'"
        #expect(
            try values(text) == [
                "A": "1", "B": "x\ny", "C": "a\"b\\c$d", "_d": "a b#c", "E": "ü!&*(){}?;~^|", "F": "\\n",
            ])
        #expect(try values("") == [:])
        #expect(try values("# only\n\n") == [:])
    }

    @Test(arguments: [
        ("A=a\nA=b", 2), ("A", 1), ("A =b", 1), ("A= b", 1), ("1A=b", 1), ("=b", 1), ("A-B=c", 1), ("A:b", 1),
        ("A=", 1), ("A=''", 1), ("A=\"\"", 1), ("A=$b", 1), ("A=a\\", 1), ("A=a #b", 1), ("A=#b", 1), ("A=a'b", 1),
        ("A='b", 1), ("A=\"b", 1), ("A='b' # c", 1), ("A='b\\'", 1), ("A=\"$b\"", 1), ("A=\"\\n\"", 1),
        ("A=`b`", 1), ("X=1\n\nA='x\r\ny'", 3), ("A='x\ny'\nB", 3), ("# c \\\nA=b", 1), ("A=a\0b", 1),
        ("A=\"b\\", 1), ("export", 1), ("export =a", 1), ("A=\"x\n\n\nB=c", 1),
    ]) func `what they read differently, or not at all, is refused with its line`(text: String, line: Int) {
        #expect(defect(text)?.line == line, "\(text.debugDescription): \(String(describing: defect(text)))")
    }

    @Test func `lines are counted across values of several lines`() throws {
        let file = try SecretsFile(Array("A='1\n2\n3'\nB=\"\n\n\"\nC=x\n".utf8))
        #expect(file.assignments.map(\.line) == [1, 4, 7])
    }

    @Test func `a value that is not UTF-8 is refused`() {
        #expect(throws: SecretsFile.Defect.self) { try SecretsFile([0x41, 0x3D, 0xFF]) }
    }

    @Test func `every cut of a file is read or refused without a crash`() {
        let bytes = Array("export A='x\ny'\nB=\"a\\\"\\$\"\r\n# c\nC=d e \n".utf8)
        for end in 0...bytes.count {
            for start in 0...end { _ = try? SecretsFile(Array(bytes[start..<end])) }
        }
    }
}
