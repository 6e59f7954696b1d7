import Testing

@testable import CommandTree

struct HelpTests {
    @Test("The help of a verb shows everything, wrapped at the width")
    func verb() {
        #expect(
            sample.help(for: ["admin-token", "rotate"], width: 72) == """
                Usage: molecule admin-token rotate --to DESTINATION... [OPTION]...

                Replace the admin token.

                '.env' files are kept; see --to.

                .leading dots and \\ are kept as well.

                Options:
                      --to DESTINATION      Where the new value goes. Required. May be
                                            given more than once.
                          env-file:PATH     A variable in an environment file.
                          fly:APP           A secret of a Fly app.
                  -n, --dry-run             Only print the plan.
                      --attempts COUNT      How often to try. A whole number from -1 to
                                            5.
                      --on-success COMMAND  What to run at the end.
                      --backup DIRECTORY    Where to keep the journal.

                Global options:
                  -o, --output FORMAT  How results are printed. Variable:
                                       MOLECULE_OUTPUT. Default: table.
                          table
                          json         JSON: one object.
                          tsv
                  -q, --quiet          Print ids only.
                  -v, --verbose        Tell what is done.
                      --yes            Answer questions with yes.
                      --timeout TIME   How long a request may take. A length of time
                                       such as 90s, 5m or 1h30m. Default: 30s.
                      --api-url URL    Where the server is. Variable: MOLECULE_API_URL.
                  -h, --help           Show help and exit.
                      --version        Show the version and exit.

                Environment:
                  MOLECULE_OUTPUT   The value of --output when the option is absent.
                  MOLECULE_API_URL  The value of --api-url when the option is absent.

                Files:
                  /srv/app/.env  Example of a destination.

                Exit status:
                    0  ok          Done, or nothing to do.
                    1  failure     A command of yours failed; or anything unclassified,
                                   which is a defect to report.
                    2  usage       Bad invocation, or a bad plan or configuration.
                    7  conflict    409, 412 or 422, a held lock, or an unfinished
                                   rotation.
                    8  partial     Some items are done and some are not; what is left is
                                   recorded.
                   12  unverified  The new value is not proven, or the server accepts
                                   anyone.

                Examples:
                  Rotate it into a file, with nobody's help.
                      molecule admin-token rotate --to 'env-file:/srv/it-is/.env'

                See also: 'molecule help exit-status', 'molecule admin-token verify'.

                """)
    }

    @Test("The help of a group lists its commands, and the root's not the hidden ones")
    func group() {
        let help = sample.help(for: ["keys"], width: 80)
        #expect(help.hasPrefix("Usage: molecule keys COMMAND [OPTION]...\n\nManage the key store.\n\nCommands:\n"))
        #expect(help.contains("\n  show    Show a key entry.\n"))
        let root = sample.help(for: [], width: 80)
        #expect(root.contains("\n  help exit-status  What each exit status means.\n"))
        #expect(root.contains("\n  ~/.config/molecule/keys/  The key store.\n"))
        #expect(root.contains("\n  130  interrupted "))
        #expect(!root.contains("__complete"))
    }

    @Test("No line is wider than asked, but for what is copied as it is", arguments: [40, 60, 72, 80, 100, 132])
    func width(_ width: Int) {
        for (path, command) in sample.allCommands() {
            let copied = sample.shownExamples(of: command).map { "      " + $0.commandLine }
            for line in sample.help(for: path, width: width).split(separator: "\n") where !copied.contains(String(line))
            {
                #expect(line.count <= width, "\(path): \(line)")
                #expect(line.last != " ", "\(path): \(line)")
            }
        }
    }

    @Test(
        "The usage line shows what must and what may follow",
        arguments: [
            ([], "molecule COMMAND [OPTION]..."),
            (["keys", "show"], "molecule keys show [OPTION]... NAME [VERSION]"),
            (["keys", "import"], "molecule keys import [OPTION]... FILE..."),
            (["admin-token", "verify"], "molecule admin-token verify [OPTION]... [URL]..."),
            (["admin-token", "rotate"], "molecule admin-token rotate --to DESTINATION... [OPTION]..."),
            (["run"], "molecule run [OPTION]... NAME -- COMMAND..."),
            (["no", "such"], "molecule COMMAND [OPTION]..."),
        ])
    func usage(_ path: [String], _ expected: String) {
        #expect(sample.usage(for: path) == expected)
    }

    @Test("The topic of exit statuses has every status with number, name and meaning")
    func topic() {
        let lines = sample.help(for: .exitStatus, width: 120).split(separator: "\n")
        for status in ExitStatus.allCases {
            let line = lines.first { $0.split(separator: " ").first == "\(status.rawValue)" }
            #expect(line?.contains(status.name) == true && line?.hasSuffix(status.meaning) == true)
        }
        #expect(sample.help(for: .environment, width: 80).contains("  ADMIN_TOKEN       The admin token to use.\n"))
    }
}
