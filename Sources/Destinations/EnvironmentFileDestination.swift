import HostSystem
import Keyfile
import Rotation

/// `env-file:PATH`: one variable of an environment file, replaced in place.
public struct EnvironmentFileDestination: Destination {
    private let path: String
    private let variable: String
    /// An environment file of a thousand long lines is well below it.
    private static let limit = 1 << 20

    /// A destination that sets `variable` in the file at `path`.
    public init(path: String, variable: String) {
        self.path = path
        self.variable = variable
    }

    /// `env-file:PATH`.
    public var name: String { "env-file:\(path)" }

    /// What it does.
    public var statement: String {
        "replaces the value of \(variable) in \(path) in one step and reads it back"
    }

    /// The file must be there, private, and understood.
    public func inspect() async throws(StepFailure) -> String {
        let isSet = try read().value != nil
        do throws(FileFailure) { try PrivateFile(path: path).requireReplaceable() } catch { throw StepFailure(error) }
        return "the file is private and \(isSet ? "has" : "does not have") \(variable)"
    }

    /// Reads the value back.
    public func holds(_ value: Secret) async throws(StepFailure) -> Bool? {
        let current = try read().value
        return value.reveal { $0 == current }
    }

    /// Only what every reader of such files reads alike is written.
    public func defect(of value: Secret) -> String? {
        let isPlain = value.reveal { EnvironmentFile.isPlain($0) }
        return isPlain ? nil : "has characters that environment files do not agree on how to write"
    }

    /// Replaces the value.
    ///
    /// When it is there already, that is made durable and nothing is written.
    public func put(_ value: Secret) async throws(StepFailure) {
        try PrivateFile.edit(path) { () throws(StepFailure) in
            let text = try read()
            if let refusal = refusal(of: value) { throw refusal }
            return (text.bytes, value.reveal { text.setting($0) })
        }
    }

    private func read() throws(StepFailure) -> EnvironmentFile {
        let bytes: [UInt8]
        do throws(FileFailure) {
            bytes = try PrivateFile(path: path).read(limit: EnvironmentFileDestination.limit)
        } catch .notFound {
            let hint = "install -m 600 /dev/null \(path)"
            throw StepFailure(.missing, "there is no environment file \(path)", hint: hint)
        } catch { throw StepFailure(error) }
        do { return try EnvironmentFile(bytes, variable: variable) } catch {
            throw StepFailure(.malformed, "line \(error.line) of \(path) \(error.reason)")
        }
    }
}
