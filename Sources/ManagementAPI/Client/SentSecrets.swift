import JSON
import Keyfile
import Synchronization

/// What a client has sent that nobody may be shown, and whether an answer repeats any of it.
///
/// A server may repeat in one answer what an earlier request carried, so everything is kept until the client goes.
final class SentSecrets: Sendable {
    private let known = Mutex<[Secret]>([])

    /// Of a longer secret, this many bytes in a row, which a number of 64 bits holds, are taken for a part of it: an error
    /// may quote a value cut off.
    private static let telling = 8
    /// Fewer bytes than these are words that any answer may hold.
    private static let shortest = 4
    /// The same where an answer is of success: then it must be more than chance.
    private static let certain = 16

    /// Notes what a request carries: its credentials, and the secret members of its body.
    func note(_ request: HTTPRequest, _ operation: Operation, body: JSONValue?) {
        let credentials =
            [request.credential].compactMap { $0?.secret } + request.secretHeaders.map(\.credential.secret)
        // Of a cookie, the value alone tells as much.
        let cookies = request.secretHeaders.filter { $0.name == .cookie }.compactMap { header in
            header.credential.secret.reveal { bytes in
                bytes.firstIndex(of: UInt8(ascii: "=")).map { Secret(Array(bytes[($0 + 1)...])) }
            }
        }
        let members = operation.takesSecrets.flatMap { SentSecrets.texts(body, at: $0) }
        let found = credentials + cookies + members.map { Secret(Array($0.utf8)) }
        known.withLock { known in
            for secret in found where secret.count >= SentSecrets.shortest && !known.contains(where: secret.matches) {
                known.append(secret)
            }
        }
    }

    /// Whether an answer of success holds a secret as a whole.
    func isRepeated(in response: HTTPResponse, _ document: JSONValue?) -> Bool {
        let secrets = secrets.filter { $0.count >= SentSecrets.certain }
        guard !secrets.isEmpty else { return false }
        // Only what is escaped reads otherwise than it came.
        let isEscaped = response.body.contains(UInt8(ascii: "\\"))
        return secrets.contains { secret in
            response.headers.values.contains { Array($0.utf8).contains(secret) } || response.body.contains(secret)
                || isEscaped && document?.holds { Array($0.utf8).contains(secret) } == true
        }
    }

    /// Whether an answer that is not success holds a secret or a part of one.
    func isQuoted(in response: HTTPResponse, _ document: JSONValue?) -> Bool {
        let secrets = secrets
        let short = secrets.filter { $0.count < SentSecrets.telling }
        let parts = Set(secrets.flatMap(SentSecrets.parts))
        func holds(_ bytes: [UInt8]) -> Bool {
            SentSecrets.parts(bytes).contains(where: parts.contains) || short.contains { bytes.contains($0) }
        }
        return response.headers.values.contains { holds(Array($0.utf8)) } || holds(response.body)
            || document?.holds { holds(Array($0.utf8)) } == true
    }

    private var secrets: [[UInt8]] { known.withLock { $0.map { $0.reveal { $0 } } } }

    /// Every run of `telling` bytes, as a number each.
    private static func parts(_ bytes: [UInt8]) -> [UInt64] {
        var window: UInt64 = 0
        return bytes.enumerated().compactMap { place, byte in
            window = window << 8 | UInt64(byte)
            return place + 1 >= telling ? window : nil
        }
    }

    /// The texts at a JSON pointer, in which `*` stands for every member.
    private static func texts(_ body: JSONValue?, at pointer: String) -> [String] {
        var values = [body].compactMap { $0 }
        for name in pointer.split(separator: "/") {
            values = values.flatMap { value in
                name == "*"
                    ? (value.members?.map(\.value) ?? value.items ?? []) : [value[String(name)]].compactMap { $0 }
            }
        }
        return values.compactMap(\.text)
    }
}

extension JSONValue {
    /// Whether any text in it, a name of a member included, is so.
    fileprivate func holds(_ isSought: (String) -> Bool) -> Bool {
        switch self {
        case .string(let text): isSought(text)
        case .array(let items): items.contains { $0.holds(isSought) }
        case .object(let members): members.contains { isSought($0.name) || $0.value.holds(isSought) }
        case .null, .bool, .integer, .double: false
        }
    }
}

extension [UInt8] {
    /// Whether some bytes stand together in these.
    ///
    /// A body can be of megabytes: as texts they would be copied and compared character by character.
    fileprivate func contains(_ sought: [UInt8]) -> Bool {
        guard let first = sought.first, count >= sought.count else { return sought.isEmpty }
        return withUnsafeBufferPointer { all in
            sought.withUnsafeBufferPointer { sought in
                var start = 0
                while start <= all.count - sought.count {
                    if all[start] == first, all[start..<start + sought.count].elementsEqual(sought) { return true }
                    start += 1
                }
                return false
            }
        }
    }
}
