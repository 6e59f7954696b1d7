/// What is checked alike in all of Moltnet's texts.
enum MoltnetTextCheck {
    /// Names and kinds of members.
    static func shape(_ document: YAMLDocument, _ kind: MoltnetKind, _ path: String) -> [MoltnetFinding] {
        MoltnetShape.of(kind).misfits(document.root).map { misfit in
            let place = misfit.path.isEmpty ? "the top" : misfit.path
            if misfit.isUnknown {
                return .init(
                    .unknownKey, path, line: misfit.line, "Moltnet knows no such name at \(place) and refuses the file",
                    repair: "Remove the line, or spell it as Moltnet does")
            }
            return .init(
                .wrongKind, path, line: misfit.line, "\(place) is not of the kind that Moltnet reads",
                repair: "Write it as Moltnet's documentation does")
        }
    }

    /// The version, which may be missing except in a bridge file.
    static func version(_ document: YAMLDocument, _ kind: MoltnetKind, _ path: String) -> [MoltnetFinding] {
        let expected =
            switch kind {
            case .server: "moltnet.v1"
            case .node: "moltnet.node.v1"
            case .bridge: "moltnet.bridge.v1"
            case .client: "moltnet.client.v1"
            }
        let node = document.root["version"]
        let text = document.text(of: node) ?? ""
        // Of a bridge file's version only that it is there is looked at.
        guard kind == .bridge ? text.isEmpty : !(text.isEmpty || text == expected) else { return [] }
        return [
            .init(
                .version, path, line: node?.line ?? 1, "version is not \(expected)", repair: "version: \(expected)")
        ]
    }

    /// An agent's id: a letter or digit, then up to 127 of these and `._:-`.
    static func isAgentID(_ text: String) -> Bool {
        func isAlphanumeric(_ byte: UInt8) -> Bool {
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        }
        guard let first = text.utf8.first, isAlphanumeric(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isAlphanumeric($0) || "._:-".utf8.contains($0) }
    }

    static func agentID(_ text: String, _ path: String, line: Int) -> MoltnetFinding? {
        guard !isAgentID(text) else { return nil }
        return .init(
            .agentID, path, line: line, "An agent's id is one that the server refuses when it starts",
            repair: "Use letters, digits and ._:-, beginning with a letter or digit, 128 at most")
    }

    /// An address: what it lacks, or that it is plain http to a machine that is not near.
    static func address(_ text: String, what: String, _ path: String, line: Int) -> MoltnetFinding? {
        let lowered = text.lowercased()
        guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else {
            return .init(
                .connection, path, line: line, "\(what) is no http or https address", repair: "Write https://HOST")
        }
        guard lowered.hasPrefix("http://"), !isNear(host(lowered.dropFirst(7))) else { return nil }
        return .init(
            .plainHTTP, path, line: line,
            "\(what) is plain http to another network, where anyone on the way can read the token",
            repair: "Use https, or a private network's address")
    }

    private static func host(_ rest: Substring) -> String {
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let host = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
        return String(host.prefix { $0 != ":" })
    }

    /// Whether a host is this machine or in a private network, by its address or by a name that only such ones have.
    static func isNear(_ host: String) -> Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host.hasSuffix(".local")
            || host.hasSuffix(".internal") || host.hasSuffix(".lan") || host.hasSuffix(".home.arpa")
        {
            return true
        }
        if host.contains(":") {
            return host == "::1" || host.hasPrefix("fc") || host.hasPrefix("fd") || host.hasPrefix("fe80:")
        }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        guard numbers.count == 4, !numbers.contains(nil) else {
            // A single word is a name of the local network, or of a container's.
            return !host.isEmpty && !host.contains(".")
        }
        let (first, second) = (numbers[0] ?? 0, numbers[1] ?? 0)
        switch first {
        case 10, 127: return true
        case 172: return (16...31).contains(second)
        case 192: return second == 168
        case 169: return second == 254
        // Carrier-grade addresses, which VPNs such as Tailscale hand out.
        case 100: return (64...127).contains(second)
        default: return false
        }
    }
}
