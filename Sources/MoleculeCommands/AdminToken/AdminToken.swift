import CommandTree

/// The command `admin-token`.
enum AdminToken {
    static let node = Node(
        "admin-token", summary: "generate, verify and rotate ADMIN_TOKEN",
        discussion: [
            "ADMIN_TOKEN is the one secret that guards a deployment's admin routes. Without it a platform lets everyone in."
        ],
        subcommands: [AdminTokenGenerate.node, AdminTokenVerify.node, AdminTokenRotate.node])
}
