import Glibc
import HostSystem

/// The files of a directory that is to become a template.
struct TemplateDirectory {
    /// The most files the server takes.
    ///
    /// Source: contract/tenant.md 4.29.
    static let fileLimit = 200
    /// The most bytes all files may have together, far above any real template.
    static let byteLimit = 8 << 20

    /// The files' paths below the directory, and their text, sorted by path.
    private(set) var files: [(path: String, text: String)] = []
    /// What was left out, because its name starts with a dot.
    private(set) var hidden: [String] = []
    private let top: String
    private var byteCount = 0

    /// Reads everything below a directory; what is no regular text file is refused.
    init(_ path: String) throws(Failure) {
        top = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        try read("")
        files.sort { $0.path < $1.path }
        guard !files.isEmpty else { throw .value("has no files to import", source: top) }
        guard files.count <= TemplateDirectory.fileLimit else {
            throw .value("has \(files.count) files, and a template at most \(Self.fileLimit)", source: top)
        }
    }

    /// Whether it says itself what it is; otherwise the server writes that.
    var hasConfiguration: Bool { files.contains { $0.path == "config.yaml" } }

    private mutating func read(_ folder: String) throws(Failure) {
        let path = folder.isEmpty ? top : "\(top)/\(folder)"
        for name in try TemplateDirectory.names(in: path) {
            let inner = folder.isEmpty ? name : "\(folder)/\(name)"
            guard !name.hasPrefix(".") else {
                hidden.append(inner)
                continue
            }
            var status = stat()
            guard lstat("\(top)/\(inner)", &status) == 0 else {
                throw .system(SystemError(call: "stat", path: "\(top)/\(inner)"))
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR: try read(inner)
            case S_IFREG: files.append((inner, try text("\(top)/\(inner)")))
            case S_IFLNK:
                throw .value("is a symbolic link, and a template holds regular files only", source: "\(top)/\(inner)")
            default: throw .value("is not a regular file", source: "\(top)/\(inner)")
            }
        }
    }

    private static func names(in path: String) throws(Failure) -> [String] {
        let number = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard number >= 0 else {
            throw errno == ENOENT ? .file(.notFound(path: path)) : .system(SystemError(call: "open", path: path))
        }
        guard let stream = fdopendir(number) else {
            close(number)
            throw .system(SystemError(call: "fdopendir", path: path))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: UInt8.self, capacity: 256) { String(decodingCString: $0, as: UTF8.self) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private mutating func text(_ path: String) throws(Failure) -> String {
        let bytes = try DocumentFile.read(path, limit: TemplateDirectory.byteLimit, followingLinks: false)
        byteCount += bytes.count
        guard byteCount <= TemplateDirectory.byteLimit else {
            throw .value("holds more than \(Self.byteLimit) bytes", source: top)
        }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw .value("is not text in UTF-8, and a template holds nothing else", source: path)
        }
        return text
    }
}
