import CommandTree
import JSON
import Keyfile
import ManagementAPI

/// The command `api call`, also as `api OPERATION` and `api METHOD PATH`.
struct APICall: Verb {
    let words: [String]
    let bodySource: String?
    let keys: [KeyName]
    let confirmation: String?
    let isForced: Bool
    let isRevealed: Bool

    static let node = Node(
        "call", summary: "call an operation of the contract",
        discussion: [
            """
            Calls an operation by its name, or by a method and a path, with its credentials, its checks and its guards. \
            Parameters are name=value; so are members of the body that are no secret. The reply is printed as JSON \
            unless another form is asked for.
            """,
            """
            An operation that wants to be confirmed asks on a terminal. What is destroyed for good wants the name of the \
            thing typed: --confirm NAME. An operation whose reply holds a secret that is shown only once is not called \
            unless --reveal is given.
            """,
        ],
        operands: [
            Operand(
                Value("OPERATION", .dynamic(kind: "operations")), .oneOrMore,
                "An operation and its name=value words, or a method and a path.")
        ],
        options: [
            .value(
                "body-from", Value("FILE", .file),
                "Read the JSON body from a private file, or from standard input with -."),
            .value("confirm", Value("NAME", .text), "Confirm with the name of what is acted on."),
            .flag("force", "Force the operation past a refusal, where it can be forced."),
            .flag("reveal", "Print a secret that the reply holds."), CredentialFinder.keyOption,
        ],
        examples: [
            Example("List workspaces.", "molecule api tenantListWorkspaces"),
            Example("The same by method and path.", "molecule api GET /workspaces"),
            Example("Pause one.", "molecule api tenantPauseWorkspace id=6f1c9d0e-6a53-4f0f-9a2b-0d6f3b6f0c11"),
        ],
        environment: Documented.credentials, files: [Documented.keyStore],
        statuses: [
            .refused, .unauthenticated, .forbidden, .notFound, .conflict, .unavailable, .insecureFile, .rateLimited,
            .partial, .interrupted, .terminated,
        ],
        action: { arguments throws(UsageError) in try APICall(arguments) })

    /// 8 MiB, above any bundle a platform takes.
    static let bodyLimit = 8 << 20

    init(_ arguments: Arguments) throws(UsageError) {
        words = arguments.operands("OPERATION")
        bodySource = arguments.text("body-from")
        keys = try CredentialFinder.names(arguments)
        confirmation = arguments.text("confirm")
        isForced = arguments.flag("force")
        isRevealed = arguments.flag("reveal")
    }

    func run(in world: World) async throws(Failure) {
        let (operation, parameters) = try resolve()
        var call = try OperationCall(operation, parameters, body: try body(in: world))
        if !operation.returnsSecrets.isEmpty, !isRevealed {
            let reason = "The reply of \(operation.id) holds a secret, which would be printed."
            throw .refused(reason, hint: "Add --reveal if this is meant.")
        }
        try confirm(&call, in: world)
        let client = try world.client(for: operation.surface, keys: keys)
        let (values, content) = (call.values, call.body)
        // A question leaves signals to be looked for; nobody waits 20 minutes for a fleet after Ctrl-C.
        let reply = try await world.watched(hint: operation.hintWhenLeft) { () async throws(Failure) in
            do throws(Failure) {
                return try await world.call(operation, values, body: content, with: client)
            } catch {
                throw operation.surface == .controlPlane ? ControlPlaneRefusal.explained(error, operation) : error
            }
        }
        try print(reply, in: world)
        if operation.surface == .controlPlane, operation.method != .get {
            try ControlPlaneDesk.requireDone(reply.document, operation)
        }
    }

    private func resolve() throws(Failure) -> (Operation, [String]) {
        let first = words[0]
        let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        if methods.contains(first.uppercased()), words.count >= 2 {
            let (operation, found) = try Operation.matching(first, words[1])
            return (operation, found + words.dropFirst(2))
        }
        return (try Operation.named(first), Array(words.dropFirst()))
    }

    private func body(in world: World) throws(Failure) -> JSONValue? {
        guard let bodySource else { return nil }
        let bytes =
            if bodySource == "-" {
                try ValueSource.readStandardInput(option: "--body-from -", limit: APICall.bodyLimit)
            } else {
                try ValueSource.read(bodySource, in: world, limit: APICall.bodyLimit)
            }
        do throws(JSONError) { return try JSONValue.parse(bytes) } catch {
            let reason = "The body is not JSON: \(error.reason.rawValue), at byte \(error.offset)."
            throw .usage(UsageError(reason))
        }
    }

    /// Asks before anything that destroys, and fills in what confirms it to the server.
    private func confirm(_ call: inout OperationCall, in world: World) throws(Failure) {
        let operation = call.operation
        if isForced { call.set(operation.force, to: operation.force?.value ?? "true") }
        switch try ControlPlaneGuard(call) {
        case .typed(let name):
            let consequence = operation.sideEffects.joined(separator: " ")
            try TypedConfirmation(given: confirmation).require(name, consequence, in: world)
            return call.set(operation.confirm, to: name)
        case .answered:
            return try world.confirm("\(operation.summary)? \(operation.sideEffects.joined(separator: " "))")
        case .none: break
        }
        if let confirm = operation.confirm {
            if confirm.value.hasPrefix("{") {
                guard let confirmation else {
                    throw .refused(
                        "\(operation.id) destroys for good and wants the name of what it acts on.",
                        hint: "Add --confirm NAME.")
                }
                return call.set(confirm, to: confirmation)
            }
            try world.confirm("\(operation.summary)? \(operation.sideEffects.joined(separator: " "))")
            return call.set(confirm, to: confirm.value)
        }
        if operation.method == .delete {
            try world.confirm("\(operation.summary)? \(operation.sideEffects.joined(separator: " "))")
        }
    }

    private func print(_ reply: Reply, in world: World) throws(Failure) {
        guard let document = reply.document else {
            let text = String(decoding: reply.body, as: UTF8.self)
            return try world.output.print(world.output.isTerminal ? TerminalText.safeLines(text) : text)
        }
        try world.output.reveal(document)
    }
}
