import JSON

/// How one secret is rotated, as data: what it looks like, where it lives, how a new value comes, how it is proven, and
/// what becomes of the old one.
///
/// Texts may hold `${NAME}`, which stands for a setting of the profile: hosts, apps and repositories are never part of a
/// runbook itself.
public struct Runbook: Sendable, Equatable {
    /// Whether the secret is rotated at all.
    public enum Stance: String, Sendable, CaseIterable {
        /// As the runbook says.
        case rotate
        /// Only when its value is known to others: everything that it protects is lost by it.
        case compromisedOnly = "compromised-only"
        /// Never; the reason says why.
        case refuse
        /// It rotates by itself.
        case nothingToDo = "nothing-to-do"
    }

    /// How much harm a rotation that goes wrong does.
    public enum Danger: String, Sendable, CaseIterable {
        case none
        case low
        case medium
        case high
        case forbidden
    }

    /// How long both values work.
    public enum Overlap: Sendable, Equatable {
        /// Not at all: the secret has one value.
        case cutOver
        /// Until the old one is retired.
        case untilRetired
        /// For so many hours after the new one was issued.
        case hours(Int)
    }

    /// What a value looks like.
    public struct Shape: Sendable, Equatable {
        /// What it begins with, such as `napi_`; any of them.
        public var prefixes: [String]
        /// The least and the most bytes it has.
        public var length: ClosedRange<Int>
        /// What else it is: `token` (visible ASCII), `words` (visible ASCII and spaces), `hex`, `uri`, `mailbox`.
        public var form: String

        /// A shape.
        public init(prefixes: [String], length: ClosedRange<Int>, form: String) {
            self.prefixes = prefixes
            self.length = length
            self.form = form
        }
    }

    /// A setting that the profile must have.
    public struct Setting: Sendable, Equatable {
        /// Its name, such as `control_plane_store`.
        public var name: String
        /// What it is, without a full stop.
        public var summary: String
        /// What it may look like.
        public var example: String
        /// Whether the rotation can do without it.
        public var isOptional: Bool

        /// A setting.
        public init(name: String, summary: String, example: String, isOptional: Bool = false) {
            self.name = name
            self.summary = summary
            self.example = example
            self.isOptional = isOptional
        }
    }

    /// Something that somebody must affirm before the rotation begins.
    public struct Requirement: Sendable, Equatable {
        /// The word of `--affirm`, such as `domain-verified`.
        public var name: String
        /// The question that is asked on a terminal.
        public var question: String

        /// A requirement.
        public init(name: String, question: String) {
            self.name = name
            self.question = question
        }
    }

    /// The secret's name, such as `NEON_API_KEY`.
    public var secret: String
    /// What it is for: one sentence.
    public var purpose: String
    /// Whether it is rotated.
    public var stance: Stance
    /// Why it is not, or only when compromised.
    public var reason: String?
    /// What its values look like.
    public var shape: Shape
    /// Where it lives, in words, for the map.
    public var lives: [String]
    /// The settings its texts name.
    public var settings: [Setting]
    /// The server that values are sent to when they are proven, to which the key entry is bound.
    public var origin: String
    /// How a new value comes.
    public var source: RotationPlan.Part
    /// Where it goes, in order.
    public var destinations: [String]
    /// How it is proven, in order.
    public var proofs: [RotationPlan.Part]
    /// What becomes of the old value.
    public var retirement: RotationPlan.Part?
    /// How long both values work.
    public var overlap: Overlap
    /// What must never be rotated alone, and what happens otherwise; `nil` where nothing is coupled.
    public var coupling: String?
    /// What must be affirmed first.
    public var requirements: [Requirement]
    /// The reasons that are good enough, where one must be given.
    public var reasons: [String]
    /// What is touched.
    public var blastRadius: String
    /// How bad it can get.
    public var danger: Danger
    /// How long to wait for the new value to be live, in seconds.
    public var patience: Int
    /// Where the procedure this comes from and the platform of today differ.
    public var drift: [String]
}
