/// The pages that the edge in front of tenants answers in a tenant's place.
public enum EdgePage: String, Sendable {
    /// The organisation's server is still coming up (202).
    case provisioning
    /// There is no such organisation (404).
    case unknown
    /// The organisation's server does not answer (502).
    case unreachable
    /// The organisation's server did not come up (503).
    case failed

    /// Tells a page by its status and its words; `nil` for any other page.
    init?(_ response: HTTPResponse) {
        let text = String(decoding: response.body.prefix(4096), as: UTF8.self).lowercased()
        switch response.status {
        case 202 where text.contains("provisioning"): self = .provisioning
        case 404 where text.contains("organization not found"): self = .unknown
        case 502 where text.contains("backend unavailable"): self = .unreachable
        case 503 where text.contains("provisioning failed"): self = .failed
        default: return nil
        }
    }
}
