import CommandTree
import Destinations
import HostSystem
import Keyfile
import Rotation

/// Shell commands of a secret manager that keeps a value: one that prints it, and one that takes a new one.
enum SecretCommand {
    /// How long a secret manager may take, with somebody who touches a key meanwhile.
    private static let deadline = Duration.seconds(60)

    /// What secret managers find their servers, their stores and their sessions by.
    ///
    /// Besides these a command has the clean environment of every child, and none of our credentials.
    private static let prefixes = [
        "VAULT_", "BAO_", "OP_", "AWS_", "PASSWORD_STORE_", "GNUPG", "GPG_", "BW_", "DOPPLER_", "INFISICAL_",
        "GOOGLE_", "CLOUDSDK_", "AZURE_", "SOPS_", "SSH_AUTH_SOCK", "DBUS_SESSION_BUS_ADDRESS",
    ]

    /// A command as typed, in which no secret may stand.
    static func checked(_ command: String) throws(UsageError) -> String {
        guard !holdsSecret(command) else {
            throw UsageError(
                "The command holds what looks like a secret, which everybody on the machine could read.",
                hint: "Let the secret manager find its own credentials, as by a variable or a file.")
        }
        return command
    }

    /// Runs the command and takes what it prints; one newline at the end is not part of the value.
    static func run(_ command: String, in world: World) throws(Failure) -> Secret {
        let output: [UInt8]
        do { output = try runner(in: world).captureHere(command, limit: PrivateFile.secretLimit) } catch {
            throw .explained(
                "No value came from the command: \(error.reason).", hint: "Try it alone, as your shell runs it.",
                error.status)
        }
        return try ValueSource.trimmed(output, "What the command printed")
    }

    /// The same for a key entry, whose kind the value must be of.
    static func run(_ command: String, of entry: KeyEntry, in world: World) throws(Failure) -> Secret {
        let value = try run(command, in: world)
        try value.check(entry.kind, source: "What the command of key entry '\(entry.name.text)' printed")
        return value
    }

    /// What runs such commands: in our directory, with a clean environment and what secret managers need.
    ///
    /// While one is handed a value of the entry `key`, no rotation of that goes on.
    static func runner(of key: KeyName? = nil, in world: World) -> CommandRunner {
        var environment = world.childEnvironment(passing: [])
        for (name, value) in world.environment where prefixes.contains(where: name.hasPrefix) {
            environment[name] = value
        }
        var setting = ExternalProgram.Setting(
            directory: world.workingDirectory, environment: environment, deadline: deadline)
        setting.handover = key.map(world.handover)
        return CommandRunner(setting)
    }
}
