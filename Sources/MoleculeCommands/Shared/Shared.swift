import CommandTree

/// Options that several commands take.
enum Shared {
    static let passEnvironment = Option.value(
        "pass-env", Value("VARIABLE", .text), repeats: true,
        "Let the command have this variable too; may be repeated. Credentials are never passed this way.")
}
