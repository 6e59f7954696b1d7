import Glibc

/// The environment variables that change what Foundation and libcurl do with a request.
enum LibraryEnvironment {
    /// Corrects the variables the first time it is called.
    ///
    /// Call it before the first session and before the first thread: the libraries read the variables when they like,
    /// and `setenv` is not thread-safe.
    static func correctOnce() { corrected }

    private static let corrected: Void = {
        // Either of them prints every header sent, `Authorization` included, to standard error.
        unsetenv("URLSessionDebugLibcurl")
        unsetenv("URLSessionDebug")
        // libcurl writes the keys of every TLS connection to the file it names.
        unsetenv("SSLKEYLOGFILE")
        keepPlainHTTPFromProxies()
        exemptLoopback()
        leaveNoFolders()
    }()

    /// Foundation makes folders for cookies and cached answers before it can be told that there will be none.
    ///
    /// Below /dev/null it cannot make any.
    private static func leaveNoFolders() {
        for name in ["XDG_DATA_HOME", "XDG_CACHE_HOME"] { setenv(name, "/dev/null", 1) }
    }

    /// A proxy sees the whole of a request made over plain http, which here is always one to loopback.
    ///
    /// `no_proxy` cannot keep all of 127.0.0.0/8 out of it (libcurl reads address ranges since 7.86 only), so the
    /// variables that name a proxy for plain http go. `all_proxy` serves https too; its value is kept for that.
    private static func keepPlainHTTPFromProxies() {
        if value("https_proxy") == nil, value("HTTPS_PROXY") == nil,
            let proxy = value("all_proxy") ?? value("ALL_PROXY")
        {
            setenv("https_proxy", proxy, 1)
        }
        // libcurl ignores HTTP_PROXY on purpose; other libraries do not.
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] { unsetenv(name) }
    }

    /// https to loopback does not go through a proxy either: the proxy's loopback is another machine.
    private static func exemptLoopback() {
        let present = value("no_proxy") ?? value("NO_PROXY")
        // A lone star means every host, but only when it is alone.
        if present == "*" { return }
        let loopback = "localhost,127.0.0.0/8,127.0.0.1,::1"
        let extended = present.map { "\($0),\(loopback)" } ?? loopback
        setenv("no_proxy", extended, 1)
        setenv("NO_PROXY", extended, 1)
    }

    /// A variable's value; an empty one counts as absent, as in libcurl.
    private static func value(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
