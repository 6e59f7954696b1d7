import Keyfile
import ManagementAPI

/// Where the other parts of a platform are, as its control plane's address tells.
///
/// `api.X` has tenants at `SLUG.X` and its application at `app.X`; `staging-api.X` has both below `staging.X`. Any
/// other address, such as one on this machine, has everything behind itself. Source: contract/control-plane.md 3.1.
struct ControlPlaneSite: Sendable {
    let controlPlane: Origin

    private var domain: String? {
        let host = controlPlane.host
        guard let dot = host.firstIndex(of: ".") else { return nil }
        let rest = String(host[host.index(after: dot)...])
        // What has one label is a registry's, such as the whole of com.
        guard rest.contains(".") else { return nil }
        return switch host[..<dot] {
        case "api": rest
        case "staging-api": "staging." + rest
        default: nil
        }
    }

    /// The server of an organisation: an address of its own, or the control plane's with the routing header.
    func tenant(_ slug: String) -> Origin {
        // An address made of an address and a slug is one.
        domain.flatMap { try? Origin("https://\(slug).\($0)") } ?? controlPlane
    }

    /// A page of the application.
    func page(_ path: String) -> String { "https://app.\(domain ?? "moleculesai.app")/\(path)" }

    /// The address by which the machines of an organisation reach its server, where the control plane's tells it.
    ///
    /// There is no other to fall back to: somebody else's organisation may have the same slug there.
    func platform(_ slug: String) -> String? { domain.map { "https://\(slug).\($0)" } }
}
