import Glibc
import HostSystem

/// An address of the loopback interface.
///
/// There is no way to make any other, so nothing else can be listened on.
struct LoopbackAddress: Sendable {
    /// 4 or 16 bytes in network order.
    let bytes: [UInt8]
    let text: String

    init(_ text: String) throws(SandboxError) {
        let numeric = text == "localhost" ? "127.0.0.1" : text
        var bytes = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, numeric, &bytes) == 1, bytes[0] == 127 {
            self.bytes = Array(bytes.prefix(4))
        } else if inet_pton(AF_INET6, numeric, &bytes) == 1, bytes.dropLast().allSatisfy({ $0 == 0 }), bytes[15] == 1 {
            self.bytes = bytes
        } else {
            throw .addressNotLoopback(text)
        }
        self.text = numeric
    }

    var urlHost: String { bytes.count == 16 ? "[\(text)]" : text }

    /// A listening socket and the port it got.
    func listen(port: UInt16) throws(SandboxError) -> (socket: Int32, port: UInt16) {
        do {
            return try openListener(port: port)
        } catch {
            throw .cannotListen(address: text, port: port, reason: error.reason)
        }
    }

    private func openListener(port: UInt16) throws(SystemError) -> (socket: Int32, port: UInt16) {
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        let listener = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0 else { throw SystemError(call: "socket") }
        do throws(SystemError) {
            var on: Int32 = 1
            setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
            let bound = withSocketAddress(port: port) { bind(listener, $0, $1) }
            guard bound == 0 else { throw SystemError(call: "bind") }
            guard Glibc.listen(listener, 128) == 0 else { throw SystemError(call: "listen") }
            return (listener, try Peer.localPort(of: listener))
        } catch {
            close(listener)
            throw error
        }
    }

    /// A socket connected to a port of this address.
    func connect(port: UInt16) throws(SystemError) -> Int32 {
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        let number = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { throw SystemError(call: "socket") }
        guard withSocketAddress(port: port, { Glibc.connect(number, $0, $1) }) == 0 else {
            let failure = SystemError(call: "connect")
            close(number)
            throw failure
        }
        return number
    }

    private func withSocketAddress<Result>(
        port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        // Filled byte by byte, which is the same for both families: family, port, then the address at its offset.
        var storage = sockaddr_storage()
        storage.ss_family = sa_family_t(bytes.count == 4 ? AF_INET : AF_INET6)
        withUnsafeMutableBytes(of: &storage) { buffer in
            buffer.storeBytes(of: port.bigEndian, toByteOffset: 2, as: UInt16.self)
            buffer[Peer.addressOffset(bytes.count)..<Peer.addressOffset(bytes.count) + bytes.count].copyBytes(
                from: bytes)
        }
        let size = bytes.count == 4 ? MemoryLayout<sockaddr_in>.size : MemoryLayout<sockaddr_in6>.size
        return withUnsafePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(size)) }
        }
    }
}

/// The two ends of an accepted connection.
struct Peer: Sendable, Equatable {
    /// The client's address: 4 or 16 bytes in network order.
    let address: [UInt8]
    /// The client's port.
    let port: UInt16
    /// Our port.
    let localPort: UInt16

    /// The name of the client's rate-limit bucket.
    var key: String { address.map { String($0) }.joined(separator: ".") }

    /// The control plane itself, when it asks a tenant.
    static let controlPlane = Peer(address: [127, 0, 0, 1], port: 0, localPort: 0)

    init(address: [UInt8], port: UInt16, localPort: UInt16) {
        self.address = address
        self.port = port
        self.localPort = localPort
    }

    /// Reads both ends from a connected socket.
    init(of socket: Int32) throws(SystemError) {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(socket, $0, &size) }
        }
        guard result == 0 else { throw SystemError(call: "getpeername") }
        let count = Int32(storage.ss_family) == AF_INET ? 4 : 16
        address = withUnsafeBytes(of: &storage) {
            Array($0[Peer.addressOffset(count)..<Peer.addressOffset(count) + count])
        }
        port = Peer.port(in: &storage)
        localPort = try Peer.localPort(of: socket)
    }

    static func localPort(of socket: Int32) throws(SystemError) -> UInt16 {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
        }
        guard result == 0 else { throw SystemError(call: "getsockname") }
        return port(in: &storage)
    }

    /// Where the address stands: after family and port, and in IPv6 after the flow label too (RFC 3493, 3.3).
    static func addressOffset(_ count: Int) -> Int { count == 4 ? 4 : 8 }

    private static func port(in storage: inout sockaddr_storage) -> UInt16 {
        withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
    }
}
