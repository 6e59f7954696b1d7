import CommandTree
import Glibc
import HostSystem
import Keyfile
import ManagementAPI

/// Where a secret comes from: never from the command line, where `ps` and the shell's history would have it.
struct ValueSource: Sendable {
    /// The places there are.
    enum Place: Sendable {
        case standardInput
        case file(String)
        case variable(String)
        case command(String)
        case key(KeyName)
    }

    let place: Place

    /// The options that name a place.
    static let options: [Option] = [
        .flag(
            "from-stdin", "Read the value from standard input, up to its end; one newline at the end is not part of it."
        ),
        .value("from-file", Value("PATH", .file), "Read the value from a private file (mode 0600)."),
        .value("from-env", Value("VARIABLE", .text), "Take the value from an environment variable."),
        .value(
            "from-command", Value("COMMAND", .shellCommand),
            "Take the value from what a shell command prints, such as that of a secret manager."),
    ]

    static let keyOption = Option.value(
        "from-key", Value("NAME", .dynamic(kind: "keys")),
        "Take the current value of a key entry; it is sent only to the origin the entry is bound to.")

    /// Reads the options; `nil` when none of them is given.
    ///
    /// `key` says whether `--from-key` is among them.
    init?(_ arguments: Arguments, key: Bool) throws(UsageError) {
        var places: [Place] = []
        if arguments.flag("from-stdin") { places.append(.standardInput) }
        if let path = arguments.text("from-file") { places.append(.file(path)) }
        if let name = arguments.text("from-env") { places.append(.variable(name)) }
        if let command = arguments.text("from-command") { places.append(.command(try SecretCommand.checked(command))) }
        if key, let text = arguments.text("from-key") { places.append(.key(try KeyName.parse(text))) }
        guard places.count <= 1 else {
            throw UsageError("More than one source is given for the value.", hint: "Give one of the --from options.")
        }
        guard let place = places.first else { return nil }
        self.place = place
    }

    /// What the place is called in messages.
    var description: String {
        switch place {
        case .standardInput: "The value from standard input"
        case .file(let path): "The value in \(path)"
        case .variable(let name): "The value of \(name)"
        case .command: "What the command printed"
        case .key(let name): "The value of key entry '\(name.text)'"
        }
    }

    /// Fetches the value.
    ///
    /// Key entries are fetched by the caller, which needs their origin too.
    func fetch(in world: World) throws(Failure) -> Secret {
        switch place {
        case .standardInput:
            return try ValueSource.trimmed(try ValueSource.readStandardInput(option: "--from-stdin"), description)
        case .file(let path):
            return try ValueSource.trimmed(try ValueSource.read(path, in: world), description)
        case .variable(let name):
            guard let value = world.environment[name] else {
                throw .value("is missing: no such variable is set", source: description)
            }
            ProcessHardening.wipeVariable(name)
            return try ValueSource.trimmed(Array(value.utf8), description)
        case .command(let command): return try SecretCommand.run(command, in: world)
        case .key(let name):
            return try world.entry(name).requireCurrent().secret
        }
    }

    /// Reads a private file.
    ///
    /// `/dev/fd/N` is how shells hand over a pipe: it has no mode to check.
    static func read(
        _ path: String, in world: World, limit: Int = PrivateFile.secretLimit
    ) throws(Failure) -> [UInt8] {
        do throws(FileFailure) {
            if path.hasPrefix("/dev/fd/"), let number = Int32(path.dropFirst("/dev/fd/".count)), number >= 0 {
                let copy = dup(number)
                guard copy >= 0 else { throw .notFound(path: path) }
                let pipe = Descriptor(copy)
                let status: FileStatus
                do { status = try pipe.status(path: path) } catch { throw .system(error) }
                if status.kind == .fifo { return try pipe.readAll(limit: limit, path: path) }
                throw .insecure(InsecureFile(path: path, problem: .kind(status.kind)))
            }
            return try PrivateFile(path: path).read(limit: limit)
        } catch { throw .file(error) }
    }

    /// A secret of the environment: the value of a variable, or of the private file that `VARIABLE_FILE` names.
    ///
    /// `nil` where neither is set, or the variable is empty; `source` is which of them gave it.
    static func inEnvironment(
        _ variable: String, in world: World
    ) throws(Failure) -> (secret: Secret, source: String)? {
        let file = "\(variable)_FILE"
        switch (world.environment[variable], world.environment[file]) {
        case (nil, nil), (""?, nil): return nil
        case (.some, .some):
            let reason = "Both \(variable) and \(file) are set, and only one of them can be meant."
            throw .usage(UsageError(reason, hint: "unset \(variable)"))
        case (let value?, nil): return (try trimmed(Array(value.utf8), "The value of \(variable)"), variable)
        case (nil, let path?):
            return (try trimmed(try read(path, namedBy: file, in: world), "The value in \(file)"), file)
        }
    }

    /// Reads the private file that a variable names.
    ///
    /// A value that stands there by mistake is not repeated.
    static func read(_ path: String, namedBy variable: String, in world: World) throws(Failure) -> [UInt8] {
        guard !looksLikeSecret(path) || access(world.absolute(path), F_OK) == 0 else {
            throw .usage(
                UsageError(
                    "\(variable) holds what looks like a secret, and not the path of a file.",
                    hint: "unset \(variable), and put the value into a private file"))
        }
        return try read(path, in: world)
    }

    /// Reads standard input to its end.
    ///
    /// `option` is what asked for it, for the message when a terminal is there.
    static func readStandardInput(
        option: String, limit: Int = PrivateFile.secretLimit
    ) throws(Failure) -> [UInt8] {
        guard !Terminal.isTerminal(0) else {
            throw .refused("\(option) was given, but standard input is a terminal.", hint: "Pipe it in.")
        }
        let copy = dup(0)
        guard copy >= 0 else {
            throw .value("is missing: standard input is closed", source: "The value from standard input")
        }
        do { return try Descriptor(copy).readAll(limit: limit, path: "standard input") } catch {
            // What was closed at the start is open for writing; see `ProcessHardening`.
            if case .system(let cause) = error, cause.code == EBADF {
                throw .value("is missing: standard input is closed", source: "The value from standard input")
            }
            throw .file(error)
        }
    }

    /// Removes exactly one newline at the end: what an editor or `echo` adds.
    static func trimmed(_ bytes: [UInt8], _ source: String) throws(Failure) -> Secret {
        var value = bytes[...]
        if value.last == 0x0A {
            value = value.dropLast()
            if value.last == 0x0D { value = value.dropLast() }
        }
        guard !value.isEmpty else { throw .value("is empty", source: source) }
        return Secret(Array(value))
    }
}

extension KeyName {
    /// Reads a name as typed.
    static func parse(_ text: String) throws(UsageError) -> KeyName {
        guard let name = KeyName(text) else {
            throw UsageError(
                "The name of a key entry is 1 to 64 of A-Z a-z 0-9 . _ - and does not start with a dot or a dash.")
        }
        return name
    }
}

extension Secret {
    /// Refuses a value that cannot be a credential of a kind: anything but visible ASCII, or spaces in a cookie and
    /// in secrets of services.
    func check(_ kind: KeyKind, source: String) throws(Failure) {
        let allowsSpaces = kind == .session || kind == .serviceSecret
        try reveal { bytes throws(Failure) in
            guard bytes.count <= 16 << 10 else { throw .value("is longer than 16384 bytes", source: source) }
            let bad = bytes.firstIndex { !(0x21...0x7E).contains($0) && !(allowsSpaces && $0 == 0x20) }
            guard let bad else { return }
            let defect = TokenByte.kind(of: bytes[bad])
            throw .value("cannot be a token: it has \(defect) at byte \(bad + 1)", source: source)
        }
    }
}
