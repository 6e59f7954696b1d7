import Foundation

/// The recording of what programs and sandboxes say to each other, which `.ci/contract_traffic.py` holds against the
/// contract.
///
/// Made when `MOLECULE_RECORD` names its file, with an absolute path, in the environment of the test run.
public enum Recording {
    /// The file, if there is to be one.
    public static let path: String? = {
        let path = ProcessInfo.processInfo.environment["MOLECULE_RECORD"] ?? ""
        return path.hasPrefix("/") ? path : nil
    }()

    /// Arguments of `molecule`, with the recording asked for where they start a sandbox that can make one.
    static func added(to arguments: [String]) -> [String] {
        guard let path, !arguments.contains("--record"),
            [["sandbox", "serve"], ["sandbox", "run"]].contains(Array(arguments.prefix(2)))
        else { return arguments }
        return Array(arguments[..<2]) + ["--record", path] + arguments[2...]
    }
}
