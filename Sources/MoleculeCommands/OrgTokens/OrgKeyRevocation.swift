import JSON
import Keyfile

/// Revokes several keys one after the other and tells about each: one that fails does not stop the rest.
struct OrgKeyRevocation {
    /// What a key is revoked by.
    enum Target: Sendable {
        case live(OrgKey)
        /// An id that the list does not show: a key that is revoked already, or one beyond the list's end.
        case unlisted(id: String)
        /// Nothing that could be revoked.
        case unknown(operand: String)
    }

    /// How one went.
    private struct Outcome {
        let target: Target
        /// Whether the server had it live; `nil` when it is not known to be revoked.
        let wasLive: Bool?
        let refusal: OrgKeyRefusal
        let failure: Failure?
    }

    let desk: OrgKeyDesk

    /// Revokes the keys, the one that calls are made with last, and prints one result a line.
    func run(_ targets: [Target]) async throws(Failure) {
        var outcomes: [Outcome] = []
        for target in targets.filter({ !isInUse($0) }) + targets.filter(isInUse) {
            outcomes.append(await revoke(target))
        }
        try desk.world.output.print(
            .list(
                outcomes.map(document), columns: ["ID", "PREFIX", "NAME", "RESULT"], rows: outcomes.map(row),
                names: outcomes.filter { $0.wasLive != nil }.compactMap { id($0.target) }, remarks: remarks(outcomes)))
        try end(outcomes)
    }

    private func isInUse(_ target: Target) -> Bool {
        if case .live(let key) = target { desk.isInUse(key) } else { false }
    }

    private func revoke(_ target: Target) async -> Outcome {
        do throws(Failure) {
            switch target {
            case .unknown(let operand): throw .orgKeys(.unknown(operand: operand))
            case .unlisted(let id):
                return Outcome(target: target, wasLive: try await desk.revoke(id), refusal: .notHeld, failure: nil)
            case .live(let key):
                let wasLive = try await desk.revoke(key.id)
                let refusal = await desk.refusal(of: key)
                var failure: Failure?
                if case .unproven(let reason) = refusal {
                    failure = .orgKeys(.stillAccepted(label: key.label, reason: reason))
                }
                return Outcome(target: target, wasLive: wasLive, refusal: refusal, failure: failure)
            }
        } catch {
            return Outcome(target: target, wasLive: nil, refusal: .notHeld, failure: error)
        }
    }

    /// One failure alone is the failure of the command; among several keys it is a part of it.
    private func end(_ outcomes: [Outcome]) throws(Failure) {
        let failures = outcomes.compactMap(\.failure)
        guard let first = failures.first else { return }
        if outcomes.count == 1 { throw first }
        for failure in failures { desk.world.output.warn(failure) }
        throw .partial(
            "\(failures.count) of \(outcomes.count) org keys are not revoked, or not proven refused.",
            hint: "molecule org tokens list")
    }

    private func remarks(_ outcomes: [Outcome]) -> [String] {
        let unknown = outcomes.compactMap { outcome -> String? in
            guard case .unlisted(let id) = outcome.target, outcome.wasLive == false else { return nil }
            return
                "\(desk.client.server.text) knows no live key \(id): it was revoked before, or never was one of its keys."
        }
        guard outcomes.contains(where: { isInUse($0.target) && $0.wasLive != nil }), let inUse = desk.inUse else {
            return unknown
        }
        return unknown + ["The \(inUse.source) held one of them and opens nothing any more."]
    }

    private func result(_ outcome: Outcome) -> String {
        switch (outcome.wasLive, outcome.refusal) {
        case (nil, _): "failed"
        case (true?, .notHeld): "revoked"
        case (true?, .proven): "revoked, and proven refused"
        case (false?, .notHeld): "already revoked"
        case (false?, .proven): "already revoked, and proven refused"
        case (_?, .unproven): "revoked, not proven refused"
        }
    }

    private func id(_ target: Target) -> String? {
        switch target {
        case .live(let key): key.id
        case .unlisted(let id): id
        case .unknown: nil
        }
    }

    private func row(_ outcome: Outcome) -> [String] {
        switch outcome.target {
        case .live(let key): [key.id, key.prefix, key.name.isEmpty ? "-" : key.name, result(outcome)]
        case .unlisted(let id): [id, "-", "-", result(outcome)]
        case .unknown(let operand): ["-", "-", operand, result(outcome)]
        }
    }

    private func document(_ outcome: Outcome) -> JSONValue {
        var prefix: String?
        var name: String?
        switch outcome.target {
        case .live(let key): (prefix, name) = (key.prefix, key.name)
        case .unlisted: break
        case .unknown(let operand): name = operand
        }
        let isProven: JSONValue =
            switch outcome.refusal {
            case .notHeld: .null
            case .proven: true
            case .unproven: false
            }
        let word = outcome.wasLive.map { $0 ? "revoked" : "already-revoked" } ?? "failed"
        return [
            "id": .optional(id(outcome.target)), "prefix": .optional(prefix), "name": .optional(name),
            "result": .string(word), "proven_refused": isProven, "reason": .optional(outcome.failure?.message),
        ]
    }
}
