import CommandTree

/// The end of molecule(1): what the program promises about secrets, what it cannot promise, and how each promise is
/// tested.
enum SecuritySection {
    static let section = ReferencePage.Section(
        "SECURITY CONSIDERATIONS",
        [
            .heading("What is promised"), .definitions(promises), .heading("What is not"), .definitions(limits),
        ])

    /// Each with the tests that attack it, by the names of their suites.
    private static let promises: [ReferencePage.Definition] = [
        .init(
            "One receiver",
            """
            A credential is sent to the one origin it is bound to: over https, or over http to this machine. No redirect \
            is followed, no challenge answered, no cookie kept, and no proxy gets a request over http. Tested with every \
            status of a redirect to every kind of place, and with every scheme of a challenge, while all proxy variables \
            and most redirects lead to a listener that nobody may connect to (HostileServerTests, RedirectTests, \
            EnvironmentTests).
            """),
        .init(
            "No harm by a reply",
            """
            Whatever a server sends or leaves out, a command ends by its deadline with the status that fits, one sentence, \
            and less than 100 MiB of memory; it does not crash. A change whose reply was lost is never reported as \
            failed, and never sent again unseen. Tested with several hundred replies, among them one that is cut at each \
            of its bytes (HostileServerTests, HostileTLSTests, OrgTokensLostReplyTests).
            """),
        .init(
            "No false proof",
            """
            A token counts as protecting a server only when the server refuses callers with none and with a wrong one \
            (VerifyServerTests).
            """),
        .init(
            "Nothing printed",
            """
            Only the commands whose purpose it is print a secret, once, on standard output. No error, trace, journal or \
            temporary file that is left holds one, nor what a server repeats of it, whole, cut off or escaped. Tested by \
            running every command with secrets in every place it could take them from; a new command without such a \
            test fails the build (LeakTests, EchoTests).
            """),
        .init(
            "Nothing for neighbours",
            """
            No option and no operand takes a secret. Credentials in the environment are wiped where they lie before \
            anything else is done, so that /proc has them no longer; programs that are started get a clean environment, and \
            secrets on standard input only, but for keys exec, whose purpose it is. The process writes no core dump and \
            no crash report, and other processes of the same user can neither read its memory nor trace it (LeakTests, \
            NeighbourTests).
            """),
        .init(
            "Private files",
            """
            Files with secrets have mode 0600 from their first instant, whatever the umask. A file that others own, can \
            read, change or replace is refused with status 10, also to root, and so is one that is swapped for another \
            while it is read. Tested with each of the 4096 modes, each kind of file, and each detour on the way to it \
            (HostileFileTests, HostilePathTests, SwappedFileTests), and by watching every call that makes a file \
            (PrivateModeTraceTests).
            """),
        .init(
            "Whole writes",
            """
            A write is whole or has not happened, on a full disk, on one that fails, and when the program is killed at \
            any instant; many processes at one key store lose nothing (HostileDiskTests, HostileCallTests, KillTests, \
            StoreStormTests).
            """),
        .init(
            "Sturdy readers",
            """
            What reads command lines, answers, JSON, key entries, journals, runbooks, environment files and Moltnet \
            files refuses what it does not understand, and changes no byte that it need not. Each reader is attacked by \
            libFuzzer under the address sanitizer before every change of the program lands (FuzzTarget).
            """),
        .init(
            "Harmless text",
            """
            What a server says reaches a terminal without control, bidirectional, zero-width or otherwise invisible \
            characters: a mark stands in their place. In JSON it is exact (HostileTextTests, TerminalTextTests).
            """),
    ]

    private static let limits: [ReferencePage.Definition] = [
        .init(
            "Root",
            "Root on the same machine, and whoever can change this program or the libraries it loads, can read all of it."
        ),
        .init(
            "The same user before the start",
            """
            Another process of the same user can read the key store, which is not encrypted, and the environment of the \
            shell that a credential was exported in; a variable is wiped within a moment of the start, not before it. \
            Prefer key entries or files to exported variables.
            """),
        .init(
            "The server itself",
            """
            A malicious server gets the credential that is meant for it, and can say anything about itself: that a \
            token protects it, that a key is revoked. So can whoever holds a certificate for its name.
            """),
        .init(
            "Memory",
            "Values are not locked in memory and may reach swap space; copies that the network library makes are not wiped."
        ),
        .init(
            "Programs that are started",
            """
            The programs of destinations, runbooks and keys exec do with a value as they please. One that closes every file \
            it was given, its rotation killed meanwhile, is not waited for.
            """),
        .init(
            "SIGKILL",
            """
            org tokens mint --for-command that is killed by SIGKILL leaves its key and the file with it; typing the same \
            again revokes the key, and the file is worth nothing then.
            """),
        .init(
            "Terminals", "A value that is printed stays in the scroll-back of the terminal, or in the log of the job."),
    ]
}
