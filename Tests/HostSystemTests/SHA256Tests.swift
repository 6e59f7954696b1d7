import HostSystem
import TestSupport
import Testing

private func hexadecimal(_ bytes: [UInt8]) -> String {
    String(decoding: TextEncoding.hexadecimal(bytes), as: UTF8.self)
}

private func bytes(_ hexadecimal: String) -> [UInt8] { TextEncoding.bytes(hexadecimal: hexadecimal) ?? [] }

@Suite(.heavy) struct SHA256Tests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
        ),
    ])
    func `the vectors of NIST come out`(_ message: String, _ digest: String) {
        #expect(hexadecimal(SHA256.digest(message.utf8)) == digest)
    }

    @Test func `a million times a comes out as NIST has it`() {
        let digest = SHA256.digest(repeatElement(UInt8(ascii: "a"), count: 1_000_000))
        #expect(hexadecimal(digest) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `it does not matter how a message is cut`() {
        let message = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7) }
        for cut in 0...message.count {
            var hash = SHA256()
            hash.update(message[..<cut])
            hash.update(message[cut...])
            let digest = hash.finish()
            #expect(digest == SHA256.digest(message), "cut at \(cut)")
        }
    }

    /// RFC 4231, 4.2 to 4.8; the fifth is cut to 128 bits.
    static let authenticationCodes: [(key: String, message: String, code: String)] = [
        (
            String(repeating: "0b", count: 20), "4869205468657265",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            "4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            String(repeating: "aa", count: 20), String(repeating: "dd", count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            "0102030405060708090a0b0c0d0e0f10111213141516171819", String(repeating: "cd", count: 50),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
        ),
        (
            String(repeating: "0c", count: 20), "546573742057697468205472756e636174696f6e",
            "a3b6167473100ee06e0c796c2955552b"
        ),
        (
            String(repeating: "aa", count: 131),
            "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            String(repeating: "aa", count: 131),
            "5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b657920616e642061"
                + "206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565647320746f20626520686173"
                + "686564206265666f7265206265696e6720757365642062792074686520484d414320616c676f726974686d2e",
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
    ]

    @Test(arguments: 0..<7) func `the codes of RFC 4231 come out`(_ index: Int) {
        let vector = SHA256Tests.authenticationCodes[index]
        let code = HMACSHA256.code(key: bytes(vector.key), message: bytes(vector.message))
        #expect(hexadecimal(code).hasPrefix(vector.code))
        #expect(code.count == 32)
    }

    @Test func `a key as long as a block is used as it is and a longer one is digested`() {
        let long = [UInt8](repeating: 7, count: 65)
        #expect(HMACSHA256.code(key: long, message: []) == HMACSHA256.code(key: SHA256.digest(long), message: []))
        let block = [UInt8](repeating: 7, count: 64)
        #expect(HMACSHA256.code(key: block, message: []) != HMACSHA256.code(key: SHA256.digest(block), message: []))
    }

    @Test func `bytes are compared whole`() {
        #expect(constantTimeEqual([], []))
        #expect(constantTimeEqual([1, 2, 3], [1, 2, 3]))
        for index in 0..<3 {
            var other: [UInt8] = [1, 2, 3]
            other[index] ^= 0x80
            #expect(!constantTimeEqual([1, 2, 3], other))
        }
        #expect(!constantTimeEqual([1, 2], [1, 2, 3]))
        #expect(!constantTimeEqual([1, 2, 3], [1, 2]))
    }
}
