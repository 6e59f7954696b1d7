import CommandTree

/// A command line, a word a line: parsed or refused, and a refusal repeats no word that is shaped like a secret.
///
/// The tree is the one of the parser's own tests, which has one of everything.
func attackArguments(_ bytes: [UInt8]) {
    let words = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
    }
    let variables = words.filter { $0.hasPrefix("MOLECULE_") }.compactMap { word -> (String, String)? in
        guard let equals = word.firstIndex(of: "=") else { return nil }
        return (String(word[..<equals]), String(word[word.index(after: equals)...]))
    }
    let environment = Dictionary(variables) { first, _ in first }
    let line = words.filter { !$0.hasPrefix("MOLECULE_") }
    do {
        switch try sample.parse(line, environment: environment) {
        case .help(let path): require(!sample.help(for: path, width: 80).isEmpty, "help is empty")
        case .run, .topic, .version: break
        }
    } catch {
        let text = error.message + " " + (error.hint ?? "")
        for word in words { refuseEcho(of: word, in: text) }
        require(error.message.hasSuffix(".") || error.message.hasSuffix("?"), "the refusal is no sentence")
    }
}

/// Neither the word nor what stands in it behind an equals sign or a colon may be repeated when it looks like a secret.
private func refuseEcho(of word: String, in text: String) {
    let parts = [word] + word.split { "=:".contains($0) }.map(String.init)
    for part in parts where looksLikeSecret(part) {
        require(!text.contains(part), "a refusal repeats what looks like a secret")
    }
}
