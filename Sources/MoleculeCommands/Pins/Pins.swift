import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `pins`.
enum Pins {
    static let node = Node(
        "pins", summary: "see and promote the images that new machines run",
        discussion: [
            """
            A pin says what every workspace provisioned from now on runs; what runs already is left alone. The \
            credential is that of the control plane's administrators.
            """
        ],
        subcommands: [
            Node(
                "thin-ami", summary: "machine images, by runtime and region",
                subcommands: [
                    PinsList.node(Operations.adminListThinAmi, "machine images", "molecule pins thin-ami list"),
                    PinsPromote.thinAmi,
                ]),
            Node(
                "runtime-image", summary: "container images, by runtime",
                subcommands: [
                    PinsList.node(
                        Operations.adminListRuntimeImage, "container images", "molecule pins runtime-image list"),
                    PinsPromote.runtimeImage,
                ]),
        ])
}

/// The commands `pins … list`.
struct PinsList: Verb {
    let operation: Operation
    let keys: [KeyName]

    static func node(_ operation: Operation, _ what: String, _ line: String) -> Node {
        Node(
            "list", summary: "list the pinned \(what)", options: [CredentialFinder.keyOption],
            examples: [Example("List them.", line)], environment: Documented.credentials,
            files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
            action: { arguments throws(UsageError) in
                PinsList(operation: operation, keys: try CredentialFinder.names(arguments))
            })
    }

    func run(in world: World) async throws(Failure) {
        let items = try await ControlPlaneDesk(keys, in: world).items(operation, under: "pins")
        try world.output.print(
            .list(
                items, columns: ["RUNTIME", "REGION", "IMAGE", "UPDATED"], rows: items.map(row),
                names: items.map { FieldTable.text($0["runtime"]) },
                remarks: items.isEmpty ? ["Nothing is pinned."] : []))
    }

    /// The contract leaves a pin's members open; these are what the provisioner is known to have.
    private func row(_ item: JSONValue) -> [String] {
        [
            FieldTable.text(item["runtime"]), FieldTable.text(item["region"]),
            FieldTable.text(item["ami_id"] ?? item["image"]), FieldTable.text(item["updated_at"]),
        ]
    }
}
