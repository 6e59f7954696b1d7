import CommandTree
import Keyfile

/// The values of the global options.
public struct Settings: Sendable {
    /// How data is printed.
    public enum Format: String, Sendable, CaseIterable {
        case table
        case json
        case yaml
        case tsv
    }

    /// When colours are used.
    public enum Color: String, Sendable, CaseIterable {
        case auto
        case always
        case never
    }

    /// The platform's address as given, if it was given.
    public var address: String?
    /// Whether the address comes from the environment or a profile, not from the command line.
    public var isAddressAmbient: Bool
    /// What gave the address, for people.
    var addressSource: String?
    /// The control plane's address as given, if it was given.
    public var controlPlaneAddress: String?
    /// Whether that address comes from the environment or a profile.
    public var isControlPlaneAddressAmbient = false
    /// What gave that address, for people.
    var controlPlaneAddressSource: String?
    /// The organisation to name to a multi-tenant server.
    public var organization: String?
    /// What gave the organisation, for people.
    var organizationSource: String?
    /// The profile that was named.
    var profileName: String?
    /// What named it, for people.
    var profileSource: String?
    /// The profile itself, once it was read.
    var profile: Profile?
    /// The organisation's short name, for the control plane's edge.
    public var organizationSlug: String?
    /// Whether it was typed.
    var isOrganizationSlugTyped = false
    /// The file of certificate authorities to trust as well, as given.
    public var authorities: String?
    /// The file of those to trust instead of the system's, as given.
    public var onlyAuthorities: String?
    /// Whether tenants are reached at the control plane's address.
    public var isViaControlPlane = false
    /// How data is printed; `nil` means a table on a terminal and TSV elsewhere.
    public var format: Format?
    /// Whether only names are printed.
    public var isQuiet: Bool
    /// Whether every request is told on standard error.
    public var isVerbose: Bool
    /// Whether nobody may be asked anything.
    public var isUnattended: Bool
    /// Whether every question is answered with yes.
    public var isConfirmed: Bool
    /// How long one request may take.
    public var deadline: Duration
    /// Whether that was given; where it was not, an operation may have a longer one of its own.
    public var isDeadlineGiven = false
    /// When colours are used.
    public var color: Color
    /// The options that were typed and that decide which server is called, and how, as words of a command line.
    var route: [String] = []

    /// Reads the global options.
    public init(_ arguments: Arguments, environment: [String: String]) {
        address = arguments.text("api-url")
        isAddressAmbient = arguments.source(of: "api-url") != .commandLine
        addressSource = Settings.source(of: "api-url", arguments)
        controlPlaneAddress = arguments.text("cp-url")
        controlPlaneAddressSource = Settings.source(of: "cp-url", arguments)
        isControlPlaneAddressAmbient = arguments.source(of: "cp-url") != .commandLine
        organization = arguments.text("org-id")
        organizationSource = Settings.source(of: "org-id", arguments)
        profileName = arguments.text("profile")
        profileSource = Settings.source(of: "profile", arguments)
        organizationSlug = arguments.text("org-slug")
        isOrganizationSlugTyped = arguments.source(of: "org-slug") == .commandLine
        authorities = arguments.text("ca-file")
        onlyAuthorities = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        isViaControlPlane = arguments.flag("via-control-plane")
        format = arguments.text("output").flatMap(Format.init)
        isQuiet = arguments.flag("quiet")
        isVerbose = arguments.flag("verbose")
        isUnattended = arguments.flag("no-input") || !(environment["CI"] ?? "").isEmpty
        isConfirmed = arguments.flag("yes")
        deadline = arguments.duration("timeout") ?? .seconds(30)
        isDeadlineGiven = arguments.source(of: "timeout") == .commandLine
        color = arguments.text("color").flatMap(Color.init) ?? .auto
        for name in ["api-url", "cp-url", "org-id", "org-slug", "profile", "ca-file", "timeout"]
        where arguments.source(of: name) == .commandLine {
            route += ["--\(name)", arguments.text(name) ?? ""]
        }
        if isViaControlPlane { route.append("--via-control-plane") }
    }

    /// The defaults, for when there are no arguments to read.
    public init() {
        isAddressAmbient = false
        isQuiet = false
        isVerbose = false
        isUnattended = false
        isConfirmed = false
        deadline = .seconds(30)
        color = .auto
    }

    /// The global options themselves.
    static let options: [Option] = [
        .value(
            "api-url", Value("URL", .text), variable: "MOLECULE_API_URL",
            "The platform's address: scheme, host and port. Plain http is for loopback only."),
        .value(
            "cp-url", Value("URL", .text), variable: "MOLECULE_CP_URL",
            "The control plane's address: scheme, host and port."),
        .value(
            "org-id", Value("ID", .text), variable: "MOLECULE_ORG_ID",
            "The organisation to name to a multi-tenant server (X-Molecule-Org-Id)."),
        .value(
            "org-slug", Value("SLUG", .text), variable: "MOLECULE_ORG_SLUG",
            "The organisation's short name, for the control plane's edge (X-Molecule-Org-Slug)."),
        .flag(
            "via-control-plane",
            "Reach the tenant that --org-slug names at the control plane's address, whose edge passes requests on."),
        .value(
            "profile", Value("NAME", .dynamic(kind: "profiles")), variable: "MOLECULE_PROFILE",
            "The profile of the configuration to use; it gives addresses, organisation and settings that are not given otherwise."
        ),
        .value(
            "ca-file", Value("FILE", .file),
            "Certificate authorities in PEM form, trusted beside the system's; those SSL_CERT_FILE names replace these."
        ),
        .value(
            "output", short: "o",
            Value(
                "FORMAT",
                .choice([
                    .init("table", "for people"), .init("json", "one object"), .init("yaml", "the same as YAML"),
                    .init("tsv", "tab-separated, without a header"),
                ])), variable: "MOLECULE_OUTPUT",
            "How data is printed; a table on a terminal and tsv elsewhere unless given."),
        .flag("quiet", short: "q", "Print names only, and no remarks."),
        .flag("verbose", short: "v", "Tell every request on standard error, without credentials or bodies."),
        .flag("no-input", "Ask nothing; what would need an answer fails with status 3."),
        .flag("yes", "Answer every question with yes."),
        .value("timeout", Value("DURATION", .duration), default: "30s", "How long one request may take."),
        .value(
            "color",
            Value("WHEN", .choice([.init("auto", "on a terminal"), .init("always"), .init("never")])), default: "auto",
            "When to use colours; NO_COLOR turns them off."),
    ]
}
