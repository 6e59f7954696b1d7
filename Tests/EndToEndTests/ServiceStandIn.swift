import Foundation
import HostSystem
import JSON
import Synchronization
import TestSupport
import Testing

/// A service that accepts certain values, a webhook that checks signatures with what is deployed, and a control plane
/// that keeps organisations.
final class Service: Sendable {
    struct State: Sendable {
        /// The values that requests with a credential are answered to.
        var accepted: Set<String> = []
        /// A directory of tokens, each a directory with its `value`, and `revoked` where it works no more.
        var tokens: String?
        /// Whether everyone is.
        var isOpen = false
        /// What the webhook checks signatures with.
        var webhookFile: String?
        /// The organisations by their slugs, each with its name.
        var organizations: [String: String] = [:]
        /// What a new organisation's machine comes to.
        var outcome = "running"
        /// Whether deletions work.
        var deletes = true

        func accepts(_ value: String) -> Bool {
            if accepted.contains(value) { return true }
            guard let tokens, !value.isEmpty else { return false }
            return names(in: tokens).contains { id in
                let file = FileManager.default.contents(atPath: "\(tokens)/\(id)/value") ?? Data()
                let isLive = !FileManager.default.fileExists(atPath: "\(tokens)/\(id)/revoked")
                return isLive && String(decoding: file, as: UTF8.self).trimmingCharacters(in: .newlines) == value
            }
        }
    }

    /// The credential of the control plane's administrators.
    static let administrator = "cp-admin-bearer-of-these-tests"

    private final class Shared: Sendable { let value = Mutex(State()) }

    private let shared: Shared
    private let server: WebStandIn

    init(accepting values: String...) throws {
        let shared = Shared()
        shared.value.withLock { $0.accepted = Set(values) }
        self.shared = shared
        server = try WebStandIn { request in Service.answer(request, shared) }
    }

    var url: String { server.url }
    var requests: [WebStandIn.Request] { server.requests }

    func set(_ change: @Sendable (inout State) -> Void) { shared.value.withLock { change(&$0) } }
    func get<Value: Sendable>(_ look: @Sendable (State) -> Value) -> Value { shared.value.withLock { look($0) } }

    private static func answer(_ request: WebStandIn.Request, _ shared: Shared) -> WebStandIn.Answer {
        let path = request.target.prefix { $0 != "?" }
        if path == "/health" || path == "/cp/status" { return .init(200) }
        if path == "/webhooks/stripe" { return webhook(request, shared) }
        if path.hasPrefix("/api/v1/admin/") { return controlPlane(request, String(path), shared) }
        return shared.value.withLock { state in
            if state.isOpen { return .init(200) }
            let authorization = request.headers["authorization"] ?? ""
            let given = [
                authorization, String(authorization.dropFirst("Bearer ".count)), request.headers["x-api-key"] ?? "",
            ]
            return given.contains { state.accepts($0) } ? .init(200) : .init(401)
        }
    }

    private static func webhook(_ request: WebStandIn.Request, _ shared: Shared) -> WebStandIn.Answer {
        let state = shared.value.withLock { $0 }
        if state.isOpen { return .init(200) }
        let file = state.webhookFile ?? ""
        let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
        let fields = (request.headers["stripe-signature"] ?? "").split(separator: ",").map(String.init)
        guard let time = fields.first(where: { $0.hasPrefix("t=") })?.dropFirst(2),
            let signature = fields.first(where: { $0.hasPrefix("v1=") })?.dropFirst(3),
            let document = try? JSONValue.parse(request.body), document["id"]?.text?.hasPrefix("evt_") == true
        else { return .init(400, #"{"error":"invalid signature"}"#) }
        for secret in text.split(separator: "\n") {
            let code = HMACSHA256.code(key: Array(secret.utf8), message: Array("\(time).".utf8) + request.body)
            if String(decoding: TextEncoding.hexadecimal(code), as: UTF8.self) == signature { return .init(200) }
        }
        return .init(400, #"{"error":"invalid signature"}"#)
    }

    private static func controlPlane(
        _ request: WebStandIn.Request, _ path: String, _ shared: Shared
    ) -> WebStandIn.Answer {
        guard request.headers["authorization"] == "Bearer \(administrator)" else {
            return .init(401, #"{"error":"no"}"#)
        }
        let body = try? JSONValue.parse(request.body)
        return shared.value.withLock { state in
            switch (request.method, path) {
            case ("GET", "/api/v1/admin/orgs"):
                let items = state.organizations.sorted { $0.key < $1.key }.map { slug, name in
                    #"{"id":"\#(slug)-id","slug":"\#(slug)","name":"\#(name)","instance_status":"\#(state.outcome)"}"#
                }
                return .init(200, "{\"orgs\":[\(items.joined(separator: ","))]}")
            case ("POST", "/api/v1/admin/orgs"):
                guard let slug = body?["slug"]?.text, let name = body?["name"]?.text else { return .init(400) }
                guard state.organizations[slug] == nil else { return .init(409, #"{"error":"slug taken"}"#) }
                state.organizations[slug] = name
                return .init(
                    201,
                    #"{"id":"6f1d2c3b-4a5e-4f60-8b7c-000000000009","slug":"\#(slug)","name":"\#(name)","plan":"","status":"provisioning"}"#
                )
            case ("DELETE", _):
                let slug = String(path.split(separator: "/").last ?? "")
                guard state.deletes else { return .init(500, #"{"error":"no"}"#) }
                guard body?["confirm"]?.text == slug else { return .init(400, #"{"error":"confirm"}"#) }
                guard state.organizations.removeValue(forKey: slug) != nil else {
                    return .init(404, #"{"error":"no"}"#)
                }
                return .init(200)
            default: return .init(404)
            }
        }
    }
}
