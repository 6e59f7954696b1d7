import HostSystem
import JSON
import Testing

@testable import Keyfile

private let name = KeyName("production").unsafelyUnwrapped

/// An expectation about a call that changes what it is asked of, which the macro does not take.
func expect(_ isSo: Bool, _ comment: Comment? = nil, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(isSo, comment, sourceLocation: sourceLocation)
}

/// A secret of some text.
func secret(_ text: String) -> Secret { Secret(Array(text.utf8)) }

func newEntry(_ value: String = "value-1", name: KeyName = name, organization: String? = nil) throws -> KeyEntry {
    try KeyEntry(
        name: name, kind: .adminToken, origin: try Origin("https://a.example"), organization: organization,
        secret: secret(value), created: Timestamp(milliseconds: 1000))
}

extension KeyEntry.Version {
    var value: String { secret.reveal { String(decoding: $0, as: UTF8.self) } }
}

private func defect(_ text: String) -> String? {
    do {
        _ = try KeyEntry(decoding: Array(text.utf8), name: name)
        return nil
    } catch { return error.reason }
}

/// The file of an entry with three versions.
private func wholeEntry() throws -> KeyEntry {
    var entry = try newEntry(organization: "org-1")
    expect(entry.stage(secret("value-2"), rotation: "r-1", created: Timestamp(milliseconds: 2000)))
    expect(entry.promote(rotation: "r-1"))
    expect(entry.stage(secret("value-3"), rotation: "r-2", created: Timestamp(milliseconds: 3000)))
    return entry
}

@Suite struct KeyEntryTests {
    @Test func `an entry with all its versions comes back as it was`() throws {
        let entry = try wholeEntry()
        let read = try KeyEntry(decoding: entry.encoded, name: name)
        #expect(
            read.kind == .adminToken && read.origin == entry.origin && read.organization == "org-1"
                && read.salt == entry.salt)
        #expect([read.previous?.value, read.current?.value, read.pending?.value] == ["value-1", "value-2", "value-3"])
        #expect([read.previous?.rotation, read.current?.rotation, read.pending?.rotation] == [nil, "r-1", "r-2"])
        #expect(read.current?.created == Timestamp(milliseconds: 2000))
        #expect(read.current?.fingerprint == entry.current?.fingerprint)
        #expect(read.encoded == entry.encoded)
    }

    @Test func `two entries have salts of their own`() throws {
        let first = try newEntry(), second = try newEntry()
        #expect(first.salt.count == 16 && first.salt != second.salt)
        #expect(first.current?.fingerprint != second.current?.fingerprint)
    }

    @Test(arguments: [
        ("", "it is empty"), ("ADMIN_TOKEN=x\n", "a character stands where none may"), ("{", "it ends too early"),
        ("{}", "it was not written by this program"), ("[]", "it was not written by this program"),
        ("{\"token\":\"x\"}", "it was not written by this program"),
        ("{\"molecule_key\":\"1\"}", "it was not written by this program"),
        ("{\"molecule_key\":3}", "it was written by a newer version of this program (format 3)"),
        ("{\"molecule_key\":1}", "it is the file of another entry under this name"),
        ("{\"molecule_key\":1,\"molecule_key\":1}", "an object has two members of one name"),
    ])
    func `a foreign file is refused for what it is`(_ text: String, _ reason: String) {
        #expect(defect(text) == reason)
    }

    @Test func `every beginning of a file is refused`() throws {
        let bytes = try wholeEntry().encoded
        for length in 0..<(bytes.count - 1) {
            #expect(throws: KeyEntryDefect.self) { try KeyEntry(decoding: Array(bytes[..<length]), name: name) }
        }
    }

    @Test(arguments: [
        ("name", "it is the file of another entry under this name"),
        ("kind", "its kind, origin or salt is missing or malformed"),
        ("origin", "its kind, origin or salt is missing or malformed"),
        ("salt", "its kind, origin or salt is missing or malformed"),
        ("molecule_key", "it was not written by this program"),
    ])
    func `a missing or mistyped member is refused`(_ member: String, _ reason: String) throws {
        for value in [nil, 7, .null] as [JSONValue?] where value != 7 || member != "molecule_key" {
            #expect(defect(try changed { $0.setting(member, value) }) == reason, "\(member)")
        }
    }

    @Test(arguments: [
        ("kind", "password", "its kind, origin or salt is missing or malformed"),
        ("origin", "http://a.example", "its origin is not one: \(Origin.Defect.plainHTTP.rawValue)"),
        ("salt", "00", "its kind, origin or salt is missing or malformed"),
        ("salt", "zz", "its kind, origin or salt is missing or malformed"),
        ("name", "staging", "it is the file of another entry under this name"),
    ])
    func `a member with another value is refused`(_ member: String, _ value: String, _ reason: String) throws {
        #expect(defect(try changed { $0.setting(member, .string(value)) }) == reason)
    }

    @Test func `format 0 was never written`() throws {
        #expect(
            defect(try changed { $0.setting("molecule_key", 0) }) == "its kind, origin or salt is missing or malformed")
    }

    @Test(arguments: ["current", "pending", "previous"], ["value", "created", "fingerprint"])
    func `a version without one of its members is refused`(_ version: String, _ member: String) throws {
        for value in [nil, 7, "x"] as [JSONValue?] where !(member == "value" && value == "x") {
            let text = try changed { $0.setting(version, $0[version]?.setting(member, value)) }
            #expect(defect(text) == "its \(version) version is malformed")
        }
        #expect(defect(try changed { $0.setting(version, .null) }) == "its \(version) version is malformed")
    }

    @Test(arguments: ["current", "pending", "previous"])
    func `a value that was changed by hand is noticed`(_ version: String) throws {
        let text = try changed { $0.setting(version, $0[version]?.setting("value", "value-9")) }
        #expect(defect(text) == "its \(version) value does not match its fingerprint, so it was changed by hand")
        #expect(defect(text)?.contains("value-9") == false)
    }

    @Test func `a value that another secret manager keeps is stored while it is rotated, and no longer`() throws {
        var entry = try KeyEntry(
            name: name, kind: .adminToken, origin: try Origin("https://a.example"), organization: nil,
            command: "get", store: "put")
        func stored() throws -> [String?] {
            let read = try KeyEntry(decoding: entry.encoded, name: name)
            #expect(read.command == "get" && read.store == "put")
            return [read.previous?.value, read.current?.value, read.pending?.value]
        }
        expect(!entry.stage(secret("new"), rotation: "r-1", created: .now), "what it replaces is not at hand")
        entry.hold(secret("old"), fetched: .now)
        #expect(try stored() == [nil, nil, nil] && entry.current?.rotation == nil)
        expect(entry.stage(secret("new"), rotation: "r-1", created: .now))
        #expect(try stored() == [nil, "old", "new"] && !entry.isAheadOfItsStore)
        expect(!entry.release(rotation: "r-1"))
        expect(entry.promote(rotation: "r-1"))
        #expect(try stored() == ["old", "new", nil] && entry.isAheadOfItsStore)
        expect(!entry.release(rotation: "r-2"))
        expect(entry.release(rotation: "r-1"))
        #expect(try stored() == [nil, nil, nil])
        entry = try KeyEntry(decoding: entry.encoded, name: name)
        entry.hold(secret("new"), fetched: .now)
        #expect(entry.current?.rotation == "r-1" && entry.rotated == entry.current?.fingerprint)
        entry.hold(secret("other"), fetched: .now)
        #expect(entry.current?.rotation == nil)
    }

    @Test func `a value that another secret manager keeps and takes no more is not rotated`() throws {
        var entry = try KeyEntry(
            name: name, kind: .adminToken, origin: try Origin("https://a.example"), organization: nil, command: "get")
        entry.hold(secret("old"), fetched: .now)
        expect(!entry.stage(secret("new"), rotation: "r-1", created: .now))
    }

    @Test func `an entry without a value in use or pending is refused`() throws {
        #expect(defect(try changed { $0.setting("current", nil).setting("pending", nil) }) == "it holds no value")
        #expect(defect(try changed { $0.setting("current", nil) }) == nil)
        #expect(defect(try changed { $0.setting("pending", nil).setting("previous", nil) }) == nil)
    }

    private func changed(_ change: (JSONValue) throws -> JSONValue) throws -> String {
        try change(try JSONValue.parse(try wholeEntry().encoded)).compact
    }

    @Test func `a rotation keeps the pending value it has and another one gets none`() throws {
        var entry = try newEntry()
        expect(entry.stage(secret("new-1"), rotation: "r-1", created: .now))
        expect(entry.stage(secret("new-2"), rotation: "r-1", created: .now))
        #expect(entry.pending?.value == "new-1")
        expect(!entry.stage(secret("new-3"), rotation: "r-2", created: .now))
        #expect(
            entry.pending?.value == "new-1" && entry.pending?.rotation == "r-1" && entry.current?.value == "value-1")
    }

    @Test func `a promotion moves pending to current and current to previous, once`() throws {
        var entry = try newEntry()
        _ = entry.stage(secret("new-1"), rotation: "r-1", created: .now)
        expect(!entry.promote(rotation: "r-2"))
        #expect(entry.current?.value == "value-1" && entry.pending?.value == "new-1")
        for _ in 0..<2 {
            expect(entry.promote(rotation: "r-1"))
            #expect(entry.current?.value == "new-1" && entry.previous?.value == "value-1" && entry.pending == nil)
        }
        expect(!entry.promote(rotation: "r-0"))
    }

    @Test func `a rotation that is given up loses its pending value and nothing else`() throws {
        var entry = try newEntry()
        _ = entry.stage(secret("new-1"), rotation: "r-1", created: .now)
        entry.discardPending(rotation: "r-2")
        #expect(entry.pending?.value == "new-1")
        entry.discardPending(rotation: "r-1")
        entry.discardPending(rotation: "r-1")
        #expect(entry.pending == nil && entry.current?.value == "value-1" && entry.previous == nil)
    }
}

extension JSONValue {
    /// The object with a member changed, or without it.
    func setting(_ name: String, _ value: JSONValue?) -> JSONValue {
        .object((members ?? []).compactMap { $0.name == name ? value.map { Member(name, $0) } : $0 })
    }
}
