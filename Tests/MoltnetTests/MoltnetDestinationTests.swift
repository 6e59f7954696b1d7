import Foundation
import Keyfile
import Rotation
import TestSupport
import Testing

@testable import Moltnet

@Suite("Moltnet's files as destinations")
struct MoltnetDestinationTests {
    static let old = String(repeating: "a1", count: 32)
    static let new = String(repeating: "b2", count: 32)
    static let server = """
        # the lab
        auth:
          mode: bearer
          tokens:
            - id: op   # people
              value: '\(old)'
              scopes: [admin]

            # the node
            - id: other
              value: "\(String(repeating: "c3", count: 32))"
              scopes: [pair]
        """

    private func secret(_ text: String) -> Secret { Secret(Array(text.utf8)) }

    private func versions(_ pending: Bool = true) -> @Sendable () throws(StepFailure) -> MoltnetVersions {
        let (old, new) = (secret(MoltnetDestinationTests.old), secret(MoltnetDestinationTests.new))
        return { () throws(StepFailure) in MoltnetVersions(old: old, known: pending ? [old, new] : [old]) }
    }

    private func destination(_ home: TemporaryHome, overlaps: Bool = false) -> MoltnetServerDestination {
        MoltnetServerDestination(
            path: home.file("Moltnet"), id: "op", overlaps: overlaps, deployment: nil, versions: versions())
    }

    @Test("change the one value and put it back, byte by byte, with the mode it had", arguments: [0o600, 0o400])
    func replace(mode: Int) async throws {
        let home = try TemporaryHome()
        try home.write("Moltnet", MoltnetDestinationTests.server, mode: mode)
        let place = destination(home)
        let (old, new) = (secret(MoltnetDestinationTests.old), secret(MoltnetDestinationTests.new))
        #expect(try await place.inspect() == "line 5 has it")
        #expect(try await place.holds(new) == false)
        for _ in 0..<2 { try await place.put(new) }
        #expect(try await place.holds(new) == true)
        #expect(try await place.holds(old) == false)
        let expected = MoltnetDestinationTests.server.split(separator: MoltnetDestinationTests.old)
        #expect(try home.read("Moltnet") == expected.joined(separator: MoltnetDestinationTests.new))
        #expect(MoltnetFile(home.file("Moltnet")).status?.mode == UInt32(mode))
        for _ in 0..<2 { try await place.put(old) }
        #expect(try home.read("Moltnet") == MoltnetDestinationTests.server)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path) == ["Moltnet"])
    }

    @Test("with an overlap have both values, then the new one alone, or the old one again")
    func overlap() async throws {
        let home = try TemporaryHome()
        try home.write("Moltnet", MoltnetDestinationTests.server)
        let place = destination(home, overlaps: true)
        let (old, new) = (secret(MoltnetDestinationTests.old), secret(MoltnetDestinationTests.new))
        for _ in 0..<2 { try await place.put(new) }
        #expect(try await place.holds(new) == true)
        #expect(try await place.holds(old) == false)
        let both = try MoltnetServerDocument(YAMLDocument(Array(try home.read("Moltnet").utf8)))
        #expect(both.tokens.map(\.id) == ["op", "op", "other"])
        #expect(both.tokens[0].value?.matches(old) == true && both.tokens[1].value?.matches(new) == true)
        try await place.put(old)
        #expect(try home.read("Moltnet") == MoltnetDestinationTests.server)
        #expect(try await place.holds(old) == true)
        try await place.put(new)
        for _ in 0..<2 { try place.drop(except: new) }
        let expected = MoltnetDestinationTests.server.split(separator: MoltnetDestinationTests.old)
        #expect(try home.read("Moltnet") == expected.joined(separator: MoltnetDestinationTests.new))
    }

    @Test("refuse two entries of the id, a value that somebody else has set, and no entry at all")
    func refused() async throws {
        let home = try TemporaryHome()
        let third = String(repeating: "d4", count: 32)
        for text in [
            MoltnetDestinationTests.server.replacingOccurrences(of: "id: other", with: "id: op"),
            MoltnetDestinationTests.server.replacingOccurrences(of: MoltnetDestinationTests.old, with: third),
            MoltnetDestinationTests.server.replacingOccurrences(of: "id: op ", with: "id: ops "),
            MoltnetDestinationTests.server.replacingOccurrences(of: "mode: bearer", with: "mode: &a bearer"),
        ] {
            try home.write("Moltnet", text)
            let place = destination(home)
            await #expect(throws: StepFailure.self) { try await place.inspect() }
            await #expect(throws: StepFailure.self) {
                try await place.put(secret(MoltnetDestinationTests.new))
            }
            #expect(try home.read("Moltnet") == text)
        }
    }

    @Test("of whoever uses a token are node, bridge, client and partner files, and token files")
    func consumers() async throws {
        let home = try TemporaryHome()
        let old = MoltnetDestinationTests.old
        let other = String(repeating: "c3", count: 32)
        let texts = [
            "moltnet:\n  token: \(old)\nattachments:\n- agent: {id: a}\n  moltnet: {token: '\(old)'}\n- agent: {id: b}\n  moltnet: {token: \(other)}\n",
            "{\n  \"version\": \"moltnet.bridge.v1\",\n  \"moltnet\": {\"token\": \"\(old)\"},\n  \"runtime\": {\"token\": \"\(old)\"}\n}\n",
            "{\"attachments\": [{\"auth\": {\"token\": \"\(old)\"}}]}", "pairings:\n  - id: p\n    token: \(old)\n",
        ]
        for (index, text) in texts.enumerated() {
            try home.write("file", text)
            let place = MoltnetConsumerDestination(path: home.file("file"), id: "op", versions: versions())
            _ = try await place.inspect()
            for _ in 0..<2 { try await place.put(secret(MoltnetDestinationTests.new)) }
            #expect(try await place.holds(secret(MoltnetDestinationTests.new)) == true)
            var expected = text.replacingOccurrences(of: old, with: MoltnetDestinationTests.new)
            // The runtime's own token is another secret, although it has the same value here.
            if index == 1 {
                expected = expected.replacingOccurrences(
                    of: "\"runtime\": {\"token\": \"\(MoltnetDestinationTests.new)\"",
                    with: "\"runtime\": {\"token\": \"\(old)\"")
            }
            #expect(try home.read("file") == expected)
            try await place.put(secret(old))
            #expect(try home.read("file") == text)
        }
        try home.write("file", "moltnet:\n  token_path: token\n")
        try home.write("token", old + "\n")
        let place = MoltnetConsumerDestination(path: home.file("file"), id: "op", versions: versions())
        #expect(try place.usesTokenFile)
        try await place.put(secret(MoltnetDestinationTests.new))
        #expect(try home.read("token") == MoltnetDestinationTests.new + "\n")
        #expect(try await place.holds(secret(MoltnetDestinationTests.new)) == true)
    }

    @Test("refuse a file of somebody who does not have the token")
    func stranger() async throws {
        let home = try TemporaryHome()
        try home.write("file", "moltnet: {token: \(String(repeating: "c3", count: 32))}\n")
        let place = MoltnetConsumerDestination(path: home.file("file"), id: "op", versions: versions())
        await #expect(throws: StepFailure.self) { try await place.inspect() }
        await #expect(throws: StepFailure.self) { try await place.put(secret(MoltnetDestinationTests.new)) }
        #expect(try await place.holds(secret(MoltnetDestinationTests.new)) == false)
    }
}
