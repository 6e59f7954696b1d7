import Testing

@testable import CommandTree

struct SuggestionTests {
    @Test(
        "The hint names what was most likely meant",
        arguments: [
            ("admin-token verfy", "Did you mean 'verify'?"),
            ("admin-token veirfy", "Did you mean 'verify'?"),
            ("kesy", "Did you mean 'keys'?"),
            ("conf", "Did you mean 'configure'?"),
            ("rotate", "Did you mean 'molecule admin-token rotate'?"),
            ("keys verify", "Did you mean 'molecule admin-token verify'?"),
            ("verify admin-token", "Did you mean 'molecule admin-token verify'?"),
            ("zebra", "See 'molecule --help'."),
            ("complete", "See 'molecule --help'."),
            ("keys show a --revael", "Did you mean '--reveal'?"),
            ("keys show a --ouput json", "Did you mean '--output'?"),
            ("keys show a --zebra", "See 'molecule keys show --help'."),
            ("--dry-run admin-token rotate", "Write '--dry-run' after the whole name of its command."),
            ("keys show a -reveal", "Did you mean '--reveal'?"),
            ("keys show a --output --quiet", "Write '--output=FORMAT' if the value begins with '-'."),
            ("admin-token rotate --to evn-file:x", "Did you mean 'env-file:'?"),
            ("admin-token rotate", "Add '--to DESTINATION'."),
            (
                "keys show a --password hunter2",
                "Secrets are not typed on the command line: see --from-stdin, "
                    + "--from-file, --from-env, --from-key."
            ),
        ])
    func hints(_ line: String, _ hint: String) {
        #expect(usageError(line).hint == hint)
    }

    @Test(
        "The distance counts insertions, deletions, substitutions and swaps",
        arguments: [("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("verify", "verfy", 1), ("ca", "abc", 3)])
    func distance(_ left: String, _ right: String, _ expected: Int) {
        #expect(editDistance(Array(left.utf8), Array(right.utf8)) == expected)
        #expect(editDistance(Array(right.utf8), Array(left.utf8)) == expected)
    }

    @Test("Among equally near candidates the first wins, and short words need to be very near")
    func ties() {
        #expect(suggestion(for: "lisp", among: ["lisa", "list"]) == "lisa")
        #expect(suggestion(for: "ab", among: ["cd"]) == nil)
        #expect(suggestion(for: "", among: ["a"]) == nil)
    }
}
