import CommandTree
import HostSystem
import Keyfile

/// Looks at the files and their modes.
struct DoctorFiles {
    let world: World

    func look() -> [DoctorFinding] {
        keyStore()
            + [
                directory(world.journalStore.path, "journals of rotations"),
                directory(world.orgKeyRecordsPath, "records of mints"),
            ].compactMap(\.self) + credentialFiles() + authorities()
    }

    private func keyStore() -> [DoctorFinding] {
        let found: [KeyStoreFinding]
        do { found = try world.keyStore.check(repair: false) } catch { return [.failure(.files, .keyStore(error))] }
        guard !found.isEmpty else { return [.ok(.files, "there is no key store yet")] }
        let bad = found.compactMap(\.failure).map(Failure.keyStore)
        guard !bad.isEmpty else {
            let count = found.count - 1
            let entries = "\(count) entr\(count == 1 ? "y" : "ies")"
            return [.ok(.files, "the key store \(world.keyStore.path) is private and whole: \(entries)")]
        }
        return bad.map { failure in
            .failure(
                .files, failure.message.withoutFullStop, next: failure.hint ?? "molecule keys check --repair",
                failure.status)
        }
    }

    /// A directory of private files; `nil` where there is none.
    private func directory(_ path: String, _ what: String) -> DoctorFinding? {
        do {
            let directory = try SafeDirectory.open(path)
            try directory.requirePrivate()
            for name in try directory.names() {
                guard let status = try directory.status(of: name), status.kind == .regular else { continue }
                try PrivateFile(in: directory, name: name).check(status)
            }
            return .ok(.files, "the \(what) in \(path) are private")
        } catch .notFound {
            return nil
        } catch {
            return .failure(.files, .file(error))
        }
    }

    /// The private files that variables name.
    private func credentialFiles() -> [DoctorFinding] {
        KeyKind.variables.sorted().filter { $0.hasSuffix("_FILE") }.compactMap { variable in
            guard let path = world.environment[variable], !path.isEmpty else { return nil }
            do throws(Failure) {
                // A pipe is read once, and not by us.
                if !path.hasPrefix("/dev/fd/") {
                    _ = Secret(try ValueSource.read(path, namedBy: variable, in: world))
                }
                return .ok(.files, "\(variable) names a private file: \(TerminalText.safe(path))")
            } catch {
                return .failure(
                    .files, "\(variable): \(error.message.withoutFullStop)", next: error.hint ?? "unset \(variable)",
                    error.status)
            }
        }
    }

    private func authorities() -> [DoctorFinding] {
        guard let path = world.settings.authorities else { return [] }
        do throws(Failure) {
            let bytes = try PlainFile.read(world.absolute(path), limit: 16 << 20)
            let isPEM = String(decoding: bytes, as: UTF8.self).contains("-----BEGIN CERTIFICATE-----")
            return [
                isPEM
                    ? .ok(.files, "certificate authorities are those of \(TerminalText.safe(path))")
                    : .failure(
                        .files, "\(TerminalText.safe(path)) holds no certificate in PEM form",
                        next: "give another file with --ca-file, or unset SSL_CERT_FILE", .usage)
            ]
        } catch { return [.failure(.files, error)] }
    }
}
