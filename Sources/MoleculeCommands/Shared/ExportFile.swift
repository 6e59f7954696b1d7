import HostSystem

/// The file that an export goes to: the user's alone, and written whole or not at all.
///
/// What is wrong with the place is found when this is made, which is before a server is asked: an export may be written
/// down in an audit, and must not be fetched only to be thrown away.
struct ExportFile {
    private let file: PrivateFile
    private let existing: PrivateFile.Existing

    /// Finds out whether the file can be written; one that is there is replaced only when that is wanted.
    init(_ path: String, replacing: Bool) throws(Failure) {
        existing = replacing ? .mayBeReplaced : .mustNotExist
        do throws(FileFailure) {
            file = try PrivateFile(path: path)
            if let status = try file.directory.status(of: file.name) {
                guard replacing else { throw FileFailure.exists(path: path) }
                try file.check(status)
            }
            try file.requireReplaceable()
        } catch { throw ExportFile.failure(error, path) }
    }

    /// Writes the export.
    func write(_ text: String) throws(Failure) {
        do { try file.write(Array(text.utf8), over: existing) } catch { throw ExportFile.failure(error, file.path) }
    }

    private static func failure(_ error: FileFailure, _ path: String) -> Failure {
        switch error {
        case .exists:
            .explained(
                "\(path) is there already.", hint: "Add --force to replace it, or name another file.", .conflict)
        case .notFound:
            .explained(
                "The directory in which \(path) is to lie is not there.", hint: "Make it with mkdir -p, then repeat.",
                .notFound)
        default: .file(error)
        }
    }
}
