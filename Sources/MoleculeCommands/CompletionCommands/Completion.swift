import CommandTree

/// The command `completion`.
struct Completion: Verb, ProfileFree {
    enum Shell: String, CaseIterable {
        case bash
        case zsh
        case fish
    }

    let shell: Shell

    static let node = Node(
        "completion", summary: "print the completion script of a shell",
        discussion: [
            "The scripts are installed with the program; this prints the same text for a shell that cannot find them."
        ],
        operands: [
            Operand(
                Value("SHELL", .choice(Shell.allCases.map { .init($0.rawValue) })), .one,
                "The shell: bash, zsh or fish.")
        ],
        examples: [
            Example(
                "Complete in every bash.",
                "molecule completion bash > ~/.local/share/bash-completion/completions/molecule"),
            Example("Complete in every fish.", "molecule completion fish > ~/.config/fish/completions/molecule.fish"),
        ],
        action: { arguments throws(UsageError) in
            guard let shell = arguments.operand("SHELL").flatMap(Shell.init) else {
                throw UsageError("The shell is bash, zsh or fish.")
            }
            return Completion(shell: shell)
        })

    func run(in world: World) async throws(Failure) {
        switch shell {
        case .bash: try world.output.print(MoleculeProgram.program.bashCompletion())
        case .zsh: try world.output.print(MoleculeProgram.program.zshCompletion())
        case .fish: try world.output.print(MoleculeProgram.program.fishCompletion())
        }
    }
}
