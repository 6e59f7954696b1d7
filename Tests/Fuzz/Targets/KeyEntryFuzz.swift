import HostSystem
import JSON

@testable import Keyfile

/// The entry as it comes, and once more with fingerprints that are right, which no fuzzer could guess.
func attackKeyEntry(_ bytes: [UInt8]) {
    guard let name = KeyName("production") else { return require(false, "the name is not one") }
    readKeyEntry(bytes, name)
    if let document = try? JSONValue.parse(bytes), let sealed = sealedKeyEntry(document) {
        readKeyEntry(Array(sealed.compact.utf8), name)
    }
}

private func readKeyEntry(_ bytes: [UInt8], _ name: KeyName) {
    let entry: KeyEntry
    do { entry = try KeyEntry(decoding: bytes, name: name) } catch {
        return require(!error.reason.isEmpty, "a refusal says nothing")
    }
    let hasValue = entry.current != nil || entry.pending != nil
    require(hasValue || entry.command != nil, "an entry without a value was read")
    guard let again = try? KeyEntry(decoding: entry.encoded, name: name) else {
        return require(false, "what was written is refused")
    }
    require(again.encoded == entry.encoded, "what was written reads as something else")
}

/// The document with the fingerprint of each value put right; `nil` where there is nothing to put right.
private func sealedKeyEntry(_ document: JSONValue) -> JSONValue? {
    guard case .object(let members) = document,
        let salt = document["salt"]?.text.flatMap(TextEncoding.bytes(hexadecimal:))
    else { return nil }
    return .object(
        members.map { member in
            guard ["current", "pending", "previous"].contains(member.name), case .object(let parts) = member.value,
                let value = member.value["value"]?.text
            else { return member }
            let fingerprint = Fingerprint(of: Secret(Array(value.utf8)), salt: salt)
            return .init(
                member.name,
                .object(
                    parts.filter { $0.name != "fingerprint" } + [.init("fingerprint", .string(fingerprint.text))]))
        })
}
