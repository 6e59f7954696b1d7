import Glibc

/// The clock for timeouts and windows: it never jumps.
enum Monotonic {
    /// Nanoseconds since some fixed point.
    static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Seconds since the same point.
    static var seconds: Double { Double(nanoseconds) / 1e9 }

    /// Sleeps in short steps until the time is over or `isCancelled` says so; false when it was cancelled.
    static func sleep(seconds: Double, unless isCancelled: () -> Bool) -> Bool {
        let end = Monotonic.seconds + seconds
        while true {
            if isCancelled() { return false }
            let left = end - Monotonic.seconds
            guard left > 0 else { return true }
            usleep(UInt32(min(left, 0.005) * 1_000_000) + 1)
        }
    }
}
