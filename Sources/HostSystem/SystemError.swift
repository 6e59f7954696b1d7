import Glibc

/// A system call that failed: which one, on what, and why.
public struct SystemError: Error, Sendable, Equatable {
    /// The value of `errno`.
    public let code: Int32
    /// The name of the call, such as `open`.
    public let call: String
    /// The file it was about, if it was about one.
    public let path: String?

    /// Takes `errno` as it stands, or a given code.
    public init(call: String, path: String? = nil, code: Int32 = errno) {
        self.code = code
        self.call = call
        self.path = path
    }

    /// The system's own words for the code, such as `No space left on device`.
    public var reason: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// What happened, as a sentence without its full stop.
    public var explanation: String {
        path.map { "\(call) of \($0) failed: \(reason)" } ?? "\(call) failed: \(reason)"
    }
}
