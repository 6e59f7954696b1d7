import CommandTree
import Rotation

/// The page about journals, molecule-rotation(5).
enum RotationPage {
    static let page = ReferencePage(
        "molecule-rotation", 5, summary: "the journal of a rotation",
        sections: [
            ReferencePage.Section(
                "DESCRIPTION",
                [
                    .text(
                        """
                        Every rotation has a journal. What a step is about to do is on the disk before it acts, and how it \
                        ended after: a program that is killed anywhere leaves the whole story, or one step whose fate is \
                        unknown and is looked into. The commands molecule rotations list, show, resume, rollback and \
                        abandon work from it.
                        """),
                    .text(
                        """
                        A journal never holds a value. It holds fingerprints: the first eight hexadecimal digits of a \
                        SHA-256 over a random salt and the value, which name a value without revealing it. The values \
                        themselves lie in the key store.
                        """),
                ]),
            ReferencePage.Section("FILE", file), ReferencePage.Section("RECORDS", records),
            ReferencePage.Section("STEPS", steps),
            ReferencePage.Section(
                "PLAN",
                [
                    .text("The plan is everything that a later process needs to go on. Its members are:"),
                    .definitions(definitions(RotationVocabulary.planMembers)),
                ]),
            ReferencePage.Section(
                "FILES",
                [.definitions([.init("$XDG_STATE_HOME/molecule/rotations/ID.journal", "The journal of one rotation.")])]
            ),
            ReferencePage.Section(
                "EXAMPLES",
                [
                    .text("The steps of a rotation that were started and did not end:"),
                    .literal(
                        """
                        molecule rotations show ID -o json |
                            jq '.steps[] | select(.state == "unknown")'
                        """),
                ]),
        ],
        related: [
            ("molecule-rotations", 1), ("molecule-rotations-show", 1), ("molecule-admin-token-rotate", 1),
            ("molecule-runbook", 5),
        ])

    private static let file: [ReferencePage.Block] = [
        .text(
            """
            The file is named by the rotation: r-, the time of its planning in UTC, and six random hexadecimal digits, such \
            as r-20261120T230102Z-9f3a1c.journal. It lies in the directory molecule/rotations below $XDG_STATE_HOME, which \
            is ~/.local/state unless that variable says otherwise. Its mode is 0600, it belongs to its user, has one name, \
            and is reached through no directory that others can write; any other file is refused with status 10.
            """),
        .text(
            """
            It is only appended to, and each record is on the disk before the program goes on. Whoever drives a rotation \
            holds a lock beside the key entry, so that two never write one journal. A command or program that is handed a \
            value holds another one as long as it runs. If its rotation is killed meanwhile, nobody goes on with that, or \
            begins another, before it has ended: otherwise it could put its value over a later one.
            """),
    ]

    private static let records: [ReferencePage.Block] = [
        .text("A record is one line: a JSON object in UTF-8 and a newline. Its members are, in this order:"),
        .definitions(definitions(RotationVocabulary.recordMembers)),
        .text("The events are:"), .definitions(definitions(RotationVocabulary.events)), .text("The outcomes are:"),
        .definitions(definitions(RotationVocabulary.outcomes)),
        .text(
            """
            A last line without a newline, or whose checksum is wrong, was not written whole: it is not part of the \
            journal, and is cut off when the rotation goes on. A line further up whose checksum is wrong makes the journal \
            unusable, and so does one that this version cannot understand. The checksum finds torn and rotten lines; it is \
            no defence against forgery.
            """),
    ]

    private static let steps: [ReferencePage.Block] = [
        .text(
            """
            The steps follow from the plan. N counts from 0. Each is looked at before it acts, so that what was done already \
            is found and not done again:
            """),
        .definitions(definitions(RotationVocabulary.steps)),
        .text(
            """
            On the way back those steps are gone that put right what may have been changed, the last destination first:
            """),
        .definitions(definitions(RotationVocabulary.rollbackSteps)),
        .text("What is known of a step is its state, which is not written, and follows from the records:"),
        .definitions(definitions(RotationVocabulary.states)),
    ]

    private static func definitions(_ entries: [RotationVocabulary.Entry]) -> [ReferencePage.Definition] {
        entries.map { ReferencePage.Definition($0.word, $0.summary) }
    }
}
