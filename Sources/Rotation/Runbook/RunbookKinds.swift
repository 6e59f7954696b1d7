/// A vocabulary of kinds for one place of a runbook, with the settings each kind takes.
public protocol RunbookKind: RawRepresentable<String>, CaseIterable, Sendable {
    /// What it does: one sentence without its full stop.
    var summary: String { get }
    /// The settings it takes.
    var parameters: [RunbookParameter] { get }
}

/// A setting that a kind takes.
public struct RunbookParameter: Sendable, Equatable {
    /// Its name; one that ends with `*` stands for every name that begins so.
    public let name: String
    /// What it is, without a full stop.
    public let summary: String
    /// Whether the kind can do without it.
    public let isOptional: Bool
    /// What it is when it is not given.
    public let defaultValue: String?
    /// What it must look like.
    public let form: RunbookTextForm

    init(
        _ name: String, _ form: RunbookTextForm, optional: Bool = false, default defaultValue: String? = nil,
        _ summary: String
    ) {
        self.name = name
        self.summary = summary
        self.isOptional = optional || defaultValue != nil
        self.defaultValue = defaultValue
        self.form = form
    }

    /// Whether a setting of this name is meant.
    func matches(_ name: String) -> Bool {
        guard self.name.hasSuffix("*") else { return self.name == name }
        let prefix = self.name.dropLast()
        return name.hasPrefix(prefix) && RunbookTextForm.headerName.fits(String(name.dropFirst(prefix.count)))
    }
}

/// The kinds of `source`: how a new value comes.
public enum RunbookSourceKind: String, RunbookKind {
    case generated
    case command
    case pasted
    case flyToken = "fly-token"

    /// What it does: one sentence without its full stop.
    public var summary: String {
        switch self {
        case .generated: "makes random bytes here"
        case .command: "runs a command whose standard output is the value"
        case .pasted: "asks a person to create the value at its issuer and to paste it"
        case .flyToken: "creates a deploy token of one app with flyctl"
        }
    }

    /// The settings it takes.
    public var parameters: [RunbookParameter] {
        switch self {
        case .generated:
            [
                .init("format", .choice(["base64", "base64url", "hex"]), "How the bytes are written"),
                .init("bytes", .integer(32...1024), "How many random bytes"),
            ]
        case .command:
            [
                .init("command", .command, "The shell command"),
                .init("summary", .text, "What it does, for the plan; without a full stop"),
            ]
        case .pasted: [.init("instruction", .text, "What the person does, up to and including the copying")]
        case .flyToken:
            [
                .init("app", .text, "The app the token is for"),
                .init(
                    "expiry", .text, optional: true, "How long it lives, such as 8760h; the issuer's default otherwise"),
            ]
        }
    }
}

/// The kinds of `proofs`: how it is known that a value is live.
public enum RunbookProofKind: String, RunbookKind {
    case bearer
    case webhook
    case destinations
    case health
    case githubWorkflow = "github-workflow"
    case fleet
    case provision
    case command
    case manual

    /// What it does: one sentence without its full stop.
    public var summary: String {
        switch self {
        case .bearer: "GET with the new value is accepted; with none, and with a random one of its shape, refused"
        case .webhook: "an event signed with the new value is accepted; with a random one, or unsigned, refused"
        case .destinations: "every destination that can tell holds the value, deployed"
        case .health: "GET without a credential answers 2xx, which proves only that the service is up"
        case .githubWorkflow: "starts a run of a workflow and waits for its success"
        case .fleet: "every workspace that had to restart is online again"
        case .provision: "creates a disposable organisation and deletes it again"
        case .command: "a command that gets the value on standard input ends with status 0"
        case .manual: "a person looks, and says that it is so"
        }
    }

    /// Whether asking changes something outside.
    public var acts: Bool {
        switch self {
        case .githubWorkflow, .provision: true
        case .bearer, .webhook, .destinations, .health, .fleet, .command, .manual: false
        }
    }

    /// The settings it takes.
    public var parameters: [RunbookParameter] {
        switch self {
        case .bearer:
            [
                .init("url", .url, "The address to read; it begins with the origin, as it is written there"),
                .init("header", .headerName, default: "Authorization", "The header that carries the value"),
                .init(
                    "scheme", .scheme, default: "Bearer",
                    "What stands before the value; empty where nothing does"),
                .init("accepted", .statuses, default: "200", "The statuses that say the value is accepted"),
                .init("refused", .statuses, default: "401,403", "The statuses that say a value is refused"),
                .init(
                    "extra_header_*", .text, optional: true,
                    "One more header, named by what follows; never a credential"),
            ]
        case .webhook: [.init("url", .url, "The address that takes the events")]
        case .health: [.init("url", .url, "The address to read")]
        case .githubWorkflow:
            [
                .init("repository", .text, "The repository, as OWNER/REPO"),
                .init("workflow", .text, "The file name of the workflow"),
            ]
        case .fleet: [.init("key", .text, "The name of the secret whose workspaces are looked at")]
        case .provision:
            [.init("prefixes", .text, "What names of disposable organisations begin with, separated by commas")]
        case .command: [.init("command", .command, "The shell command")]
        case .manual: [.init("instruction", .text, "What the person looks at, and what must be there")]
        case .destinations: []
        }
    }
}

/// The kinds of `retirement`: what becomes of the old value.
public enum RunbookRetirementKind: String, RunbookKind {
    case flyToken = "fly-token"
    case manual
    case expires
    case command

    /// What it does: one sentence without its full stop.
    public var summary: String {
        switch self {
        case .flyToken: "revokes the old deploy token with flyctl, and lists again to see that it is gone"
        case .manual: "a person revokes the old value, and says that it is done"
        case .expires: "the issuer ends the old value when the hours of the overlap are over"
        case .command: "a command that gets the old value on standard input revokes it"
        }
    }

    /// The settings it takes.
    public var parameters: [RunbookParameter] {
        switch self {
        case .flyToken: [.init("app", .text, "The app the token is for")]
        case .manual:
            [
                .init("instruction", .text, "What the person does"),
                .init(
                    "guard", .choice(["fleet"]), optional: true,
                    "What must be so before: fleet, that no paused workspace may still hold the old value"),
            ]
        case .expires: []
        case .command: [.init("command", .command, "The shell command")]
        }
    }
}

/// The forms a value may have, beside its prefixes and its length.
public enum RunbookValueForm: String, CaseIterable, Sendable {
    case token
    case words
    case hex
    case uri
    case mailbox

    /// What it is, without a full stop.
    public var summary: String {
        switch self {
        case .token: "visible ASCII without spaces"
        case .words: "visible ASCII and spaces"
        case .hex: "hexadecimal digits"
        case .uri: "a URI with a scheme"
        case .mailbox: "a mailbox as in RFC 5322, such as Name <box@example.com>"
        }
    }
}
