import JSON

@testable import Rotation

/// The file as it comes, and once more with checksums that are right, which no fuzzer could guess.
func attackJournal(_ bytes: [UInt8]) {
    readJournal(bytes)
    var sealed: [UInt8] = []
    for line in bytes.split(separator: 0x0A) { sealed += sealedRecord(line) }
    readJournal(sealed)
}

private func readJournal(_ bytes: [UInt8]) {
    guard let (records, length) = try? JournalStore.records(bytes, path: "/journal") else { return }
    require(length <= bytes.count, "more was read than there is")
    require(length == 0 || bytes[length - 1] == 0x0A, "a torn line was read")
    for record in records {
        guard let again = try? JournalRecord(line: record.line.dropLast()) else {
            return require(false, "what was written is refused")
        }
        require(again == record, "what was written reads as something else")
    }
    if let state = try? RotationState(records) {
        require(state.sequence == records.count, "the state counts other records")
        for step in state.plan.steps { _ = state.progress(of: step) }
    }
}

/// A line of the fuzzer's, `{…}`, with the digest of its plan and its checksum put right.
private func sealedRecord(_ line: ArraySlice<UInt8>) -> [UInt8] {
    guard let document = try? JSONValue.parse(Array(line)), case .object(var members) = document else {
        return line + [0x0A]
    }
    if let plan = document["plan"].flatMap(RotationPlan.init) {
        members = members.filter { $0.name != "digest" && $0.name != "plan" }
        members += [.init("plan", plan.document), .init("digest", .string(plan.digest))]
    }
    let text = Array(JSONValue.object(members.filter { $0.name != "crc" }).compact.utf8.dropLast())
    return text + Array(",\"crc\":\"\(CRC32.hexadecimal(text))\"}\n".utf8)
}
