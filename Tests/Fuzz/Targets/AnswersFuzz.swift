import HostSystem
import JSON
import Keyfile

@testable import ManagementAPI

/// An answer of a server as libFuzzer makes it up: a status, fields a line each, an empty line and a body.
func attackAnswers(_ bytes: [UInt8]) {
    let response = answer(bytes)
    let error = ErrorAnswer(response)
    if case .rateLimited(let seconds?) = error.kind { require((0...86400).contains(seconds), "a wait is out of range") }
    for text in [error.text, error.code ?? ""] + response.headers.values {
        require(!holdsControl(TerminalText.safe(text)), "a text that was made safe moves the cursor")
        require(TerminalText.width(TerminalText.cut(text, to: 20)) <= 20, "a text that was cut is too wide")
    }
    _ = EdgePage(response)
    for (name, value) in response.headers {
        if let header = HTTPHeader(name, value) {
            require(!header.value.utf8.contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 }, "a header ends its line")
        }
        readOrigin(value)
        readTime(value)
    }
    guard let origin = try? Origin("https://a.example") else { return require(false, "the origin is none") }
    if let credential = try? BearerCredential(Secret(response.body), boundTo: origin) {
        credential.secret.reveal { require($0.allSatisfy { (0x21...0x7E).contains($0) }, "a token ends its line") }
    }
}

private func answer(_ bytes: [UInt8]) -> HTTPResponse {
    var rest = bytes[...]
    func line() -> String {
        let line = rest.prefix { $0 != 0x0A }
        rest = rest.dropFirst(line.count + 1)
        return String(decoding: line, as: UTF8.self)
    }
    let status = Int(line()) ?? 500
    var headers: [String: String] = [:]
    while !rest.isEmpty {
        let field = line()
        if field.isEmpty { break }
        let colon = field.firstIndex(of: ":") ?? field.endIndex
        headers[field[..<colon].lowercased()] = String(field[colon...].dropFirst()).trimmed
    }
    return HTTPResponse(status: min(max(status, 100), 999), headers: headers, body: Array(rest))
}

private func readOrigin(_ text: String) {
    guard let origin = try? Origin(text) else { return }
    require((try? Origin(origin.text)) == origin, "an origin reads as another one")
    require(origin.scheme == .https || origin.isLoopback, "plain http to another machine")
    require(origin.text.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "an origin holds a byte no URL holds")
}

private func readTime(_ text: String) {
    guard let time = Timestamp(text) else { return }
    require(Timestamp(time.text) == time, "a time reads as another one")
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
