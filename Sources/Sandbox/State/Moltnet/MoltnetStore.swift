import Glibc
import JSON
import Synchronization

/// What a Moltnet server remembers: who owns an agent, what was said, and, until it ends, who is attached.
final class MoltnetStore: Sendable {
    /// Something said in a room.
    struct Message: Sendable {
        let id: String
        let room: String
        let sender: String
        let text: String
    }

    private struct State {
        var owners: [String: String] = [:]
        var messages: [Message] = []
        var attached: [String: [String]] = [:]
        /// Pairings whose last call failed.
        var broken: Set<String> = []
    }

    private let path: String?
    private let state: Mutex<State>

    /// Opens the store of a server, in memory alone without a path.
    ///
    /// The server's own stores are databases; this is one JSON file in the place of any of them.
    init(_ path: String?) throws(SandboxError) {
        self.path = path
        var state = State()
        guard let path else {
            self.state = Mutex(state)
            return
        }
        do {
            let bytes = try StateFile.read(path)
            let saved: JSONValue = try bytes.map { try JSONValue.parse($0) } ?? [:]
            for owner in saved["owners"]?.members ?? [] { state.owners[owner.name] = owner.value.text }
            state.messages = (saved["messages"]?.items ?? []).map { item in
                func text(_ name: String) -> String { item[name]?.text ?? "" }
                return Message(id: text("id"), room: text("room"), sender: text("from"), text: text("text"))
            }
        } catch { throw .malformedState(path: path, reason: "it is not what this sandbox writes") }
        self.state = Mutex(state)
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { mkdir(String(path[..<slash]), 0o700) }
    }

    /// The agents that are known, in order.
    var agents: [String] { state.withLock { $0.owners.keys.sorted() } }

    /// Whether an agent is known.
    func knows(_ agent: String) -> Bool { state.withLock { $0.owners[agent] != nil } }

    /// Whether a socket of this agent is open.
    func isConnected(_ agent: String) -> Bool { state.withLock { !($0.attached[agent] ?? []).isEmpty } }

    /// Gives an agent to a credential, whoever had it, as newer servers do at their start.
    func rebind(_ agent: String, to identity: String) {
        state.withLock { state in
            state.owners[agent] = identity
            save(state)
        }
    }

    /// Gives an agent that nobody owns to a credential; says whether the agent is the credential's then.
    func claim(_ agent: String, for identity: String) -> Bool {
        state.withLock { state in
            if let owner = state.owners[agent] { return owner == identity }
            state.owners[agent] = identity
            save(state)
            return true
        }
    }

    /// Notes a socket of an agent; false when one of another credential is open.
    func attach(_ agent: String, _ identity: String) -> Bool {
        state.withLock { state in
            let open = state.attached[agent] ?? []
            guard open.allSatisfy({ $0 == identity }) else { return false }
            state.attached[agent] = open + [identity]
            return true
        }
    }

    /// Notes the end of a socket.
    func detach(_ agent: String) { state.withLock { _ = $0.attached[agent]?.popLast() } }

    /// Removes an agent; false for one that is not known.
    func remove(_ agent: String) -> Bool {
        state.withLock { state in
            defer { save(state) }
            return state.owners.removeValue(forKey: agent) != nil
        }
    }

    /// Keeps what was said.
    func add(_ message: Message) {
        state.withLock { state in
            state.messages.append(message)
            save(state)
        }
    }

    /// What was said in a room, oldest first.
    func messages(in room: String) -> [Message] { state.withLock { $0.messages.filter { $0.room == room } } }

    /// Notes whether the last call to a partner went well.
    func note(pairing: String, isBroken: Bool) {
        state.withLock { state in
            if isBroken { state.broken.insert(pairing) } else { state.broken.remove(pairing) }
        }
    }

    /// Whether the last call to a partner failed.
    func isBroken(pairing: String) -> Bool { state.withLock { $0.broken.contains(pairing) } }

    private func save(_ state: State) {
        guard let path else { return }
        let owners = state.owners.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) }
        let document: JSONValue = ["owners": .object(owners), "messages": .array(state.messages.map(\.json))]
        // What cannot be kept is missed after a restart, where a test sees it.
        try? StateFile.replace(path, with: Array((document.compact + "\n").utf8))
    }
}

extension MoltnetStore.Message {
    /// The message as it is answered and kept.
    var json: JSONValue {
        ["id": .string(id), "room": .string(room), "from": .string(sender), "text": .string(text)]
    }
}
