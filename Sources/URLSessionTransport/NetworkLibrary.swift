import CurlLoader
import Glibc

/// libcurl, which Foundation's networking needs and which is loaded at the first request.
enum NetworkLibrary {
    /// Why there is none; `nil` when it is loaded.
    ///
    /// Without it the first session would end the process.
    static let objection: String? = {
        guard let reason = curl_loader_error().map({ String(cString: $0) }) else { return nil }
        if reason.hasPrefix("libcurl.so.4: cannot open shared object file: No such file") {
            return "libcurl.so.4 is missing; install the package libcurl4, which Debian 13 and Ubuntu 24.04 call "
                + "libcurl4t64"
        }
        return "libcurl.so.4 cannot be used (\(reason))"
    }()

    /// Whether a request that may have acted is never sent again over another connection; known once a session was made.
    static var sendsOnce: Bool { curl_loader_sends_once() }

    /// Trusts the authorities in a file instead of the system's.
    static func trust(_ authorities: String) { curl_loader_trust_only(authorities) }

    /// Why a file cannot be read for authorities; a pipe would be waited for without end.
    static func objection(toAuthorities path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
            return "the file of certificate authorities \(path) cannot be read: \(String(cString: strerror(errno)))"
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            return "the file of certificate authorities \(path) is not a regular file"
        }
        return nil
    }
}
