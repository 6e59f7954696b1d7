import Glibc
import HostSystem
import JSON

/// A node of a Moltnet network on this machine: it attaches the agents of a `MoltnetNode` file, as the real one does.
///
/// At its start it looks at the network and ends when it is refused (from v0.1.3 on). Later it never reads its token again and never gives
/// up: it asks once more, after half a second at first and after 15 seconds at the longest.
public final class MoltnetNode: Sendable {
    private let partner: MoltnetPartner
    private let network: String
    private let agents: [String]
    private let release: MoltnetRelease

    /// Reads a file, with the same rule for secrets as the server's.
    public init(_ path: String, _ release: MoltnetRelease = .newest) throws(SandboxError) {
        self.release = release
        let document = try MoltnetFile.document(path)
        let settings = document["moltnet"]
        var token = settings?["token"]?.text ?? ""
        if !token.isEmpty { try MoltnetFile.checkPrivate(path, kind: "MoltnetNode config", present: "tokens") }
        if token.isEmpty, let file = settings?["token_path"]?.text {
            token = try MoltnetNode.token(in: file, beside: path)
        }
        guard let url = settings?["base_url"]?.text, let network = settings?["network_id"]?.text else {
            throw .refusedConfiguration(path: path, reason: "moltnet.base_url and moltnet.network_id are required")
        }
        self.network = network
        partner = MoltnetPartner(url: url, token: token)
        agents = (document["attachments"]?.items ?? []).compactMap { $0["agent"]?["id"]?.text }
    }

    /// Looks at the network, and attaches the agents.
    ///
    /// - Throws: What the real one ends with.
    public func start() throws(SandboxError) {
        if release.hasProtocols { try lookAtNetwork() }
        for agent in agents { _ = DetachedThread.start { self.stayAttached(agent) } }
    }

    private func lookAtNetwork() throws(SandboxError) {
        let answer = partner.ask("GET", "/v1/network")
        guard answer?.status == 200 else {
            let outcome = answer.map { "\($0.status) \(HTTPResponse.reason($0.status))" } ?? "no answer"
            throw .refusedPreflight("moltnet compatibility preflight \(partner.url)/v1/network returned \(outcome)")
        }
    }

    /// For as long as the process lives.
    private func stayAttached(_ agent: String) {
        var pause = 0.5
        while true {
            if attach(agent) { pause = 0.5 }
            usleep(UInt32(pause * 1_000_000))
            pause = min(15, pause * 2)
        }
    }

    /// One socket, from its opening to its end; whether the server let the agent in.
    private func attach(_ agent: String) -> Bool {
        guard let (number, rest) = partner.upgrade("/v1/attach") else { return false }
        defer { close(number) }
        var socket = WebSocket(socket: number, isClient: true, read: rest)
        guard socket.receive()?["type"]?.text == "HELLO" else { return false }
        let identify: JSONValue = [
            "type": "IDENTIFY", "network_id": .string(network), "agent": ["id": .string(agent)],
        ]
        guard socket.send(identify), socket.receive()?["type"]?.text == "READY" else { return false }
        while socket.receive() != nil {}
        return true
    }

    /// The value of a token file, whose path counts from the configuration's directory.
    private static func token(in file: String, beside path: String) throws(SandboxError) -> String {
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        let place = file.hasPrefix("/") ? file : directory + file
        try MoltnetFile.checkPrivate(place, kind: "moltnet token_path", present: nil)
        do throws(SystemError) {
            let text = String(decoding: try StateFile.read(place) ?? [], as: UTF8.self)
            let words = text.split { $0.isWhitespace }
            guard words.count == 1 else {
                throw SystemError(call: "read", path: place, code: ENODATA)
            }
            return String(words[0])
        } catch { throw .unreadable(path: place, reason: error.reason) }
    }
}
