import Glibc
import HostSystem

/// Looks at the program itself, and at what else is called so.
struct DoctorProgram {
    let world: World

    func look() -> [DoctorFinding] {
        var findings: [DoctorFinding] = [
            .ok(.program, "molecule \(MoleculeProgram.version) at \(TerminalText.safe(world.executable))")
        ]
        let own = DoctorProgram.identity(world.executable)
        let found = programs()
        let others = found.filter { DoctorProgram.identity($0) != own }
        let place = found.firstIndex { DoctorProgram.identity($0) == own }
        if let first = found.first, others.contains(first) {
            findings.append(
                .warning(
                    .program, "another program is what 'molecule' means on the PATH: \(TerminalText.safe(first))",
                    next: place == nil
                        ? "put the directory of this one first in PATH, or name it in full"
                        : "put \(TerminalText.safe(directory(found[place ?? 0]))) before it in PATH"))
        } else if let other = others.first {
            findings.append(
                .warning(
                    .program, "another program called molecule is further down the PATH: \(TerminalText.safe(other))",
                    next: "see what it is: \(TerminalText.safe(other)) --version"))
        } else if place == nil {
            findings.append(
                .warning(
                    .program, "there is no molecule on the PATH, so scripts do not find this one",
                    next: "\(TerminalText.safe(world.executable)) install"))
        } else {
            findings.append(.ok(.program, "no other program called molecule is on the PATH"))
        }
        return findings
    }

    /// Every program of this name along the PATH, in order.
    private func programs() -> [String] {
        let path = world.environment["PATH"] ?? ""
        return path.split(separator: ":").filter { $0.hasPrefix("/") }.compactMap { directory in
            ChildProcess.locate("molecule", path: String(directory))
        }
    }

    private func directory(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path
    }

    /// What a file is, whatever it is called: two names of one file are one program.
    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
