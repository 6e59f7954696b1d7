import CommandTree
import Destinations
import Keyfile
import Rotation

/// Where the value of a new key goes, in order.
struct OrgKeyDestinations: Sendable {
    let names: [DestinationName]
    let passed: [String]

    static func option(required: Bool) -> Option {
        .value(
            "to", Value.destination, repeats: true, required: required,
            "Where the value goes, as \(KeyKind.orgToken.variable); may be repeated, and the order counts.")
    }

    init(_ arguments: Arguments) throws(UsageError) {
        names = arguments.texts("to").compactMap { DestinationName($0) }
        guard names.count == arguments.texts("to").count else {
            throw UsageError(DestinationName.spellings)
        }
        passed = arguments.texts("pass-env")
    }

    private func programs(in world: World) -> ExternalProgram.Setting {
        world.programs(in: world.workingDirectory, passing: passed)
    }

    /// The destinations themselves.
    func all(in world: World) -> [any Destination] {
        let context = world.destinationContext(variable: KeyKind.orgToken.variable, programs: programs(in: world))
        return names.compactMap { DestinationName($0.absolute(in: world.workingDirectory)) }.map {
            $0.destination(in: context)
        }
    }

    /// Finds out whether every one can be used.
    ///
    /// Changes nothing.
    func inspect(in world: World) async throws(Failure) {
        for destination in all(in: world) {
            do { _ = try await destination.inspect() } catch { throw .destination(destination.name, error) }
        }
    }
}

extension Value {
    /// A destination as typed.
    static let destination = Value(
        "DESTINATION",
        .prefixed(
            DestinationKind.allCases.map {
                Prefix($0.rawValue, rest: $0.rest, isPath: $0 == .environmentFile, $0.summary)
            }))
}

extension Destination {
    /// Puts a value there, unless it is there already, reads it back where that can be done, and makes it live.
    ///
    /// `mayBeThere` says that an earlier attempt may have put it there.
    func place(_ value: Secret, mayBeThere: Bool) async throws(StepFailure) {
        if try await holds(value) != true {
            try await put(value, mayBeThere: mayBeThere)
            if try await holds(value) == false {
                throw StepFailure(.refused, "it took the value but does not hold it afterwards")
            }
        }
        guard let deployment, try await deployment.isDeployed(value) != true else { return }
        try await deployment.deploy(value)
        if try await deployment.isDeployed(value) == false {
            throw StepFailure(.refused, "it was deployed without the value")
        }
    }
}
