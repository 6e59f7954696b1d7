import Keyfile
import ManagementAPI
import Testing

@Suite struct TransportValueTests {
    private let origin: Origin

    init() throws { origin = try Origin("https://a.example") }

    @Test(arguments: [
        ("X-Confirm-Name", "b7a2 é", true), ("X-Molecule-Org-Id", "b7a2-11", true), ("X", "", true),
        ("X", "a b", true), ("X", "a\r\nY: b", false),
        ("X", "a\n", false), ("X", "a\t", false), ("X", "a\u{7F}", false), ("X", "a\0", false), ("", "a", false),
        ("X Y", "a", false),
        ("X:", "a", false), ("X\n", "a", false), ("Ünicode", "a", false), ("(x)", "a", false),
        ("!#$%&'*+-.^_`|~09azAZ", "a", true), ("X", "~!", true),
    ])
    func `a header is a token and a line of visible text, or none`(_ name: String, _ value: String, _ isOne: Bool) {
        let header = HTTPHeader(name, value)
        #expect((header != nil) == isOne)
        #expect(header?.name == (isOne ? name : nil) && header?.value == (isOne ? value : nil))
    }

    @Test(
        arguments: [
            ([0x61, 0x0A], "a line break", 1), ([0x0D], "a line break", 0), ([0x61, 0x62, 0x20], "a space or tab", 2),
            ([0x09], "a space or tab", 0),
            ([0x00], "a NUL byte", 0), ([0x61, 0xC3, 0xA9], "a byte outside ASCII", 1),
            ([0x80], "a byte outside ASCII", 0), ([0x1B], "a control character", 0),
            ([0x7F], "a control character", 0), ([0xFF], "a byte outside ASCII", 0),
        ] as [([UInt8], String, Int)])
    func `a token with a byte that would be dropped is refused by kind and place`(
        _ bytes: [UInt8], _ kind: String, _ offset: Int
    ) {
        #expect(throws: TokenDefect.invalidByte(kind: kind, offset: offset)) {
            try BearerCredential(Secret(bytes), boundTo: origin)
        }
    }

    @Test func `an empty token is refused and every visible byte is accepted`() throws {
        #expect(throws: TokenDefect.empty) { try BearerCredential(Secret([]), boundTo: origin) }
        let all = Array(UInt8(0x21)...0x7E)
        let credential = try BearerCredential(Secret(all), boundTo: origin)
        #expect(credential.secret.reveal { $0 } == all && credential.origin == origin)
    }

    @Test(arguments: [
        ("application/json", "application/json"), ("Application/JSON; charset=utf-8", "application/json"),
        ("text/html ;q", "text/html"), ("", ""),
    ])
    func `the media type is without parameters and in lower case`(_ field: String, _ type: String) {
        #expect(HTTPResponse(status: 200, headers: ["content-type": field], body: []).mediaType == type)
        #expect(HTTPResponse(status: 200, headers: [:], body: []).mediaType == "")
    }

    @Test func `only GET is safe to repeat`() {
        #expect([HTTPMethod.get, .post, .put, .patch, .delete].filter(\.isSafe) == [.get])
    }

    @Test func `a request has no credential unless it is given one`() {
        let request = HTTPRequest(.get, origin, target: "/", deadline: .seconds(1))
        #expect(
            request.credential == nil && request.headers.isEmpty && request.body == nil && !request.usesFreshConnection)
        #expect(request.maximumBody == 12 << 20)
    }
}
