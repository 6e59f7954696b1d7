/// What the words of a journal mean, for the manual; a test holds it against what is written.
public enum RotationVocabulary {
    /// A word and what it means, as a sentence.
    public typealias Entry = (word: String, summary: String)

    /// The members of a record.
    public static let recordMembers: [Entry] = [
        ("sequence", "The number of the record: 1, 2, 3, without a gap."),
        (
            "time",
            "When it was written, as RFC 3339 in UTC; for people, and for the end of an overlap, which is reckoned from when the new value was had."
        ),
        ("event", "What happened: one of the events below."),
        ("plan", "The plan, in the event planned alone."),
        (
            "digest",
            "The SHA-256 of the plan in hexadecimal, in the event planned alone; a plan that was changed does not resume."
        ),
        ("step", "The word of the step, in the events about one."),
        ("note", "What was found when the step was done, such as a fingerprint; it may be missing."),
        ("reason", "Why the step failed, what it waits for, or why somebody gave the rotation up."),
        ("untaken", "True when the destination is known to have taken nothing, in the event failed alone."),
        ("outcome", "How it ended, in the event finished alone: one of the outcomes below."),
        (
            "crc",
            "The last member: the CRC-32 (as in zlib) of the bytes of the line before the comma that precedes it, as eight hexadecimal digits."
        ),
    ]

    /// The events.
    public static let events: [Entry] = [
        ("planned", "The rotation exists, and nothing has been done; always the first record, and only that."),
        ("started", "The step is about to act. Without a later record about it, what became of it is unknown."),
        ("done", "The step is done, or what it is for was found to be so."),
        ("failed", "The step could not be done."),
        ("waiting", "The step waits for a person or a moment."),
        ("rollback-started", "From here on the way is back."),
        ("abandon-started", "From here on the rotation is being given up."),
        ("finished", "The rotation has ended."),
    ]

    /// The outcomes of a rotation that has ended.
    public static let outcomes: [Entry] = [
        (RotationOutcome.completed.rawValue, "The new value is live, proven, and the key entry's current one."),
        (RotationOutcome.rolledBack.rawValue, "The old value is where it was."),
        (
            RotationOutcome.abandoned.rawValue,
            "It was given up by hand: what destinations hold was left as it was, and a new value that may be live was kept."
        ),
    ]

    /// What is known of a step.
    public static let states: [Entry] = [
        (RotationState.Progress.pending.rawValue, "No record is about it."),
        (
            RotationState.Progress.unknown.rawValue,
            "It was started, and nothing more is known: it may have acted or not, so it is looked at and then done again."
        ),
        (RotationState.Progress.done.rawValue, "It is done."),
        (RotationState.Progress.failed.rawValue, "It could not be done; a resumed rotation tries it again."),
        (RotationState.Progress.waiting.rawValue, "It waits for a person or a moment."),
    ]

    /// The steps forward; N is the number of a destination or of a proof, from 0.
    public static let steps: [Entry] = [
        ("obtain", "The new value is made or had, and kept in the key store as pending."),
        ("distribute:N", "The value is put into a destination."),
        ("deploy:N", "What was put into a destination is made live there; only where that is a step of its own."),
        ("activate", "The command runs that makes the value live; only where there is one."),
        ("verify:N", "The value is proven live, and strangers refused, by a proof."),
        (
            "promote",
            "The pending value becomes the key entry's current one, and the current one its previous; from here on the only way is forward."
        ),
        ("retire", "The old value is ended at its issuer; only where it does not die by being replaced."),
    ]

    /// The steps of the way back.
    public static let rollbackSteps: [Entry] = [
        ("restore:N", "The old value is put back into a destination."),
        ("redeploy:N", "The old value is made live there again."),
        ("reactivate", "The command runs again that makes a value live."),
        ("verify-restored", "The old value is proven live."),
        ("retire-new", "The new value is ended at its issuer."),
        ("discard", "The pending value is dropped from the key store."),
    ]

    /// The members of a plan.
    public static let planMembers: [Entry] = [
        ("format", "The number of the plan's format: \(RotationPlan.format)."),
        ("subject", "What is rotated: admin-token, moltnet-token, org-key or runbook."),
        ("key", "The name of the key entry that keeps the values."),
        ("origin", "The server the key entry is bound to."),
        ("variable", "What the secret is called at its destinations, such as ADMIN_TOKEN."),
        ("source", "How the new value comes: an object with a kind and settings."),
        (
            "destinations",
            "Where the value goes, in order: objects with a name and deploys, which says that making it live is a step of its own."
        ),
        ("activation", "The command of the step activate, or null."),
        ("proofs", "How it is known that the value is live, in order: objects with a kind and settings."),
        ("retirement", "How the old value is ended: an object with a kind and settings, or null."),
        ("overlaps", "Whether both values work between obtain and retire."),
        ("settings", "What else is known, as texts."),
        ("directory", "The directory that commands start in."),
        ("passed_variables", "The names of environment variables that commands get besides the usual ones."),
        ("patience", "How long to wait for the value to be live, in seconds."),
        ("replacing", "The fingerprint of the value that is replaced; empty where that value is not at hand."),
    ]
}
