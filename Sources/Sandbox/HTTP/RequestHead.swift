/// The grammar of a request's head (RFC 9112), line by line.
enum RequestHead {
    enum Framing {
        case length(Int)
        case chunked
    }

    private static let bad = RequestFailure.refused(status: 400, detail: nil)

    static func requestLine(_ line: [UInt8]) throws(RequestFailure) -> HTTPRequest {
        let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 3, isToken(parts[0]) else { throw bad }
        let minorVersion = try self.minorVersion(String(decoding: parts[2], as: UTF8.self))
        let target = originForm(Array(parts[1]))
        guard target.first == UInt8(ascii: "/"), target.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { throw bad }
        let mark = target.firstIndex(of: UInt8(ascii: "?"))
        guard let path = decoded(target[..<(mark ?? target.endIndex)]) else { throw bad }
        return HTTPRequest(
            method: String(decoding: parts[0], as: UTF8.self), target: String(decoding: target, as: UTF8.self),
            path: path, query: mark.map { String(decoding: target[($0 + 1)...], as: UTF8.self) },
            minorVersion: minorVersion)
    }

    static func field(_ line: [UInt8]) throws(RequestFailure) -> HTTPRequest.Header {
        // A name must be a token, so a line that begins with a space (obsolete folding) is refused as well.
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), isToken(line[..<colon]) else { throw bad }
        var value = line[(colon + 1)...]
        while let first = value.first, first == 0x20 || first == 0x09 { value.removeFirst() }
        while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
        guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { throw bad }
        return HTTPRequest.Header(
            name: String(decoding: line[..<colon], as: UTF8.self).lowercased(), value: Array(value))
    }

    static func checkHost(_ request: HTTPRequest) throws(RequestFailure) {
        let count = request.headers.count { $0.name == "host" }
        if count > 1 { throw .refused(status: 400, detail: "too many Host headers") }
        if count == 0, request.minorVersion == 1 { throw .refused(status: 400, detail: "missing required Host header") }
    }

    /// How the body ends.
    ///
    /// A request that gives both a length and chunks is refused: two readers could disagree on it.
    static func framing(of request: HTTPRequest) throws(RequestFailure) -> Framing {
        let lengths = Set(request.headers.filter { $0.name == "content-length" }.map(\.value))
        let codings = request.headers.filter { $0.name == "transfer-encoding" }.map(\.value)
        if !codings.isEmpty {
            guard codings.count == 1, String(decoding: codings[0], as: UTF8.self).lowercased() == "chunked" else {
                throw .refused(status: 501, detail: nil)
            }
            guard lengths.isEmpty, request.minorVersion == 1 else { throw bad }
            return .chunked
        }
        guard let length = lengths.first else { return .length(0) }
        guard lengths.count == 1, !length.isEmpty, length.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(String(decoding: length, as: UTF8.self))
        else { throw bad }
        guard count <= RequestReader.maximumBody else { throw .refused(status: 413, detail: nil) }
        return .length(count)
    }

    /// The size on a chunk's first line; what follows `;` is an extension and ignored.
    static func chunkSize(_ line: [UInt8]) throws(RequestFailure) -> Int {
        let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
        // Seven digits are more than any body may have, and cannot overflow.
        guard (1...7).contains(digits.count), digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw bad }
        return size
    }

    private static func minorVersion(_ text: String) throws(RequestFailure) -> Int {
        switch text {
        case "HTTP/1.1": return 1
        case "HTTP/1.0": return 0
        default:
            let isVersion = text.hasPrefix("HTTP/") && text.utf8.count == 8 && text.dropFirst(6).hasPrefix(".")
            throw isVersion ? .refused(status: 505, detail: nil) : bad
        }
    }

    /// Proxies send the whole URL (RFC 9112, 3.2.2); the authority in it is not looked at.
    private static func originForm(_ target: [UInt8]) -> [UInt8] {
        let scheme = Array("http://".utf8)
        guard target.starts(with: scheme) else { return target }
        return Array(target[scheme.count...].drop { $0 != UInt8(ascii: "/") })
    }

    /// The path with `%XX` decoded; `nil` for a broken escape or what is not UTF-8 then.
    private static func decoded(_ path: ArraySlice<UInt8>) -> String? {
        var bytes: [UInt8] = []
        var rest = path
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst(), let low = rest.popFirst(),
                let first = Character(Unicode.Scalar(high)).hexDigitValue,
                let second = Character(Unicode.Scalar(low)).hexDigitValue
            else { return nil }
            bytes.append(UInt8(first << 4 | second))
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// A token of RFC 9110, 5.6.2.
    private static func isToken(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty
            && bytes.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}
