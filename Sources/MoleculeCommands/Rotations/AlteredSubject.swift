import Destinations
import Keyfile
import Rotation

/// A rotation whose key entry is gone: nothing can be done any more but to give it up.
struct AlteredSubject: RotationSubject, ValueMaker {
    var maker: any ValueMaker { self }
    var destinations: [any Destination] { [] }
    var proofs: [any LivenessProof] { [] }
    var beginning: String { "molecule rotations list" }
    var statement: String { "makes nothing" }

    func make(isRepeated: Bool, old: Secret?) async throws(StepFailure) -> Secret {
        throw StepFailure(.conflict, "the key entry of the rotation is gone")
    }
}
