import HostSystem
import JSON

/// One line of a journal: something that is about to happen or has happened.
///
/// Never a value.
public struct JournalRecord: Sendable, Equatable {
    /// What a record says.
    public enum Event: Sendable, Equatable {
        /// The rotation exists; nothing has been done.
        case planned(RotationPlan)
        /// A step is about to act. Without a later record about it, what became of it is unknown.
        case started(RotationStep)
        /// A step is done; a note that may be shown, such as a fingerprint.
        case done(RotationStep, note: String?)
        /// A step failed; why, and whether it is known to have changed nothing.
        case failed(RotationStep, reason: String, isUntaken: Bool = false)
        /// A step waits for a person or a moment; what for.
        case waiting(RotationStep, reason: String)
        /// From here on the way is back.
        case rollbackStarted
        /// From here on it is being given up; why.
        case abandonStarted(reason: String)
        /// The rotation has ended; why, where somebody decided it.
        case finished(RotationOutcome, reason: String? = nil)
    }

    /// The record's number, from 1.
    public let sequence: Int
    /// When it was written, for people; no decision rests on it.
    public let time: Timestamp
    /// What it says.
    public let event: Event

    /// A record.
    public init(sequence: Int, time: Timestamp, event: Event) {
        self.sequence = sequence
        self.time = time
        self.event = event
    }

    /// The line in the file, with its newline: one JSON object whose last member is the CRC-32 of what stands before
    /// that member.
    public var line: [UInt8] {
        var members: [JSONValue.Member] = [
            .init("sequence", .integer(Int64(sequence))), .init("time", .string(time.text)),
        ]
        switch event {
        case .planned(let plan):
            members += [.init("event", "planned"), .init("plan", plan.document), .init("digest", .string(plan.digest))]
        case .started(let step):
            members += [.init("event", "started"), .init("step", .string(step.word))]
        case .done(let step, let note):
            members += [.init("event", "done"), .init("step", .string(step.word))]
            if let note { members.append(.init("note", .string(note))) }
        case .failed(let step, let reason, let isUntaken):
            members += [
                .init("event", "failed"), .init("step", .string(step.word)), .init("reason", .string(reason)),
            ]
            if isUntaken { members.append(.init("untaken", true)) }
        case .waiting(let step, let reason):
            members += [
                .init("event", "waiting"), .init("step", .string(step.word)), .init("reason", .string(reason)),
            ]
        case .rollbackStarted:
            members.append(.init("event", "rollback-started"))
        case .abandonStarted(let reason):
            members += [.init("event", "abandon-started"), .init("reason", .string(reason))]
        case .finished(let outcome, let reason):
            members += [.init("event", "finished"), .init("outcome", .string(outcome.rawValue))]
            if let reason { members.append(.init("reason", .string(reason))) }
        }
        let text = Array(JSONValue.object(members).compact.utf8.dropLast())
        return text + Array(",\"crc\":\"\(CRC32.hexadecimal(text))\"}\n".utf8)
    }

    /// Why a line is no record.
    public enum Defect: Error, Sendable, Equatable {
        /// The line was not written whole, or was changed.
        case checksum
        /// The checksum is right but the record means nothing here: a newer program wrote it, or the plan was changed.
        case meaning
    }

    /// Reads a line without its newline.
    public init(line: ArraySlice<UInt8>) throws(Defect) {
        // `,"crc":"` and `"}` around eight digits.
        let trailer = 18
        guard line.count > trailer else { throw .checksum }
        let text = line.dropLast(trailer)
        guard Array(line.suffix(trailer)) == Array(",\"crc\":\"\(CRC32.hexadecimal(text))\"}".utf8) else {
            throw .checksum
        }
        let document: JSONValue
        do { document = try JSONValue.parse(Array(line)) } catch { throw .checksum }
        guard let sequence = document["sequence"]?.integer, let time = document["time"]?.text.flatMap(Timestamp.init),
            let event = JournalRecord.event(document)
        else { throw .meaning }
        self.init(sequence: Int(sequence), time: time, event: event)
    }

    private static func event(_ document: JSONValue) -> Event? {
        let step = document["step"]?.text.flatMap(RotationStep.init)
        switch document["event"]?.text {
        case "planned":
            guard let plan = document["plan"].flatMap(RotationPlan.init), plan.digest == document["digest"]?.text else {
                return nil
            }
            return .planned(plan)
        case "started": return step.map { .started($0) }
        case "done": return step.map { .done($0, note: document["note"]?.text) }
        case "failed":
            return step.map {
                .failed($0, reason: document["reason"]?.text ?? "", isUntaken: document["untaken"]?.bool ?? false)
            }
        case "waiting": return step.map { .waiting($0, reason: document["reason"]?.text ?? "") }
        case "rollback-started": return .rollbackStarted
        case "abandon-started": return .abandonStarted(reason: document["reason"]?.text ?? "")
        case "finished":
            return document["outcome"]?.text.flatMap(RotationOutcome.init).map {
                .finished($0, reason: document["reason"]?.text)
            }
        default: return nil
        }
    }
}

/// How a rotation ended.
public enum RotationOutcome: String, Sendable, CaseIterable {
    /// The new value is live, proven, and the key entry's current one.
    case completed
    /// The old value is where it was.
    case rolledBack = "rolled-back"
    /// It was given up by hand: what destinations hold was left as it was, and the new value was kept.
    case abandoned
}

/// CRC-32 as in zlib and IEEE 802.3: it finds torn and rotten lines, and is no defence against forgery.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { value, byte in table[Int((value ^ UInt32(byte)) & 0xFF)] ^ (value >> 8) }
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = String(checksum(bytes), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
