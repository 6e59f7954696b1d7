import Glibc
import HostSystem
import MoleculeCommands

/// Writes the files that the command tree yields below the directory given, or below the working directory.
///
/// A file that no longer belongs to the tree is removed, so that no page outlives its command.
func generate(into top: String) throws(SystemError) {
    for directory in ["completions", "man"] {
        let path = "\(top)/\(directory)"
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw SystemError(call: "mkdir", path: path) }
    }
    let files = GeneratedFiles.all
    for (path, text) in files {
        let number = open("\(top)/\(path)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard number >= 0 else { throw SystemError(call: "open", path: path) }
        try Descriptor(number).writeAll(Array(text.utf8), path: path)
    }
    let wanted = Set(files.map(\.path))
    guard let stream = opendir("\(top)/man") else { throw SystemError(call: "opendir", path: "man") }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasSuffix(".1"), !wanted.contains("man/\(name)") { unlink("\(top)/man/\(name)") }
    }
}

let top = CommandLine.arguments.dropFirst().first ?? "."
do {
    try generate(into: top)
} catch {
    try? Descriptor.write(Array("molecule-generate: \(error.explanation)\n".utf8), to: 2)
    exit(1)
}
