import JSON
import Keyfile
import Synchronization

/// What a client has sent that nobody may be shown, and whether an answer repeats any of it.
///
/// A server may repeat in one answer what an earlier request carried, so everything is kept until the client goes.
final class SentSecrets: Sendable {
    /// One secret, and whether an answer of success may not hold it: what stands in a table, such as the environment of a
    /// machine, may be an address that the answer tells as well.
    private struct Known {
        let secret: Secret
        let isAlone: Bool
    }

    private let known = Mutex<[Known]>([])

    /// Of a longer secret, this many bytes in a row, which a number of 64 bits holds, are taken for a part of it: an error
    /// may quote a value cut off.
    private static let telling = 8
    /// Fewer bytes than these are words that any answer may hold.
    private static let shortest = 4
    /// The same where an answer is of success: then it must be more than chance.
    private static let certain = 16

    /// Notes what a request carries: its credentials, and the secret members of its body.
    func note(_ request: HTTPRequest, _ operation: Operation, body: JSONValue?) {
        var found = [request.credential].compactMap { $0?.secret }.map { Known(secret: $0, isAlone: true) }
        for header in request.secretHeaders {
            let secret = header.credential.secret
            let values = header.name == .cookie ? SentSecrets.values(of: secret) : [secret]
            found += values.map { Known(secret: $0, isAlone: true) }
        }
        for pointer in operation.takesSecrets {
            for text in SentSecrets.texts(body, at: pointer) {
                found.append(Known(secret: Secret(Array(text.utf8)), isAlone: !pointer.hasSuffix("/*")))
            }
        }
        known.withLock { known in
            for new in found where new.secret.count >= SentSecrets.shortest {
                if !known.contains(where: { $0.secret.matches(new.secret) }) { known.append(new) }
            }
        }
    }

    /// The values of a cookie field, without their names, which every server may say.
    private static func values(of cookies: Secret) -> [Secret] {
        cookies.reveal { bytes in
            bytes.split(separator: UInt8(ascii: ";")).map { cookie in
                let equals = cookie.firstIndex(of: UInt8(ascii: "="))
                return Secret(Array(equals.map { cookie[($0 + 1)...] } ?? cookie))
            }
        }
    }

    /// Whether an answer of success holds a secret as a whole.
    func isRepeated(in response: HTTPResponse, _ document: JSONValue?) -> Bool {
        let secrets = known.withLock { known in
            known.filter { $0.isAlone && $0.secret.count >= SentSecrets.certain }.map { $0.secret.reveal { $0 } }
        }
        guard !secrets.isEmpty else { return false }
        // A session may be renewed with the value it has.
        let fields = response.headers.filter { $0.key != "set-cookie" }.map { Array($0.value.utf8) }
        // Only what is escaped reads otherwise than it came.
        let isEscaped = response.body.contains(UInt8(ascii: "\\"))
        return secrets.contains { secret in
            fields.contains { $0.contains(secret) } || response.body.contains(secret)
                || isEscaped && document?.holds { Array($0.utf8).contains(secret) } == true
        }
    }

    /// An answer that is not success, in which a mark stands in the place of each text that holds a secret or a part of one.
    func mask(_ answer: ErrorAnswer) -> ErrorAnswer {
        let wholes = known.withLock { known in
            known.filter { $0.isAlone || $0.secret.count >= SentSecrets.telling }.map { $0.secret.reveal { $0 } }
        }
        let parts = Set(wholes.flatMap(SentSecrets.parts))
        return answer.masked { text in
            let bytes = Array(text.utf8)
            return SentSecrets.parts(bytes).contains(where: parts.contains) || wholes.contains { bytes.contains($0) }
        }
    }

    /// Every run of `telling` bytes, as a number each, that is no word of a language.
    private static func parts(_ bytes: [UInt8]) -> [UInt64] {
        var window: UInt64 = 0
        var special = Int.min
        return bytes.enumerated().compactMap { place, byte in
            window = window << 8 | UInt64(byte)
            if (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) { special = place }
            return place + 1 >= telling && special > place - telling ? window : nil
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
