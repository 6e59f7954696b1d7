import Glibc
import HostSystem

/// The private-file rule, as Moltnet enforces it and as it should be.
struct MoltnetFileCheck {
    let file: MoltnetFile

    private var path: String { file.path }

    var findings: [MoltnetFinding] {
        guard let status = file.status else {
            return [.init(.missing, path, "There is no such file", repair: "molecule moltnet init")]
        }
        if file.target?.kind == .directory {
            return [.init(.kind, path, "It is a directory, which Moltnet refuses", repair: "Name the file itself")]
        }
        var findings = [linkFinding(status), kindFinding].compactMap { $0 }
        if file.text == nil, findings.isEmpty { findings.append(unreadableFinding) }
        guard file.holdsSecret else { return [] }
        findings += [modeFinding, ownerFinding, linksFinding, directoryFinding, linkedDirectoryFinding].compactMap {
            $0
        }
        return findings + copies + [trackedFinding].compactMap { $0 }
    }

    private var unreadableFinding: MoltnetFinding {
        if file.isTooLong {
            return .init(
                .unreadable, path, "It has more than \(YAMLDocument.limit >> 20) MiB, which no configuration needs",
                repair: "See whether it is the file that is meant")
        }
        if let target = file.target, target.owner == geteuid(), target.mode & 0o400 == 0 {
            return .init(
                .unreadable, path, "It has mode \(target.modeText), with which you cannot read it yourself",
                repair: "chmod 600 \(path)")
        }
        return .init(.unreadable, path, "It cannot be read", repair: "sudo chown \(geteuid()) \(path)")
    }

    private func linkFinding(_ status: FileStatus) -> MoltnetFinding? {
        guard status.kind == .symbolicLink, file.holdsSecret else { return nil }
        return .init(
            .symbolicLink, path, "It is a symbolic link, which Moltnet refuses where secrets are",
            repair: InsecureFile(path: path, problem: .symbolicLink).repair)
    }

    private var kindFinding: MoltnetFinding? {
        guard let target = file.target, target.kind != .regular else { return nil }
        return .init(
            .kind, path, "It is \(target.kind.rawValue), not a regular file",
            repair: "Give a regular file with mode 0600")
    }

    private var modeFinding: MoltnetFinding? {
        guard let target = file.target, target.kind == .regular else { return nil }
        let isRefused = target.mode & 0o077 != 0
        guard isRefused || target.mode & 0o7100 != 0 else { return nil }
        let reason =
            isRefused
            ? "It has mode \(target.modeText), and Moltnet refuses it: it must be the owner's alone"
            : "It has mode \(target.modeText), with bits that no configuration needs"
        var finding = MoltnetFinding(
            .mode, path, reason, repair: InsecureFile(path: path, problem: .mode(target.modeText)).repair)
        finding.repairedPath = path
        return finding
    }

    private var ownerFinding: MoltnetFinding? {
        guard let target = file.target, target.owner != geteuid() else { return nil }
        return .init(
            .owner, path, "It belongs to user \(target.owner), not to you (user \(geteuid()))",
            repair: "Run this as that user: sudo -u '#\(target.owner)' molecule moltnet check")
    }

    private var linksFinding: MoltnetFinding? {
        guard let target = file.target, target.kind == .regular, target.links != 1 else { return nil }
        return .init(
            .hardLinks, path, "It has \(target.links) names (hard links), under which others may reach it",
            repair: InsecureFile(path: path, problem: .links(target.links)).repair)
    }

    private var directoryFinding: MoltnetFinding? {
        do throws(FileFailure) {
            _ = try PrivateFile(path: path)
            return nil
        } catch .insecure(let insecure) {
            let reason = "\(insecure.explanation.prefix(1).uppercased())\(insecure.explanation.dropFirst())"
            return .init(.directory, path, reason, repair: insecure.repair)
        } catch {
            return nil
        }
    }

    /// The directories of the path that are links, which whoever may change them can lead elsewhere.
    private var linkedDirectoryFinding: MoltnetFinding? {
        let components = path.split(separator: "/").dropLast()
        var prefix = path.hasPrefix("/") ? "" : "."
        for component in components {
            prefix += "/\(component)"
            guard MoltnetFile.status(prefix, isFollowing: false)?.kind == .symbolicLink else { continue }
            return .init(
                .linkedDirectory, path, "It is reached through the symbolic link \(prefix)",
                repair: "Name it without the link: readlink -f \(path)")
        }
        return nil
    }

    /// Copies beside it, such as editors leave, that others can read.
    private var copies: [MoltnetFinding] {
        let (directory, name) = parts
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: UInt8.self, capacity: 256) {
                        String(decodingCString: $0, as: UTF8.self)
                    }
                })
        }
        return names.sorted().filter { isCopy($0, of: name) }.compactMap { copy in
            let place = directory == "." ? copy : "\(directory)/\(copy)"
            guard let status = MoltnetFile.status(place, isFollowing: true), status.kind == .regular,
                status.mode & 0o077 != 0
            else { return nil }
            var finding = MoltnetFinding(
                .looseCopy, path, "Beside it, \(copy) has mode \(status.modeText) and may hold its secrets",
                repair: InsecureFile(path: place, problem: .mode(status.modeText)).repair)
            finding.repairedPath = place
            return finding
        }
    }

    private func isCopy(_ other: String, of name: String) -> Bool {
        if other == name { return false }
        if other == ".env" || other.hasSuffix("-tokens.env") { return true }
        let marks = ["~", ".bak", ".orig", ".old", ".save", ".swp", ".swo", ".tmp", ".copy"]
        let bare = other.hasPrefix(".") || other.hasPrefix("#") ? String(other.dropFirst()) : other
        return bare.hasPrefix(name) && bare != name && (marks.contains { bare.hasSuffix($0) } || bare.hasSuffix("#"))
    }

    private var parts: (directory: String, name: String) {
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        return (slash == path.startIndex ? "/" : String(path[..<slash]), String(path[path.index(after: slash)...]))
    }

    /// Whether the index of a git repository above has the path.
    private var trackedFinding: MoltnetFinding? {
        guard let resolved = realpath(parts.directory, nil) else { return nil }
        defer { free(resolved) }
        var directory = String(cString: resolved)
        var inside = parts.name
        while true {
            if isInIndex(inside, of: directory) {
                return .init(
                    .tracked, path, "It is tracked by git, so every clone has its secrets",
                    repair: "git rm --cached \(path), and rotate its tokens")
            }
            guard let slash = directory.lastIndex(of: "/"), directory != "/" else { return nil }
            inside = "\(directory[directory.index(after: slash)...])/\(inside)"
            directory = slash == directory.startIndex ? "/" : String(directory[..<slash])
        }
    }

    /// Paths stand in an index whole, with a zero byte behind them, in all of its formats but the rare fourth.
    private func isInIndex(_ name: String, of directory: String) -> Bool {
        let index = "\(directory == "/" ? "" : directory)/.git/index"
        let number = open(index, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        // Without an index that can be read nothing is tracked.
        guard number >= 0, let bytes = try? Descriptor(number).readAll(limit: 64 << 20, path: index) else {
            return false
        }
        let wanted = Array(name.utf8) + [0]
        // Entries are aligned to eight bytes, and what stands before a path are its flags: two bytes, the second and the
        // lower half of the first being its length.
        return bytes.withUnsafeBufferPointer { buffer in
            guard buffer.count > wanted.count else { return false }
            return (2...(buffer.count - wanted.count)).contains { start in
                buffer[start] == wanted[0] && Int(buffer[start - 1]) == wanted.count - 1 & 0xFF
                    && buffer[start..<start + wanted.count].elementsEqual(wanted)
            }
        }
    }
}
