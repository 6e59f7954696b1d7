import CommandTree

/// Where an export is to go, as the options say: a file, or standard output.
struct ExportPlace {
    /// `nil` for standard output.
    let path: String?
    private let isForced: Bool

    /// The options; the noun says what is written.
    static func options(_ noun: String) -> [Option] {
        [
            .value("output-file", Value("FILE", .file), "Write the \(noun) to this file, for you alone (mode 0600)."),
            .flag("force", "Replace a file that is there."),
        ]
    }

    init(_ arguments: Arguments) throws(UsageError) {
        path = arguments.text("output-file")
        isForced = arguments.flag("force")
        guard path != nil || !isForced else {
            throw UsageError("--force is about a file.", hint: "Add --output-file FILE.")
        }
    }

    /// The file, if there is to be one, which can be written; before a server is asked.
    func open() throws(Failure) -> ExportFile? {
        guard let path else { return nil }
        return try ExportFile(path, replacing: isForced)
    }
}
