/// Turns documents of the repository into Swift source, so that the program carries them without files of its own.
public enum EmbeddedDocuments {
    /// The source that carries the built-in runbooks, by the names of their secrets.
    public static func builtInRunbooks(_ documents: [(name: String, text: String)]) -> String {
        table(
            "BuiltInRunbooks", summary: "The runbooks that come with the program.", from: "Runbooks/*.json", documents)
    }

    /// The source that carries the schema of runbooks.
    public static func runbookSchema(_ text: String) -> String {
        single(
            "RunbookSchema", summary: "The JSON Schema of runbook documents.", from: "Runbook/runbook.schema.json",
            text)
    }

    /// The source of an enum `type` that has several documents by their names.
    ///
    /// `summary` documents it, and `origin` is where the documents stand in the repository.
    static func table(
        _ type: String, summary: String, from origin: String, _ documents: [(name: String, text: String)]
    ) -> String {
        let entries = documents.map { "        \"\($0.name)\": \(literal($0.text, indentation: 8))," }
        return """
            \(header(origin))
            /// \(summary)
            public enum \(type) {
                /// The documents as they are in the repository, by their names.
                public static let documents: [String: String] = [
            \(entries.joined(separator: "\n"))
                ]
            }

            """
    }

    /// The source of an enum `type` that has one document.
    static func single(_ type: String, summary: String, from origin: String, _ text: String) -> String {
        """
        \(header(origin))
        /// \(summary)
        public enum \(type) {
            /// The document as it is in the repository.
            public static let text = \(literal(text, indentation: 4))
        }

        """
    }

    private static func header(_ origin: String) -> String {
        "// swift-format-ignore-file\n// Generated from \(origin) by molecule-generate; do not edit.\n"
    }

    /// A raw literal of several lines; no JSON document holds three quotes and two number signs in a row.
    private static func literal(_ text: String, indentation: Int) -> String {
        let margin = String(repeating: " ", count: indentation)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : margin + $0 }
        return "##\"\"\"\n\(lines.joined(separator: "\n"))\n\(margin)\"\"\"##"
    }
}
