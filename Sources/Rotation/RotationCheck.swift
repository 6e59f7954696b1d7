import Keyfile

/// What the world says of a step now, whatever the journal says of it.
public struct StepFinding: Sendable {
    /// The step.
    public let step: RotationStep
    /// Whether what the step is for is so; `nil` where that cannot be asked without changing something.
    public let isSo: Bool?
    /// Why it could not be asked.
    public let obstacle: String?

    /// A finding.
    public init(step: RotationStep, isSo: Bool?, obstacle: String?) {
        self.step = step
        self.isSo = isSo
        self.obstacle = obstacle
    }
}

extension RotationEngine {
    /// Asks the world about every step that can be asked about.
    ///
    /// Changes nothing, and writes nothing to the journal.
    public func check() async -> [StepFinding] {
        var findings: [StepFinding] = []
        for step in journal.state.steps {
            do throws(StepFailure) {
                findings.append(StepFinding(step: step, isSo: try await isSo(step), obstacle: nil))
            } catch {
                findings.append(StepFinding(step: step, isSo: nil, obstacle: error.reason))
            }
        }
        return findings
    }

    private func isSo(_ step: RotationStep) async throws(StepFailure) -> Bool? {
        let values = try values()
        switch step {
        case .obtain: return values.new != nil
        case .distribute(let index): return try await holds(values.new, index)
        case .restore(let index): return try await holds(values.old, index)
        case .deploy(let index): return try await isDeployed(values.new, index)
        case .redeploy(let index): return try await isDeployed(values.old, index)
        // What an issuer accepts need not have been made live anywhere.
        case .activate: return provesUse ? try await isProven(values.new, retired: values.old, nil) : nil
        case .verify(let index): return try await isProven(values.new, retired: values.old, index)
        case .reactivate: return provesUse ? try await isProven(values.old, retired: values.new, nil) : nil
        case .verifyRestored: return try await isProven(values.old, retired: values.new, nil)
        case .promote: return values.isPromoted ? try tools.vault.isHandedOver(journal.id) : false
        case .retire: return try await tools.retirement?.isOldRetired(values.old)
        case .retireNew: return nil
        case .discard: return values.new == nil
        }
    }

    private func holds(_ value: Secret?, _ index: Int) async throws(StepFailure) -> Bool? {
        guard let value else { return false }
        return try await tools.destinations[index].holds(value)
    }

    private func isDeployed(_ value: Secret?, _ index: Int) async throws(StepFailure) -> Bool? {
        guard let value else { return false }
        return try await tools.destinations[index].deployment?.isDeployed(value)
    }

    /// By one proof, or by all that only ask.
    private func isProven(_ value: Secret?, retired: Secret?, _ index: Int?) async throws(StepFailure) -> Bool? {
        guard let value else { return false }
        let proofs = (index.map { [tools.proofs[$0]] } ?? tools.proofs).filter(\.isPassive)
        guard !proofs.isEmpty else { return nil }
        let isOverlapping = journal.state.plan.overlaps
        for proof in proofs {
            do throws(StepFailure) {
                _ = try await proof.prove(value, retired: isOverlapping ? nil : retired, patience: .zero)
            } catch {
                if case .unproven = error.kind { return false }
                throw error
            }
        }
        return true
    }
}
