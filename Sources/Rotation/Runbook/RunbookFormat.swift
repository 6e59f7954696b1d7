/// The members of a runbook document: what the reader accepts, the schema allows and the manual tells.
public enum RunbookFormat {
    /// The number of the format, the value of `molecule_runbook`.
    public static let number: Int64 = 1
    /// A runbook has some thousand bytes; far larger files are something else.
    public static let sizeLimit = 256 << 10
    /// The most characters a text may have, and the most items a list.
    static let textLimit = 4000
    static let listLimit = 64
    /// How long a rotation may wait for a value to be live: a day.
    static let patience = 1...86_400
    /// How long an issuer may keep both values: a week.
    static let hours = 1...168
    /// The longest value there is, in bytes.
    static let valueLimit = 16 << 10

    /// A member of an object.
    public struct Member: Sendable {
        /// Its name.
        public let name: String
        /// What it is, as a sentence.
        public let summary: String
        /// When it must be there.
        public let presence: Presence

        init(_ name: String, _ presence: Presence, _ summary: String) {
            self.name = name
            self.summary = summary
            self.presence = presence
        }
    }

    /// When a member must be there.
    public enum Presence: Sendable {
        case always
        /// Where the stance is `rotate` or `compromised-only`; it may not be there otherwise.
        case rotated
        /// It need not, and only where the stance is `rotate` or `compromised-only` it may.
        case maybeRotated
        /// It need not.
        case maybe
    }

    /// The members of the document.
    public static let runbook: [Member] = [
        .init("molecule_runbook", .always, "The number of the format: 1."),
        .init("secret", .always, "The name of the secret at its destinations: capitals, digits and _."),
        .init("purpose", .always, "What the secret is for: one sentence."),
        .init(
            "stance", .always,
            "Whether it is rotated: rotate, compromised-only, refuse or nothing-to-do."),
        .init("reason", .maybe, "Why the stance is not rotate; must be there then, and may not otherwise."),
        .init("shape", .maybe, "What values look like; must be there where the secret is rotated."),
        .init("lives", .always, "Where the secret lives, in words: at least one text."),
        .init("settings", .maybe, "The settings its texts name."),
        .init(
            "origin", .rotated,
            "The server that values are sent to when they are proven; the key entry is bound to it."),
        .init("source", .rotated, "How a new value comes."),
        .init("destinations", .rotated, "Where the value goes, in order: at least one."),
        .init("proofs", .rotated, "How it is known that the value is live, in order: at least one."),
        .init("retirement", .maybeRotated, "What becomes of the old value, where it does not die by being replaced."),
        .init(
            "overlap", .rotated,
            "How long both values work: cut-over (not at all), until-retired, or an object with the hours."),
        .init(
            "coupling", .maybe,
            "What happens if only one destination gets the value; then there must be at least two."),
        .init("requirements", .maybeRotated, "What somebody must affirm before the rotation begins."),
        .init("reasons", .maybeRotated, "The reasons that are good enough, where one must be given: plain words."),
        .init("blast_radius", .always, "What is touched: a sentence."),
        .init("danger", .always, "How bad it can get: none, low, medium, high or forbidden."),
        .init("patience_seconds", .rotated, "How long to wait for the value to be live: 1 to 86400."),
        .init("drift", .maybe, "Where the procedure this comes from and the platform of today differ: sentences."),
    ]
    /// The members of `shape`.
    public static let shape: [Member] = [
        .init("prefixes", .always, "What a value begins with, any of them; empty where nothing is known."),
        .init("minimum_length", .always, "The least bytes it has."),
        .init("maximum_length", .always, "The most bytes it has: 16384 at most."),
        .init("form", .always, "What it consists of: token, words, hex, uri or mailbox."),
    ]
    /// The members of an item of `settings`.
    public static let setting: [Member] = [
        .init("name", .always, "Its name: lower-case letters, digits and _."),
        .init("summary", .always, "What it is, without a full stop."),
        .init("example", .always, "What it may look like."),
        .init("optional", .maybe, "Whether the rotation can do without it; false if it is not there."),
    ]
    /// The members of `source`, `retirement` and an item of `proofs`.
    public static let part: [Member] = [
        .init("kind", .always, "Which kind."),
        .init("settings", .maybe, "The settings of the kind, all of them texts."),
    ]
    /// The members of an item of `proofs`.
    public static let proof: [Member] =
        part + [.init("summary", .maybe, "What it proves, for the plan, without a full stop.")]
    /// The members of an item of `requirements`.
    public static let requirement: [Member] = [
        .init("name", .always, "The word that affirms it: lower-case letters, digits and -."),
        .init("question", .always, "What is asked on a terminal; ends with a question mark."),
    ]
    /// The members of `overlap` where it is an object.
    public static let overlap: [Member] = [
        .init("hours", .always, "For so many hours after the new value was issued: 1 to 168.")
    ]

    /// Every object there is, with what it is called.
    public static let objects: [(name: String, members: [Member])] = [
        ("runbook", runbook), ("shape", shape), ("setting", setting), ("part", part), ("proof", proof),
        ("requirement", requirement), ("overlap", overlap),
    ]
}
