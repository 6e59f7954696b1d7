import Testing

@testable import CommandTree

struct DefectsTests {
    @Test("A sound tree has no defects")
    func sound() {
        #expect(sample.defects() == [])
    }

    /// A verb that is sound but for what is passed.
    private static func verb(
        _ name: String = "verb", summary: String = "Do it", discussion: [String] = [], operands: [Operand] = [],
        options: [Option] = [], examples: [String]? = nil
    ) -> Command<String> {
        Command(
            name, summary: summary, discussion: discussion, operands: operands, options: options,
            examples: (examples ?? ["molecule \(name)"]).map { Example("Do it.", $0) }, action: { _ in name })
    }

    private static func text(_ name: String) -> Value { Value(name, .text) }

    /// Commands for the root, with what must be said of them.
    static let nonsense: [(commands: [Command<String>], defects: [String])] = [
        ([verb(), verb()], ["molecule: has two commands named 'verb'"]),
        ([verb(summary: "Do it.")], ["molecule verb: has a summary that ends with '.'"]),
        ([verb(summary: "")], ["molecule verb: has no summary"]),
        ([verb("Verb")], ["molecule Verb: has a name that is not lower-case letters, digits and '-'"]),
        ([verb("help", examples: [])], ["molecule: hides 'help'", "molecule help: has no example"]),
        ([verb(options: [.flag("a", "A."), .flag("a", "A.")])], ["molecule verb: has two options named '--a'"]),
        (
            [verb(options: [.flag("a", short: "x", "A."), .flag("b", short: "x", "B.")])],
            ["molecule verb: has two options named '-x'"]
        ),
        ([verb(options: [.flag("quiet", "A.")])], ["molecule verb: --quiet hides a global option"]),
        ([verb(options: [.flag("help", "A.")])], ["molecule verb: --help hides a global option"]),
        (
            [verb(options: [.flag("a", short: "h", "A.")])],
            ["molecule verb: --a hides the short name of a global option"]
        ),
        ([verb(options: [.flag("a", "A")])], ["molecule verb: --a has a summary without a full stop"]),
        (
            [verb(options: [.value("a", Value("A", .choice([.init("x")])), default: "y", "A.")])],
            ["molecule verb: --a has a default that must be x, not 'y'."]
        ),
        (
            [verb(options: [.value("a", Value("A", .choice([])), "A.")])],
            ["molecule verb: --a offers no choice"]
        ),
        (
            [verb(options: [.value("a", Value("a", .text), "A.")])],
            ["molecule verb: --a has a placeholder that is not in capitals"]
        ),
        (
            [
                verb(
                    operands: [Operand(text("A"), .zeroOrMore, "A."), Operand(text("B"), .optional, "B.")],
                    examples: ["molecule verb x"])
            ],
            ["molecule verb: A takes every word, but is not the last operand"]
        ),
        (
            [
                verb(
                    operands: [Operand(text("A"), .optional, "A."), Operand(text("B"), .one, "B.")],
                    examples: ["molecule verb x y"])
            ],
            ["molecule verb: A is optional, but B after it is not"]
        ),
        (
            [verb(discussion: ["See --quiet and --missing, not -- or a--b."])],
            [
                "molecule verb: mentions '--missing', which does not exist"
            ]
        ),
        ([verb(examples: [])], ["molecule verb: has no example"]),
        (
            [verb(examples: ["echo molecule"])],
            ["molecule verb: has an example that does not run the program: echo molecule"]
        ),
        (
            [verb(examples: ["molecule --version"])],
            ["molecule verb: has an example of something else: molecule --version"]
        ),
        (
            [verb(examples: ["x | molecule verb --nope"])],
            [
                "molecule verb: has an example that does not parse: x | molecule verb --nope: There is no option '--nope' "
                    + "in 'molecule verb'."
            ]
        ),
        (
            [Command("group", summary: "Group", options: [.flag("a", "A.")], subcommands: [])],
            [
                "molecule group: has neither subcommands nor an action",
                "molecule group: is a group with options, which nothing reads",
            ]
        ),
    ]

    @Test("Nonsense in a tree is reported", arguments: nonsense.indices)
    func reported(_ index: Int) {
        let (commands, defects) = Self.nonsense[index]
        #expect(sampleProgram(of: commands).defects() == defects)
    }

    @Test("Examples are read as a shell reads them")
    func examples() {
        let verb = Self.verb(
            operands: [Operand(Value("A", .choice([.init("a b")])), .one, "A.")],
            examples: [
                "printf x | MOLECULE_OUTPUT=json molecule verb 'a b' >out 2>&1",
                "molecule verb \\\n  \"a b\" # comment",
                "cd x && molecule verb a\\ b; echo",
            ])
        #expect(sampleProgram(of: [verb]).defects() == [])
    }
}
