import Glibc
import HostSystem

/// A directory that the program is installed below.
struct InstallationPlace: Sendable {
    /// What becomes of one file.
    struct Action: Sendable {
        /// What that is.
        enum Kind: String, Sendable {
            case install
            case replace
            case remove
            /// There is one that was not installed, or was changed since: it stays.
            case foreign = "keep"
        }

        let kind: Kind
        /// The file itself.
        let path: String
        /// What is to stand in it.
        var content: Content = .nothing
    }

    /// What stands in a file.
    enum Content: Sendable {
        case nothing
        case text(String)
        /// A copy of this file, to be run.
        case copy(of: String)
    }

    let prefix: String
    private var list: String { "\(prefix)/share/molecule/installed" }
    /// Larger than the program will ever be.
    private static let limit = 1 << 30

    /// What an installation would do.
    func planInstallation(of program: String) throws(Failure) -> [Action] {
        var files: [(path: String, content: Content)] = [("bin/molecule", .copy(of: program))]
        for (path, text) in GeneratedFiles.all {
            if let place = InstallationPlace.place(of: path) { files.append((place, .text(text))) }
        }
        let installed = try digests()
        var actions: [Action] = []
        for (name, content) in files {
            let path = "\(prefix)/\(name)"
            var kind = Action.Kind.install
            if let digest = try InstallationPlace.digest(of: path) {
                // What is the same already may be replaced by itself.
                var isOurs = installed[name]?.contains(digest) == true
                if !isOurs { isOurs = try InstallationPlace.bytes(of: content) == read(path) }
                kind = isOurs ? .replace : .foreign
            }
            actions.append(Action(kind: kind, path: path, content: content))
        }
        let wanted = Set(files.map(\.path))
        for (name, digests) in installed.sorted(by: { $0.key < $1.key }) where !wanted.contains(name) {
            if let action = try removal(of: name, digests) { actions.append(action) }
        }
        return actions
    }

    /// What taking everything away would do.
    func planRemoval() throws(Failure) -> [Action] {
        var actions: [Action] = []
        for (name, digests) in try digests().sorted(by: { $0.key < $1.key }) {
            if let action = try removal(of: name, digests) { actions.append(action) }
        }
        return actions
    }

    /// Writes the files, each in one step.
    ///
    /// A run that is killed leaves nothing that is not listed: the list names old and new files until all are written.
    func install(_ actions: [Action]) throws(Failure) {
        var lines: [String] = []
        let former = try digests().flatMap { name, digests in digests.map { "\($0)  \(name)\n" } }.sorted()
        var contents: [(String, [UInt8], mode_t)] = []
        for action in actions {
            if case .remove = action.kind {
                try remove([action], keepingList: true)
                continue
            }
            let bytes = try InstallationPlace.bytes(of: action.content)
            let isProgram = if case .copy = action.content { true } else { false }
            contents.append((action.path, bytes, isProgram ? 0o755 : 0o644))
            lines.append("\(InstallationPlace.digest(bytes))  \(action.path.dropFirst(prefix.count + 1))\n")
        }
        try write(Array((former + lines).joined().utf8), to: list, mode: 0o644)
        for (path, bytes, mode) in contents { try write(bytes, to: path, mode: mode) }
        try write(Array(lines.joined().utf8), to: list, mode: 0o644)
    }

    /// Removes files, the list of them, and the directories that are empty then.
    func remove(_ actions: [Action], keepingList: Bool = false) throws(Failure) {
        var paths = actions.filter { $0.kind == .remove }.map(\.path)
        let left = actions.filter { $0.kind == .foreign }
        if !keepingList, !actions.isEmpty {
            if left.isEmpty { paths.append(list) } else { try write(kept(left), to: list, mode: 0o644) }
        }
        for path in paths {
            guard unlink(path) == 0 || errno == ENOENT else { throw .system(SystemError(call: "unlink", path: path)) }
            var directory = path
            // What is not empty stays: rmdir(2) removes nothing else.
            while let slash = directory.lastIndex(of: "/"), slash > directory.startIndex {
                directory = String(directory[..<slash])
                guard directory != prefix, directory.hasPrefix(prefix), rmdir(directory) == 0 else { break }
            }
        }
    }

    private func kept(_ actions: [Action]) throws(Failure) -> [UInt8] {
        let installed = try digests()
        let lines = actions.flatMap { action in
            let name = String(action.path.dropFirst(prefix.count + 1))
            return (installed[name] ?? []).map { "\($0)  \(name)\n" }
        }
        return Array(lines.joined().utf8)
    }

    private func removal(of name: String, _ digests: Set<String>) throws(Failure) -> Action? {
        let path = "\(prefix)/\(name)"
        guard let present = try InstallationPlace.digest(of: path) else { return nil }
        return Action(kind: digests.contains(present) ? .remove : .foreign, path: path)
    }

    /// Where a generated file goes, below the prefix.
    private static func place(of path: String) -> String? {
        switch path {
        case "completions/molecule.bash": return "share/bash-completion/completions/molecule"
        case "completions/_molecule": return "share/zsh/site-functions/_molecule"
        case "completions/molecule.fish": return "share/fish/vendor_completions.d/molecule.fish"
        default:
            guard path.hasPrefix("man/"), let section = path.last else { return nil }
            return "share/man/man\(section)/\(path.dropFirst("man/".count))"
        }
    }

    /// What is listed: digests by paths below the prefix.
    private func digests() throws(Failure) -> [String: Set<String>] {
        guard try InstallationPlace.digest(of: list) != nil else { return [:] }
        var found: [String: Set<String>] = [:]
        for line in String(decoding: try read(list), as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 1).map { $0.drop { $0 == " " } }
            // The list decides what is removed, so a path in it never leads out.
            guard parts.count == 2, !parts[1].hasPrefix("/"), !parts[1].split(separator: "/").contains("..") else {
                throw .conflict("\(list) is not a list of this program.", hint: "See what it is, and move it away.")
            }
            found[String(parts[1]), default: []].insert(String(parts[0]))
        }
        return found
    }

    private func read(_ path: String) throws(Failure) -> [UInt8] {
        try PlainFile.read(path, limit: InstallationPlace.limit)
    }

    private static func bytes(of content: Content) throws(Failure) -> [UInt8] {
        switch content {
        case .nothing: []
        case .text(let text): Array(text.utf8)
        case .copy(let path): try PlainFile.read(path, limit: limit)
        }
    }

    /// The digest of a file; `nil` where there is none.
    private static func digest(of path: String) throws(Failure) -> String? {
        do throws(Failure) { return digest(try PlainFile.read(path, limit: limit)) } catch {
            if case .file(.notFound) = error { return nil }
            if case .system(let error) = error, error.code == ENOTDIR { return nil }
            throw error
        }
    }

    /// The length and a checksum, which tell that somebody changed a file; who means harm there could change the list too.
    ///
    /// FNV-1a of 64 bits over words of eight bytes: a program is large, and our SHA-256 takes seconds for it.
    private static func digest(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset + 8 <= buffer.count {
                hash = (hash ^ buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x100_0000_01b3
                offset += 8
            }
            for byte in buffer[offset...] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return "\(bytes.count)-\(String(hash, radix: 16))"
    }

    /// Writes a file in one step: a program that runs keeps its own, and nobody meets half of one.
    private func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(Failure) {
        try makeDirectory(of: path)
        let temporary = "\(path).molecule-new"
        unlink(temporary)
        let number = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard number >= 0 else { throw .system(SystemError(call: "open", path: temporary)) }
        let descriptor = Descriptor(number)
        do throws(SystemError) {
            try descriptor.writeAll(bytes, path: temporary)
            guard fchmod(number, mode) == 0 else { throw SystemError(call: "fchmod", path: temporary) }
            try descriptor.synchronize(path: temporary)
            guard rename(temporary, path) == 0 else { throw SystemError(call: "rename", path: path) }
        } catch {
            unlink(temporary)
            throw .system(error)
        }
    }

    private func makeDirectory(of path: String) throws(Failure) {
        var made = ""
        for part in path.split(separator: "/").dropLast() {
            made += "/\(part)"
            if mkdir(made, 0o755) == 0 {
                // Ours may be a mask that lets nobody else in; what is installed is for everybody.
                chmod(made, 0o755)
            } else if errno != EEXIST {
                throw .system(SystemError(call: "mkdir", path: made))
            }
        }
    }
}
