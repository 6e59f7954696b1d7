import Keyfile

/// Looks at what stands between this machine and the servers.
struct DoctorProxy {
    let world: World

    func look() -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        if let (variable, proxy) = proxy {
            let exempt = value("no_proxy", "NO_PROXY").map { "; not for \(TerminalText.safe($0.text))" } ?? ""
            findings.append(
                .warning(
                    .proxy, "https goes through \(DoctorProxy.shown(proxy)) (\(variable))\(exempt)",
                    next: "if a server is not reached: NO_PROXY=HOST molecule doctor"))
        } else {
            findings.append(.ok(.proxy, "no proxy is set"))
        }
        for name in ["URLSessionDebugLibcurl", "URLSessionDebug", "SSLKEYLOGFILE"] where world.environment[name] != nil
        {
            findings.append(
                .warning(
                    .proxy, "\(name) is set, which makes other programs write down what they send; it is ignored here",
                    next: "unset \(name)"))
        }
        return findings
    }

    /// The proxy for https, and the variable that names it.
    private var proxy: (variable: String, text: String)? {
        value("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    }

    private func value(_ names: String...) -> (variable: String, text: String)? {
        for name in names {
            if let text = world.environment[name], !text.isEmpty { return (name, text) }
        }
        return nil
    }

    /// A proxy without the user name and password its address may hold.
    private static func shown(_ address: String) -> String {
        let scheme = address.range(of: "://").map { String(address[..<$0.upperBound]) } ?? ""
        let rest = address.dropFirst(scheme.count)
        guard let sign = rest.lastIndex(of: "@") else { return TerminalText.safe(address) }
        return TerminalText.safe("\(scheme)…@\(rest[rest.index(after: sign)...])")
    }
}
