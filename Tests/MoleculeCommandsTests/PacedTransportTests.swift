import HostSystem
import Keyfile
import ManagementAPI
import Synchronization
import Testing

@testable import MoleculeCommands

/// A transport that is told by each answer that its limit is used up, so that every request but the first waits.
private struct Limited: Transport {
    let sent = Counter()

    final class Counter: Sendable {
        let count = Atomic<Int>(0)
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        sent.count.add(1, ordering: .relaxed)
        return HTTPResponse(
            status: 200,
            headers: ["x-ratelimit-limit": "1", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "0"], body: [])
    }
}

@Suite struct PacedTransportTests {
    private func request() throws -> HTTPRequest {
        HTTPRequest(.get, try Origin("http://127.0.0.1:1"), target: "/", deadline: .seconds(5))
    }

    @Test func `an interrupt stops what is not begun, and ends what is`() async throws {
        let limited = Limited()
        let paced = PacedTransport(limited, isInterrupted: { limited.sent.count.load(ordering: .relaxed) > 0 })
        let request = try request()
        let isSecondSent = await FleetAttempt.$current.withValue(FleetAttempt()) {
            do throws(TransportFailure) {
                _ = try await paced.send(request)
                // The interrupt has come by now, and this one has to wait for the limit.
                _ = try await paced.send(request)
                return true
            } catch { return false }
        }
        #expect(isSecondSent)
        #expect(limited.sent.count.load(ordering: .relaxed) == 2)
        for attempt in [FleetAttempt(), nil] {
            await FleetAttempt.$current.withValue(attempt) {
                do throws(TransportFailure) {
                    _ = try await paced.send(request)
                    Issue.record("it was sent after the interrupt")
                } catch { #expect(error == .notSent(.cancelled)) }
            }
        }
        #expect(limited.sent.count.load(ordering: .relaxed) == 2)
    }
}
