import Glibc
import HostSystem
import Keyfile

/// The words typed before the one to complete, as far as they say which server is meant.
///
/// They come on standard input: on the command line everybody on the machine could read what somebody is typing.
struct CompletionWords: Sendable {
    private let words: [String]

    init(_ words: [String]) { self.words = words }

    /// Reads them.
    static func read() -> CompletionWords {
        guard !Terminal.isTerminal(0) else { return CompletionWords([]) }
        let copy = dup(0)
        guard copy >= 0, let bytes = try? Descriptor(copy).readAll(limit: 1 << 20, path: "standard input") else {
            return CompletionWords([])
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return CompletionWords(lines.map(String.init))
    }

    /// The names of key entries that were named.
    var keys: [KeyName] { values(of: "from-key").compactMap { KeyName($0) } }

    /// Takes what was typed and what the profile has into the settings.
    func apply(to world: inout World) {
        if let text = values(of: "api-url").last {
            (world.settings.address, world.settings.isAddressAmbient) = (text, false)
        }
        if let text = values(of: "cp-url").last {
            (world.settings.controlPlaneAddress, world.settings.isControlPlaneAddressAmbient) = (text, false)
        }
        if let text = values(of: "org-id").last { world.settings.organization = text }
        if let text = values(of: "org-slug").last { world.settings.organizationSlug = text }
        if let text = values(of: "profile").last { world.settings.profileName = text }
        // One that cannot be read gives nothing.
        try? world.settings.adoptProfile(of: world.configurationPath)
    }

    /// The values that an option was given, in either form; a word after `--` is none.
    private func values(of option: String) -> [String] {
        let own = words.prefix { $0 != "--" }
        var found: [String] = []
        for (index, word) in own.enumerated() {
            if word == "--\(option)", index + 1 < own.count { found.append(own[index + 1]) }
            if word.hasPrefix("--\(option)=") { found.append(String(word.dropFirst(option.count + 3))) }
        }
        return found
    }
}
