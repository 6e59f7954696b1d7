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
            Parameters are name=value; so are members of the body that are no secret. The reply is printed as JSON, or \
            as YAML with -o yaml.
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
        try await confirm(&call, in: world)
        let client = try world.client(for: operation.surface, keys: keys)
        let (values, content) = (call.values, call.body)
        // A question leaves signals to be looked for; nobody waits 20 minutes for a fleet after Ctrl-C.
        let reply = try await world.watched(hint: operation.hintWhenLeft) { () async throws(Failure) in
            do throws(Failure) {
                return try await world.call(operation, values, body: content, with: client)
            } catch {
                APICall.tellAnswer(error, operation, in: world)
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
    private func confirm(_ call: inout OperationCall, in world: World) async throws(Failure) {
        let operation = call.operation
        if isForced { call.set(operation.force, to: operation.force?.value ?? "true") }
        let consequence = operation.sideEffects.joined(separator: " ")
        switch try CallGuard(call) {
        case .typed(let name):
            try TypedConfirmation(given: confirmation).require(name, consequence, in: world)
            call.set(operation.confirm, to: name)
        case .named(let id):
            // The name is read and compared here: a server of April takes any.
            let found = try await WorkspaceServer(keys, in: world).read(id)?.name
            let name = found.flatMap { $0.isEmpty ? nil : $0 } ?? id
            try TypedConfirmation(given: confirmation).require(name, consequence, in: world)
            call.set(operation.confirm, to: name)
        case .answered: try world.confirm("\(operation.summary)? \(consequence)")
        case .none: break
        }
    }

    /// How much of an error's document is shown.
    private static let shownLimit = 2000

    /// Tells all of what a server said, where that is more than the sentence about it.
    private static func tellAnswer(_ failure: Failure, _ operation: Operation, in world: World) {
        guard !operation.isOfPayment, operation.returnsSecrets.isEmpty, let document = failure.reply?.document,
            document.members?.contains(where: { !["error", "code"].contains($0.name) }) == true
        else { return }
        world.output.remark("The server's answer: \(TerminalText.safe(String(document.compact.prefix(shownLimit))))")
    }

    private func print(_ reply: Reply, in world: World) throws(Failure) {
        guard let document = reply.document else {
            let text = String(decoding: reply.body, as: UTF8.self)
            return try world.output.print(world.output.isTerminal ? TerminalText.safeLines(text) : text)
        }
        try world.output.reveal(document)
    }
}
