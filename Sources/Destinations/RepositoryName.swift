/// The name of a repository, as owner and repository.
enum RepositoryName {
    /// Whether a text is `OWNER/REPO`, or with `hosts` `HOST/OWNER/REPO` too.
    static func isValid(_ text: String, hosts: Bool = false) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2 || hosts && parts.count == 3 else { return false }
        return parts.allSatisfy { part in
            !part.isEmpty && !part.hasPrefix("-") && part != "." && part != ".."
                && part.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                        || Array("-_.".utf8).contains(byte)
                }
        }
    }
}
