// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

import JSON

/// The shared object shapes of the contract.
public enum Models {
    /// `Error` of the contract.
    public struct Error: Sendable {
        /// The member `error`.
        public let error: String?
        /// The whole answer, with what this version does not know.
        public let document: JSONValue

        /// Reads an answer.
        public init(_ document: JSONValue) {
            error = document["error"].flatMap { $0.text }
            self.document = document
        }
    }
}
