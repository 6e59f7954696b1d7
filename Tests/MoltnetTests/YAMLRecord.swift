import Foundation
import HostSystem
import JSON

@testable import Moltnet

/// What our reader has read and our editor has changed, for `.ci/yaml` to hold against another reader.
///
/// Made when `MOLECULE_YAML_RECORD` names its directory, with an absolute path, in the environment of the test run.
enum YAMLRecord {
    private static let directory: String? = {
        let path = ProcessInfo.processInfo.environment["MOLECULE_YAML_RECORD"] ?? ""
        return path.hasPrefix("/") ? path : nil
    }()

    /// A text, what is read in it, and what else is to be known.
    static func line(_ document: YAMLDocument, _ members: [JSONValue.Member]) -> String {
        guard directory != nil else { return "" }
        let texts = document.root.scalars.map { JSONValue.string(document.text(of: $0)) }
        return JSONValue.object(
            [.init("before", .string(hexadecimal(document.bytes))), .init("texts", .array(texts))] + members
        ).compact
    }

    /// Writes lines to a file of the directory.
    static func write(_ lines: [String], as name: String) throws {
        guard let directory else { return }
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Data((lines.joined(separator: "\n") + "\n").utf8)
            .write(to: URL(fileURLWithPath: "\(directory)/\(name).jsonl"))
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        String(decoding: TextEncoding.hexadecimal(bytes), as: UTF8.self)
    }
}
