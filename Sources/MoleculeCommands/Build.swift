import BuildFacts
import JSON
import ManagementAPI

/// What this program is: its version, and what it was made from and with.
enum Build {
    /// The commit it was built from; `nil` where the build was not told.
    static var commit: String? {
        let text = String(cString: build_commit())
        return text.isEmpty ? nil : text
    }

    /// The newest version of the compiler that it is known to be built with at least.
    static var swift: String {
        #if compiler(>=6.5)
        "6.5"
        #elseif compiler(>=6.4)
        "6.4"
        #elseif compiler(>=6.3.2)
        "6.3.2"
        #elseif compiler(>=6.3.1)
        "6.3.1"
        #elseif compiler(>=6.3)
        "6.3"
        #else
        "6.2"
        #endif
    }

    /// The answer to `--version`, as data.
    static var document: JSONValue {
        [
            "name": "molecule", "version": .string(MoleculeProgram.version), "commit": .optional(commit),
            "swift": .string(swift), "contract": .string(Operations.contractVersion),
        ]
    }
}
