import Foundation
import TestSupport
import Testing

/// Every file and directory that is made, watched from outside with umask 000: none is looser than 0600 or 0700 at any
/// instant, since the mode is that of the call that makes it.
@Suite(.blocking) struct PrivateModeTraceTests {
    /// The question marks: not every system, nor every strace, knows all of them.
    private static let calls =
        "?open,openat,?openat2,?creat,?mkdir,mkdirat,?mknod,mknodat,?chmod,fchmod,fchmodat,?fchmodat2"

    @Test(.enabled(if: Binary.isCI || Binary.tool("strace") != nil))
    func `no file is made with more than 0600 and no directory with more than 0700, whatever the umask`() throws {
        let fixture = try Fixture()
        let strace = try #require(Binary.tool("strace"), "in CI strace must be there")
        let verbs = [
            "echo value | molecule keys add added --kind org-token --origin \(fixture.platform.url) --from-stdin",
            "molecule admin-token generate --save saved --origin \(fixture.platform.url)",
            "molecule admin-token rotate --key production --to env-file:platform.env "
                + "--then '\(fixture.platform.restart)' --wait 20s --yes",
            "molecule keys show added --reveal", "molecule keys list", "molecule keys remove saved --yes",
            "molecule keys check --repair", "molecule rotations list",
        ]
        let script = "umask 000; exec \"$0\" -f -qq -o trace -e trace=\(PrivateModeTraceTests.calls) sh -c \"$1\""
        var count = 0
        for verb in verbs {
            if verb.contains("--repair") { #expect(chmod("\(fixture.home.keys)/added", 0o644) == 0) }
            let run = try Run.program(
                "/bin/sh", ["-c", script, strace, verb], environment: fixture.home.environment,
                directory: fixture.home.path)
            #expect(run.status == 0, "\(verb): \(run.error)")
            for line in try fixture.home.read("trace").split(separator: "\n") {
                guard let (limit, mode) = PrivateModeTraceTests.mode(of: line) else { continue }
                #expect(mode & ~limit == 0, "\(verb): \(line)")
                count += 1
            }
        }
        #expect(count >= 10)
        print(
            "modes: \(count) files and directories made, or given a mode, under umask 000; none looser than 0600 or 0700"
        )
    }

    /// The mode a call gives, and the most it may be; `nil` for a call that gives none or fails.
    private static func mode(of line: Substring) -> (limit: Int, mode: Int)? {
        let isDirectory = line.contains("mkdir")
        guard !line.contains(" = -1 "),
            isDirectory || line.contains("O_CREAT") || line.contains("O_TMPFILE") || line.contains("chmod(")
                || line.contains("mknod") || line.contains("creat(")
        else { return nil }
        // The last octal number before the closing parenthesis.
        guard let close = line.lastIndex(of: ")") else { return nil }
        let numbers = line[..<close].split { " ,()".contains($0) }.compactMap { word in
            word.hasPrefix("0") && word.count >= 3 ? Int(word, radix: 8) : nil
        }
        return numbers.last.map { (isDirectory ? 0o700 : 0o600, $0) }
    }
}
