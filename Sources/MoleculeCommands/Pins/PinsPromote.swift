import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The commands `pins … promote`.
struct PinsPromote: Verb {
    let operation: Operation
    let members: [(name: String, value: String)]
    let isPlanned: Bool
    let keys: [KeyName]

    private static let discussion = [
        """
        Every workspace provisioned from now on runs it. Asks first, which --yes answers. When the reply is lost, list \
        the pins and compare.
        """
    ]

    private static let runtimeOption = Option.value(
        "runtime", Value("RUNTIME", .text), required: true, "The runtime, such as claude-code.")

    static let thinAmi = Node(
        "promote", summary: "pin a machine image", discussion: discussion,
        options: [
            runtimeOption, .value("region", Value("REGION", .text), required: true, "The region, such as us-east-2."),
            .value("ami", Value("ID", .text), required: true, "The image: ami- and 8 to 17 hexadecimal digits."),
            ActionPlan.option, CredentialFinder.keyOption,
        ],
        examples: [
            Example(
                "Pin one.",
                "molecule pins thin-ami promote --runtime hermes --region us-east-2 --ami ami-01234567 --yes")
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            let image = arguments.text("ami") ?? ""
            guard MachineID.isValid(image, prefix: "ami-") else {
                throw UsageError("A machine image is ami- and 8 to 17 hexadecimal digits, in lower case.")
            }
            return try PinsPromote(
                Operations.adminPromoteThinAmi,
                [("runtime", arguments.text("runtime")), ("region", arguments.text("region")), ("ami_id", image)],
                arguments)
        })

    static let runtimeImage = Node(
        "promote", summary: "pin a container image", discussion: discussion,
        options: [
            runtimeOption,
            .value("image", Value("IMAGE", .text), required: true, "The image, best with its digest."),
            ActionPlan.option, CredentialFinder.keyOption,
        ],
        examples: [
            Example(
                "Pin one.",
                "molecule pins runtime-image promote --runtime hermes --image ghcr.io/example/hermes:v1 --yes")
        ],
        environment: Documented.credentials, files: [Documented.keyStore], statuses: ControlPlaneDesk.statuses,
        action: { arguments throws(UsageError) in
            try PinsPromote(
                Operations.adminPromoteRuntimeImage,
                [("runtime", arguments.text("runtime")), ("image", arguments.text("image"))], arguments)
        })

    private init(
        _ operation: Operation, _ members: [(String, String?)], _ arguments: Arguments
    ) throws(UsageError) {
        self.operation = operation
        self.members = members.map { ($0.0, $0.1 ?? "") }
        isPlanned = arguments.flag("plan")
        keys = try CredentialFinder.names(arguments)
    }

    func run(in world: World) async throws(Failure) {
        let body = JSONValue.object(members.map { .init($0.name, .string($0.value)) })
        if isPlanned {
            return try ActionPlan(operation: operation, body: body, confirmation: "--yes").print(in: world)
        }
        let image = members.last?.value ?? ""
        let place = members.dropLast().map(\.value).joined(separator: " in ")
        try world.confirm("Pin \(image) for \(place)? Every workspace provisioned from now on runs it.")
        let document = try await ControlPlaneDesk(keys, in: world).object(operation, body: body)
        for member in members {
            try ControlPlaneDesk.require(member.name, .string(member.value), in: document, operation)
        }
        try world.output.print(FieldTable.report(document, names: [image]))
    }
}

/// The ids of EC2: a prefix and 8 to 17 hexadecimal digits in lower case.
enum MachineID {
    static func isValid(_ text: String, prefix: String) -> Bool {
        let digits = text.utf8.dropFirst(prefix.utf8.count)
        return text.hasPrefix(prefix) && (8...17).contains(digits.count)
            && digits.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
