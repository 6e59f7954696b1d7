import HostSystem
import Keyfile

@testable import Rotation

/// What one rotation of the model is: its plan, and how what it works with behaves.
struct ModelSetting: Sendable {
    /// Who accepts values.
    enum Regime: CaseIterable, Sendable {
        /// The consumers themselves, each the one value it uses.
        case local
        /// An issuer, which accepts the old value beside the new one until it is retired.
        case overlapping
        /// An issuer that has one value: making the new one ends the old one.
        case rolling
    }

    /// Where new values come from.
    enum Source: String, CaseIterable, Sendable {
        case generated
        /// Somebody brings it, having made it at the issuer.
        case pasted
        /// The issuer makes it, under the name of the rotation, and tells it once.
        case minted
    }

    /// How credentials are ended at the issuer.
    enum Ending: String, CaseIterable, Sendable {
        case issuer
        /// Somebody does it, and says so.
        case manual
        /// The issuer does it by itself, some time after it made the new one.
        case expires
    }

    /// How a destination behaves.
    enum Behaviour: CaseIterable, Sendable {
        /// Does what it should and can be read.
        case confirming
        /// Does what it should and cannot be read.
        case silent
        /// Waits for somebody who does it, and cannot be read.
        case byHand
        /// Does what it should with new values, and never takes the old one back.
        case oneWay
        /// Refuses every new value.
        case refusing
        /// Takes new values, and never makes one live.
        case stuck
        /// Takes values, keeps none, and says that it holds whatever it is asked about.
        case lying
        /// Takes values, keeps none, and cannot be read.
        case dropping

        /// Whether it has the values it was given.
        var keeps: Bool { self != .lying && self != .dropping }
        /// Whether a rotation can succeed with it.
        var isWilling: Bool { self == .confirming || self == .silent || self == .byHand || self == .oneWay }
    }

    /// A destination, which has one consumer.
    struct Place: Sendable {
        var behaviour = Behaviour.confirming
        /// Whether what it holds is only staged until it is deployed.
        var deploys = false
    }

    /// A proof of liveness.
    struct Proof: Sendable {
        /// Whether the issuer is asked, which knows nothing of the consumers; otherwise every consumer is.
        var asksIssuer = false
        var isPassive = true
    }

    var regime = Regime.local
    var source = Source.generated
    var places = [Place()]
    /// Whether a command restarts the consumers.
    var activates = true
    /// Without such a command: whether somebody restarts them while they are asked; otherwise they read at every use.
    var isRestartedByHand = false
    var proofs = [Proof()]
    var ending: Ending?
    /// Whether the replaced value is at hand.
    var hasOld = true

    /// The plan.
    var plan: RotationPlan {
        RotationPlan(
            subject: "model", key: ModelSetting.key, origin: "https://a.example", variable: "A",
            source: .init(source == .generated ? RotationPlan.generated : source.rawValue),
            destinations: places.indices.map { .init("exec:\($0)", deploys: places[$0].deploys) },
            activation: activates ? "restart" : nil,
            proofs: proofs.map { .init($0.asksIssuer ? "issuer" : "consumers") },
            retirement: ending.map { .init($0.rawValue) }, overlaps: regime == .overlapping,
            settings: ending == .expires ? [Overlap.setting: "1"] : [:], directory: "/",
            patience: 5, replacing: hasOld ? "00000000" : "")
    }

    private static let key = KeyName("production").unsafelyUnwrapped
    static let id = RotationID("r-20261120T230102Z-9f3a1c").unsafelyUnwrapped
}
