/// The deletion of a whole organisation, by its owner or by the administrators.
enum OrgDeletion {
    /// What it does, for the pages of both commands.
    static let discussion = """
        Ends its payment, destroys its machines and erases its data; nothing of it comes back. The slug must be given \
        again with --confirm, or typed when it is asked for: --yes is no answer to that. A deletion that stops halfway \
        goes on where it stopped when the same is typed again.
        """

    static func consequence(_ slug: String) -> String {
        "The organisation \(slug), its machines and its data are erased for good."
    }

    static func report(_ slug: String, _ status: String) -> Report {
        Report(["slug": .string(slug), "status": .string(status)], rows: [[slug, status]], names: [slug])
    }
}
