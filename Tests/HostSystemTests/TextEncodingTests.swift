import Foundation
import HostSystem
import Testing

@Suite struct TextEncodingTests {
    @Test(arguments: [
        ("", "", ""), ("f", "Zg==", "Zg"), ("fo", "Zm8=", "Zm8"), ("foo", "Zm9v", "Zm9v"),
        ("foob", "Zm9vYg==", "Zm9vYg"),
        ("fooba", "Zm9vYmE=", "Zm9vYmE"), ("foobar", "Zm9vYmFy", "Zm9vYmFy"),
    ])
    func `the vectors of RFC 4648 come out`(_ text: String, _ padded: String, _ unpadded: String) {
        #expect(TextEncoding.base64(Array(text.utf8)) == Array(padded.utf8))
        #expect(TextEncoding.base64url(Array(text.utf8)) == Array(unpadded.utf8))
    }

    @Test func `the alphabets differ in their last two letters alone`() {
        let bytes: [UInt8] = [0xFB, 0xEF, 0xFF]
        #expect(TextEncoding.base64(bytes) == Array("++//".utf8))
        #expect(TextEncoding.base64url(bytes) == Array("--__".utf8))
    }

    @Test func `Foundation encodes any bytes the same`() throws {
        for length in 0...200 {
            let bytes = try SystemRandom.bytes(length)
            let expected = Data(bytes).base64EncodedString()
            #expect(TextEncoding.base64(bytes) == Array(expected.utf8))
            let urlSafe = expected.replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
                .replacingOccurrences(of: "=", with: "")
            #expect(TextEncoding.base64url(bytes) == Array(urlSafe.utf8))
            let hexadecimal = bytes.map { String(format: "%02x", $0) }.joined()
            #expect(TextEncoding.hexadecimal(bytes) == Array(hexadecimal.utf8))
            #expect(TextEncoding.bytes(hexadecimal: hexadecimal) == bytes)
            #expect(TextEncoding.bytes(hexadecimal: hexadecimal.uppercased()) == bytes)
        }
    }

    @Test(arguments: ["0", "0g", "g0", " 0", "0x", "+1", "-1", "００", "é", "00 "])
    func `what is not hexadecimal is not read`(_ text: String) {
        #expect(TextEncoding.bytes(hexadecimal: text) == nil)
    }

    @Test(arguments: [0, 1, 255, 256, 257, 1024]) func `as many random bytes come as were asked for`(_ count: Int)
        throws
    {
        let bytes = try SystemRandom.bytes(count)
        #expect(bytes.count == count)
        if count >= 32 {
            #expect(try SystemRandom.bytes(count) != bytes)
            // Each stretch that one system call fills has been filled: sixteen zeros in a row are no accident.
            #expect(bytes.suffix(16) != ArraySlice(repeating: 0, count: 16) || count == 257)
            #expect(Set(bytes).count > 20)
        }
    }

    @Test func `the byte after the first 256 is random too`() throws {
        let last = try (0..<20).map { _ in try SystemRandom.bytes(257)[256] }
        #expect(Set(last).count > 5)
    }
}
