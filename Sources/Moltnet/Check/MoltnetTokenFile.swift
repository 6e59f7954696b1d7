import Glibc
import HostSystem
import Keyfile

/// The file that `token_path` names: one token and a newline.
public struct MoltnetTokenFile: Sendable {
    /// Its path; a relative one is relative to the directory of the node file.
    public let path: String

    /// The file that a node file at `config` names.
    public init(_ name: String, beside config: String) {
        let directory = config.lastIndex(of: "/").map { String(config[..<$0]) }
        path = name.hasPrefix("/") || directory == nil ? name : "\(directory ?? ".")/\(name)"
    }

    /// The token, without the blanks around it; `nil` where it cannot be read as a private file, or is empty.
    public var value: Secret? {
        // The findings tell why.
        guard let bytes = try? PrivateFile(path: path).read() else { return nil }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let content = bytes.drop(while: isBlank)
        return content.lastIndex { !isBlank($0) }.map { Secret(Array(content[...$0])) }
    }

    /// What is wrong with it, as findings about the line of the node file that names it.
    func findings(_ config: String, line: Int) -> [MoltnetFinding] {
        let failure: FileFailure
        do throws(FileFailure) {
            let bytes = try PrivateFile(path: path).read()
            let isEmpty = bytes.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
            guard isEmpty else { return [] }
            return [
                .init(
                    .tokenFile, config, line: line, "\(path), which token_path names, is empty",
                    repair: "Write the token into it")
            ]
        } catch { failure = error }
        var finding = MoltnetFinding(
            .tokenFile, config, line: line, "What token_path names cannot be used: \(failure.explanation)",
            repair: failure.repair ?? "Write the token into it, mode 0600")
        if case .insecure(let insecure) = failure, case .mode = insecure.problem { finding.repairedPath = path }
        return [finding]
    }
}
