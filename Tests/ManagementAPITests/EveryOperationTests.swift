import HostSystem
import JSON
import Keyfile
import Testing

@testable import ManagementAPI

/// A transport that records what is sent and gives one answer.
private final class RecordingTransport: Transport, @unchecked Sendable {
    // Used by one task at a time.
    var requests: [HTTPRequest] = []
    var answer: HTTPResponse

    init(_ answer: HTTPResponse) { self.answer = answer }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        requests.append(request)
        return answer
    }
}

private func json(_ status: Int, _ text: String) -> HTTPResponse {
    HTTPResponse(status: status, headers: ["content-type": "application/json; charset=utf-8"], body: Array(text.utf8))
}

@Suite struct EveryOperationTests {
    private let origin: Origin
    private let credentials: CredentialSet

    init() throws {
        let origin = try Origin("https://platform.example.com")
        self.origin = origin
        credentials = CredentialSet(
            KeyKind.allCases.map {
                FoundCredential(
                    kind: $0, secret: Secret(Array("value-of-\($0.rawValue)".utf8)), origin: nil, source: $0.variable)
            }, organizationID: "00000000-0000-4000-8000-00000000000a", organizationSlug: "acme")
    }

    private func client(_ transport: any Transport) -> ManagementClient {
        ManagementClient(transport: transport, origin: origin, credentials: credentials, deadline: nil)
    }

    /// Values that every required parameter of an operation accepts.
    static func values(_ operation: Operation) -> [String: String] {
        var values: [String: String] = [:]
        for parameter in operation.parameters where parameter.isRequired || parameter.place == .path {
            let schema = parameter.schema.resolved
            values[parameter.name] =
                schema.format == "uuid"
                ? "123e4567-e89b-42d3-a456-426614174000"
                : schema.choices?.first?.text ?? (schema.pattern?.hasPrefix("^[a-z]") == true ? "acme" : "KEY_1")
        }
        return values
    }

    /// The smallest body that fits.
    static func body(_ operation: Operation) -> JSONValue? {
        guard let body = operation.body, body.isRequired else { return nil }
        return smallest(body.schema.resolved)
    }

    private static func smallest(_ schema: Schema) -> JSONValue {
        if schema.reference != nil { return smallest(schema.resolved) }
        if let choice = schema.choices?.first { return choice }
        if let first = schema.alternatives.first, schema.kinds.isEmpty { return smallest(first) }
        switch schema.kinds.first {
        case .string?:
            if schema.format == "uuid" { return "123e4567-e89b-42d3-a456-426614174000" }
            if schema.format == "uri" { return "https://example.com" }
            return .string(schema.pattern?.hasPrefix("^[a-z]") == true ? "acme" : "TEXT_1")
        case .integer?, .number?: return .integer(schema.minimum ?? 1)
        case .boolean?: return true
        case .array?: return []
        case .null?: return .null
        default:
            var members = schema.required.map { name in
                let property = schema.properties.first { $0.name == name }?.schema ?? Schema()
                return JSONValue.Member(name, smallest(property))
            }
            if members.isEmpty, let least = schema.minimumProperties, least > 0, let first = schema.properties.first {
                members = [.init(first.name, smallest(first.schema))]
            }
            return .object(members)
        }
    }

    @Test(arguments: Operations.all.map(\.id))
    func `a missing required parameter is refused before anything is sent`(_ id: String) async throws {
        let operation = try #require(Operations.all.first { $0.id == id })
        for missing in operation.parameters where missing.isRequired {
            let transport = RecordingTransport(json(200, "{}"))
            var values = EveryOperationTests.values(operation)
            values[missing.name] = nil
            do throws(CallFailure) {
                _ = try await client(transport).call(operation, values, body: EveryOperationTests.body(operation))
                Issue.record("\(id) was sent without \(missing.name)")
            } catch {
                guard case .parameter(missing.name, _) = error else {
                    Issue.record("\(id) without \(missing.name) failed otherwise: \(error)")
                    continue
                }
            }
            #expect(transport.requests.isEmpty)
        }
        guard operation.body?.isRequired == true else { return }
        let transport = RecordingTransport(json(200, "{}"))
        await #expect(throws: CallFailure.self) {
            _ = try await client(transport).call(operation, EveryOperationTests.values(operation))
        }
        #expect(transport.requests.isEmpty)
    }

    @Test(arguments: Operations.all.map(\.id))
    func `an operation sends exactly its method, path and headers`(_ id: String) async throws {
        let operation = try #require(Operations.all.first { $0.id == id })
        let transport = RecordingTransport(json(operation.responses.first?.status ?? 200, "{}"))
        let body = EveryOperationTests.body(operation)
        do throws(CallFailure) {
            _ = try await client(transport).call(operation, EveryOperationTests.values(operation), body: body)
        } catch {
            guard case .answer = error else {
                Issue.record("\(id) was not sent: \(error)")
                return
            }
        }
        let request = try #require(transport.requests.first)
        #expect(transport.requests.count == 1)
        #expect(request.method == operation.method)
        #expect(!request.target.contains("{"))
        #expect((request.body != nil) == (body != nil))
        let chosen = try credentials.choose(for: operation)
        #expect((request.credential != nil) == chosen.contains { $0.header == "Authorization" })
        let names = Set(request.headers.map(\.name) + request.secretHeaders.map(\.name.rawValue))
        var expected = Set(chosen.map(\.header)).subtracting(["Authorization"])
        if chosen.isEmpty, operation.surface == .tenant { expected.insert("X-Molecule-Org-Id") }
        let given = operation.parameters.filter { $0.place == .header && $0.isRequired }.map(\.name)
        #expect(names == expected.union(given))
        #expect(operation.security.isEmpty || operation.security.contains([]) || !chosen.isEmpty)
    }

    @Test(arguments: Operations.all.map(\.id))
    func `strange answers are told from good ones, and nothing crashes`(_ id: String) async throws {
        let operation = try #require(Operations.all.first { $0.id == id })
        let success = operation.responses.first { (200...299).contains($0.status) }?.status ?? 200
        let hostile: [HTTPResponse] = [
            json(success, "{\"unknown\":[1,{\"x\":null}],\"id\":null,\"name\":17,\"status\":{}}"),
            json(success, "[null,1,\"x\",{\"id\":[]}]"), json(success, "null"), json(success, "\"text\""),
            HTTPResponse(status: success, headers: ["content-type": "text/html"], body: Array("<html>".utf8)),
            HTTPResponse(status: success, headers: [:], body: []),
            json(401, "{\"error\":\"admin auth required\"}"), json(404, "{\"error\":\"workspace not found\"}"),
            HTTPResponse(status: 404, headers: [:], body: []),
            HTTPResponse(status: 404, headers: ["content-type": "text/plain"], body: Array("404 page not found".utf8)),
            json(429, "{\"error\":\"rate limit exceeded\",\"retry_after\":7}"), json(500, "{\"error\":17}"),
            HTTPResponse(status: 502, headers: ["content-type": "text/html"], body: Array("<html>".utf8)),
        ]
        for answer in hostile {
            let transport = RecordingTransport(answer)
            do throws(CallFailure) {
                let reply = try await client(transport).call(
                    operation, EveryOperationTests.values(operation), body: EveryOperationTests.body(operation))
                #expect((200...299).contains(reply.status))
                #expect(answer.mediaType != "text/html")
            } catch {
                guard case .answer(let refused) = error else {
                    Issue.record("\(id): \(error)")
                    continue
                }
                #expect(refused.status == answer.status)
                if answer.status == 404, answer.body.isEmpty { #expect(refused.kind == .hidden) }
                if answer.status == 429 { #expect(refused.kind == .rateLimited(seconds: 7)) }
            }
        }
    }

    @Test func `every pattern of the contract is one this program can match`() throws {
        var patterns: Set<String> = []
        func collect(_ schema: Schema, _ depth: Int) {
            guard depth < 12 else { return }
            if let pattern = schema.pattern { patterns.insert(pattern) }
            for inner in schema.properties.map(\.schema) + schema.items + schema.alternatives + schema.parts
                + schema.propertyNames
            {
                collect(inner, depth + 1)
            }
        }
        for operation in Operations.all {
            for parameter in operation.parameters { collect(parameter.schema, 0) }
            if let body = operation.body { collect(body.schema, 0) }
        }
        for schema in SharedSchemas.named.values { collect(schema, 0) }
        #expect(patterns.count > 3)
        for pattern in patterns { #expect(throws: Never.self) { _ = try Regex(pattern) } }
    }

    @Test func `the contract's own operations refuse an org key on the control plane with the reason`() throws {
        let only = CredentialSet(
            [
                FoundCredential(
                    kind: .orgToken, secret: Secret(Array("key".utf8)), origin: nil, source: "MOLECULE_ORG_TOKEN")
            ], organizationID: nil, organizationSlug: nil)
        for operation in Operations.all where operation.surface == .controlPlane && !operation.security.isEmpty {
            if operation.security.contains([]) { continue }
            #expect(throws: CredentialSet.Missing.self) { _ = try only.choose(for: operation) }
        }
    }
}
