import Destinations
import HostSystem
import Keyfile
import ManagementAPI

/// What is known about a revoked key's value.
enum OrgKeyRefusal: Sendable {
    /// Its value is not at hand, so nothing is claimed.
    case notHeld
    /// It was tried, and the server refused it.
    case proven
    /// It was tried, and that it is refused is not certain: the end of a sentence.
    case unproven(String)
}

extension OrgKeyDesk {
    private var verifier: AdminTokenVerifier {
        AdminTokenVerifier(
            transport: world.transport(), origin: client.server, organization: organization,
            deadline: world.settings.deadline)
    }

    /// Proves in several rounds that a value is accepted while nothing and a random one are refused.
    var proof: AdminTokenProof {
        AdminTokenProof(verifier, isInterrupted: world.isInterrupted) { [output = world.output] round in
            output.progress(VerificationReport.progress(round))
        }
    }

    /// Finds out whether the server keeps strangers out: where it does not, no key is ever proven.
    ///
    /// Changes nothing.
    func requireClosed() async throws(Failure) {
        let verification = await verifier.probeDoor()
        guard verification.probes.allSatisfy(\.isAsRequired) else {
            throw .verdict(verification.verdict, origin: client.server)
        }
    }

    /// Tries the value of a revoked key, where it is at hand, and tells whether it is refused.
    func refusal(of key: OrgKey) async -> OrgKeyRefusal {
        guard let secret = heldValue(of: key) else { return .notHeld }
        return await refusal(of: secret)
    }

    /// Tries a revoked value, and tells whether it is refused.
    func refusal(of secret: Secret) async -> OrgKeyRefusal {
        let verdict: AdminTokenVerdict
        do { verdict = try await verifier.verify(secret).verdict } catch {
            return .unproven("its value cannot be sent")
        }
        switch verdict {
        case .tokenRefused: return .proven
        case .protected: return .unproven("it is still accepted")
        default: return .unproven(verdict.sentence)
        }
    }

    /// The value of a key, if it is at hand: in use for the call, or in a key entry bound to this server.
    func heldValue(of key: OrgKey) -> Secret? { heldValue(ofPrefix: key.prefix) }

    /// The value that the server lists under a prefix, if it is at hand.
    func heldValue(ofPrefix prefix: String) -> Secret? {
        func isValue(_ secret: Secret) -> Bool { !prefix.isEmpty && prefix == OrgKey.prefix(of: secret) }
        if let inUse, isValue(inUse.secret) { return inUse.secret }
        // An entry that cannot be read holds nothing that could be tried; `keys check` tells about it.
        let entries = ((try? world.keyStore.names()) ?? []).compactMap { try? world.keyStore.load($0) }
        for entry in entries where entry.kind == .orgToken && entry.origin == client.server {
            for version in [entry.current, entry.pending, entry.previous] {
                if let secret = version?.secret, isValue(secret) { return secret }
            }
        }
        return nil
    }

    /// Ends the command where it can be gone on with, when a signal asked for it.
    func stopIfInterrupted() throws(Failure) {
        guard world.isInterrupted() else { return }
        throw .signalled(SignalWatch.received ?? 2, hint: "Type the same again to go on.")
    }
}
