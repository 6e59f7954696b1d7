import CurlLoader
import Foundation
import ManagementAPI

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The status and the fields of an answer, as the server sent them.
struct AnswerHead: Sendable {
    let status: Int
    /// Names in lower case; values joined with `, ` where a field came more than once.
    let headers: [String: String]

    /// Reads what Foundation was told.
    ///
    /// Where the loader stands in between, that is one field; see `CURL_LOADER_HEAD_FIELD`.
    init(_ answer: HTTPURLResponse) {
        if let packed = answer.value(forHTTPHeaderField: CURL_LOADER_HEAD_FIELD) {
            self.init(packed: packed, orStatus: answer.statusCode)
        } else {
            let fields = answer.allHeaderFields.compactMap { field -> (String, String)? in
                guard let name = field.key as? String, let value = field.value as? String else { return nil }
                return (name, value)
            }
            self.init(status: answer.statusCode, fields)
        }
    }

    private init(packed: String, orStatus status: Int) {
        let words = packed.utf8.split(separator: UInt8(ascii: " "))
        let fields = words.dropFirst().map { word in
            let line = AnswerHead.decoded(word)
            let name = line.prefix { $0 != UInt8(ascii: ":") }
            return (AnswerHead.trimmed(name), AnswerHead.trimmed(line.dropFirst(name.count + 1)))
        }
        // What goes on after the status without a field before it is dropped.
        self.init(status: words.first.flatMap { Int(Substring($0.prefix(3))) } ?? status, fields)
    }

    private init(status: Int, _ fields: [(String, String)]) {
        self.status = status
        var joined: [String: String] = [:]
        for (name, value) in fields where !name.isEmpty {
            let key = name.lowercased()
            joined[key] = joined[key].map { "\($0), \(value)" } ?? value
        }
        headers = joined
    }

    private static func decoded(_ word: Substring.UTF8View) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(word.count)
        var rest = word.makeIterator()
        while let byte = rest.next() {
            if byte == UInt8(ascii: "%"), let high = rest.next(), let low = rest.next() {
                bytes.append(digit(high) << 4 | digit(low))
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    /// What a hexadecimal digit stands for, as the loader writes them.
    private static func digit(_ byte: UInt8) -> UInt8 {
        byte >= UInt8(ascii: "A") ? byte - UInt8(ascii: "A") + 10 : byte - UInt8(ascii: "0")
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }),
            let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    /// Whether the status is one of success.
    var isSuccess: Bool { (200...299).contains(status) }

    /// How many bytes the body is said to have; 0 when nothing is said.
    var length: Int { headers["content-length"].flatMap { Int($0) }.map { max(0, $0) } ?? 0 }

    /// The coding of the body, if it has one: a short word of letters and digits, whatever the server sent.
    var coding: String? {
        guard let field = headers["content-encoding"] else { return nil }
        let word = field.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        return word.isEmpty || word == "identity" ? nil : String(word.prefix(20))
    }
}

extension HTTPResponse {
    /// The answer as the rest of the program sees it.
    init(_ head: AnswerHead, body: [UInt8]) {
        self.init(status: head.status, headers: head.headers, body: body)
    }
}
