/// A page of the manual about something that is no command, such as the format of a file.
public struct ReferencePage: Sendable {
    /// A part of a section.
    public enum Block: Sendable {
        /// A paragraph.
        case text(String)
        /// Terms and what they mean, a sentence each.
        case definitions([Definition])
        /// Lines to copy, as they are.
        case literal(String)
        /// The head of what follows, up to the next one.
        case heading(String)
    }

    /// A term and what it means.
    public struct Definition: Sendable {
        /// The term, as it is written in the file.
        public let term: String
        /// What it means, as a sentence.
        public let summary: String

        /// Explains a term.
        public init(_ term: String, _ summary: String) {
            self.term = term
            self.summary = summary
        }
    }

    /// A section.
    public struct Section: Sendable {
        /// Its title, in capitals.
        public let title: String
        /// What it says.
        public let blocks: [Block]

        /// A section.
        public init(_ title: String, _ blocks: [Block]) {
            self.title = title
            self.blocks = blocks
        }
    }

    /// Its name, such as `molecule-runbook`.
    public let name: String
    /// The section of the manual: 5 for formats of files, 7 for what is about several commands.
    public let number: Int
    /// What it is about, in the middle of a sentence.
    public let summary: String
    /// Its sections, without NAME and SEE ALSO.
    public let sections: [Section]
    /// The pages that go with it: names and numbers of sections.
    public let related: [(name: String, number: Int)]

    /// A page.
    public init(
        _ name: String, _ number: Int, summary: String, sections: [Section], related: [(name: String, number: Int)]
    ) {
        self.name = name
        self.number = number
        self.summary = summary
        self.sections = sections
        self.related = related
    }

    /// The page in mdoc; `date` is written like November 20, 2026.
    public func manualPage(date: String) -> ManualPage {
        var page = ManualText()
        page.macro("Dd \(date)")
        page.macro("Dt \(name.uppercased()) \(number)")
        page.macro("Os")
        page.section("NAME")
        page.macro("Nm \(ManualText.arguments(name))")
        page.macro("Nd \(ManualText.arguments(summary))")
        for section in sections { section.write(to: &page) }
        page.section("SEE ALSO")
        let related = related.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
        for (index, other) in related.enumerated() {
            page.macro("Xr \(other.name) \(other.number)\(index == related.count - 1 ? "" : " ,")")
        }
        return ManualPage(fileName: "\(name).\(number)", text: page.source)
    }
}

extension ReferencePage.Section {
    /// Writes the section with its head.
    func write(to page: inout ManualText) {
        page.section(title)
        var needsSpace = false
        for block in blocks {
            switch block {
            case .text(let text):
                if needsSpace { page.macro("Pp") }
                page.text(text)
            case .definitions(let definitions):
                page.definitions(definitions.map { ("Ic \(ManualText.arguments($0.term))", $0.summary) })
            case .literal(let text):
                page.literal(text)
            case .heading(let title):
                page.macro("Ss \(ManualText.arguments(title))")
                needsSpace = false
                continue
            }
            needsSpace = true
        }
    }
}
