import ManagementAPI

extension OrgKeyRevocation.Target {
    /// What an operand means: an id, the prefix of a value or a name.
    ///
    /// An id means its key whatever else is called so; a prefix that is another key's name means neither.
    init(_ operand: String, among live: [OrgKey]) throws(Failure) {
        let id = operand.lowercased()
        if let key = live.first(where: { $0.id.lowercased() == id }) {
            self = .live(key)
            return
        }
        let keys = live.filter { $0.prefix == operand || $0.name == operand }
        guard keys.count <= 1 else {
            throw .orgKeys(.ambiguous(operand: operand, candidates: keys.map { "\($0.id) (\($0.prefix))" }))
        }
        if let key = keys.first {
            self = .live(key)
        } else {
            self = UUIDText.canonical(operand).map { .unlisted(id: $0) } ?? .unknown(operand: operand)
        }
    }

    /// What two operands for the same key have in common.
    var identity: String {
        switch self {
        case .live(let key): key.id
        case .unlisted(let id): id
        case .unknown(let operand): "?\(operand)"
        }
    }
}
