// swift-format-ignore-file
// Generated from management.json by molecule-generate; do not edit.

/// The operations of the contract, one value each.
public enum Operations {
    /// Every operation, in the order of the contract.
    public static let all: [Operation] = [
        listWorkspaces,
        selfHostedListWorkspaces,
        adminListOrgs,
        listOrgs,
    ]
}
