import HostSystem
import Keyfile

/// Looks at the credentials: which there are, where they come from, and how old they are.
struct DoctorCredentials {
    let world: World
    let keys: [KeyName]

    /// The age from which a value is worth replacing: the ninety days that auditors commonly ask for.
    private static let oldAge: Int64 = 90 * 86_400_000

    func look() -> [DoctorFinding] { ambient() + entries() }

    /// What the next call would find, without key entries.
    private func ambient() -> [DoctorFinding] {
        let tiers: [CredentialFinder.Tier]
        do { tiers = try CredentialFinder(world).tiers(keys) } catch { return [.failure(.credentials, error)] }
        let found = tiers.compactMap { tier in tier.found.map { (tier.kind, $0.source) } }
        guard found.isEmpty else {
            return found.map { .ok(.credentials, "\($0.rawValue) comes from \($1)") }
        }
        // Of a store that cannot be read the key store's own findings tell.
        let names = (try? world.keyStore.names()) ?? []
        let name = names.first?.text ?? "NAME"
        return [
            names.isEmpty
                ? .warning(
                    .credentials, "no credential is at hand",
                    next: "molecule keys add NAME --kind org-token --origin URL, or set MOLECULE_ORG_TOKEN_FILE")
                : .ok(.credentials, "none in the environment; calls name a key entry, such as --from-key \(name)")
        ]
    }

    private func entries() -> [DoctorFinding] {
        // An unreadable store is told among the files.
        ((try? world.keyStore.names()) ?? []).compactMap { name in
            guard let entry = try? world.keyStore.load(name), let current = entry.current else { return nil }
            let age = Timestamp.now.milliseconds - current.created.milliseconds
            let text = "\(name.text) (\(entry.kind.rawValue)) has had its value since \(current.created.text)"
            guard age >= DoctorCredentials.oldAge else { return .ok(.credentials, text) }
            return .warning(
                .credentials, "\(text), \(age / 86_400_000) days", next: DoctorCredentials.rotation(of: entry))
        }
    }

    /// The command that replaces a value of this kind.
    private static func rotation(of entry: KeyEntry) -> String {
        switch entry.kind {
        case .adminToken: "molecule admin-token rotate --key \(entry.name.text) --to DESTINATION"
        case .orgToken: "molecule org tokens rotate KEY --key \(entry.name.text)"
        case .workspaceToken: "molecule workspaces tokens mint ID"
        case .tenantAdminToken: "molecule tenants admin-token SLUG"
        case .session: "sign in again, then molecule keys add NAME --kind session"
        case .adminBearer, .provisionSecret, .serviceSecret: "molecule secrets map"
        }
    }
}
