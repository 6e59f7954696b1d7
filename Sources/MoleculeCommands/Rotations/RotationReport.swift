import JSON
import Rotation

/// Rotations and their steps as data and as rows.
enum RotationReport {
    static let columns = ["ID", "SUBJECT", "KEY", "STATE", "NEXT", "PLANNED"]

    static func document(_ id: RotationID, _ state: RotationState) -> JSONValue {
        [
            "id": .string(id.text), "subject": .string(state.plan.subject), "key": .string(state.plan.key.text),
            "origin": .string(state.plan.origin), "state": .string(word(state)),
            "next": .optional(next(state)?.word), "planned": .string(state.planned.text),
            "updated": .string(state.updated.text), "reason": .optional(state.outcomeReason),
            "kept_by": .optional(state.plan.settings[RotationSetting.keptBy]),
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
        [id.text, state.plan.subject, state.plan.key.text, word(state), next(state)?.word ?? "-", state.planned.text]
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
            plan.destinations.indices.contains(index) ? plan.destinations[index].name : "destination \(index)"
        }
        switch step {
        case .obtain:
            let making = plan.source.kind == RotationPlan.generated ? "make the new value" : "get the new value"
            return "\(plan.source.settings["summary"] ?? making) and keep it as pending"
        case .distribute(let index): return "put it into \(destination(index))"
        case .deploy(let index): return "deploy it at \(destination(index))"
        case .activate: return "make it live: \(plan.activation ?? "")"
        case .verify(let index): return "prove the new value: \(proof(index, plan))"
        case .promote:
            let outside = plan.settings[RotationSetting.keptBy].map { ", which another secret manager keeps: \($0)" }
            return "make it the current value of \(plan.key.text)\(outside ?? "")"
        case .retire: return plan.retirement?.settings["summary"] ?? "retire the old value"
        case .restore(let index): return "put the old value back into \(destination(index))"
        case .redeploy(let index): return "deploy the old value at \(destination(index))"
        case .reactivate: return "make the old value live again: \(plan.activation ?? "")"
        case .verifyRestored:
            return plan.overlaps ? "prove the old value" : "prove the old value accepted and the new one refused"
        case .retireNew: return plan.retirement?.settings["undo"] ?? "retire the new value"
        case .discard: return "drop the pending value"
        }
    }

    /// A proof of the plan in a few words.
    private static func proof(_ index: Int, _ plan: RotationPlan) -> String {
        guard plan.proofs.indices.contains(index) else { return "proof \(index)" }
        return plan.proofs[index].settings["summary"] ?? plan.proofs[index].kind
    }
}
