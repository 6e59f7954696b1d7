import Foundation
import Testing

/// What a group of examples is run in, and what each needs beforehand.
struct ExampleStage: Sendable, CustomTestStringConvertible {
    /// What may become of an example, run as it is typed, where nobody can be asked.
    enum Ending: Sendable {
        /// Done.
        case works
        /// The same with more words at the end: what keeps it from serving or watching for ever, or what only a real
        /// address tells.
        case worksWith(String)
        /// It asks, and so ends with status 3; with an answer in more words it is done.
        case asks(String)
        /// It watches until Ctrl-C.
        case untilInterrupted
        /// It stops where a person has to do something.
        case waitsForSomebody
    }

    /// What is special about an example.
    struct Note: Sendable {
        /// Words that only this example has; the first note of a stage that fits counts.
        let words: String
        /// What is run in a shell before it.
        var before = ""
        var ending = Ending.works
    }

    /// The first words of the examples that belong here.
    let commands: [String]
    /// The server that is there: a surface of the sandbox, or none.
    var surface: String?
    /// What is run in a shell before everything.
    var before = ""
    var notes: [Note] = []
    /// Words of the examples that come last, in this order, because they take away what others need.
    var last: [String] = []

    var testDescription: String { commands.joined(separator: ", ") }

    /// How many letters of its first words an example shares with this stage; 0 when it does not belong here.
    func closeness(to example: String) -> Int {
        guard let start = example.range(of: "molecule ") else { return 0 }
        let words = example[start.upperBound...]
        return commands.filter { words == $0 || words.hasPrefix("\($0) ") }.map(\.count).max() ?? 0
    }

    /// The note about an example.
    func note(on example: String) -> Note {
        notes.first { example.contains($0.words) } ?? Note(words: "")
    }

    /// The examples in the order they are run in.
    func ordered(_ examples: [String]) -> [String] {
        func rank(_ example: String) -> Int { (last.firstIndex { example.contains($0) } ?? -1) + 1 }
        return examples.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map(\.element)
    }
}
