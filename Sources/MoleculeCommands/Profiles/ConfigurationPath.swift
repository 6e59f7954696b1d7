import CommandTree
import JSON

/// The command `config path`.
struct ConfigurationPath: Verb, ProfileFree {
    static let node = Node(
        "path", summary: "print the path of the configuration file",
        discussion: ["Prints the path, whether or not there is a file."],
        examples: [Example("Where the file is.", "molecule config path")],
        files: [Documented.configuration], action: { _ throws(UsageError) in ConfigurationPath() })

    func run(in world: World) async throws(Failure) {
        let path = world.configurationPath
        try world.output.print(Report(["path": .string(path)], rows: [[path]], remarks: [path], names: [path]))
    }
}
