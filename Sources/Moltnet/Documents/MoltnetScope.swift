/// What a static token may do, as it stands in `scopes`.
public enum MoltnetScope: String, Sendable, CaseIterable {
    case observe
    case write
    case admin
    case attach
    case pair
}
