import JSON

/// Secrets of one scope by name.
struct SecretTable: Sendable {
    struct Secret: Sendable {
        var value: String
        let createdAt: Moment
        var updatedAt: Moment
    }

    private(set) var secrets: [String: Secret] = [:]

    var names: [String] { secrets.keys.sorted() }

    subscript(_ name: String) -> Secret? { secrets[name] }

    mutating func set(_ name: String, to value: String) {
        let now = Moment.now
        secrets[name] = Secret(value: value, createdAt: secrets[name]?.createdAt ?? now, updatedAt: now)
    }

    /// Whether there was one.
    mutating func remove(_ name: String) -> Bool { secrets.removeValue(forKey: name) != nil }

    /// The items of a listing, which never hold values.
    func items(scope: String, without hidden: [String] = []) -> [JSONValue] {
        names.filter { !hidden.contains($0) }.compactMap { name in
            secrets[name].map {
                [
                    "key": .string(name), "has_value": true, "scope": .string(scope),
                    "created_at": .string($0.createdAt.text), "updated_at": .string($0.updatedAt.text),
                ]
            }
        }
    }
}

extension TenantState {
    /// Restarts every workspace that sees a global secret and does not override it.
    mutating func fanOut(_ name: String) {
        for workspace in workspaces where secrets[workspace.id]?[name] == nil { restartAutomatically(workspace.id) }
    }
}
