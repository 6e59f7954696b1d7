import Keyfile
import Testing

@Suite struct OriginTests {
    @Test(arguments: [
        ("https://platform.example.com", "https://platform.example.com"),
        ("https://platform.example.com/", "https://platform.example.com"),
        ("HTTPS://Platform.Example.COM", "https://platform.example.com"),
        ("https://example.com:443", "https://example.com"),
        ("https://example.com:0443", "https://example.com"), ("https://example.com:8443/", "https://example.com:8443"),
        ("https://example.com:80", "https://example.com:80"), ("https://example.com:1", "https://example.com:1"),
        ("https://example.com:65535", "https://example.com:65535"), ("https://my_host", "https://my_host"),
        ("https://xn--bcher-kva.example", "https://xn--bcher-kva.example"),
        ("https://a--b.example", "https://a--b.example"),
        ("https://192.0.2.7", "https://192.0.2.7"), ("https://1.2.3.4.example", "https://1.2.3.4.example"),
        ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443"),
        ("https://[::ffff:192.0.2.1]", "https://[::ffff:192.0.2.1]"),
        ("http://localhost", "http://localhost"), ("http://LOCALHOST:8080", "http://localhost:8080"),
        ("http://localhost:80", "http://localhost"), ("http://127.0.0.1:65535", "http://127.0.0.1:65535"),
        ("http://127.255.255.254", "http://127.255.255.254"), ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://localhost", "https://localhost"),
        ("https://" + String(repeating: "a", count: 63), "https://" + String(repeating: "a", count: 63)),
    ])
    func `an address is accepted and written in one way`(_ text: String, _ written: String) throws {
        let origin = try Origin(text)
        #expect(origin.text == written)
        #expect(try Origin(origin.text) == origin)
    }

    @Test(
        arguments: [
            ("", .notAURL), ("platform.example.com", .notAURL), ("https:platform.example.com", .notAURL),
            ("https:/x", .notAURL),
            ("//example.com", .notAURL), ("ftp://example.com", .scheme), ("file:///etc/passwd", .scheme),
            ("://example.com", .scheme),
            (" https://example.com", .scheme), ("httpss://example.com", .scheme), ("unix://x", .scheme),
            ("https://user@example.com", .userInfo), ("https://user:pass@example.com", .userInfo),
            ("https://@example.com", .userInfo),
            ("https://user:pa/ss@example.com", .userInfo), ("https://example.com/@", .userInfo),
            ("https://example.com\\@evil.example", .userInfo),
            ("https://example.com/admin", .path), ("https://example.com//", .path), ("https://example.com?x=1", .path),
            ("https://example.com#x", .path), ("https://example.com\\evil", .path), ("https://example.com/?", .path),
            ("https://example.com:0", .port), ("https://example.com:65536", .port), ("https://example.com:", .port),
            ("https://example.com:+443", .port), ("https://example.com:-1", .port), ("https://example.com:4 43", .port),
            ("https://example.com:443:443", .port), ("https://example.com:99999999999999999999", .port),
            ("https://[::1]8080", .port),
            ("https://example.com:４４３", .port), ("https://", .host), ("https:///", .host), ("https://:443", .host),
            ("https://example.com.", .host), ("https://.example.com", .host), ("https://example..com", .host),
            ("https://-example.com", .host),
            ("https://example-.com", .host), ("https://exa mple.com", .host), ("https://exa%6dple.com", .host),
            ("https://exämple.com", .host),
            ("https://wor\u{212A}.example", .host), ("https://exam\u{200B}ple.com", .host),
            ("https://example.com\n", .host),
            ("https://*.example.com", .host), ("https://127.1", .host), ("https://2130706433", .host),
            ("https://0127.0.0.1", .host),
            ("https://256.1.1.1", .host), ("https://1.2.3.4.5", .host), ("https://1.2.3.", .host),
            ("https://0x7f000001", .host),
            ("https://0x7f.1", .host), ("https://127.0.0.0x1", .host), ("https://example.7", .host),
            ("https://[::1", .host), ("https://[]", .host),
            ("https://[example.com]", .host), ("https://[fe80::1%25eth0]", .host), ("https://[12345]", .host),
            ("https://::1", .port),
            ("https://" + String(repeating: "a", count: 64), .host),
            ("https://" + String(repeating: "a.", count: 127) + "a", .host),
            ("http://example.com", .plainHTTP), ("http://localhost.example.com", .plainHTTP),
            ("http://127.0.0.1.example.com", .plainHTTP),
            ("http://128.0.0.1", .plainHTTP), ("http://0.0.0.0", .plainHTTP), ("http://192.168.1.1:8080", .plainHTTP),
            ("http://[::]", .plainHTTP),
            ("http://[::2]", .plainHTTP), ("http://acme.localhost:8080", .localhostName),
            ("http://[::ffff:127.0.0.1]", .plainHTTP), ("http://127.1", .host),
            ("http://localhost.", .host),
            ("http://2130706433", .host), ("http://0x7f000001", .host), ("http://user@localhost", .userInfo),
        ] as [(String, Origin.Defect)])
    func `anything else is refused for what is wrong with it`(_ text: String, _ defect: Origin.Defect) {
        #expect(throws: defect) { try Origin(text) }
    }

    @Test func `scheme, host and port must all be the same`() throws {
        let origins = try [
            "https://a.example", "https://b.example", "https://a.example:8443", "https://localhost", "http://localhost",
        ]
        .map { text in try Origin(text) }
        #expect(Set(origins).count == 5)
        #expect(try Origin("https://A.example:443") == origins[0])
        #expect(origins[0].port == 443 && origins[4].port == 80 && origins[0].host == "a.example")
    }

    @Test(arguments: [
        ("http://localhost", true), ("https://127.8.9.1", true), ("http://[::1]", true), ("https://a.example", false),
        ("https://[2001:db8::1]", false), ("https://localhost.example", false), ("https://127.0.0.1.example", false),
    ])
    func `loopback is known by name`(_ text: String, _ isLoopback: Bool) throws {
        #expect(try Origin(text).isLoopback == isLoopback)
    }

    @Test func `no defect repeats the address`() {
        for text in [
            "https://user:hunter2@example.com", "https://example.com/hunter2", "https://hunter2 .com", "hunter2",
        ] {
            #expect { try Origin(text) } throws: { error in
                !((error as? Origin.Defect)?.rawValue.contains("hunter2") ?? true)
            }
        }
    }
}
