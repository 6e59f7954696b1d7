import Foundation
import JSON
import TestSupport
import Testing

/// `molecule install`: what goes where, and that exactly that goes away again.
@Suite(.blocking) struct InstallationTests {
    let home: TemporaryHome
    private var prefix: String { home.file("prefix") }

    init() throws { home = try TemporaryHome() }

    private func install(_ options: String...) throws -> Run {
        try Run.molecule(["install", "--prefix", prefix] + options, home: home)
    }

    private func files() throws -> [String] {
        let found = try Run.shell("cd prefix 2>/dev/null && find . -mindepth 1 | sort", home: home)
        return found.output.split(separator: "\n").map { String($0.dropFirst(2)) }
    }

    @Test func `the program, completions and manual go where shells and man look, and away again`() throws {
        let dry = try install("--dry-run", "-o", "json")
        #expect(dry.status == 0, "\(dry.error)")
        #expect(try files() == [])
        #expect(try dry.document()["items"]?.items?.count ?? 0 > 50)
        let installed = try install()
        #expect(installed.status == 0, "\(installed.error)")
        let there = try files()
        for path in [
            "bin/molecule", "share/bash-completion/completions/molecule", "share/zsh/site-functions/_molecule",
            "share/fish/vendor_completions.d/molecule.fish", "share/man/man1/molecule.1",
            "share/man/man5/molecule-config.5", "share/man/man7/molecule-ci.7", "share/molecule/installed",
        ] {
            #expect(there.contains(path), "\(path)")
        }
        #expect(try mode(of: "\(prefix)/bin/molecule") == "755")
        #expect(try mode(of: "\(prefix)/share/man/man1/molecule.1") == "644")
        #expect(try mode(of: "\(prefix)/share/man/man1") == "755")
        let version = try Run.program(
            "\(prefix)/bin/molecule", ["--version"], environment: home.environment.merging(libraries) { $1 })
        #expect(version.output.hasPrefix("molecule "), "\(version.error)")
        // What somebody else puts beside it stays.
        try home.write("prefix/bin/other", "")
        #expect(installed.error.contains("molecule install --uninstall --prefix \(prefix)"), "\(installed.error)")
        let removed = try install("--uninstall")
        #expect(removed.status == 0, "\(removed.error)")
        #expect(try files() == ["bin", "bin/other"])
        #expect(try install("--uninstall").status == 0)
    }

    /// A program of a plain build finds the runtime's libraries relative to the compiler that made it.
    private var libraries: [String: String] {
        ["LD_LIBRARY_PATH": ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"] ?? ""]
    }

    @Test func `a program of somebody else's is not replaced, and nothing is installed then`() throws {
        try FileManager.default.createDirectory(atPath: "\(prefix)/bin", withIntermediateDirectories: true)
        try home.write("prefix/bin/molecule", "#!/bin/sh\necho Ansible\n", mode: 0o755)
        let run = try install()
        #expect(run.status == 7)
        #expect(run.error.contains("\(prefix)/bin/molecule is there already"))
        #expect(try files() == ["bin", "bin/molecule"])
    }

    @Test func `a file that was changed since stays, and is told`() throws {
        _ = try install()
        try home.write("prefix/share/man/man1/molecule.1", "mine now", mode: 0o644)
        let removed = try install("--uninstall")
        #expect(removed.status == 8)
        #expect(
            try files() == [
                "share", "share/man", "share/man/man1", "share/man/man1/molecule.1", "share/molecule",
                "share/molecule/installed",
            ])
    }

    @Test func `a list that leads out of the directory is refused`() throws {
        try FileManager.default.createDirectory(atPath: "\(prefix)/share/molecule", withIntermediateDirectories: true)
        try home.write("prefix/share/molecule/installed", "00  ../../precious\n")
        try home.write("precious", "")
        #expect(try install("--uninstall").status == 7)
        #expect(FileManager.default.fileExists(atPath: home.file("precious")))
    }
}
