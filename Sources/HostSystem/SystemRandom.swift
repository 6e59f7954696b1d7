import Glibc

/// Random bytes from the operating system.
public enum SystemRandom {
    /// `count` bytes from the kernel's generator (getentropy(3), which blocks only before the generator is seeded).
    public static func bytes(_ count: Int) throws(SystemError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        // getentropy gives at most 256 bytes a call (POSIX.1-2024).
        for start in stride(from: 0, to: count, by: 256) {
            let length = min(256, count - start)
            let result = bytes.withUnsafeMutableBytes { buffer in
                getentropy(buffer.baseAddress.map { $0 + start }, length)
            }
            guard result == 0 else { throw SystemError(call: "getentropy") }
        }
        return bytes
    }
}
