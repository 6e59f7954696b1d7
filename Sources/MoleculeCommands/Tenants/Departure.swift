import JSON
import ManagementAPI

/// That an organisation is gone, of which two witnesses are wanted: the whole list, and the lookup of its slug.
struct Departure: Sendable {
    let slug: String

    /// As many as clients ask for; a list as long as that may not be the whole.
    private static let limit = 500

    /// Whether it is gone; a list that proves nothing is a failure, since asking again would not mend it.
    func isProven(by desk: ControlPlaneDesk) async throws(Failure) -> Bool {
        let operation = Operations.adminListOrgs
        let document = try await desk.call(operation, ["limit": String(Departure.limit)]).document
        guard let rows = document?.items ?? document?["orgs"]?.items else { throw unproven }
        let slugs = rows.compactMap { $0["slug"]?.text }
        if slugs.contains(slug) { return false }
        let isMore = ["has_more", "next", "next_cursor", "next_page"].contains { name in
            document?[name].map { $0 != .null && $0 != false && $0 != "" } ?? false
        }
        guard slugs.count == rows.count, rows.count < Departure.limit, !isMore else { throw unproven }
        return try await isUnknown(to: desk)
    }

    /// Whether the lookup that is open to everyone does not know the slug.
    private func isUnknown(to desk: ControlPlaneDesk) async throws(Failure) -> Bool {
        do throws(Failure) {
            _ = try await desk.call(Operations.getOrgInstance, ["slug": slug])
            return false
        } catch {
            guard error.reply?.kind == .notFound else { throw error }
            return true
        }
    }

    private var unproven: Failure {
        .explained(
            "The control plane took the deletion, and its list of organisations does not prove that \(slug) is gone.",
            hint: "molecule orgs instance \(slug)", .unverified)
    }
}
