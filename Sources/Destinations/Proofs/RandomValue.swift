import HostSystem
import Keyfile
import Rotation

/// Values that nobody has: what a server that asks for a secret must refuse.
enum RandomValue {
    /// A random value that looks like another one: of its length, with the prefix it has of these, and with letters and
    /// digits where it has some.
    static func like(_ value: Secret, prefixes: [String]) throws(StepFailure) -> Secret {
        let kept = value.reveal { bytes in
            prefixes.map(\.utf8).filter { bytes.starts(with: $0) }.map(\.count).max() ?? 0
        }
        // A handful of random characters may come out as they were.
        for _ in 0..<16 {
            let random: [UInt8]
            do { random = try SystemRandom.bytes(value.count) } catch {
                throw StepFailure(.refused, "there are no random bytes")
            }
            let other = value.reveal { bytes in
                Secret(bytes.indices.map { $0 < kept ? bytes[$0] : replacement(of: bytes[$0], random[$0]) })
            }
            if !other.matches(value) { return other }
        }
        throw StepFailure(.refused, "the value is too short to be told from a random one")
    }

    private static func replacement(of byte: UInt8, _ random: UInt8) -> UInt8 {
        switch byte {
        case 0x30...0x39: 0x30 + random % 10
        // Of letters the first six, so that hexadecimal stays hexadecimal.
        case 0x61...0x66: 0x61 + random % 6
        case 0x67...0x7A: 0x67 + random % 20
        case 0x41...0x46: 0x41 + random % 6
        case 0x47...0x5A: 0x47 + random % 20
        default: byte
        }
    }
}
