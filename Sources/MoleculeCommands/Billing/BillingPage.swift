import CommandTree
import HostSystem
import JSON
import Keyfile
import ManagementAPI

/// A page of the payment service, for one organisation: its address is printed, and opened only when that is wanted.
struct BillingPage: Sendable {
    let slug: String
    let isOpened: Bool
    let keys: [KeyName]

    static let options: [Option] = [
        .flag("open", "Open the page in a browser as well."), CredentialFinder.keyOption,
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        slug = try OrgSlug.operand(arguments)
        isOpened = arguments.flag("open")
        keys = try CredentialFinder.names(arguments)
    }

    /// Asks for a page and prints its address.
    ///
    /// `returns` are the members that say where the payment service sends the browser afterwards.
    func show(
        _ operation: Operation, _ more: [(String, JSONValue)], _ returns: [String: String], in world: World
    ) async throws(Failure) {
        let desk = try ControlPlaneDesk(keys, in: world)
        let site = ControlPlaneSite(controlPlane: desk.client.server)
        let links = returns.sorted { $0.key < $1.key }.map { name, word in
            (name, JSONValue.string(site.page("orgs?checkout=\(word)")))
        }
        let members = [("org_slug", JSONValue.string(slug))] + more + links
        let body = JSONValue.object(members.map { .init($0.0, $0.1) })
        let document = try await desk.object(operation, body: body)
        guard let url = document["url"]?.text, BillingPage.isPage(url) else {
            throw .explained("The control plane's answer has no page to open.", hint: nil, .failure)
        }
        try world.output.print(Report(document, columns: ["PAGE"], rows: [[url]], names: [url]))
        if isOpened { try await open(url, in: world) }
    }

    /// Whether a text is an address that may be handed to a browser: https, and visible ASCII throughout.
    private static func isPage(_ text: String) -> Bool {
        text.hasPrefix("https://") && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    /// Starts the program, which goes on without us, looks for two seconds whether it fails, and gives its status.
    private static let script = """
        "$0" "$1" </dev/null >/dev/null 2>&1 &
        for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            sleep 0.1
            kill -0 $! 2>/dev/null || { wait $!; exit; }
        done
        """

    private func open(_ url: String, in world: World) async throws(Failure) {
        let path = world.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        // As others read it, BROWSER may name several, tried in turn.
        let chosen = (world.environment["BROWSER"] ?? "").split(separator: ":").map(String.init)
        let programs = chosen + ["xdg-open", "open"]
        guard let program = programs.lazy.compactMap({ ChildProcess.locate($0, path: path) }).first else {
            throw .program("there is no program to open a page with; the address is above")
        }
        let display = ["DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "BROWSER"]
        let child = ChildProcess(
            "/bin/sh", ["-c", BillingPage.script, program, url], environment: world.childEnvironment(passing: display),
            deadline: .seconds(30))
        let ending: ChildProcess.Ending
        do { ending = try await child.run() } catch { throw .system(error) }
        guard ending == .exited(0) else {
            throw .explained("The page could not be opened; its address is above.", hint: nil, .unavailable)
        }
    }
}
