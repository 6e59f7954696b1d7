import CommandTree
import HostSystem
import JSON
import ManagementAPI

/// What a run has left undone, in a private file that `--retry-failed` takes up.
///
/// Ids, names and reasons: no value.
struct FailureFile: Sendable {
    struct Item: Sendable {
        let id: String
        let name: String?
        /// Why; `nil` for one that was not begun.
        let reason: String?
    }

    /// Whose workspaces they are.
    struct Place: Sendable, Equatable {
        /// The origin that was called.
        let server: String
        /// The organisation that was named there, by its id and by its short name.
        let organization: String?
        let slug: String?

        fileprivate var sentence: String {
            let names = [organization, slug].compactMap { $0 }.joined(separator: ", ")
            return TerminalText.safe(names.isEmpty ? server : "\(server) (organisation \(names))")
        }
    }

    let verb: String
    let place: Place
    let items: [Item]

    /// Far above a hundred thousand workspaces.
    private static let limit = 64 << 20

    private var document: JSONValue {
        [
            "molecule_fleet": 1, "verb": .string(verb), "server": .string(place.server),
            "organization": .optional(place.organization), "organization_slug": .optional(place.slug),
            "written_at": .string(Timestamp.now.text),
            "items": .array(
                items.map { item in
                    ["id": .string(item.id), "name": .optional(item.name), "reason": .optional(item.reason)]
                }),
        ]
    }

    /// Writes a new file in the state directory and gives its path.
    func write(in world: World) throws(Failure) -> String {
        let path = world.fleetsPath
        let random: [UInt8]
        do { random = try SystemRandom.bytes(3) } catch { throw .system(error) }
        let suffix = random.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0\(digits)" : digits
        }
        let word = verb.prefix { $0 != " " }
        let name = "\(word)-\(Timestamp.now.compactText)-\(suffix.joined()).json"
        do {
            let directory = try SafeDirectory.open(path, missing: .create)
            try PrivateFile(in: directory, name: name).write(bytes, over: .mustNotExist)
            return directory.path(of: name)
        } catch { throw .file(error) }
    }

    /// Writes it in the place of the file a run has taken up.
    func replace(_ path: String) throws(Failure) {
        do { try PrivateFile(path: path).write(bytes) } catch { throw .file(error) }
    }

    /// Removes a file of which nothing is left to do.
    static func remove(_ path: String) throws(Failure) {
        do {
            let file = try PrivateFile(path: path)
            try file.directory.remove(file.name)
        } catch { throw .file(error) }
    }

    private var bytes: [UInt8] { Array((document.indented + "\n").utf8) }

    /// Reads a file, which must be private, and about the same thing on the same server.
    static func read(_ path: String, verb: String, place: Place) throws(Failure) -> FailureFile {
        let bytes: [UInt8]
        do { bytes = try PrivateFile(path: path).read(limit: limit) } catch { throw .file(error) }
        let document: JSONValue
        do { document = try JSONValue.parse(bytes) } catch { throw unreadable(path) }
        guard document["molecule_fleet"]?.integer == 1, let items = document["items"]?.items,
            let wasVerb = document["verb"]?.text, let wasServer = document["server"]?.text
        else { throw unreadable(path) }
        guard wasVerb == verb else {
            throw .usage(
                UsageError(
                    "What \(path) holds was left by molecule workspaces \(wasVerb).",
                    hint: "molecule workspaces \(wasVerb) --retry-failed \(path)"))
        }
        let was = Place(
            server: wasServer, organization: document["organization"]?.text,
            slug: document["organization_slug"]?.text)
        guard was == place else {
            throw .usage(
                UsageError(
                    "What \(path) holds is about workspaces of \(was.sentence), and not of \(place.sentence).",
                    hint: "Give the options that the run had which left it, such as --profile or --org-slug."))
        }
        let read = items.compactMap { item in
            item["id"]?.text.map { Item(id: $0, name: item["name"]?.text, reason: item["reason"]?.text) }
        }
        guard read.count == items.count else { throw unreadable(path) }
        return FailureFile(verb: verb, place: place, items: read)
    }

    private static func unreadable(_ path: String) -> Failure {
        .usage(UsageError("\(path) is not what a run over workspaces has left."))
    }
}
