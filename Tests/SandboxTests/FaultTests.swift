import Foundation
import JSON
import TestSupport
import Testing

@testable import Sandbox

@Suite(.blocking) struct `A fault rule` {
    @Test(arguments: [
        ("kill-client:before:1", Fault.Kind.killClient(.before), 1...1),
        ("kill-client:after:2", .killClient(.after), 2...2),
        ("kill-client:half:3-5", .killClient(.half), 3...5), ("drop:4", .drop(.before), 4...4),
        ("drop:after:4", .drop(.after), 4...4), ("status:503:2-4", .status(503), 2...4),
        ("delay:0.5:1", .delay(0.5), 1...1),
        ("garbage:1", .garbage, 1...1), ("html:2", .html, 2...2),
        ("redirect:http://127.0.0.1:9/a:b:7", .redirect("http://127.0.0.1:9/a:b"), 7...7), ("flap:10", .flap, 1...10),
    ]) func `is read`(text: String, kind: Fault.Kind, requests: ClosedRange<Int>) throws {
        let fault = try #require(Fault(text))
        #expect(fault.kind == kind)
        #expect(fault.requests == requests)
        #expect(fault.text == text)
    }

    @Test(arguments: [
        "", "drop", "drop:", "drop:0", "drop:-1", "drop:+1", "drop:2-1", "drop:1-2-3", "drop:x", "drop:x:1", "status:1",
        "status:200:1", "status:600:1", "status:x:1", "delay:1", "delay:-1:1", "delay:nan:1", "delay:inf:1",
        "delay:601:1",
        "kill-client:1", "kill-client:later:1", "redirect:1", "redirect::1", "redirect:a\nb:1", "flap:1-2", "flap:x:1",
        "garbage:x:1", "html:99999999999999999999", "Drop:1", "drop:1 ", "drop:half:1",
    ]) func `is refused when it is none`(text: String) { #expect(Fault(text) == nil) }
}

@Suite(.blocking) struct `A fault` {
    private func withFaults(_ rules: [String], _ body: (SandboxServer, TemporaryDirectory) throws -> Void) throws {
        let faults = try rules.map { try #require(Fault($0)) }
        try withGuardedSandbox {
            $0.faults = faults
        } _: {
            try body($0, $1)
        }
    }

    private func pause(_ server: SandboxServer) throws -> WireResponse {
        try server.call("POST", "/admin/workspaces/\(billing)/pause", bearer: "right-token")
    }

    private func status(_ server: SandboxServer) throws -> String? {
        try server.statuses(bearer: "right-token")[billing]
    }

    /// Runs a bash that sends one pause and waits for the end of the stream.
    private func runClient(_ server: SandboxServer) throws -> Process {
        let request = [
            "POST /admin/workspaces/\(billing)/pause HTTP/1.1", "Host: x", "Authorization: Bearer right-token",
            "Connection: close", "", "",
        ].joined(separator: "\\r\\n")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = [
            "-c",
            "exec 3<>/dev/tcp/127.0.0.1/\(server.port); printf '\(request)' >&3; while read -r -t 10 l <&3; do :; done",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process
    }

    @Test(arguments: [("before", "failed"), ("after", "paused"), ("half", "paused")])
    func `kills the client's process, before or after the request is handled`(moment: String, expected: String) throws {
        try withFaults(["kill-client:\(moment):1"]) { server, _ throws in
            let client = try runClient(server)
            #expect(client.terminationReason == .uncaughtSignal)
            #expect(client.terminationStatus == SIGKILL)
            #expect(try status(server) == expected)
        }
    }

    @Test func `spares a client whose request it does not concern`() throws {
        try withFaults(["kill-client:before:2"]) { server, _ throws in
            let client = try runClient(server)
            #expect(client.terminationReason == .exit)
        }
    }

    @Test func `never kills its own process`() throws {
        try withFaults(["kill-client:before:1", "kill-client:after:2"]) { server, _ throws in
            #expect(throws: WireError.self) { try pause(server) }
            #expect(throws: WireError.self) { try pause(server) }
            #expect(try status(server) == "paused")
        }
    }

    @Test func `finds nobody where nobody is`() {
        #expect(ClientProcess.socketInode(of: Peer(address: [127, 0, 0, 1], port: 1, localPort: 2)) == nil)
        ClientProcess.kill(Peer(address: [127, 0, 0, 1], port: 1, localPort: 2))
    }

    @Test(arguments: [("drop:1", "failed"), ("drop:before:1", "failed"), ("drop:after:1", "paused")])
    func `drops a connection, before or after the request is handled`(rule: String, expected: String) throws {
        try withFaults([rule]) { server, _ throws in
            let client = try WireClient(port: server.port)
            let target = "/admin/workspaces/\(billing)/pause"
            client.send(
                "POST \(target) HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer right-token\r\n\r\n"
            )
            #expect(client.rest().isEmpty)
            #expect(try status(server) == expected)
        }
    }

    @Test func `answers a status for a range of requests, which are not handled`() throws {
        try withFaults(["status:503:1-2", "status:429:3", "status:401:4"]) { server, _ throws in
            for _ in 1...2 {
                let answer = try pause(server)
                #expect(answer.statusLine == "HTTP/1.1 503 Service Unavailable")
                #expect(answer.body == #"{"error":"service unavailable"}"#)
            }
            let limited = try pause(server)
            #expect(limited["Retry-After"] == "1")
            #expect(limited.body == #"{"error":"rate limit exceeded","retry_after":1}"#)
            #expect(try pause(server).body == #"{"error":"invalid admin auth token"}"#)
            #expect(try status(server) == "failed")
            #expect(try pause(server).status == 200)
        }
    }

    @Test func `answers garbage, a page or a redirect`() throws {
        try withFaults(["garbage:1", "html:2", "redirect:http://127.0.0.1:9/x:3"]) { server, _ throws in
            let client = try WireClient(port: server.port)
            client.send("GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
            let garbage = client.rest()
            #expect(garbage.count == 64)
            #expect(!garbage.starts(with: Array("HTTP".utf8)))
            let page = try pause(server)
            #expect(page.status == 200)
            #expect(page["Content-Type"] == "text/html; charset=utf-8")
            let redirect = try pause(server)
            #expect(redirect.status == 307)
            #expect(redirect["Location"] == "http://127.0.0.1:9/x")
            #expect(try status(server) == "failed")
        }
    }

    @Test func `delays a reply, alone or with another rule`() throws {
        try withFaults(["delay:0.3:1-2", "status:500:2"]) { server, _ throws in
            for expected in [200, 500] {
                let begin = Monotonic.seconds
                #expect(try pause(server).status == expected)
                #expect(Monotonic.seconds - begin >= 0.3)
            }
            let begin = Monotonic.seconds
            _ = try status(server)
            #expect(Monotonic.seconds - begin < 0.3)
        }
    }

    @Test func `lets a request in flight finish with the old token`() throws {
        try withFaults(["delay:0.5:1"]) { server, directory throws in
            let client = try WireClient(port: server.port)
            client.send("GET /admin/workspaces HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer right-token\r\n\r\n")
            usleep(200_000)
            try directory.write("ADMIN_TOKEN=new\n", to: "env")
            server.reload()
            #expect(try client.receive().status == 200)
            #expect(try server.call("GET", "/admin/workspaces", bearer: "right-token").status == 401)
        }
    }

    @Test func `flaps between the old token and the new one after a reload`() throws {
        try withFaults(["flap:4"]) { server, directory throws in
            #expect(try server.call("GET", "/admin/workspaces", bearer: "new").status == 401)
            try directory.write("ADMIN_TOKEN=new\n", to: "env")
            server.reload()
            let statuses = try (1...6).map { _ in try server.call("GET", "/admin/workspaces", bearer: "new").status }
            #expect(statuses == [401, 200, 401, 200, 200, 200])
            server.reload()
            #expect(try server.call("GET", "/admin/workspaces", bearer: "new").status == 200)
        }
    }
}
