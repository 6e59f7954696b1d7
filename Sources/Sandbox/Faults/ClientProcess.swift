import Glibc

/// Finds the process at the other end of a loopback connection, without its help: `/proc/net/tcp` names the socket of
/// its end, and `/proc/PID/fd` who holds that socket.
///
/// Linux only; elsewhere nobody is found.
enum ClientProcess {
    /// Kills every process that holds the client's end.
    ///
    /// When this process is among them (a test with its client inside) or none is found, nobody is killed.
    static func kill(_ peer: Peer) {
        guard let inode = socketInode(of: peer) else { return }
        let holders = processes(holding: "socket:[\(inode)]")
        guard !holders.contains(getpid()) else { return }
        for holder in holders where holder > 1 { _ = Glibc.kill(holder, SIGKILL) }
    }

    /// The inode of the socket whose local end is the peer's and whose remote end is ours.
    static func socketInode(of peer: Peer) -> String? {
        // An IPv4 client may use an IPv6 socket, whose mapped address ends in the IPv4 one.
        let address = hexadecimal(peer.address)
        for table in ["/proc/net/tcp", "/proc/net/tcp6"] {
            for line in lines(of: table).dropFirst() {
                let fields = line.split(separator: " ")
                // sl, local, remote, state, queues, timer, retransmits, uid, timeout, inode (proc(5)).
                guard fields.count > 9, fields[9] != "0" else { continue }
                let local = fields[1].split(separator: ":"), remote = fields[2].split(separator: ":")
                guard local.count == 2, remote.count == 2, local[0].hasSuffix(address),
                    UInt16(local[1], radix: 16) == peer.port, UInt16(remote[1], radix: 16) == peer.localPort
                else { continue }
                return String(fields[9])
            }
        }
        return nil
    }

    /// The kernel prints an address as words of 32 bits in the machine's order.
    private static func hexadecimal(_ address: [UInt8]) -> String {
        stride(from: 0, to: address.count, by: 4).map { start in
            let word = address[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let digits = String(UInt32(littleEndian: word), radix: 16, uppercase: true)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    private static func processes(holding socket: String) -> [pid_t] {
        names(in: "/proc").compactMap { pid_t($0) }.filter { process in
            let descriptors = "/proc/\(process)/fd"
            return names(in: descriptors).contains { target(of: "\(descriptors)/\($0)") == socket }
        }
    }

    /// The entries of a directory; none when it is not ours to read.
    private static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names
    }

    private static func target(of link: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 256)
        let count = readlink(link, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    }

    private static func lines(of path: String) -> [Substring] {
        let bytes: [UInt8]?
        do { bytes = try StateFile.read(path) } catch { bytes = nil }
        return String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n")
    }
}
