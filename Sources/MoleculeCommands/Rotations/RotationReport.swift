import JSON
import Rotation

/// Rotations and their steps as data and as rows.
enum RotationReport {
    static let columns = ["ID", "KEY", "STATE", "NEXT", "PLANNED"]

    static func document(_ id: RotationID, _ state: RotationState) -> JSONValue {
        [
            "id": .string(id.text), "key": .string(state.plan.key.text), "state": .string(word(state)),
            "next": .optional(next(state)?.word), "planned": .string(state.planned.text),
            "updated": .string(state.updated.text),
            "steps": .array(
                state.steps.map { step in
                    [
                        "step": .string(step.word), "state": .string(state.progress(of: step).rawValue),
                        "what": .string(describe(step, state.plan)), "reason": .optional(state.reasons[step]),
                    ]
                }),
        ]
    }

    static func row(_ id: RotationID, _ state: RotationState) -> [String] {
        [id.text, state.plan.key.text, word(state), next(state)?.word ?? "-", state.planned.text]
    }

    /// `completed`, `rolled-back`, `rolling-back` or `unfinished`.
    static func word(_ state: RotationState) -> String {
        state.outcome?.rawValue ?? (state.isRollingBack ? "rolling-back" : "unfinished")
    }

    private static func next(_ state: RotationState) -> RotationStep? {
        state.outcome == nil ? state.steps.first { state.progress(of: $0) != .done } : nil
    }

    /// What a step is, in words.
    static func describe(_ step: RotationStep, _ plan: RotationPlan) -> String {
        func destination(_ index: Int) -> String {
            plan.destinations.indices.contains(index) ? plan.destinations[index] : "destination \(index)"
        }
        switch step {
        case .generate: return "make the new value and keep it as pending"
        case .distribute(let index): return "put it into \(destination(index))"
        case .activate: return "make it live: \(plan.activation ?? "")"
        case .verify: return "prove the new value accepted; the old one, a random one and none refused"
        case .promote: return "make it the current value of \(plan.key.text)"
        case .restore(let index): return "put the old value back into \(destination(index))"
        case .reactivate: return "make the old value live again: \(plan.activation ?? "")"
        case .verifyRestored: return "prove the old value accepted and the new one refused"
        case .discard: return "drop the pending value"
        }
    }
}
