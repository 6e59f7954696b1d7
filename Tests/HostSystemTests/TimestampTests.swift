import Foundation
import HostSystem
import Testing

@Suite struct TimestampTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.999Z", -1),
            ("2026-11-20T23:01:02.345Z", 1_795_215_662_345),
            ("2024-02-29T12:00:00.000Z", 1_709_208_000_000), ("2000-02-29T00:00:00.000Z", 951_782_400_000),
            ("2038-01-19T03:14:08.000Z", 2_147_483_648_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ] as [(String, Int64)])
    func `a time is written and read`(_ text: String, _ milliseconds: Int64) {
        #expect(Timestamp(milliseconds: milliseconds).text == text)
        #expect(Timestamp(text)?.milliseconds == milliseconds)
    }

    @Test func `any time of ten thousand years comes back as it was`() {
        for _ in 0..<2000 {
            let time = Timestamp(milliseconds: Int64.random(in: -62_135_596_800_000...253_402_300_799_999))
            #expect(Timestamp(time.text) == time)
        }
    }

    @Test func `seconds without a fraction are read`() {
        #expect(Timestamp("2026-11-20T23:01:02Z")?.milliseconds == 1_795_215_662_000)
    }

    @Test(arguments: [
        "2026-02-31T00:00:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2100-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:60Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00+00:00", "2026-01-01 00:00:00Z",
        "2026-01-01t00:00:00Z", "2026-01-01T00:00:00z", "2026-01-01T00:00:00.1Z", "2026-01-01T00:00:00.12345Z",
        "2026-01-01T00:00:00,123Z", "2026/01/01T00:00:00Z", "+026-01-01T00:00:00Z", "2026-01-01T00:00:0 Z", "", "Z",
        "2026-01-01T00:00:0éZ", "٢٠٢٦-01-01T00:00:00Z",
    ])
    func `what is no time is not read`(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `the compact form is for names of files`() {
        #expect(Timestamp(milliseconds: 1_795_215_662_345).compactText == "20261120T230102Z")
    }

    @Test func `now is between two looks at another clock`() {
        let before = Int64(Date().timeIntervalSince1970 * 1000) - 2
        let now = Timestamp.now.milliseconds
        #expect((before...Int64(Date().timeIntervalSince1970 * 1000) + 2).contains(now))
        #expect(Timestamp(milliseconds: 1) < Timestamp(milliseconds: 2))
    }
}
