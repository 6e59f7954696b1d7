import Rotation

extension DestinationKind {
    /// Whether a text can follow the colon.
    func takes(_ text: String) -> Bool {
        switch self {
        case .environmentFile, .command: !text.isEmpty
        case .fly: FlyApp.isName(text)
        case .github: RepositoryName.isValid(text, hosts: true)
        case .gitea: RepositoryName.isValid(text)
        case .railway: !text.isEmpty && !text.hasPrefix("-") && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
        case .globalSecret: text.isEmpty
        case .workspaceSecret: PlatformSecretDestination.isWorkspace(text)
        case .githubOutput: StepOutputFile.isName(text)
        }
    }
}
