import Glibc

/// Why a file could not be read or written.
public enum FileFailure: Error, Sendable, Equatable {
    /// Nothing has this name.
    case notFound(path: String)
    /// Something has this name already, and it must not be replaced.
    case exists(path: String)
    /// The file breaks the private-file rule.
    case insecure(InsecureFile)
    /// The file is larger than what may stand in it; `limit` is in bytes.
    case tooLarge(path: String, limit: Int)
    /// Another process holds the lock; `holder` is what it wrote about itself.
    case locked(path: String, holder: String)
    /// The system refused.
    case system(SystemError)

    /// What happened, as a sentence without its full stop.
    public var explanation: String {
        switch self {
        case .notFound(let path): "there is no file \(path)"
        case .exists(let path): "\(path) is there already"
        case .insecure(let file): file.explanation
        case .tooLarge(let path, let limit): "\(path) is larger than \(limit) bytes"
        case .locked(let path, let holder): "another process holds the lock \(path): \(holder)"
        case .system(let error): error.explanation
        }
    }

    /// The command that repairs it, if there is one.
    public var repair: String? {
        if case .insecure(let file) = self { file.repair } else { nil }
    }
}

/// A file, or a directory on the way to it, that someone else can read, change or replace.
public struct InsecureFile: Error, Sendable, Equatable {
    /// Which part of the private-file rule is broken.
    public enum Problem: Sendable, Equatable {
        /// It is a symbolic link, so what it names can be changed by whoever can change the link.
        case symbolicLink
        /// It is not a regular file.
        case kind(FileStatus.Kind)
        /// A directory is wanted here, and it is none.
        case notADirectory
        /// It belongs to another user.
        case owner(UInt32)
        /// Its mode lets others in, or has special bits.
        case mode(String)
        /// It has other names, under which others may reach it.
        case links(Int)
        /// This directory on the way lets others replace entries.
        case parentMode(directory: String, mode: String)
        /// This directory or link on the way belongs to another user, who is not root.
        case parentOwner(directory: String, owner: UInt32)
    }

    /// The file.
    public let path: String
    /// What is wrong.
    public let problem: Problem

    /// Reports a file.
    public init(path: String, problem: Problem) {
        self.path = path
        self.problem = problem
    }

    /// What is wrong, as a sentence without its full stop.
    public var explanation: String {
        switch problem {
        case .symbolicLink: "\(path) is a symbolic link"
        case .kind(let kind): "\(path) is \(kind.rawValue), not a regular file"
        case .notADirectory: "\(path) is not a directory"
        case .owner(let owner): "\(path) belongs to user \(owner), not to you (user \(geteuid()))"
        case .mode(let mode): "\(path) has mode \(mode), so others can get at it"
        case .links(let count): "\(path) has \(count) names (hard links)"
        case .parentMode(let directory, let mode):
            directory == path
                ? "the directory \(directory) has mode \(mode), so others can get at it"
                : "\(path) lies in \(directory), which has mode \(mode), so others can replace it"
        case .parentOwner(let directory, let owner):
            "\(path) is reached through \(directory), which belongs to user \(owner)"
        }
    }

    /// The command that repairs it.
    public var repair: String {
        switch problem {
        case .symbolicLink: "name the file itself: \(shellQuoted("readlink -f", path))"
        case .kind: "give a regular file with mode 0600"
        case .notADirectory: "move it out of the way: \(shellQuoted("mv", path)) \(ShellWord.quoted(path + ".old"))"
        case .owner: shellQuoted("sudo chown \(geteuid())", path)
        case .mode: shellQuoted("chmod 600", path)
        case .links:
            "\(shellQuoted("cp -p", path)) \(ShellWord.quoted(path + ".new")) && \(shellQuoted("mv", path + ".new")) \(ShellWord.quoted(path))"
        case .parentMode(let directory, _): shellQuoted(directory == path ? "chmod 700" : "chmod go-w", directory)
        case .parentOwner: "move the file into a directory of your own"
        }
    }

    private func shellQuoted(_ command: String, _ path: String) -> String { "\(command) \(ShellWord.quoted(path))" }
}
