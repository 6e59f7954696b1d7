import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// Finds the credentials at hand: in key entries that were named, else in the environment.
struct CredentialFinder {
    /// Where one kind of credential was found, or why not.
    struct Tier {
        let kind: KeyKind
        let found: FoundCredential?
        /// The key entry it came from, if it came from one.
        let entry: KeyEntry?
    }

    private let world: World

    init(_ world: World) { self.world = world }

    /// The option that names key entries, for every command that calls a server.
    static let keyOption = Option.value(
        "from-key", Value("NAME", .dynamic(kind: "keys")), repeats: true,
        "Use this key entry's current value, at the origin it is bound to; then no credential is taken from the environment."
    )

    /// The names given with that option.
    static func names(_ arguments: Arguments) throws(UsageError) -> [KeyName] {
        var names: [KeyName] = []
        for text in arguments.texts("from-key") { names.append(try KeyName.parse(text)) }
        return names
    }

    /// Every kind, with what was found for it.
    ///
    /// Key entries that are named stand alone: whoever names one means it. Those of the profile are used where neither an
    /// option nor the environment gives any credential.
    func tiers(_ named: [KeyName]) throws(Failure) -> [Tier] {
        let names = named.isEmpty && !hasEnvironment ? world.settings.profile?.keys ?? [] : named
        var entries: [KeyKind: KeyEntry] = [:]
        for name in names {
            let entry = try world.entry(name)
            if let other = entries.updateValue(entry, forKey: entry.kind) {
                let reason =
                    "Key entries '\(other.name.text)' and '\(name.text)' are both of kind \(entry.kind.rawValue)."
                throw .usage(UsageError(reason, hint: "Name one of them."))
            }
        }
        var tiers: [Tier] = []
        for kind in KeyKind.credentials {
            if let entry = entries[kind] {
                let found = FoundCredential(
                    kind: kind, secret: try entry.requireCurrent().secret, origin: entry.origin,
                    source: "key entry '\(entry.name.text)'")
                tiers.append(Tier(kind: kind, found: found, entry: entry))
            } else {
                tiers.append(Tier(kind: kind, found: names.isEmpty ? try inEnvironment(kind) : nil, entry: nil))
            }
        }
        return tiers
    }

    /// Whether the environment names any credential.
    private var hasEnvironment: Bool {
        KeyKind.credentials.flatMap { [$0.variable, "\($0.variable)_FILE"] }.contains {
            !(world.environment[$0] ?? "").isEmpty
        }
    }

    /// A credential of the environment: its variable, or the private file that `NAME_FILE` names.
    func inEnvironment(_ kind: KeyKind) throws(Failure) -> FoundCredential? {
        guard let (secret, source) = try ValueSource.inEnvironment(kind.variable, in: world) else { return nil }
        try secret.check(kind, source: "The value of \(source)")
        return FoundCredential(kind: kind, secret: secret, origin: nil, source: source)
    }
}

extension World {
    /// A client of the server an operation is answered by, with the credentials at hand.
    ///
    /// `wrap` may put something around the transport, such as a pace.
    func client(
        for surface: Operation.Surface, keys names: [KeyName],
        wrap: (any Transport) -> any Transport = { $0 }
    ) throws(Failure) -> ManagementClient {
        let tiers = try CredentialFinder(self).tiers(names)
        let entries = tiers.compactMap(\.entry)
        var credentials = CredentialSet(
            tiers.compactMap(\.found),
            organizationID: settings.organization ?? entries.lazy.compactMap(\.organization).first,
            organizationSlug: settings.organizationSlug)
        credentials.isViaControlPlane = settings.isViaControlPlane
        return ManagementClient(
            transport: wrap(transport()), origin: try origin(of: surface, entries), credentials: credentials,
            deadline: settings.isDeadlineGiven ? settings.deadline : nil)
    }

    /// A client that has this one credential and no other.
    func client(
        for surface: Operation.Surface, alone found: FoundCredential, _ entry: KeyEntry?
    ) throws(Failure) -> ManagementClient {
        var credentials = CredentialSet(
            [found], organizationID: settings.organization ?? entry?.organization,
            organizationSlug: settings.organizationSlug)
        credentials.isViaControlPlane = settings.isViaControlPlane
        return ManagementClient(
            transport: transport(), origin: try origin(of: surface, entry.map { [$0] } ?? []),
            credentials: credentials, deadline: settings.isDeadlineGiven ? settings.deadline : nil)
    }

    /// The address to call: the one key entries are bound to, else the one that was given.
    private func origin(of surface: Operation.Surface, _ entries: [KeyEntry]) throws(Failure) -> Origin {
        let isControlPlane = surface == .controlPlane || settings.isViaControlPlane
        let isDetour = settings.isViaControlPlane && surface != .controlPlane
        if isDetour, settings.organizationSlug == nil {
            throw .usage(
                UsageError(
                    "--via-control-plane does not say which tenant is meant.",
                    hint: "Pass --org-slug SLUG, or set MOLECULE_ORG_SLUG."))
        }
        let given = isControlPlane ? settings.controlPlaneAddress : settings.address
        let isAmbient = isControlPlane ? settings.isControlPlaneAddressAmbient : settings.isAddressAmbient
        let bound = entries.first?.origin
        // A detour is never cut short: what is bound to the tenant's own address is refused at the other.
        if let bound, !isDetour, given == nil || isAmbient { return bound }
        guard let given else { throw isControlPlane ? .noControlPlaneAddress : .noAddress }
        let source = isControlPlane ? settings.controlPlaneAddressSource : settings.addressSource
        return try Origin.parse(given, source: source ?? (isControlPlane ? "--cp-url" : "--api-url"))
    }

    /// Calls an operation and gives its reply, or the failure of the command.
    func call(
        _ operation: Operation, _ values: [String: String] = [:], body: JSONValue? = nil, with client: ManagementClient
    ) async throws(Failure) -> Reply {
        do { return try await client.call(operation, values, body: body) } catch {
            throw .call(error, operation)
        }
    }
}
