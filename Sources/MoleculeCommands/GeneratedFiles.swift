import CommandTree

/// The files of the repository that the tree yields: completions and manual pages.
public enum GeneratedFiles {
    /// Every file by its path from the top of the repository.
    public static var all: [(path: String, text: String)] {
        let program = MoleculeProgram.program
        let completions = [
            ("completions/molecule.bash", program.bashCompletion()), ("completions/_molecule", program.zshCompletion()),
            ("completions/molecule.fish", program.fishCompletion()),
        ]
        let formats = [
            RunbookPage.page, RotationPage.page, ConfigurationPage.page, QuickstartPage.page,
            ContinuousIntegrationPage.page,
        ].map {
            $0.manualPage(date: program.manualDate)
        }
        return completions + (program.manualPages() + formats).map { ("man/\($0.fileName)", $0.text) }
    }
}
