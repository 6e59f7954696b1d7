import Foundation
import TestSupport
import Testing

@testable import CommandTree

@Suite(.blocking) struct CompletionTests {
    /// Lines with a cursor at their end, and all that is offered there, in every shell; sorted.
    static let rows: [(line: String, candidates: [String])] = [
        ("molecule ", ["admin-token", "configure", "help", "keys", "run"]),
        ("molecule adm", ["admin-token"]),
        ("molecule __", []),
        ("molecule keys ", ["import", "show"]),
        ("molecule keys sh", ["show"]),
        ("molecule -q keys -v sh", ["show"]),
        ("molecule --timeout 5s keys sh", ["show"]),
        ("molecule --timeout=5s keys sh", ["show"]),
        ("molecule --timeout keys keys sh", ["show"]),
        ("molecule -o keys keys sh", ["show"]),
        ("molecule -qo keys keys sh", ["show"]),
        ("molecule -ojson keys sh", ["show"]),
        ("molecule -- keys sh", ["show"]),
        ("molecule --api-url ", []),
        ("molecule --timeout ", []),
        ("molecule --output ", ["json", "table", "tsv"]),
        ("molecule --output=", ["--output=json", "--output=table", "--output=tsv"]),
        ("molecule --output=t", ["--output=table", "--output=tsv"]),
        ("molecule -o j", ["json"]),
        ("molecule -oj", ["-ojson"]),
        ("molecule -qoj", ["-qojson"]),
        ("molecule --ou", ["--output"]),
        ("molecule --dry", []),
        ("molecule admin-token --v", ["--verbose", "--version"]),
        ("molecule admin-token rotate --dr", ["--dry-run"]),
        ("molecule admin-token rotate --a", ["--api-url", "--attempts"]),
        ("molecule admin-token rotate --to fly:a --he", ["--help"]),
        ("molecule admin-token rotate --to ", ["env-file:", "fly:"]),
        ("molecule admin-token rotate --to e", ["env-file:"]),
        ("molecule admin-token rotate --to=e", ["--to=env-file:"]),
        ("molecule admin-token rotate --to env-file:al", ["env-file:alpha.txt"]),
        ("molecule admin-token rotate --to=env-file:al", ["--to=env-file:alpha.txt"]),
        ("molecule admin-token rotate --to fly:a --to env-file:sub/", ["env-file:sub/inner.txt"]),
        ("molecule admin-token rotate --to fly:", ["fly:"]),
        ("molecule admin-token rotate --attempts ", []),
        ("molecule admin-token rotate --backup ", ["sub"]),
        ("molecule admin-token rotate --backup=", ["--backup=sub"]),
        ("molecule admin-token verify --from-file b", ["beta.env"]),
        ("molecule admin-token verify --from-file=b", ["--from-file=beta.env"]),
        ("molecule admin-token verify https://a ", []),
        ("molecule keys show a", ["admin", "admin:old"]),
        ("molecule keys show admin:", ["admin:old"]),
        ("molecule keys show --as=a", ["--as=admin", "--as=admin:old"]),
        ("molecule keys show admin ", ["current", "previous"]),
        ("molecule keys show --reveal admin ", ["current", "previous"]),
        ("molecule keys show --as current admin p", ["previous"]),
        ("molecule keys show -- admin p", ["previous"]),
        ("molecule keys show admin current ", []),
        ("molecule keys import al", ["alpha.txt"]),
        ("molecule keys import alpha.txt b", ["beta.env"]),
        ("molecule keys import -- --", []),
        ("molecule configure s", ["sub"]),
        ("molecule run ", ["admin", "admin:old"]),
        ("molecule run admin -- unusual-pro", ["unusual-program"]),
        ("molecule run admin -- cat al", ["alpha.txt"]),
        ("molecule help k", ["keys"]),
        ("molecule help e", ["environment", "exit-status"]),
        ("molecule help keys ", ["import", "show"]),
        ("molecule keys help s", ["show"]),
        ("molecule help keys show ", []),
    ]

    /// The package is optional, but on CI its absence is an error.
    static let bashModes: [String] = {
        let isPackageWanted =
            ProcessInfo.processInfo.environment["CI"] != nil
            || FileManager.default.fileExists(atPath: "/usr/share/bash-completion/bash_completion")
        return ["alone", "without-colon"] + (isPackageWanted ? ["with-package"] : [])
    }()

    @Test("bash completes", .enabled(if: Shell.isWanted("bash")), arguments: bashModes)
    func bash(_ mode: String) throws {
        try expectCandidates { directory in
            try directory.write(sample.bashCompletion(), to: "molecule.bash")
            try directory.write(CompletionDriver.bash, to: "driver")
            return ("bash", ["--norc", "--noprofile", "driver", mode])
        }
    }

    @Test("zsh completes", .enabled(if: Shell.isWanted("zsh")), arguments: ["sourced", "autoloaded"])
    func zsh(_ mode: String) throws {
        try expectCandidates { directory in
            try directory.write(sample.zshCompletion(), to: "_molecule")
            try directory.write(CompletionDriver.zshInner, to: "inner.zsh")
            try directory.write(CompletionDriver.zsh, to: "driver")
            return ("zsh", ["-f", "driver", mode])
        }
    }

    @Test("fish completes", .enabled(if: Shell.isWanted("fish")))
    func fish() throws {
        try expectCandidates { directory in
            try directory.write(sample.fishCompletion(), to: "molecule.fish")
            try directory.write(CompletionDriver.fish, to: "driver")
            return ("fish", ["--no-config", "driver"])
        }
    }

    @Test("zsh and fish show what a command and a candidate of the program mean")
    func descriptions() throws {
        #expect(sample.zshCompletion().contains("'show:Show a key entry'"))
        #expect(sample.zshCompletion().contains(#"'env-file\::A variable in an environment file'"#))
        #expect(sample.fishCompletion().contains("'show\tShow a key entry'"))
        #expect(sample.bashCompletion().contains("'show'"))
    }

    @Test("The files have no syntax error and shellcheck finds nothing", .enabled(if: Shell.isWanted("shellcheck")))
    func syntax() throws {
        try Shell.withDirectory { directory in
            try directory.write(sample.bashCompletion(), to: "molecule.bash")
            try directory.write(sample.zshCompletion(), to: "_molecule")
            try directory.write(sample.fishCompletion(), to: "molecule.fish")
            let checks = [
                ("bash", ["-n", "molecule.bash"]), ("shellcheck", ["molecule.bash"]), ("zsh", ["-n", "_molecule"]),
                ("fish", ["--no-execute", "molecule.fish"]),
            ]
            for (program, arguments) in checks where Shell.isWanted(program) {
                let result = try Shell.run(program, arguments, in: directory)
                #expect(result.status == 0 && result.output.isEmpty, "\(program): \(result.output)")
            }
        }
        #expect(sample.zshCompletion().hasPrefix("#compdef molecule\n"))
    }

    @Test("No file offers a hidden command, and none has a placeholder left")
    func generated() {
        for file in [sample.bashCompletion(), sample.zshCompletion(), sample.fishCompletion()] {
            #expect(!file.contains("Print candidates for a shell"))
            #expect(!file.contains("@FUNCTION@") && !file.contains("@PROGRAM@") && !file.contains("@TABLE@"))
            #expect(file.hasSuffix("\n") && !file.hasSuffix("\n\n"))
        }
    }

    @Test("Quotes and colons in summaries do not break any shell")
    func quoting() throws {
        let awkward = Command<String>(
            "odd", summary: #"Don't "quote" $HOME: `id` \ back"#,
            options: [.flag("it", #"It's $(id)."#)], action: { _ in "odd" })
        let program = sampleProgram(of: [awkward])
        try Shell.withDirectory { directory in
            try directory.write(program.bashCompletion(), to: "molecule.bash")
            try directory.write(program.zshCompletion(), to: "_molecule")
            try directory.write(program.fishCompletion(), to: "molecule.fish")
            for (shell, file) in [("bash", "molecule.bash"), ("zsh", "_molecule"), ("fish", "molecule.fish")] {
                guard Shell.isWanted(shell) else { continue }
                let result = try Shell.run(shell, ["-n", file], in: directory)
                #expect(result.status == 0 && result.output.isEmpty, "\(shell): \(result.output)")
            }
            guard Shell.isWanted("fish") else { return }
            let script = "source molecule.fish; complete -C 'molecule od'"
            let result = try Shell.run("fish", ["--no-config", "-c", script], in: directory)
            #expect(result.output == "odd\t" + #"Don't "quote" $HOME: `id` \ back"# + "\n")
        }
    }

    /// Runs a shell over every row, in a directory with some files and a program that answers `__complete`.
    private func expectCandidates(_ prepare: (URL) throws -> (shell: String, arguments: [String])) throws {
        try Shell.withDirectory { directory in
            try directory.write("", to: "alpha.txt")
            try directory.write("", to: "beta.env")
            try directory.write("", to: "sub/inner.txt")
            let answers = #"[ "$*" = "__complete keys -" ] && printf 'admin\tThe root key\nadmin:old\n'"#
            let programs = directory.appendingPathComponent("../\(directory.lastPathComponent)-bin").standardized
            defer { try? FileManager.default.removeItem(at: programs) }
            try programs.write("#!/bin/sh\n\(answers)\n", to: "molecule", mode: 0o755)
            try programs.write("#!/bin/sh\n", to: "unusual-program", mode: 0o755)
            let (shell, arguments) = try prepare(directory)
            try directory.write(Self.rows.map { $0.line + "\n" }.joined(), to: "lines")
            let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
            let result = try Shell.run(
                shell, arguments, in: directory, environment: ["PATH": "\(programs.path):\(path)"])
            let offered = candidates(in: result.lines)
            #expect(offered.count == Self.rows.count, "\(result.output.prefix(2000))")
            for row in Self.rows {
                #expect(offered[row.line] == row.candidates, "\(shell) after '\(row.line)'")
            }
        }
    }

    /// What a driver printed, by line; descriptions and the slash after a directory are left out.
    private func candidates(in lines: [String]) -> [String: [String]] {
        var found: [String: [String]] = [:]
        var current = ""
        for line in lines where line != "." {
            if line.hasPrefix("LINE ") {
                current = String(line.dropFirst(5))
                found[current] = []
                continue
            }
            let word = line.prefix { $0 != "\t" }
            found[current]?.append(String(word.hasSuffix("/") ? word.dropLast() : word))
        }
        return found.mapValues { Array(Set($0)).sorted() }
    }
}
