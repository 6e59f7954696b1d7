import CurlLoader

/// libcurl, which Foundation's networking needs and which is loaded at the first request.
enum NetworkLibrary {
    /// Why there is none; `nil` when it is loaded.
    ///
    /// Without it the first session would end the process.
    static let objection: String? = curl_loader_error().map { sentence(about: String(cString: $0)) }

    /// What is told of the system's reason, and what to do about it.
    static func sentence(about reason: String) -> String {
        if reason.hasPrefix("libcurl.so.4: cannot open shared object file: No such file") {
            return "libcurl.so.4 is missing; install the package libcurl4, which Debian 13 and Ubuntu 24.04 call "
                + "libcurl4t64"
        }
        return "libcurl.so.4 cannot be used (\(reason))"
    }

    /// Tells the library how long a request may take that is about to be made; it ends what outlives the longest.
    static func expect(_ deadline: Duration) {
        let (seconds, attoseconds) = deadline.components
        curl_loader_expect(Int(clamping: min(seconds, 86_400) * 1000 + attoseconds / 1_000_000_000_000_000))
    }

    /// Whether the loader stands between Foundation and libcurl; known once a session was made.
    static var isInPlace: Bool { curl_loader_is_in_place() }

    /// Whether a request that may have acted is never sent again over another connection; known once a session was made.
    static var sendsOnce: Bool { curl_loader_sends_once() }
}
