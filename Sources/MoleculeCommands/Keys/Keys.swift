import CommandTree
import Keyfile

/// The command `keys`.
enum Keys {
    static let node = Node(
        "keys", summary: "keep secrets in the local key store",
        discussion: [
            """
            The key store holds one secret a file, readable by you alone, each bound to the one origin it may be sent to. \
            A rotation keeps three versions of a secret: the current one, the pending one that is not yet proven, and the \
            previous one.
            """
        ],
        subcommands: [KeysList.node, KeysShow.node, KeysAdd.node, KeysRemove.node, KeysCheck.node, KeysExec.node])

    static let nameOperand = Operand(Value("NAME", .dynamic(kind: "keys")), .one, "The name of a key entry.")

    static func name(_ arguments: Arguments) throws(UsageError) -> KeyName {
        try KeyName.parse(arguments.operand("NAME") ?? "")
    }
}
