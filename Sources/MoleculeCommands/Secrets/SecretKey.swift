import CommandTree

/// The name of a secret, which becomes the name of an environment variable.
enum SecretKey {
    static let operand = Operand(
        Value("KEY", .text), .one, "The name of the secret: A-Z a-z 0-9 _, and no digit at the start.")

    /// Whether the bytes are `[A-Za-z_][A-Za-z0-9_]*`.
    ///
    /// Servers take any text, but one with a slash can never be deleted and others are no variables.
    static func isValid(_ bytes: some Collection<UInt8>) -> Bool {
        guard let first = bytes.first, !(0x30...0x39).contains(first) else { return false }
        return bytes.allSatisfy(isPart)
    }

    static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Reads a name as typed.
    static func parse(_ text: String) throws(UsageError) -> String {
        guard !text.utf8.contains(UInt8(ascii: "=")) else {
            throw UsageError(
                "A value is never typed on the command line: give the key alone.",
                hint: "The value is asked for, or comes from --from-stdin, --from-file PATH or --from-env VARIABLE.")
        }
        guard isValid(text.utf8) else {
            throw UsageError("The name of a secret is letters, digits and _, and does not start with a digit.")
        }
        return text
    }

    /// Reads the name of a secret that is there already, and may have been written by another program.
    static func parseExisting(_ text: String) throws(UsageError) -> String {
        guard !text.contains("/"), text != ".", text != ".." else {
            throw UsageError(
                "A secret whose name has a slash, or is a dot or two, cannot be addressed, and so never be unset.")
        }
        return text
    }

    /// Whether a global secret of this name keeps every workspace from starting, since May: credentials of code hosts
    /// and of the platform's own operators.
    ///
    /// Source: contract/tenant-2026-05.md 7.
    static func keepsWorkspacesFromStarting(_ key: String) -> Bool {
        key.hasPrefix("MOLECULE_OPERATOR_") || forbidden.contains(key)
    }

    private static let forbidden: Set = [
        "GITEA_TOKEN", "GITEA_PAT", "GITHUB_TOKEN", "GITHUB_PAT", "GH_TOKEN", "GITLAB_TOKEN", "GL_TOKEN",
        "BITBUCKET_TOKEN", "CP_ADMIN_API_TOKEN", "CP_ADMIN_TOKEN", "INFISICAL_OPERATOR_TOKEN",
        "INFISICAL_BOOTSTRAP_TOKEN", "RAILWAY_TOKEN", "RAILWAY_PERSONAL_API_TOKEN", "HETZNER_TOKEN",
        "HETZNER_API_TOKEN",
    ]
}
