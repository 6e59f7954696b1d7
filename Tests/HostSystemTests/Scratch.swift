import Foundation
import Glibc
import HostSystem
import TestSupport
import Testing

/// A private directory of one test with short ways to put things into it.
struct Scratch {
    let home: TemporaryHome

    init() throws { home = try TemporaryHome() }

    func path(_ name: String) -> String { home.file(name) }

    @discardableResult
    func file(_ name: String, _ text: String = "secret", mode: mode_t = 0o600) throws -> String {
        try home.write(name, text)
        #expect(chmod(path(name), mode) == 0)
        return path(name)
    }

    @discardableResult
    func directory(_ name: String, mode: mode_t = 0o700) -> String {
        #expect(mkdir(path(name), 0o700) == 0)
        #expect(chmod(path(name), mode) == 0)
        return path(name)
    }

    /// Everything in the directory, hidden files too.
    func names(_ directory: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.isEmpty ? home.path : path(directory)).sorted()
    }

    func mode(_ name: String) -> mode_t {
        var status = stat()
        return lstat(path(name), &status) == 0 ? status.st_mode & 0o7777 : 0
    }

    func socket(_ name: String) {
        let number = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path(name).utf8)) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, length) }
        }
        #expect(result == 0)
        close(number)
    }
}

/// The bytes of a file, or why it is refused.
func reading(_ path: String, limit: Int = PrivateFile.secretLimit) -> Result<String, FileFailure> {
    do throws(FileFailure) {
        return .success(String(decoding: try PrivateFile(path: path).read(limit: limit), as: UTF8.self))
    } catch { return .failure(error) }
}

/// What part of the private-file rule a path breaks.
func problem(_ path: String) -> InsecureFile.Problem? {
    if case .failure(.insecure(let file)) = reading(path) { return file.problem }
    return nil
}

/// Runs something on a thread whose umask and working directory are its own (CLONE_FS), so that no other test sees them.
func onThreadOfItsOwn(_ body: @escaping @Sendable () throws -> Void) async throws {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        Thread {
            typealias Unshare = @convention(c) (Int32) -> Int32
            let cloneFS: Int32 = 0x200
            guard let symbol = dlsym(nil, "unshare"), unsafeBitCast(symbol, to: Unshare.self)(cloneFS) == 0 else {
                return continuation.resume(throwing: SystemError(call: "unshare"))
            }
            continuation.resume(with: Result { try body() })
        }.start()
    }
}
