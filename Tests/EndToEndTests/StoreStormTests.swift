import Foundation
import TestSupport
import Testing

/// Fifty processes that add, rotate, read and remove in one store at once, for 15 seconds, in CI for 60, or for as many as
/// MOLECULE_STORM_SECONDS says.
///
/// Each writes down what it did and what it was told; what is in the store afterwards must be what they were told.
@Suite(.blocking) struct StoreStormTests {
    private static let seconds =
        Int(ProcessInfo.processInfo.environment["MOLECULE_STORM_SECONDS"] ?? "") ?? (Binary.isCI ? 60 : 15)
    private static let rotated = 3

    /// What a worker does until the time is over; `$0` is its number, `$1` the platform's address, `$2` the restart.
    private static let loops: [(count: Int, script: String)] = [
        (
            20,  // Adds entries of its own and removes every third again.
            """
            echo "value-$0-$i" | note add e-$0-$i molecule keys add e-$0-$i --kind org-token --origin $1 --from-stdin -q
            if [ $((i % 3)) = 0 ]; then note remove e-$0-$i molecule keys remove e-$0-$i --yes -q; fi
            """
        ),
        (
            10,  // Fights the others for one name.
            """
            echo "value-shared-$0-$i" | note add shared molecule keys add shared --kind org-token --origin $1 --from-stdin -q
            note remove shared molecule keys remove shared --yes -q
            """
        ),
        (
            14,  // Reads what others write: a whole value or none.
            """
            note read shared molecule keys show shared --reveal
            note list - molecule keys list -q
            note read rotated-$((i % 3)) molecule keys show rotated-$((i % 3)) --reveal
            """
        ),
        (
            6,  // Rotates, two workers for each entry.
            """
            r=$(($0 % 3)); sleep 0.$0
            note rotate rotated-$r molecule admin-token rotate --key rotated-$r --to env-file:$r/platform.env \\
                --then "$2" --wait 60s --yes -q --no-input
            """
        ),
    ]

    /// One line of a worker's: what it did to which entry, the status, and what was printed.
    private struct Note {
        let deed: String
        let name: String
        let status: Int
        let output: String

        init?(_ line: Substring) {
            let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard words.count == 4, let status = Int(words[2]) else { return nil }
            (deed, name, self.status, output) = (words[0], words[1], status, words[3])
        }
    }

    @Test(.timeLimit(.minutes(30)))
    func `fifty processes at one store lose nothing, tear nothing and wait for nobody for ever`()
        throws
    {
        let home = try TemporaryHome()
        let platforms = try (0..<StoreStormTests.rotated).map { try protectedPlatform($0, home) }
        let notes = try storm(home, platforms)
        try expectNothingLost(home, notes)
        try expectRotated(home, notes, platforms)
        let count = Dictionary(grouping: notes, by: \.deed).mapValues { notes in
            "\(notes.count { $0.status == 0 }) of \(notes.count)"
        }
        print("storm: 50 processes for \(StoreStormTests.seconds)s, done of tried: \(count.sorted { $0.key < $1.key })")
    }

    /// A platform with an environment file of its own, whose admin token is the entry `rotated-N` of the one store.
    private func protectedPlatform(_ number: Int, _ home: TemporaryHome) throws -> (Platform, TemporaryHome) {
        let own = try TemporaryHome()
        let token = "first-admin-token-of-platform-\(number)"
        try own.write("platform.env", "ADMIN_TOKEN=\(token)\n")
        let platform = try Platform(list: [], home: own, isRecorded: false)
        #expect(symlink(own.path, home.file("\(number)")) == 0)
        let run = try Run.molecule(
            "keys", "add", "rotated-\(number)", "--kind", "admin-token", "--origin", platform.url, "--from-stdin",
            home: home, input: token)
        try #require(run.status == 0, "\(run.error)")
        return (platform, own)
    }

    /// Runs the workers and gives what they wrote down.
    private func storm(_ home: TemporaryHome, _ platforms: [(Platform, TemporaryHome)]) throws -> [Note] {
        let end = Int(Date().timeIntervalSince1970) + StoreStormTests.seconds
        var workers: [Background] = []
        for (count, script) in StoreStormTests.loops {
            let loop = """
                note() { # what, the entry, and the command
                    deed=$1; name=$2; shift 2
                    said=$("$@" 2>errors-$id | tr '\\n\\t' '  '; exit ${PIPESTATUS[0]}); status=$?
                    printf '%s\\t%s\\t%s\\t%s\\n' $deed $name $status "$said"
                    case $status in 0|6|7) ;; *) cat errors-$id >&2 ;; esac
                }
                id=$0; i=0
                while [ $(date +%s) -lt \(end) ]; do i=$((i + 1)); \(script)
                done
                """
            for _ in 0..<count {
                let number = workers.count
                let platform = platforms[number % StoreStormTests.rotated].0
                workers.append(
                    try Background(
                        "/bin/bash", ["-c", loop, "\(number)", platform.url, platform.restart],
                        environment: home.environment, directory: home.path))
            }
        }
        #expect(workers.count == 50)
        return workers.flatMap { worker in
            let run = worker.end(deadline: Double(StoreStormTests.seconds + 240))
            #expect(run.status == 0, "a worker did not come to its end: \(run.error)")
            #expect(run.error.isEmpty, "\(run.error)")
            return run.output.split(separator: "\n").compactMap { Note($0) }
        }
    }

    private func expectNothingLost(_ home: TemporaryHome, _ notes: [Note]) throws {
        // Done; not there or there already; or held by others for longer than a writer waits.
        for note in notes where ![0, 6, 7].contains(note.status) {
            Issue.record("\(note.deed) \(note.name) ended with \(note.status)")
        }
        for note in notes where note.deed == "read" && note.status == 0 {
            let isWhole =
                note.output.hasPrefix(note.name == "shared" ? "value-shared-" : "first-admin-token-of-platform-")
                || note.name != "shared" && note.output.trimmingCharacters(in: .whitespaces).count == 44
            #expect(isWhole, "a torn value was read")
        }
        let own = notes.filter { $0.status == 0 && $0.name.hasPrefix("e-") }
        let added = Set(own.filter { $0.deed == "add" }.map(\.name))
        let expected = added.subtracting(own.filter { $0.deed == "remove" }.map(\.name))
        let all = try Run.molecule("keys", "list", "-q", home: home).output.split(separator: "\n").map(String.init)
        #expect(Set(all.filter { $0.hasPrefix("e-") }) == expected)
        for name in expected {
            let document = try home.read("config/molecule/keys/\(name)")
            #expect(document.contains("\"value\": \"value-\(name.dropFirst(2))\""), "\(name) holds another's value")
        }
        // Of those who fought for one name, one more has added than removed, or as many.
        let shared = notes.filter { $0.status == 0 && $0.name == "shared" }
        let left = shared.count { $0.deed == "add" } - shared.count { $0.deed == "remove" }
        #expect(left == (all.contains("shared") ? 1 : 0))
        let check = try Run.molecule("keys", "check", home: home)
        #expect(check.status == 0, "\(check.output)")
        let deeds = Set(notes.filter { $0.status == 0 }.map(\.deed))
        #expect(deeds == ["add", "remove", "read", "list", "rotate"], "all of it happened: \(deeds)")
    }

    private func expectRotated(
        _ home: TemporaryHome, _ notes: [Note], _ platforms: [(Platform, TemporaryHome)]
    ) throws {
        let completed = names(in: home.rotations).filter { $0.hasSuffix(".journal") }
        #expect(completed.count == notes.count { $0.deed == "rotate" && $0.status == 0 }, "each rotation has a journal")
        for (number, (platform, own)) in platforms.enumerated() {
            let value = try Run.molecule("keys", "show", "rotated-\(number)", "--reveal", home: home).output
                .trimmingCharacters(in: .newlines)
            #expect(try own.read("platform.env") == "ADMIN_TOKEN=\(value)\n")
            #expect(WebCall(platform.url, "/admin/workspaces", token: value).status == 200)
            let entry = try Run.molecule("keys", "show", "rotated-\(number)", "-o", "json", home: home).document()
            #expect(entry["pending"] == .null)
        }
    }
}
