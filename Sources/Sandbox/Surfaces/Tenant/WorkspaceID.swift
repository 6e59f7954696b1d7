/// How operations look at the id in their path, each in its own way.
extension Route.Call {
    /// The id as the database has it, after Go's parser took it; one that only Go understands fails in the query.
    func parsedID(
        invalid: String = "invalid workspace ID", failed: String = "query failed"
    ) throws(Refusal) -> String {
        guard Identifier.isParsable(workspaceID) else { throw Refusal(400, invalid) }
        return try storedID(failed)
    }

    /// The id, which must be in lower case and canonical form.
    func canonicalID(_ invalid: String = "invalid workspace ID") throws(Refusal) -> String {
        guard Identifier.isCanonical(workspaceID) else { throw Refusal(400, invalid) }
        return workspaceID
    }

    /// The id as the database has it; one that it does not take fails in the query, with that operation's words.
    func storedID(_ failed: String) throws(Refusal) -> String {
        guard let id = Identifier.stored(workspaceID) else { throw Refusal(500, failed) }
        return id
    }
}

extension Refusal {
    static let workspaceNotFound = Refusal(404, "workspace not found")
    static let invalidBody = Refusal(400, "invalid request body")
}
