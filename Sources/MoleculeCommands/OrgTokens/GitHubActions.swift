import CommandTree
import Destinations
import HostSystem
import Keyfile

/// What a step of GitHub Actions has around it.
struct GitHubActions: Sendable {
    /// The name of the step output that gets the value, if one does.
    let outputName: String?

    static let option = Option.value(
        "github-output", Value("NAME", .text),
        "Append the key to the file in GITHUB_OUTPUT, as the step output of this name.")

    static let variables = [
        DocumentedVariable(
            "GITHUB_ACTIONS", "When true, the key is masked in the log before anything else is printed."),
        DocumentedVariable("GITHUB_OUTPUT", "The file of step outputs, which --github-output appends to."),
    ]

    init(_ arguments: Arguments) throws(UsageError) {
        outputName = arguments.text("github-output")
        guard let outputName else { return }
        guard StepOutputFile.isName(outputName) else {
            throw UsageError(
                "The name of a step output has letters, digits, _ and -, and starts with a letter or _.",
                hint: "Write it like org_key.")
        }
    }

    /// Masks a value in the log of the job, before anything can print it.
    ///
    /// GitHub reads the line from either stream. It goes where the value itself may follow, so that it cannot come too
    /// late; only a document on standard output must stay one document.
    /// With `besideData` standard output is somebody else's.
    static func mask(_ secret: Secret, in world: World, besideData: Bool = false) throws(Failure) {
        guard world.environment["GITHUB_ACTIONS"] == "true" else { return }
        // The runner remembers what it was told once.
        let digest = secret.reveal { TextEncoding.hexadecimal(SHA256.digest($0)) }
        guard world.notices.isFirst("mask \(String(decoding: digest, as: UTF8.self))") else { return }
        try world.output.mask(secret, besideData: besideData)
    }

    /// Finds out whether the file of step outputs can be appended to.
    ///
    /// Changes nothing.
    func inspect(in world: World) throws(Failure) {
        guard outputName != nil else { return }
        let file = try outputs(in: world)
        do { try file.inspect() } catch { throw .orgKeys(.outputFile(reason: error.reason)) }
    }

    /// Appends the value as a step output.
    func append(_ secret: Secret, in world: World) throws(Failure) {
        guard let outputName else { return }
        let file = try outputs(in: world)
        do { try file.append(outputName, secret) } catch { throw .orgKeys(.outputFile(reason: error.reason)) }
    }

    private func outputs(in world: World) throws(Failure) -> StepOutputFile {
        guard let file = world.stepOutputs else { throw .orgKeys(.outputFile(reason: "GITHUB_OUTPUT is not set")) }
        return file
    }
}
