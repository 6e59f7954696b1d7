import HostSystem
import Keyfile
import Rotation

/// One configuration file that is edited: read as a private file, written in one step, and left as it is otherwise.
struct MoltnetConfiguration: Sendable {
    let path: String

    /// The text as it is now.
    func read() throws(StepFailure) -> YAMLDocument {
        let bytes: [UInt8]
        do throws(FileFailure) {
            bytes = try PrivateFile(path: path).read(limit: YAMLDocument.limit)
        } catch .notFound {
            throw StepFailure(.missing, "there is no file \(path)", hint: "molecule moltnet init")
        } catch { throw StepFailure(error) }
        do { return try YAMLDocument(bytes) } catch { throw failure(error) }
    }

    /// Whether the file could be replaced.
    func requireReplaceable() throws(StepFailure) {
        do throws(FileFailure) { try PrivateFile(path: path).requireReplaceable() } catch { throw StepFailure(error) }
    }

    /// Changes the text.
    ///
    /// What is as it should be already is made durable, and not written.
    func edit(_ change: (YAMLDocument) throws(StepFailure) -> [UInt8]) throws(StepFailure) {
        try PrivateFile.edit(path) { () throws(StepFailure) in
            let text = try read()
            return (text.bytes, try change(text))
        }
    }

    /// A defect of the text as the failure of a step.
    func failure(_ defect: YAMLDefect) -> StepFailure {
        StepFailure(
            .malformed, "line \(defect.line) of \(path) \(defect.reason)",
            hint: "Write it in the plain form that molecule moltnet init shows")
    }
}
