// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

/// The shapes that several operations share.
enum SharedSchemas {
    static let named: [String: Schema] = [
        "Error": Schema(generated: #"{"type":"object","properties":{"error":{"type":"string"}},"required":["error"]}"#),
    ]
}
