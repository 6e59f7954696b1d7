import Destinations
import HostSystem
import JSON
import Keyfile
import Rotation

/// What one kind of rotation works with, made from its plan: by whoever began it, and by whoever goes on with it.
protocol RotationSubject: Sendable {
    /// Gives the new value.
    var maker: any ValueMaker { get }
    /// The destinations, in the order of the plan.
    var destinations: [any Destination] { get }
    /// How it is known that a value is live, in the order of the plan.
    var proofs: [any LivenessProof] { get }
    /// How a credential is ended at its issuer.
    var retirement: (any Retirement)? { get }
    /// What the key entry is to be, where it need not be there yet.
    var absent: KeyStoreVault.AbsentEntry? { get }
    /// What else is told of it under `-o json` when it has ended.
    var details: [JSONValue.Member] { get }
    /// What may be left at an issuer when a rotation is given up before its new value arrived: a sentence.
    var leftover: String? { get }

    /// What is told when it is completed; `old` is the value that was replaced, where it is at hand.
    func reminders(of old: Secret?) -> [String]
    /// Why a destination can take no value that this rotation may bring, as the end of a sentence about the value; `nil`
    /// where it may take one.
    ///
    /// Asked before anything is made.
    func defect(at destination: any Destination) -> String?
}

extension RotationSubject {
    var retirement: (any Retirement)? { nil }
    var absent: KeyStoreVault.AbsentEntry? { nil }
    var details: [JSONValue.Member] { [] }
    var leftover: String? { nil }

    func reminders(of old: Secret?) -> [String] { [] }
    func defect(at destination: any Destination) -> String? { nil }
}

/// What the makers of subjects need.
struct RotationSetting: Sendable {
    let world: World
    let plan: RotationPlan
    /// The rotation, once it has a name.
    let id: RotationID?
    /// The key entry, if it is there.
    let entry: KeyEntry?
    let input: RotationInput

    /// How long a command of the plan may run: deployments take minutes.
    static let commandDeadline = Duration.seconds(900)

    /// Runs commands of the plan that put no value anywhere.
    var runner: CommandRunner { CommandRunner(programs) }

    /// Where commands and programs of the plan run.
    var programs: ExternalProgram.Setting { world.programs(in: plan.directory, passing: plan.passedVariables) }

    /// Something that a person does in a step; `isAsked` says whether asking on a terminal makes sense.
    func hand(_ step: RotationStep, isAsked: Bool = true) -> HandStep {
        let world = world
        let hint = "molecule rotations resume \(id?.text ?? "ID")"
        return HandStep(
            isDone: input.done == step, hint: isAsked ? "\(hint) --done \(step.word)" : hint
        ) { instruction throws(StepFailure) in
            guard isAsked, !world.settings.isUnattended else { return nil }
            world.output.endProgress()
            world.output.remark("By hand: \(instruction)")
            do {
                let answer = String(decoding: try world.ask("Is that done? [y/N] ", true), as: UTF8.self)
                return ["y", "yes"].contains(answer.lowercased())
            } catch {
                if SignalWatch.received == nil { return nil }
                throw StepFailure(.interrupted, "a signal asked to stop while somebody was asked")
            }
        }
    }

    /// The setting of a plan that names the key entries which open the platform, with commas between them.
    static let platformKeys = "platform_keys"

    /// The setting of a plan that names the command which hands the current value to the secret manager that keeps it.
    static let keptBy = "kept_by"

    var platformKeys: [KeyName] {
        (plan.settings[RotationSetting.platformKeys] ?? "").split(separator: ",").compactMap { KeyName(String($0)) }
    }

    /// The destinations of the plan.
    func destinations() throws(Failure) -> [any Destination] {
        let names = plan.destinations.compactMap { DestinationName($0.name) }
        // None may be left out, or the numbers would be wrong.
        guard names.count == plan.destinations.count else {
            throw .plan("has a destination that this version does not know")
        }
        var programs = programs
        programs.handover = world.handover(plan.key)
        let context = world.destinationContext(variable: plan.variable, programs: programs, keys: platformKeys)
        return names.map { $0.destination(in: context) }
    }

    /// The subject of the plan.
    func subject() throws(Failure) -> any RotationSubject {
        switch plan.subject {
        case AdminTokenSubject.name: try AdminTokenSubject(self)
        case RunbookSubject.name: try RunbookSubject(self)
        case OrgKeySubject.name: try OrgKeySubject(self)
        case MoltnetSubject.name: try MoltnetSubject(self)
        default: throw .plan("rotates what this version does not know")
        }
    }
}

extension Failure {
    /// A plan that this version cannot work with; the end of a sentence about it.
    static func plan(_ reason: String) -> Failure {
        .conflict("The plan \(reason).", hint: "Use the version of molecule that made it.")
    }
}
