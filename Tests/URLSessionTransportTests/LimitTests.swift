import Glibc
import ManagementAPI
import TestSupport
import Testing

@testable import URLSessionTransport

extension TransportTests {
    @Suite("Limits on bodies") struct LimitTests {
        private static let mebibyte = [UInt8](repeating: 0x61, count: 1 << 20)

        /// Sends a head and then a mebibyte over and over while the client takes it.
        private static func flood(_ head: String, mebibytes: Int) -> HostileServer {
            HostileServer { peer, _ in
                peer.send(head)
                var left = mebibytes
                while left > 0, peer.send(mebibyte) { left -= 1 }
                return false
            }
        }

        @Test(arguments: [0, 1, 16384, 100_000])
        func `A body of exactly the allowed size is whole, one byte more is a failure`(_ size: Int) async throws {
            let server = HostileServer { peer, request in
                let count = Int(request.field("X-Count") ?? "") ?? 0
                return peer.answer("200 OK", body: [UInt8](repeating: 0x61, count: count))
            }
            try await withServer(server) { server in
                let transport = transport()
                for extra in [0, 1] {
                    var request = try server.request()
                    request.maximumBody = size
                    request.headers = try [#require(HTTPHeader("X-Count", "\(size + extra)"))]
                    if extra == 0 {
                        #expect(try await transport.send(request).body.count == size)
                    } else {
                        #expect(await failure(of: request, transport).failure == .answered(status: 200, .bodyTooLarge))
                    }
                }
            }
        }

        @Test(arguments: [400, 401, 404, 500, 300])
        func `Of an error's body 64 KiB are kept`(_ status: Int) async throws {
            let server = Self.flood("HTTP/1.1 \(status) X\r\nContent-Length: 10485760\r\n\r\n", mebibytes: 10)
            try await withServer(server) { server in
                let answer = try await transport().send(server.request())
                #expect(answer.status == status)
                #expect(answer.body.count == 65536)
                #expect(answer.body.allSatisfy { $0 == 0x61 })
            }
        }

        @Test func `An endless error body is given up once there is enough of it`() async throws {
            let server = Self.flood("HTTP/1.1 500 X\r\nConnection: close\r\n\r\n", mebibytes: 4096)
            try await withServer(server) { server in
                let start = now()
                let answer = try await transport().send(server.request())
                #expect(answer.body.count == 65536)
                #expect(now() - start < 3)
                #expect(await eventually { server.openConnections == 0 })
                #expect(server.bytesSent < 512 << 20)
            }
        }

        @Test func `Of a redirect's body 64 KiB are kept`() async throws {
            let server = Self.flood("HTTP/1.1 302 X\r\nLocation: /y\r\nContent-Length: 4194304\r\n\r\n", mebibytes: 4)
            try await withServer(server) { server in
                let answer = try await transport().send(server.request())
                #expect(answer.status == 302 && answer.body.count == 65536)
            }
        }

        @Test func `A gigabyte is refused at the limit without being held`() async throws {
            await #expect(processExitsWith: .success) {
                let server = LimitTests.flood("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", mebibytes: 1024)
                try await LimitTests.checkMemory(server)
            }
        }

        @Test func `A gzip bomb is not unpacked`() async throws {
            await #expect(processExitsWith: .success) {
                let bomb = GzipBomb.gigabyte
                let server = HostileServer { peer, _ in
                    peer.answer("200 OK", ["Content-Encoding: gzip"], body: bomb)
                    return false
                }
                let reason = "its body is encoded as gzip, which was not asked for"
                try await LimitTests.checkMemory(server, .answered(status: 200, .other(reason)))
            }
        }

        /// Exits with success if the answer of a server is refused soon and the process did not grow by 150 MiB.
        private static func checkMemory(
            _ server: HostileServer, _ failure: TransportFailure = .answered(status: 200, .bodyTooLarge)
        ) async throws {
            try await withServer(server) { server in
                let before = peakMebibytes()
                var request = try server.request(deadline: .seconds(20))
                request.maximumBody = 8 << 20
                let found = await URLSessionTransportTests.failure(of: request)
                // Long enough for what is still on its way to be held, if it were.
                try await Task.sleep(for: .seconds(1))
                let growth = peakMebibytes() - before
                guard found.failure == failure, found.seconds < 5, growth < 150 else {
                    exit(1)
                }
            }
            exit(0)
        }

        /// The most memory this process has held, in MiB (`VmHWM`).
        private static func peakMebibytes() -> Int {
            guard let file = fopen("/proc/self/status", "r") else { return 0 }
            defer { fclose(file) }
            var line = [CChar](repeating: 0, count: 256)
            while fgets(&line, Int32(line.count), file) != nil {
                let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                guard text.hasPrefix("VmHWM:") else { continue }
                return (text.split { " \t\n".contains($0) }.compactMap { Int($0) }.first ?? 0) / 1024
            }
            return 0
        }
    }
}
