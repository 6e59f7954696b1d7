import CurlLoader
import Glibc
import Synchronization

/// The certificate authorities to trust, where those of the system are not meant or are not all.
///
/// The files are in PEM form, and their paths absolute.
public struct Authorities: Sendable, Equatable {
    /// The file that replaces the system's authorities; `nil` for those.
    public let instead: String?
    /// The file of those that are trusted as well.
    public let besides: String?

    /// Authorities of a file in the system's place, and of another one beside it.
    public init(instead: String? = nil, besides: String? = nil) {
        self.instead = instead
        self.besides = besides
    }

    /// Whether the system's are meant.
    var areTheSystems: Bool { instead == nil && besides == nil }

    /// What has been handed to the loader: the same again need not be read again.
    private static let joined = Mutex<Authorities?>(nil)
    /// Far above the system's own file.
    private static let limit = 16 << 20

    /// Makes every later request of the process trust them, as far as that needs no network library.
    func trust() {
        if let instead { curl_loader_trust_only(instead) }
    }

    /// Why a request cannot be sent that is to trust these; `nil` when it will.
    ///
    /// - Parameter isInPlace: whether the loader stands between Foundation and libcurl; without it the system's would be
    ///   trusted all the same.
    func objection(isInPlace: Bool) -> String? {
        guard isInPlace else { return "this build trusts the system's certificate authorities and no others" }
        for path in [instead, besides].compactMap({ $0 }) {
            if let objection = Authorities.objection(to: path) { return objection }
        }
        guard let besides else { return nil }
        return Authorities.joined.withLock { joined in
            if joined == self { return nil }
            if let objection = join(besides) { return objection }
            joined = self
            return nil
        }
    }

    /// Hands all certificates to the loader.
    private func join(_ besides: String) -> String? {
        guard let extra = Authorities.read(besides), Authorities.holdCertificate(extra) else {
            return "the file of certificate authorities \(besides) holds no certificate"
        }
        let base = instead ?? curl_loader_system_authorities().map { String(cString: $0) }
        // A system may have a folder of certificates and no file, which stays trusted by itself.
        let all = (base.flatMap(Authorities.read) ?? []) + [0x0A] + extra
        let isAble = all.withUnsafeBytes { curl_loader_trust_certificates($0.baseAddress, $0.count) }
        return isAble
            ? nil : "libcurl.so.4 cannot trust authorities beside the system's; SSL_CERT_FILE=FILE replaces those"
    }

    private static func holdCertificate(_ text: [UInt8]) -> Bool {
        let lines = text.split { $0 == 0x0A || $0 == 0x0D }
        return ["", "TRUSTED ", "X509 "].contains { word in
            let line = Array("-----BEGIN \(word)CERTIFICATE-----".utf8)
            return lines.contains { $0.elementsEqual(line) }
        }
    }

    /// Why a file cannot be read for authorities; a pipe would be waited for without end.
    private static func objection(to path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
            return "the file of certificate authorities \(path) cannot be read: \(String(cString: strerror(errno)))"
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            return "the file of certificate authorities \(path) is not a regular file"
        }
        return nil
    }

    private static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += piece[..<count]
        }
        return nil
    }
}
