import Glibc
import HostSystem

/// One thing in the key store, and what is wrong with it.
public struct KeyStoreFinding: Sendable {
    /// The file or directory.
    public let path: String
    /// What is wrong; `nil` when all is well.
    public let failure: KeyStoreFailure?
    /// Whether it was put right in this run.
    public let isRepaired: Bool
}

extension KeyStore {
    /// Looks at the directory and at every file in it.
    ///
    /// With `repair`, modes are put right and what killed writers left is removed; whatever needs a decision (links,
    /// owners, contents) is only reported.
    public func check(repair: Bool) throws(KeyStoreFailure) -> [KeyStoreFinding] {
        let directory: SafeDirectory
        var findings: [KeyStoreFinding] = []
        do throws(FileFailure) {
            do throws(FileFailure) {
                directory = try SafeDirectory.open(path)
                findings.append(check(directory, repair: repair))
            } catch {
                // Ours, below parents that were found safe: only its own mode lets others write.
                guard repair, case .insecure(let file) = error, file.problem.isMode(of: path), chmod(path, 0o700) == 0
                else { throw error }
                directory = try SafeDirectory.open(path)
                findings.append(KeyStoreFinding(path: path, failure: .file(.insecure(file)), isRepaired: true))
            }
            for name in try directory.names() where name != ".locks" {
                let finding =
                    PrivateFile.nameOfTemporary(name) != nil
                    ? leftover(name, in: directory, repair: repair) : entry(name, in: directory, repair: repair)
                // What somebody has removed since the names were read is no entry.
                if case .unknown? = finding.failure { continue }
                findings.append(finding)
            }
        } catch .notFound {
            return []
        } catch {
            throw .file(error)
        }
        return findings
    }

    private func check(_ directory: SafeDirectory, repair: Bool) -> KeyStoreFinding {
        do {
            try directory.requirePrivate()
            return KeyStoreFinding(path: path, failure: nil, isRepaired: false)
        } catch {
            var isRepaired = false
            if repair, case .insecure(let file) = error, case .parentMode = file.problem {
                isRepaired = chmod(path, 0o700) == 0
            }
            return KeyStoreFinding(path: path, failure: .file(error), isRepaired: isRepaired)
        }
    }

    private func entry(_ name: String, in directory: SafeDirectory, repair: Bool) -> KeyStoreFinding {
        let path = directory.path(of: name)
        guard let keyName = KeyName(name) else {
            let defect = KeyEntryDefect(reason: "its name is not that of a key entry")
            return KeyStoreFinding(path: path, failure: .defective(path: path, defect), isRepaired: false)
        }
        do throws(KeyStoreFailure) {
            do throws(KeyStoreFailure) {
                _ = try load(keyName, in: directory)
                return KeyStoreFinding(path: path, failure: nil, isRepaired: false)
            } catch .file(.insecure(let file)) where repair && file.isRepairedByMode {
                // The descriptor was checked to be a regular file of ours with one name; only its mode was wrong.
                guard chmod(path, 0o600) == 0 else { throw KeyStoreFailure.file(.insecure(file)) }
                _ = try load(keyName, in: directory)
                return KeyStoreFinding(path: path, failure: .file(.insecure(file)), isRepaired: true)
            }
        } catch {
            return KeyStoreFinding(path: path, failure: error, isRepaired: false)
        }
    }

    private func leftover(_ name: String, in directory: SafeDirectory, repair: Bool) -> KeyStoreFinding {
        let path = directory.path(of: name)
        let defect = KeyEntryDefect(reason: "it is what a killed process left; it may hold a secret")
        guard repair, let owner = PrivateFile.nameOfTemporary(name) else {
            return KeyStoreFinding(path: path, failure: .defective(path: path, defect), isRepaired: false)
        }
        do throws(KeyStoreFailure) {
            // Under the lock: what a living writer is about to rename is no leftover.
            let lock = try KeyName(owner).map { name throws(KeyStoreFailure) in
                try self.lock(name, "repairing \(owner)")
            }
            defer { withExtendedLifetime(lock) {} }
            do { try PrivateFile(in: directory, name: owner).removeLeftovers() } catch { throw .file(error) }
            return KeyStoreFinding(path: path, failure: .defective(path: path, defect), isRepaired: true)
        } catch {
            return KeyStoreFinding(path: path, failure: error, isRepaired: false)
        }
    }
}

extension InsecureFile {
    /// Whether a change of mode alone makes the file private.
    var isRepairedByMode: Bool {
        if case .mode = problem { true } else { false }
    }
}

extension InsecureFile.Problem {
    /// Whether it is the mode of this directory itself, and not of one above it.
    fileprivate func isMode(of path: String) -> Bool {
        if case .parentMode(let directory, _) = self { directory == path } else { false }
    }
}
