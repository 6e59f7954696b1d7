import ContractGenerator
import Glibc
import HostSystem
import MoleculeCommands

/// Why a file could not be written or read, or the contract not be turned into source.
struct GenerationFailure: Error {
    let reason: String
}

/// Writes files into a directory, and removes those of the same kind that no longer belong there, so that no page or
/// source outlives what it was made from.
func write(_ files: [(name: String, text: String)], into directory: String, ending: String) throws(GenerationFailure) {
    guard mkdir(directory, 0o777) == 0 || errno == EEXIST else { throw GenerationFailure(reason: "no \(directory)") }
    do throws(SystemError) {
        for (name, text) in files {
            let path = "\(directory)/\(name)"
            let number = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard number >= 0 else { throw SystemError(call: "open", path: path) }
            try Descriptor(number).writeAll(Array(text.utf8), path: path)
        }
    } catch { throw GenerationFailure(reason: error.explanation) }
    let wanted = Set(files.map(\.name))
    for name in try names(in: directory, ending: ending) where !wanted.contains(name) { unlink("\(directory)/\(name)") }
}

/// The bytes of a file.
func read(_ path: String) throws(GenerationFailure) -> [UInt8] {
    let number = open(path, O_RDONLY | O_CLOEXEC)
    guard number >= 0 else { throw GenerationFailure(reason: "\(path) cannot be read") }
    do { return try Descriptor(number).readAll(limit: 64 << 20, path: path) } catch {
        throw GenerationFailure(reason: error.explanation)
    }
}

/// The names of the files of a directory with an ending, in order.
func names(in directory: String, ending: String) throws(GenerationFailure) -> [String] {
    guard let stream = opendir(directory) else { throw GenerationFailure(reason: "\(directory) cannot be listed") }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasSuffix(ending) { names.append(name) }
    }
    return names.sorted()
}

/// Embeds the built-in runbooks and the schema of their format.
func embedRunbooks(below top: String) throws(GenerationFailure) {
    let directory = "\(top)/Sources/Destinations/Runbooks"
    var documents: [(name: String, text: String)] = []
    for name in try names(in: directory, ending: ".json") {
        let text = String(decoding: try read("\(directory)/\(name)"), as: UTF8.self)
        documents.append((String(name.dropLast(".json".count)), text))
    }
    let runbooks = EmbeddedDocuments.builtInRunbooks(documents)
    try write(
        [("BuiltInRunbooks.swift", runbooks)], into: "\(top)/Sources/Destinations/Generated", ending: ".swift")
    let rotation = "\(top)/Sources/Rotation"
    let schema = String(decoding: try read("\(rotation)/Runbook/runbook.schema.json"), as: UTF8.self)
    try write(
        [("RunbookSchema.swift", EmbeddedDocuments.runbookSchema(schema))], into: "\(rotation)/Generated",
        ending: ".swift")
}

/// Writes everything that is generated, below the top of the repository.
func generate(below top: String) throws(GenerationFailure) {
    let api = "\(top)/Sources/ManagementAPI"
    let sources: [(name: String, text: String)]
    do { sources = try ContractGenerator.files(try read("\(api)/management.json")) } catch let error as ContractDefect {
        throw GenerationFailure(reason: error.reason)
    } catch let error as GenerationFailure {
        throw error
    } catch { throw GenerationFailure(reason: "the contract cannot be turned into source") }
    try write(sources, into: "\(api)/Generated", ending: ".swift")
    try embedRunbooks(below: top)
    for directory in ["completions", "man"] {
        let files = GeneratedFiles.all.filter { $0.path.hasPrefix("\(directory)/") }
            .map { (name: String($0.path.dropFirst(directory.count + 1)), text: $0.text) }
        // Pages about formats are few, and none of them goes with a command that is gone.
        try write(files, into: "\(top)/\(directory)", ending: ".1")
    }
}

do {
    try generate(below: CommandLine.arguments.dropFirst().first ?? ".")
} catch {
    // There is nobody left to tell when standard error cannot be written.
    try? Descriptor.write(Array("molecule-generate: \(error.reason)\n".utf8), to: 2)
    exit(1)
}
