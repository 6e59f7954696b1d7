import Keyfile
import ManagementAPI
import TestSupport
import Testing

@testable import URLSessionTransport

extension TransportTests {
    @Suite("Deadlines and cancellation") struct DeadlineTests {
        enum Slowness: CaseIterable, Sendable {
            case silence, silenceInTheBody, drippingHead, drippingBody, drippingChunks

            func play(_ peer: Peer) {
                switch self {
                case .silence: peer.holdUntilClosed()
                case .silenceInTheBody:
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
                    peer.holdUntilClosed()
                case .drippingHead:
                    peer.send("HTTP/1.1 200 OK\r\nX-A: ")
                    peer.drip("a", every: 100)
                case .drippingBody:
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
                    peer.drip("a", every: 100)
                case .drippingChunks:
                    peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                    peer.drip("1\r\na\r\n", every: 100)
                }
            }

            var failure: TransportFailure {
                switch self {
                case .silence, .drippingHead: .outcomeUnknown(.deadlineExceeded)
                default: .answered(status: 200, .deadlineExceeded)
                }
            }
        }

        @Test(arguments: Slowness.allCases, [300, 1000])
        func `A slow answer ends at the deadline`(_ slowness: Slowness, _ milliseconds: Int) async throws {
            let server = HostileServer { peer, _ in
                slowness.play(peer)
                return false
            }
            try await withServer(server) { server in
                let found = await failure(of: try server.request(deadline: .milliseconds(milliseconds)))
                #expect(found.failure == slowness.failure)
                #expect(found.seconds >= Double(milliseconds) / 1000 - 0.01)
                #expect(found.seconds < Double(milliseconds) / 1000 + 1)
                #expect(await eventually { server.openConnections == 0 })
            }
        }

        @Test func `An address that never accepts ends at the deadline`() async throws {
            // A listener whose queue of connections is full takes no more.
            let full = try FullListener()
            defer { full.close() }
            let request = HTTPRequest(
                .get, try Origin("http://127.0.0.1:\(full.port)"), target: "/", deadline: .seconds(1))
            let found = await failure(of: request)
            #expect(found.failure == .outcomeUnknown(.deadlineExceeded))
            #expect(found.seconds < 2)
        }

        @Test(arguments: [Duration.zero, .seconds(-1)])
        func `A deadline that has passed sends nothing`(_ deadline: Duration) async throws {
            try await withServer(HostileServer()) { server in
                let found = await failure(of: try server.request(deadline: deadline))
                #expect(found.failure == .notSent(.deadlineExceeded))
                #expect(server.connections == 0)
            }
        }

        @Test func `A deadline of a thousand years is one`() async throws {
            try await withServer(HostileServer { peer, _ in peer.answer("200 OK") }) { server in
                let request = try server.request(deadline: .seconds(31_536_000_000_000))
                #expect(try await transport().send(request).status == 200)
            }
        }

        @Test func `Cancelling the task ends the request`() async throws {
            let server = HostileServer { peer, _ in
                peer.holdUntilClosed()
                return false
            }
            try await withServer(server) { server in
                let request = try server.request()
                let transport = transport()
                let task = Task { await failure(of: request, transport) }
                #expect(await eventually { server.requests.count == 1 })
                task.cancel()
                let found = await task.value
                #expect(found.failure == .outcomeUnknown(.cancelled))
                #expect(found.seconds < 5)
                #expect(await eventually { server.openConnections == 0 })
            }
        }

        @Test func `A task that is cancelled before sends nothing`() async throws {
            try await withServer(HostileServer()) { server in
                let request = try server.request()
                let task = Task {
                    // Ends at once, cancelled.
                    try? await Task.sleep(for: .seconds(10))
                    return await failure(of: request)
                }
                task.cancel()
                #expect(await task.value.failure == .notSent(.cancelled))
                #expect(server.connections == 0)
            }
        }

        @Test func `Cancelling in the body tells the status`() async throws {
            let server = HostileServer { peer, _ in
                peer.send("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\nabc")
                peer.holdUntilClosed()
                return false
            }
            try await withServer(server) { server in
                let request = try server.request(.post)
                let task = Task { await failure(of: request) }
                try await Task.sleep(for: .milliseconds(300))
                task.cancel()
                #expect(await task.value.failure == .answered(status: 201, .cancelled))
            }
        }

        @Test func `Many deadlines at once are all kept, and the transport works on`() async throws {
            let server = HostileServer { peer, request in
                if request.startLine.contains("/fast") { return peer.answer("200 OK") }
                peer.holdUntilClosed()
                return false
            }
            try await withServer(server) { server in
                let transport = transport()
                try await withThrowingTaskGroup(of: Double.self) { group in
                    for _ in 0..<32 {
                        let request = try server.request(deadline: .milliseconds(500))
                        group.addTask { await failure(of: request, transport).seconds }
                    }
                    for try await seconds in group { #expect(seconds < 2) }
                }
                #expect(try await transport.send(server.request(.get, "/fast")).status == 200)
            }
        }
    }
}
