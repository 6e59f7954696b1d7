import Keyfile
import Rotation
import Testing

@Suite struct ShapeCheckTests {
    private func defect(_ text: String, prefixes: [String] = [], length: ClosedRange<Int> = 1...64, form: String)
        -> String?
    {
        Runbook.Shape(prefixes: prefixes, length: length, form: form).defect(of: Secret(Array(text.utf8)))
    }

    @Test func `values of a shape have no defect`() {
        #expect(defect("napi_abc", prefixes: ["napi_"], form: "token") == nil)
        #expect(defect("FlyV1 fm2_a,fm2_b", prefixes: ["FlyV1 "], form: "words") == nil)
        #expect(defect("00ffAA", form: "hex") == nil)
        #expect(defect("postgres://u:p@h/db?x=1", prefixes: ["postgres://", "postgresql://"], form: "uri") == nil)
        #expect(defect("Molecule AI <noreply@example.com>", form: "mailbox") == nil)
        #expect(defect("noreply@example.com", form: "mailbox") == nil)
    }

    @Test func `what is wrong is named without the value`() {
        #expect(defect("", form: "token") == "is empty")
        #expect(defect("a b", form: "token") == "has a space or tab at byte 2")
        #expect(defect("a b ", form: "words") == "has a space or tab at byte 4")
        #expect(defect("a\u{1B}b", form: "words") == "has a control character at byte 2")
        #expect(defect("é", form: "token") == "has a byte outside ASCII at byte 1")
        #expect(defect("x", prefixes: ["a_", "b_"], form: "token") == "does not begin with a_ or b_")
        #expect(defect("abc", length: 4...8, form: "token") == "is shorter than 4 bytes")
        #expect(defect("abcdefghi", length: 4...8, form: "token") == "is longer than 8 bytes")
        #expect(defect("0g", form: "hex") == "has something other than hexadecimal digits")
        #expect(defect("nothing", form: "uri") == "is no URI")
        for text in ["Name <box>", "a@b", "@example.com", "a@b@c.d", "<a@b.c", "Name <a@b.c> x"] {
            #expect(defect(text, form: "mailbox") != nil, "\(text)")
        }
    }
}
