/// Whether a word is shaped like a token, key or password of a machine, so that it must not stand on a command line.
///
/// True for the prefixes vendors give their tokens, and for at least 20 characters of hexadecimal, base32, base36 or
/// base64 that change between kinds of character as often as random text does. Paths, UUIDs, URLs, names and rotation
/// ids are not taken for secrets. A heuristic: a password a person can remember is not recognised.
public func looksLikeSecret(_ word: String) -> Bool {
    let bytes = Array(word.utf8)
    if hasTokenPrefix(word, bytes) { return true }
    guard bytes.count >= shortestToken, !word.contains("://") else { return false }
    let runs = alphanumericRuns(of: bytes).filter { !isTimestamp($0) }
    // A random run of one length beside separators is what a path to a content-addressed store looks like too.
    let isAbsolutePath = bytes.first == UInt8(ascii: "/")
    if !isAbsolutePath, runs.contains(where: looksRandomWithDigits) { return true }
    guard bytes.allSatisfy(isBase64) else { return false }
    return looksRandomInThreeClasses(runs)
}

/// Shorter random text has too little entropy to be a machine's token, and names start to look like it.
private let shortestToken = 20

/// Whether some word of a text looks like a secret: of a sentence, or of a command.
public func holdsSecret(_ text: String) -> Bool {
    let words = text.split { $0.isWhitespace || "'\"`=:;,?!()[]{}<>|&".contains($0) }
    return words.contains { looksLikeSecret(String($0)) }
}

/// What vendors start their tokens with, and how many characters must follow for a word to be one.
///
/// Sources: the token formats published by GitHub, GitLab, Slack, Fly.io, Stripe, OpenAI, Anthropic, npm, PyPI, Hugging
/// Face and Neon; `mol_pk_` and `magt_v1_` are our platform's. `eyJ` begins every JSON Web Token (`{"` in base64).
private let tokenPrefixes: [(prefix: String, followedBy: Int)] = [
    ("ghp_", 8), ("gho_", 8), ("ghu_", 8), ("ghs_", 8), ("ghr_", 8), ("github_pat_", 8), ("glpat-", 8),
    ("xoxb-", 8), ("xoxp-", 8), ("xoxa-", 8), ("xoxs-", 8), ("xapp-", 8), ("FlyV1", 0), ("fm1r_", 8), ("fm2_", 8),
    ("fo1_", 8), ("sk_live_", 4), ("sk_test_", 4), ("rk_live_", 4), ("whsec_", 8), ("sk-ant-", 8), ("sk-proj-", 8),
    ("napi_", 16), ("npm_", 20), ("pypi-", 20), ("hf_", 20), ("mol_pk_", 8), ("magt_v1_", 8), ("eyJ", 12),
]

private func hasTokenPrefix(_ word: String, _ bytes: [UInt8]) -> Bool {
    for (prefix, followedBy) in tokenPrefixes where word.hasPrefix(prefix) {
        if bytes.count >= prefix.utf8.count + followedBy { return true }
    }
    // `sk-` and `re_` also begin ordinary names, so what follows must look made by a machine.
    for prefix in ["sk-", "re_"] where word.hasPrefix(prefix) {
        let rest = bytes.dropFirst(prefix.utf8.count)
        let hasDigit = rest.contains { characterClass($0) == .digit }
        let hasUpper = rest.contains { characterClass($0) == .upper }
        if rest.count >= 12, hasDigit, hasUpper { return true }
    }
    return false
}

private enum CharacterClass {
    case lower
    case upper
    case digit
}

private func characterClass(_ byte: UInt8) -> CharacterClass? {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"): .lower
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): .upper
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    default: nil
    }
}

/// Both base64 alphabets and their padding.
private func isBase64(_ byte: UInt8) -> Bool {
    characterClass(byte) != nil || "+/-_=".utf8.contains(byte)
}

private func alphanumericRuns(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split { characterClass($0) == nil }
}

/// `20261120T230102Z`: the time in a rotation id mixes classes without being random.
private func isTimestamp(_ run: ArraySlice<UInt8>) -> Bool {
    let bytes = Array(run)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return false }
    return (bytes[..<8] + bytes[9..<15]).allSatisfy { characterClass($0) == .digit }
}

/// How many neighbours in a run differ in class; about half of them in random text, one in six in words.
private func classChanges(_ run: ArraySlice<UInt8>) -> Int {
    zip(run, run.dropFirst()).reduce(0) { $0 + (characterClass($1.0) == characterClass($1.1) ? 0 : 1) }
}

/// Hexadecimal, base32 and base36: one unbroken run of letters and digits.
///
/// A UUID's longest run has 12.
private func looksRandomWithDigits(_ run: ArraySlice<UInt8>) -> Bool {
    guard run.count >= shortestToken else { return false }
    let digits = run.reduce(0) { $0 + (characterClass($1) == .digit ? 1 : 0) }
    guard digits >= 3, digits <= run.count - 2 else { return false }
    // Nothing a person names is this long in hexadecimal digits alone, however seldom they change class.
    if run.count >= 32, run.allSatisfy(isHexadecimal) { return true }
    return classChanges(run) * 4 >= run.count - 1
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
    characterClass(byte) == .digit || "abcdefABCDEF".utf8.contains(byte)
}

/// Base64: all three classes, changing nearly every other character over the whole word.
private func looksRandomInThreeClasses(_ runs: [ArraySlice<UInt8>]) -> Bool {
    let characters = runs.joined()
    guard characters.count >= shortestToken else { return false }
    let classes = Set(characters.compactMap(characterClass))
    guard classes.contains(.lower), classes.contains(.upper) else { return false }
    let changes = runs.reduce(0) { $0 + classChanges($1) }
    let neighbours = characters.count - runs.count
    // Without a digit only long text is suspect: names of types change class at every word.
    let hasDigits = classes.contains(.digit)
    guard hasDigits || characters.count >= 32 else { return false }
    // The longer the text, the less chance strays from its mean of 62 changes in a hundred.
    let leastPercent = characters.count >= 40 ? 33 : hasDigits ? 38 : 45
    return changes * 100 >= neighbours * leastPercent
}

/// Refuses a secret that was typed where a file or a directory belongs, which the error about that would repeat.
public func requireNoSecret(inPaths paths: [String]) throws(UsageError) {
    guard !paths.contains(where: looksLikeSecret) else {
        throw UsageError(
            "A path looks like a secret, which must not be typed here.", hint: "Name a file or a directory.")
    }
}
