import Destinations
import Keyfile
import ManagementAPI
import Moltnet
import Rotation

/// The server file of a partner on this machine, whose server is asked whether its pairings reach ours.
struct MoltnetPartnerFile: Sendable {
    let path: String
    let transport: any Transport
    let deadline: Duration
    /// The server whose token is rotated and its file: nothing of the partner's is shown to it.
    let own: Origin
    let config: String

    /// Whether every pairing that has this value reaches its other end.
    func reaches(with value: Secret) async -> ProofRound {
        // Why it cannot be read is told by whoever changes it.
        guard let text = try? MoltnetSite.document(path) else { return .unclear("\(path) cannot be read") }
        let server = MoltnetServerDocument(text)
        let pairings = server.pairings.filter { $0.value?.matches(value) == true }.compactMap(\.id)
        guard !pairings.isEmpty else { return .unclear("\(path) has no pairing with the value") }
        // An address that is none is as good as no address: nobody can be asked.
        guard let reader = MoltnetAttachmentProof.operatorToken(in: path),
            let origin = try? MoltnetSite.listening(server, path)
        else { return .unclear("nothing in \(path) tells how its server is asked") }
        guard !isOwn(origin) else { return .unclear("\(path) has the address of the server whose token is rotated") }
        let probe = MoltnetProbe(transport: transport, origin: origin, deadline: deadline, networkID: server.networkID)
        guard await probe.askCarefully(reader) == .accepted else {
            return .unclear("the server of \(path) does not answer at \(origin.text)")
        }
        for pairing in pairings {
            let document = await probe.document(at: "/v1/pairings/\(PercentEncoding.encode(pairing))/network", reader)
            guard document != nil else { return .bad("pairing '\(pairing)' of \(path) does not reach the server") }
        }
        return .good("reached")
    }

    /// Whether an address is that of the server whose token is rotated: two files that leave the port out have the same.
    private func isOwn(_ origin: Origin) -> Bool {
        // A file without an address that can be used has none to share.
        let listening = (try? MoltnetSite.document(config)).flatMap {
            try? MoltnetSite.listening(MoltnetServerDocument($0), config)
        }
        return [own, listening].contains { $0.map { $0.isLoopback && $0.port == origin.port } ?? false }
    }
}
